"""Lines that fill gaps: freed numbers are used first, the smallest one (easyWinArt)."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import User

from numbering.models import Company, IssuedNumber, NumberSeries
from numbering.services import (
    completeness,
    create_series,
    draw,
    draw_many,
    numbers_left,
    peek,
    preview,
    release,
    save_line,
)
from tests.numbering.helpers import TODAY, drawn


@pytest.fixture
def series(company: Company) -> NumberSeries:
    return create_series(company, "S", register="case", end="9", gap_policy="fill_gaps")


def test_ew02_the_smallest_freed_number_comes_first(series: NumberSeries) -> None:
    numbers = draw_many(series, 5, on=TODAY)
    for index in (3, 1):
        release(numbers[index])

    assert preview(series, 3, on=TODAY) == ["2", "4", "6"]
    assert drawn(series, 3) == ["2", "4", "6"]
    assert completeness(series).holes == []


def test_ew02_several_at_once(series: NumberSeries) -> None:
    numbers = draw_many(series, 5, on=TODAY)
    for index in (0, 2):
        release(numbers[index])

    assert [str(number) for number in draw_many(series, 4, on=TODAY)] == ["1", "3", "6", "7"]


def test_a_used_up_line_goes_on_with_what_is_freed(series: NumberSeries) -> None:
    numbers = draw_many(series, 9, on=TODAY)
    assert numbers_left(series, on=TODAY) == 0
    release(numbers[4])

    assert numbers_left(series, on=TODAY) == 1
    assert drawn(series) == ["5"]


def test_the_row_tells_its_new_use_and_stays_one_row(series: NumberSeries, clerk: User) -> None:
    first = draw(series, on=date(2026, 1, 2), kind="case", reference="old")
    release(first, reason="entered twice")
    again = draw(series, on=TODAY, by=clerk, kind="project", reference="new")

    assert again.pk == first.pk
    row = IssuedNumber.objects.get()
    assert (row.text, row.state, row.kind, row.reference) == ("1", "in_use", "project", "new")
    assert (row.reason, row.document_date, row.issued_by) == ("", TODAY, clerk)
    assert row.issued_at > first.issued_at


def test_a_freed_number_is_for_dates_that_it_shows(company: Company) -> None:
    series = create_series(
        company, "S", register="invoice", start="{YYMM}-1", gap_policy="fill_gaps"
    )
    release(draw(series, on=date(2026, 5, 31)))

    assert peek(series, on=TODAY) == "2611-2"
    assert drawn(series) == ["2611-2"]
    assert drawn(series, on=date(2026, 5, 1)) == ["2605-1"]


def test_ew03_freed_numbers_are_used_in_their_own_year(company: Company) -> None:
    series = create_series(
        company, "S", register="invoice", restart="fiscal_year", gap_policy="fill_gaps"
    )
    last_year = draw_many(series, 2, on=date(2025, 5, 5))
    release(last_year[0])

    assert drawn(series) == ["1"]
    assert drawn(series, 2, on=date(2025, 7, 7)) == ["1", "3"]


def test_nothing_is_filled_once_the_line_is_unbroken(series: NumberSeries) -> None:
    numbers = draw_many(series, 3, on=TODAY)
    release(numbers[1])
    line = series.lines.get()
    line.gap_policy = "unbroken"
    save_line(line)

    assert drawn(series) == ["4"]
    assert completeness(series).counts == {"in_use": 3, "free": 1}
