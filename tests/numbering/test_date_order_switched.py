"""Date order that is switched on in use, over several lines, and what is shown meanwhile."""

from __future__ import annotations

from datetime import date

import pytest

from numbering.exceptions import DateOrderViolation
from numbering.models import Company, NumberSeries
from numbering.services import add_line, claim, create_series, peek, save_series
from tests.numbering.helpers import TODAY, drawn, nothing_moves

YESTERDAY, TOMORROW = date(2026, 11, 20), date(2026, 11, 22)


def switch(series: NumberSeries, *, on: bool) -> None:
    stored = NumberSeries.objects.get(pk=series.pk)
    stored.date_order = on
    save_series(stored)


@pytest.mark.parametrize("policy", ["unbroken", "fill_gaps", "gaps_allowed"])
def test_bc13_dates_drawn_before_it_was_switched_on_count(company: Company, policy: str) -> None:
    series = create_series(company, "S", register="invoice", gap_policy=policy)
    drawn(series)
    switch(series, on=True)

    with nothing_moves(series), pytest.raises(DateOrderViolation, match="Use 2026-11-21 or later"):
        drawn(series, on=YESTERDAY)
    with pytest.raises(DateOrderViolation):
        peek(series, on=YESTERDAY)
    assert drawn(series, on=TODAY) == ["2"]


def test_bc13_dates_drawn_while_it_was_off_count(company: Company) -> None:
    series = create_series(company, "S", register="invoice", date_order=True)
    drawn(series, on=YESTERDAY)
    switch(series, on=False)
    drawn(series, on=TOMORROW)
    switch(series, on=True)

    with pytest.raises(DateOrderViolation):
        drawn(series, on=TODAY)
    assert drawn(series, on=TOMORROW) == ["3"]


def test_bc13_typed_numbers_have_the_dates_they_like(company: Company) -> None:
    series = create_series(company, "S", register="invoice", date_order=True, manual_numbers=True)
    claim("77", company=company, kind="invoice", on=TOMORROW, series=series)
    assert drawn(series) == ["1"]
    claim("78", company=company, kind="invoice", on=YESTERDAY, series=series)

    assert drawn(series) == ["2"]


def test_bc13_rolling_over_to_the_second_line_goes_on_by_date(company: Company) -> None:
    series = create_series(company, "S", register="invoice", start="A1", end="A1", date_order=True)
    add_line(series, start="B1", starting_date=None)

    assert drawn(series, on=TODAY) + drawn(series, on=TOMORROW) == ["A1", "B1"]
    for on in (YESTERDAY, TODAY):
        with nothing_moves(series), pytest.raises(DateOrderViolation, match="after 2026-11-22"):
            peek(series, on=on)
    assert peek(series, on=TOMORROW) == "B2"
