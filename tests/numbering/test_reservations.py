"""Numbers reserved for another system: confirmed, given back, or gone back by themselves."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from numbering.exceptions import NumberStateError, NumberTaken, SeriesExhausted
from numbering.models import Company, IssuedNumber, NumberSeries
from numbering.services import (
    claim,
    completeness,
    create_series,
    give_back_expired,
    release,
    reserve,
    save_line,
    use,
    void,
)
from tests.numbering.helpers import TODAY, drawn, nothing_moves, rolled_back

POLICIES = pytest.mark.parametrize(
    ("policy", "given_back", "following"),
    [
        ("unbroken", "void", ["3", "4"]),
        ("fill_gaps", "free", ["1", "2"]),
        ("gaps_allowed", "void", ["3", "4"]),
    ],
)


def made(company: Company, policy: str = "unbroken", end: str = "") -> NumberSeries:
    return create_series(company, "S", register="case", end=end, gap_policy=policy)


def hold(series: NumberSeries, expires_at: datetime | None = None) -> IssuedNumber:
    return reserve(series, on=TODAY, reference="web shop", expires_at=expires_at)


def hours(count: int) -> datetime:
    return timezone.now() + timedelta(hours=count)


def states(series: NumberSeries) -> list[tuple[str, str, str]]:
    rows = IssuedNumber.objects.filter(series=series).order_by("value")
    return list(rows.values_list("text", "state", "reason"))


@POLICIES
def test_nw04_what_has_expired_goes_back(
    company: Company, policy: str, given_back: str, following: list[str]
) -> None:
    series = made(company, policy)
    hold(series, hours(-1)), hold(series, hours(-2))

    assert give_back_expired() == 2
    assert give_back_expired() == 0
    assert states(series) == [(text, given_back, "reservation expired") for text in ("1", "2")]
    assert drawn(series, 2) == following
    assert completeness(series).is_complete


@POLICIES
def test_nw04_what_has_time_left_or_is_used_stays(
    company: Company, policy: str, given_back: str, following: list[str]
) -> None:
    series = made(company, policy)
    hold(series, hours(1)), hold(series)
    use(hold(series, hours(1)), reference="case 3")
    IssuedNumber.objects.filter(text="3").update(expires_at=hours(-1))

    assert give_back_expired() == 0
    assert [state for _text, state, _reason in states(series)] == [
        "reserved", "reserved", "in_use",
    ]  # fmt: skip


@POLICIES
def test_nw04_the_policy_of_the_moment_decides(
    company: Company, policy: str, given_back: str, following: list[str]
) -> None:
    series = made(company, "unbroken")
    numbers = [hold(series), hold(series)]
    line = series.lines.get()
    line.gap_policy = policy
    save_line(line)
    for number in numbers:
        release(number)

    assert [state for _text, state, _reason in states(series)] == [given_back] * 2
    assert drawn(series, 2) == following


def test_nw04_too_late_to_confirm(company: Company) -> None:
    number = hold(made(company), hours(-1))

    with pytest.raises(NumberStateError, match="1 is reserved: its time has run out, reserve"):
        use(number, reference="case 1")
    assert number.state == "reserved"


def test_nw04_confirmed_once(company: Company) -> None:
    number = hold(made(company), hours(1))
    use(number, reference="case 1")

    with pytest.raises(NumberStateError):
        use(number, reference="case 2")
    assert IssuedNumber.objects.get().reference == "case 1"
    assert str(release(number, reason="case never came")) == "1"
    with pytest.raises(NumberStateError):
        use(number, reference="case 1")


def test_nw04_a_reserved_number_is_nobody_else_s(company: Company) -> None:
    series = made(company)
    hold(series)

    with nothing_moves(series), pytest.raises(NumberTaken):
        claim("1", company=company, kind="case", on=TODAY)
    assert drawn(series) == ["2"]


def test_nw04_a_used_up_series_reserves_nothing(company: Company) -> None:
    series = made(company, "fill_gaps", end="1")
    number = hold(series)
    with nothing_moves(series), pytest.raises(SeriesExhausted):
        hold(series)
    release(number)

    assert str(hold(series)) == "1"


def test_nw04_a_void_reservation_stays_void(company: Company) -> None:
    series = made(company, "fill_gaps")
    void(hold(series, hours(-1)), reason="the shop printed it")

    assert give_back_expired() == 0
    assert drawn(series) == ["2"]


def test_nw04_a_rolled_back_reservation_leaves_nothing(company: Company) -> None:
    series = made(company)
    with rolled_back():
        hold(series)

    assert states(series) == []
    assert drawn(series) == ["1"]


def test_nw04_the_nightly_command_says_how_many(
    company: Company, capsys: pytest.CaptureFixture[str]
) -> None:
    hold(made(company), hours(-1))
    call_command("give_back_expired")

    assert "1" in capsys.readouterr().out
    assert IssuedNumber.objects.get().state == "void"
