"""What the property test found one database to do differently from the other."""

from __future__ import annotations

from datetime import date

import pytest

from numbering.exceptions import SeriesExhausted
from numbering.models import Company
from numbering.services import (
    claim,
    completeness,
    create_series,
    draw_many,
    numbers_left,
    peek,
    save_line,
)
from tests.numbering.helpers import TODAY, attempt, drawn

POLICIES = pytest.mark.parametrize("policy", ["unbroken", "fill_gaps", "gaps_allowed"])


@POLICIES
def test_a_counter_value_typed_for_another_year_is_taken_in_this_one(
    company: Company, policy: str
) -> None:
    """25/1 and 26/1 are both counter 1 of a line that does not start again."""
    series = create_series(company, "S", register="case", start="{YY}/1", gap_policy=policy)
    claim("25/1", company=company, kind="case", on=date(2025, 5, 5))

    assert peek(series, on=TODAY) == "26/2"
    assert drawn(series, 2) == ["26/2", "26/3"]


@POLICIES
def test_a_number_typed_before_the_digits_were_raised_is_taken(
    company: Company, policy: str
) -> None:
    series = create_series(company, "S", register="case", start="01", gap_policy=policy)
    claim("02", company=company, kind="case", on=TODAY)
    line = series.lines.get()
    line.digits = 4
    save_line(line)

    assert [str(number) for number in draw_many(series, 3, on=TODAY)] == ["0001", "0003", "0004"]
    assert completeness(series).is_complete


def test_what_was_stepped_over_is_no_alarm_once_the_digits_are_raised(company: Company) -> None:
    series = create_series(company, "S", register="case", start="{YY}/1")
    claim("26/1", company=company, kind="case", on=date(2025, 5, 5))
    assert drawn(series) == ["26/2"]
    line = series.lines.get()
    line.digits = 3
    save_line(line)

    assert completeness(series).missing == []


@POLICIES
def test_numbers_typed_before_any_was_drawn_are_counted(company: Company, policy: str) -> None:
    series = create_series(
        company, "S", register="case", start="{YY}/1", restart="fiscal_year", gap_policy=policy
    )
    claim("26/1", company=company, kind="case", on=TODAY)

    assert completeness(series).counts == {"in_use": 1}
    assert completeness(series, period="2026").counts == {"in_use": 1}
    assert completeness(series, period="2025").counts == {}


@POLICIES
def test_too_many_at_once_leave_what_there_is(company: Company, policy: str) -> None:
    series = create_series(company, "S", register="case", end="5", gap_policy=policy)
    claim("3", company=company, kind="case", on=TODAY)
    with pytest.raises(SeriesExhausted), attempt():
        draw_many(series, 5, on=TODAY)

    assert numbers_left(series, on=TODAY) == 4
    assert [str(number) for number in draw_many(series, 4, on=TODAY)] == ["1", "2", "4", "5"]


def test_a_line_with_an_older_typed_number_can_still_be_changed(company: Company) -> None:
    series = create_series(
        company, "S", register="case", start="K1", end="K9", starting_date=date(2026, 1, 1)
    )
    claim("K5", company=company, kind="case", on=date(2019, 5, 5))
    line = series.lines.get()
    line.last_number = 99
    save_line(line)

    assert drawn(series, 5) == ["K1", "K2", "K3", "K4", "K6"]
