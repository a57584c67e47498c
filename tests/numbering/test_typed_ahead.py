"""A counter knows the next value that a typed number has taken: below it, draws need not look."""

from __future__ import annotations

from datetime import date

import pytest

from numbering.models import Company, Counter, IssuedNumber, NumberSeries
from numbering.services import add_line, claim, create_series, draw_many, set_next_number
from numbering.services.lines import save_line
from tests.numbering.helpers import TODAY, drawn

POLICIES = ["unbroken", "fill_gaps"]


@pytest.fixture(params=POLICIES)
def series(request: pytest.FixtureRequest, company: Company) -> NumberSeries:
    return create_series(company, "S", register="case", gap_policy=request.param)


def typed(series: NumberSeries, *values: int) -> None:
    for value in values:
        claim(str(value), company=series.company, kind="case", on=TODAY)


def look_out(series: NumberSeries) -> int | None:
    return Counter.objects.get(line__series=series).typed_next


def test_the_nearest_typed_number_is_remembered_until_it_is_passed(series: NumberSeries) -> None:
    assert look_out(series) is None
    typed(series, 9, 3, 7)
    assert look_out(series) == 3

    assert drawn(series, 3) == ["1", "2", "4"]
    assert look_out(series) == 7
    assert drawn(series, 4) == ["5", "6", "8", "10"]
    assert look_out(series) is None


def test_typed_behind_the_counter_needs_no_looking_out(series: NumberSeries) -> None:
    set_next_number(series.lines.get(), 5, on=TODAY, reason="moved in", by=None)
    typed(series, 2)
    assert look_out(series) is None


def test_several_at_once_go_around_typed_numbers(series: NumberSeries) -> None:
    typed(series, 3, 5)
    texts = [number.text for number in draw_many(series, 4, on=TODAY)]
    assert texts == ["1", "2", "4", "6"]


def test_numbers_typed_before_the_line_are_remembered(company: Company) -> None:
    series = create_series(company, "S", register="case", start="")
    typed(series, 2, 4)
    add_line(series, start="1")

    assert look_out(series) == 2
    assert drawn(series, 3) == ["1", "3", "5"]


def test_a_period_that_begins_finds_what_was_typed_for_it(company: Company) -> None:
    series = create_series(company, "S", register="case", start="1", restart="month")
    claim("2", company=company, kind="case", on=date(2026, 3, 5), series=None)

    assert [str(n) for n in draw_many(series, 3, on=date(2026, 3, 9))] == ["1", "3", "4"]


def test_a_value_typed_for_another_date_is_not_given_out_again(company: Company) -> None:
    series = create_series(company, "S", register="case", start="{YYYY}-1")
    claim("2027-2", company=company, kind="case", on=date(2027, 1, 5))

    assert [str(n) for n in draw_many(series, 3, on=date(2026, 3, 9))] == [
        "2026-1",
        "2026-3",
        "2026-4",
    ]


def test_setting_the_next_number_looks_anew(series: NumberSeries) -> None:
    typed(series, 3, 8)
    set_next_number(series.lines.get(), 5, on=TODAY, reason="moved in", by=None)

    assert look_out(series) == 8
    assert drawn(series, 4) == ["5", "6", "7", "9"]


def test_a_line_that_allowed_gaps_looks_anew(company: Company) -> None:
    series = create_series(company, "S", register="case", gap_policy="gaps_allowed")
    typed(series, 2)
    line = series.lines.get()
    line.gap_policy = "unbroken"
    save_line(line)

    assert drawn(series, 2) == ["1", "3"]


def test_rows_that_nobody_told_the_counter_of_are_jumped_too(series: NumberSeries) -> None:
    drawn(series)
    line = series.lines.get()
    IssuedNumber.objects.bulk_create(
        IssuedNumber(
            company=series.company, register="case", text=str(value), series=series, line=line,
            value=value, document_date=TODAY, origin="imported",
        )
        for value in (2, 3, 4, 7)
    )  # fmt: skip

    assert drawn(series, 4) == ["5", "6", "8", "9"]
