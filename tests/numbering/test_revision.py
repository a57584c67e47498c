"""A change of settings between two draws is noticed, however old the plan in hand is."""

from __future__ import annotations

from datetime import date

import pytest

from numbering.exceptions import AutomaticNumberNotAllowed, SeriesBlocked, SeriesExhausted
from numbering.models import Company, NumberSeries
from numbering.services import (
    add_line,
    create_series,
    delete_line,
    draw,
    draw_many,
    peek,
    save_line,
    save_series,
    set_next_number,
)
from tests.numbering.helpers import TODAY, drawn

POLICIES = pytest.mark.parametrize("policy", ["unbroken", "fill_gaps", "gaps_allowed"])


def as_another_sees_it(series: NumberSeries) -> NumberSeries:
    return NumberSeries.objects.get(pk=series.pk)


@POLICIES
def test_a_series_blocked_in_between(company: Company, policy: str) -> None:
    series = create_series(company, "S", register="case", gap_policy=policy)
    drawn(series)
    other = as_another_sees_it(series)
    other.blocked = True
    save_series(other)
    with pytest.raises(SeriesBlocked):
        draw(series, on=TODAY)

    other.blocked = False
    save_series(other)
    assert drawn(series) == ["2"]


@POLICIES
def test_a_shortened_and_an_extended_line(company: Company, policy: str) -> None:
    series = create_series(company, "S", register="case", gap_policy=policy)
    drawn(series, 2)
    line = as_another_sees_it(series).lines.get()
    line.last_number = 2
    save_line(line)
    for count in (1, 2):
        with pytest.raises(SeriesExhausted, match="1–2"):
            draw_many(series, count, on=TODAY)

    line.last_number = 3
    save_line(line)
    assert drawn(series) == ["3"]


@POLICIES
def test_a_new_line_takes_over(company: Company, policy: str) -> None:
    series = create_series(company, "S", register="case", gap_policy=policy)
    drawn(series)
    add_line(as_another_sees_it(series), start="N1", starting_date=TODAY, gap_policy=policy)

    assert drawn(series) == ["N1"]
    assert drawn(series, on=date(2026, 11, 20)) == ["2"]


@POLICIES
def test_a_line_that_was_replaced_before_its_first_use(company: Company, policy: str) -> None:
    series = create_series(
        company, "S", register="invoice", start="OLD1", restart="fiscal_year", gap_policy=policy
    )
    add_line(series, start="A1", starting_date=date(2026, 2, 1), gap_policy=policy)
    peek(series, on=TODAY)
    other = as_another_sees_it(series)
    delete_line(other.lines.get(prefix1="A"))
    add_line(other, start="B1", starting_date=date(2026, 2, 1), gap_policy=policy)

    assert drawn(series) == ["B1"]


@POLICIES
def test_the_first_number_changed_before_the_first_draw_of_a_period(
    company: Company, policy: str
) -> None:
    series = create_series(
        company, "S", register="invoice", restart="fiscal_year", gap_policy=policy
    )
    peek(series, on=TODAY)
    line = as_another_sees_it(series).lines.get()
    line.first_number = 700
    save_line(line)

    assert drawn(series) == ["700"]


@POLICIES
def test_the_next_number_set_in_between(company: Company, policy: str) -> None:
    series = create_series(company, "S", register="case", gap_policy=policy)
    drawn(series)
    line = as_another_sees_it(series).lines.get()
    set_next_number(line, 90, on=TODAY, reason="moved", by=None)

    assert drawn(series) == ["90"]


@POLICIES
def test_typing_only(company: Company, policy: str) -> None:
    series = create_series(company, "S", register="case", gap_policy=policy)
    drawn(series)
    other = as_another_sees_it(series)
    other.default_numbers, other.manual_numbers = False, True
    save_series(other)

    with pytest.raises(AutomaticNumberNotAllowed, match="S draws no numbers: type one"):
        draw(series, on=TODAY)
