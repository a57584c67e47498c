"""Series in date order: a date before the last one drawn is refused (Business Central)."""

from __future__ import annotations

from datetime import date

import pytest

from numbering.exceptions import DateOrderViolation
from numbering.models import Company, NumberSeries
from numbering.services import add_line, create_series, draw, draw_many, peek
from tests.numbering.helpers import TODAY, drawn, nothing_moves, rolled_back


@pytest.fixture
def series(company: Company) -> NumberSeries:
    return create_series(company, "INV", register="invoice", date_order=True)


def test_bc13_an_earlier_date_is_refused(series: NumberSeries) -> None:
    draw(series, on=TODAY)

    with nothing_moves(series), pytest.raises(DateOrderViolation) as refused:
        draw(series, on=date(2026, 11, 20))
    assert str(refused.value) == (
        "The number series INV goes by date: after 2026-11-21 no number can be drawn"
        " for 2026-11-20. Use 2026-11-21 or later."
    )
    assert refused.value.field == "date"


def test_bc13_the_same_and_later_dates_are_fine(series: NumberSeries) -> None:
    draw_many(series, 2, on=TODAY)
    assert drawn(series) == ["3"]
    assert drawn(series, on=date(2026, 11, 22)) == ["4"]
    with pytest.raises(DateOrderViolation):
        peek(series, on=TODAY)


def test_bc13_a_rolled_back_draw_moves_no_date(series: NumberSeries) -> None:
    with rolled_back():
        draw(series, on=date(2026, 12, 24))

    assert drawn(series) == ["1"]


def test_bc13_holds_across_the_lines_of_the_series(series: NumberSeries) -> None:
    add_line(series, start="B1", starting_date=date(2026, 11, 21))
    assert drawn(series) == ["B1"]

    with pytest.raises(DateOrderViolation):
        draw(series, on=date(2026, 11, 20))


def test_bc13_holds_across_the_periods_of_a_line(company: Company) -> None:
    series = create_series(company, "INV", register="invoice", restart="month", date_order=True)
    assert drawn(series) == ["1"]

    with pytest.raises(DateOrderViolation):
        draw(series, on=date(2026, 10, 31))


def test_without_date_order_any_date_is_fine(company: Company) -> None:
    series = create_series(company, "INV", register="invoice")

    assert drawn(series) + drawn(series, on=date(2026, 1, 1)) == ["1", "2"]
