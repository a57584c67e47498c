"""Two transactions draw from one series: the second waits, and no number is doubled or lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection

from numbering.exceptions import NumberTaken, SeriesBusy
from numbering.models import Company, IssuedNumber, NumberSeries
from numbering.services import (
    assign_series,
    claim,
    completeness,
    create_series,
    draw,
    draw_many,
    hold,
    release,
)
from numbering.transactions import write
from orders.models import Party
from tests.numbering.concurrency.sessions import Session, until_waiting
from tests.numbering.helpers import TODAY, on_postgresql

ENDINGS = pytest.mark.parametrize("ending", ["commit", "rollback"])


def draws(code: str = "S") -> Callable[[], str]:
    return lambda: str(draw(NumberSeries.objects.get(code=code), on=TODAY))


def claims(text: str) -> Callable[[], str]:
    def step() -> str:
        series = NumberSeries.objects.select_related("company").get(code="S")
        return str(claim(text, company=series.company, kind="case", on=TODAY, series=series))

    return step


def series_with(company: Company, used: int, **facts: str) -> NumberSeries:
    series = create_series(company, "S", register="case", manual_numbers=True, **facts)
    if used:
        with write():
            draw_many(series, used, on=TODAY)
    return series


@ENDINGS
@pytest.mark.parametrize("used", [0, 3], ids=["first use", "later use"])
@pytest.mark.parametrize("restart", ["never", "fiscal_year"])
@pytest.mark.parametrize("policy", ["unbroken", "fill_gaps"])
def test_the_second_draw_waits_for_the_first(
    *,
    company: Company,
    one: Session,
    two: Session,
    ending: str,
    used: int,
    restart: str,
    policy: str,
) -> None:
    series = series_with(company, used, start="{YY}/1", restart=restart, gap_policy=policy)
    one.begin()
    assert one.run(draws()) == f"26/{used + 1}"
    second = two.whole(draws())
    until_waiting(two, second)
    one.end(ending)

    assert second.result() == f"26/{used + (2 if ending == 'commit' else 1)}"
    assert completeness(series).holes == []


@ENDINGS
def test_a_draw_waits_for_a_claim_and_skips_it(
    company: Company, one: Session, two: Session, ending: str
) -> None:
    series = series_with(company, 0)
    one.begin()
    one.run(claims("1"))
    second = two.whole(draws())
    until_waiting(two, second)
    one.end(ending)

    assert second.result() == ("2" if ending == "commit" else "1")
    assert completeness(series).holes == []


@ENDINGS
def test_a_claim_waits_for_the_draw_of_the_same_number(
    company: Company, one: Session, two: Session, ending: str
) -> None:
    series_with(company, 0)
    one.begin()
    assert one.run(draws()) == "1"
    second = two.whole(claims("1"))
    until_waiting(two, second)
    one.end(ending)

    if ending == "commit":
        with pytest.raises(NumberTaken, match="1 is taken already"):
            second.result()
    else:
        assert second.result() == "1"
    assert IssuedNumber.objects.count() == 1


@ENDINGS
def test_two_claims_of_a_number_that_no_line_prints(
    company: Company, one: Session, two: Session, ending: str
) -> None:
    series_with(company, 0)
    one.begin()
    one.run(claims("OLD-1"))
    second = two.whole(claims("OLD-1"))
    until_waiting(two, second)
    one.end(ending)

    if ending == "commit":
        with pytest.raises(NumberTaken):
            second.result()
    else:
        assert second.result() == "OLD-1"


@on_postgresql
@ENDINGS
def test_a_freed_number_typed_for_another_date_is_not_drawn_too(
    company: Company, one: Session, two: Session, ending: str
) -> None:
    """The claim knows no line that prints it on its date, and so holds no counter."""
    series = series_with(company, 1, start="{YY}/1", gap_policy="fill_gaps")
    with write():
        release(IssuedNumber.objects.get())
    one.begin()
    one.run(lambda: claim("26/1", company=company, kind="case", on=TODAY.replace(year=2025)).text)
    second = two.whole(draws())
    until_waiting(two, second)
    one.end(ending)

    assert second.result() == ("26/2" if ending == "commit" else "26/1")
    assert completeness(series).holes == []


@on_postgresql
@ENDINGS
def test_a_freed_number_that_is_drawn_is_not_typed_for_another_date_too(
    company: Company, one: Session, two: Session, ending: str
) -> None:
    series_with(company, 1, start="{YY}/1", gap_policy="fill_gaps")
    with write():
        release(IssuedNumber.objects.get())
    one.begin()
    assert one.run(draws()) == "26/1"
    second = two.whole(
        lambda: claim("26/1", company=company, kind="case", on=TODAY.replace(year=2025)).text
    )
    until_waiting(two, second)
    one.end(ending)

    if ending == "commit":
        with pytest.raises(NumberTaken):
            second.result()
    else:
        assert second.result() == "26/1"


@on_postgresql
@ENDINGS
def test_where_gaps_are_allowed_nobody_waits(
    company: Company, one: Session, two: Session, ending: str
) -> None:
    series_with(company, 0, gap_policy="gaps_allowed")
    one.begin()
    assert one.run(draws()) == "1"
    assert two.whole(draws()).result(timeout=20) == "2"
    one.end(ending)

    assert two.whole(draws()).result() == "3"


def test_waiting_beyond_the_limit_says_which_series_is_busy(
    company: Company, one: Session, two: Session
) -> None:
    series_with(company, 0)
    one.begin()
    one.run(draws())
    two.run(wait_at_most_50_milliseconds)

    with pytest.raises(SeriesBusy) as busy:
        two.whole(draws()).result()
    assert "try again in a moment" in str(busy.value)
    if connection.vendor == "postgresql":  # SQLite waits for the file, not for a series
        assert str(busy.value) == "The number series S is busy: try again in a moment."
    one.commit()
    assert two.whole(draws()).result() == "2"


def test_a_document_that_waits_beyond_the_limit_says_for_which_series(
    company: Company, one: Session, two: Session
) -> None:
    """On SQLite too, where it waits for the file before anything is drawn."""
    series = create_series(company, "CUSTOMER", register="customer")
    assign_series(company, "customer", series)
    one.begin()
    one.run(draws("CUSTOMER"))
    two.run(wait_at_most_50_milliseconds)

    with pytest.raises(SeriesBusy, match="The number series CUSTOMER is busy: try again"):
        two.run(lambda: Party(company=company, name="Nils", is_customer=True).save())
    one.commit()
    two.run(lambda: Party(company=company, name="Nils", is_customer=True).save())
    assert [str(party.customer_number) for party in Party.objects.all()] == ["2"]


def wait_at_most_50_milliseconds() -> None:
    with connection.cursor() as cursor:
        postgresql = connection.vendor == "postgresql"
        cursor.execute("SET lock_timeout = 50" if postgresql else "PRAGMA busy_timeout = 50")


@on_postgresql
def test_the_first_draw_of_a_period_holds_its_own_line_only(
    company: Company, one: Session, two: Session
) -> None:
    """Held with it, the company would make first draws of different series wait in a circle."""
    for code in ("S", "T"):
        create_series(company, code, register=code.lower(), start="{YY}/1", restart="fiscal_year")
    one.begin()
    one.run(draws("S"))

    assert two.whole(draws("T")).result(timeout=20) == "26/1"


@on_postgresql
def test_whoever_goes_back_in_the_order_is_told_to_try_again_at_once(
    company: Company, one: Session, two: Session
) -> None:
    """By hand it can happen; documents draw in one fixed order (test_fixed_order)."""
    for code in ("S", "T"):
        create_series(company, code, register=code.lower())
    one.begin()
    two.begin()
    one.run(draws("S"))
    two.run(draws("T"))
    waiting = one.start(draws("T"))
    until_waiting(one, waiting)

    with pytest.raises(SeriesBusy, match="number series S is busy"):
        two.run(draws("S"))
    two.roll_back()
    assert waiting.result(timeout=20) == "1"


def test_held_beforehand_series_are_drawn_from_in_any_order(
    company: Company, one: Session, two: Session
) -> None:
    series = [create_series(company, code, register=code.lower()) for code in ("S", "T")]

    def hold_both() -> None:
        hold(*(NumberSeries.objects.get(pk=each.pk) for each in reversed(series)), on=TODAY)

    def both() -> list[str]:
        hold_both()
        return [draws(code)() for code in ("T", "S")]

    one.begin()
    one.run(hold_both)
    second = two.whole(both)
    until_waiting(two, second)
    assert [one.run(draws(code)) for code in ("T", "S")] == ["1", "1"]
    one.commit()

    assert second.result(timeout=20) == ["2", "2"]


@on_postgresql
def test_going_back_in_the_order_is_fine_while_nobody_else_draws(
    company: Company, one: Session
) -> None:
    for code in ("S", "T"):
        create_series(company, code, register=code.lower())
    one.begin()
    assert [one.run(draws(code)) for code in ("T", "S", "T")] == ["1", "1", "2"]
    one.commit()
