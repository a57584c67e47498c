"""Reserve, use, release, void: what becomes of a number around its document."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from numbering.exceptions import NumberStateError, RuleError
from numbering.models import Company, IssuedNumber, NumberSeries
from numbering.services import completeness, create_series, draw, release, reserve, use, void
from tests.numbering.helpers import TODAY, drawn


@pytest.fixture
def series(company: Company) -> NumberSeries:
    return create_series(company, "S", register="case")


def state(number: IssuedNumber) -> tuple[str, str, str]:
    row = IssuedNumber.objects.get(pk=number.pk)
    return row.state, row.reason, row.reference


def test_nw04_reserve_then_use(series: NumberSeries, clerk: User) -> None:
    number = reserve(series, on=TODAY, by=clerk, reference="web shop", kind="case")
    assert (number.origin, number.issued_by) == ("reserved", clerk)
    assert state(number) == ("reserved", "", "web shop")
    assert drawn(series) == ["2"]

    use(number, reference="case 1")
    assert state(number) == ("in_use", "", "case 1")
    assert number.state == "in_use"


@pytest.mark.parametrize(
    ("policy", "after", "following"),
    [("unbroken", "void", "2"), ("gaps_allowed", "void", "2"), ("fill_gaps", "free", "1")],
)
def test_nw04_reserve_then_give_back(
    company: Company, policy: str, after: str, following: str
) -> None:
    series = create_series(company, "S", register="case", gap_policy=policy)
    number = reserve(series, on=TODAY, reference="web shop")
    release(number)

    assert state(number)[0] == after
    assert drawn(series) == [following]
    assert completeness(series).is_complete


def test_a_void_number_says_why(series: NumberSeries) -> None:
    number = draw(series, on=TODAY)
    void(number, reason="  entered twice ")

    assert state(number) == ("void", "entered twice", "")
    assert drawn(series) == ["2"]


def test_a_number_given_back_without_reason_has_one_all_the_same(series: NumberSeries) -> None:
    number = draw(series, on=TODAY)
    release(number)

    assert state(number) == ("void", "given back", "")


@pytest.mark.parametrize("reason", ["", "  "])
def test_void_needs_a_reason(series: NumberSeries, reason: str) -> None:
    number = draw(series, on=TODAY)

    with pytest.raises(RuleError, match="auditors will ask") as refused:
        void(number, reason=reason)
    assert refused.value.field == "reason"
    assert state(number)[0] == "in_use"


def test_steps_that_make_no_sense_are_refused(series: NumberSeries) -> None:
    number = draw(series, on=TODAY)
    with pytest.raises(NumberStateError, match="Number 1 is in use: only a reserved number"):
        use(number, reference="x")
    void(number, reason="x")
    with pytest.raises(NumberStateError, match="Number 1 is void: it is void already"):
        void(number, reason="y")
    with pytest.raises(NumberStateError, match="given back before"):
        release(number)
    assert state(number) == ("void", "x", "")


def test_the_stored_state_decides_not_the_one_in_hand(series: NumberSeries) -> None:
    number = reserve(series, on=TODAY, reference="web shop")
    stale = IssuedNumber.objects.get(pk=number.pk)
    use(number, reference="case 1")

    with pytest.raises(NumberStateError):
        use(stale, reference="case 2")
    assert state(number)[2] == "case 1"
