"""Setting the next number: forward with a reason, never onto what is issued."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import User

from numbering.exceptions import NumberOutOfRange, RuleError, SeriesInUse
from numbering.models import Company, CounterJump, NumberSeries
from numbering.services import (
    claim,
    completeness,
    create_series,
    set_next_number,
)
from tests.numbering.helpers import TODAY, drawn, nothing_moves

POLICIES = pytest.mark.parametrize("policy", ["unbroken", "fill_gaps", "gaps_allowed"])


def set_next(
    series: NumberSeries, value: int, reason: str = "old system", by: object = None
) -> None:
    set_next_number(series.lines.get(), value, on=TODAY, reason=reason, by=by)  # type: ignore[arg-type]


@POLICIES
def test_forward_with_a_reason_that_explains_the_hole(
    company: Company, policy: str, administrator: User
) -> None:
    series = create_series(company, "S", register="case", gap_policy=policy)
    drawn(series, 2)
    set_next(series, 10, by=administrator)

    assert drawn(series, 2) == ["10", "11"]
    jump = CounterJump.objects.get()
    assert (jump.from_value, jump.to_value, jump.reason, jump.by) == (
        3, 10, "old system", administrator,
    )  # fmt: skip
    report = completeness(series)
    assert [(hole.first, hole.last, hole.count) for hole in report.holes] == [("3", "9", 7)]
    assert report.is_complete


@POLICIES
def test_oc06_never_to_or_below_an_issued_number(company: Company, policy: str) -> None:
    series = create_series(company, "S", register="case", start="S-01", gap_policy=policy)
    drawn(series, 5)
    for value in (5, 1):
        with nothing_moves(series), pytest.raises(SeriesInUse) as refused:
            set_next(series, value)
        assert str(refused.value) == (
            "S-05 is issued already: the next number must be higher. "
            "To count from lower, start a line with a new prefix."
        )
        assert refused.value.field == "next_number"


@POLICIES
def test_back_as_far_as_nothing_is_issued(company: Company, policy: str) -> None:
    series = create_series(company, "S", register="case", gap_policy=policy)
    drawn(series, 2)
    set_next(series, 50)
    set_next(series, 3)

    assert drawn(series) == ["3"]


def test_the_same_number_is_no_step(company: Company) -> None:
    series = create_series(company, "S", register="case")
    set_next(series, 1)

    assert not CounterJump.objects.exists()


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_reason_is_needed(company: Company, reason: str) -> None:
    series = create_series(company, "S", register="case")

    with nothing_moves(series), pytest.raises(RuleError, match="auditors will ask") as refused:
        set_next(series, 5, reason=reason)
    assert refused.value.field == "reason"


@pytest.mark.parametrize("value", [9, 100])
def test_inside_the_range(company: Company, value: int) -> None:
    series = create_series(company, "S", register="case", start="10", end="99")

    with nothing_moves(series), pytest.raises(NumberOutOfRange, match="within 10–99") as refused:
        set_next(series, value)
    assert refused.value.field == "next_number"


def test_nw03_in_step_with_the_increment(company: Company) -> None:
    series = create_series(company, "S", register="case", start="10", increment=10)

    with nothing_moves(series), pytest.raises(NumberOutOfRange, match="steps of 10: 30 or 40"):
        set_next(series, 35)


def test_each_period_has_its_own_next_number(company: Company) -> None:
    series = create_series(company, "S", register="invoice", start="{YY}-1", restart="fiscal_year")
    set_next(series, 40)

    assert drawn(series) == ["26-40"]
    assert drawn(series, on=date(2025, 1, 1)) == ["25-1"]


def test_onto_a_typed_number_draws_the_one_behind_it(company: Company) -> None:
    series = create_series(company, "S", register="case")
    claim("20", company=company, kind="case", on=TODAY)
    drawn(series)
    set_next(series, 20)

    assert drawn(series) == ["21"]
    assert completeness(series).is_complete
