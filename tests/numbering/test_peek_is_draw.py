"""Business Central's test of a series, and the dry run: what is shown is what a draw does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from numbering.exceptions import (
    AutomaticNumberNotAllowed,
    DateOrderViolation,
    ImpossibleDate,
    NoLineForDate,
    NumberingError,
    SeriesBlocked,
    SeriesExhausted,
)
from numbering.models import Company, Counter, CounterJump, IssuedNumber, NumberSeries
from numbering.services import (
    add_line,
    claim,
    create_series,
    draw_many,
    dry_run,
    peek,
    release,
    save_line,
    save_series,
    usual_dates,
)
from tests.numbering.helpers import TODAY, attempt, drawn, nothing_moves, rolled_back

DATES = [date(2024, 2, 29), date(2025, 12, 31), date(2026, 1, 1), TODAY, date(2027, 1, 1)]


def used_up(company: Company) -> NumberSeries:
    series = create_series(company, "S", register="case", start="1", end="2")
    draw_many(series, 2, on=TODAY)
    return series


def blocked_line(company: Company) -> NumberSeries:
    series = create_series(company, "S", register="case")
    line = series.lines.get()
    line.blocked = True
    save_line(line)
    return series


def in_date_order(company: Company) -> NumberSeries:
    series = create_series(company, "S", register="case", date_order=True)
    drawn(series, on=date(2027, 1, 1))
    return series


REASONS: dict[type[NumberingError], list[Callable[[Company], NumberSeries]]] = {
    SeriesExhausted: [used_up],
    SeriesBlocked: [
        blocked_line,
        lambda company: create_series(company, "S", register="case", blocked=True),
    ],
    NoLineForDate: [
        lambda company: create_series(company, "S", register="case", start=""),
        lambda company: create_series(
            company, "S", register="case", starting_date=date(2027, 1, 1)
        ),
    ],
    AutomaticNumberNotAllowed: [
        lambda company: create_series(
            company, "S", register="case", default_numbers=False, manual_numbers=True
        )
    ],
    DateOrderViolation: [in_date_order],
}


@pytest.mark.parametrize(
    ("rule", "make"), [(rule, make) for rule, makes in REASONS.items() for make in makes]
)
def test_bc14_why_there_is_none_in_the_words_of_the_draw(
    company: Company, rule: type[NumberingError], make: Callable[[Company], NumberSeries]
) -> None:
    series = make(company)
    with nothing_moves(series):
        with pytest.raises(rule) as shown:
            peek(series, on=TODAY)
        with pytest.raises(rule) as refused, attempt():
            drawn(series)
        (answer,) = dry_run([series], [TODAY])

    assert str(shown.value) == str(refused.value) == answer.message
    assert "S" in str(shown.value)
    assert answer.numbers == ()
    assert type(answer.error) is rule


def test_bc14_a_date_that_is_none(company: Company) -> None:
    with pytest.raises(ImpossibleDate):
        peek(create_series(company, "S", register="case"), on=date(1066, 10, 14))


@pytest.mark.parametrize("policy", ["unbroken", "fill_gaps", "gaps_allowed"])
def test_bc14_a_number_typed_for_another_year_is_stepped_over(
    company: Company, policy: str
) -> None:
    """26/2 stands on a paper of 2025, 25/1 is counter 1 of the same line."""
    series = create_series(company, "S", register="case", start="{YY}/1", gap_policy=policy)
    for text in ("26/2", "25/1"):
        claim(text, company=company, kind="case", on=date(2025, 12, 31))

    shown = peek(series, on=TODAY)
    assert shown == "26/3"
    assert drawn(series) == [shown]


def test_bc14_numbers_of_a_blocked_line_are_stepped_over(company: Company) -> None:
    old = create_series(company, "OLD", register="case")
    draw_many(old, 3, on=TODAY)
    old.blocked = True
    save_series(old)
    new = create_series(company, "NEW", register="case")

    assert peek(new, on=TODAY) == "4"
    assert drawn(new) == ["4"]


def all_sorts(company: Company) -> list[NumberSeries]:
    """Series with everything: lines by date, restarts, steps, freed and typed numbers."""
    dated = create_series(
        company, "DATED", register="order", start="A1", end="A4", starting_date=date(2025, 1, 1)
    )
    add_line(dated, start="B01", end="B03", starting_date=date(2026, 1, 1))
    add_line(dated, start="C10", increment=10, starting_date=date(2026, 1, 1))
    yearly = create_series(
        company, "YEARLY", register="invoice", start="{YYYY}-1", restart="fiscal_year",
        gap_policy="fill_gaps",
    )  # fmt: skip
    release(draw_many(yearly, 3, on=TODAY)[1])
    monthly = create_series(company, "MONTHLY", register="case", start="{YYMM}1", restart="month")
    claim("26112", company=company, kind="case", on=TODAY)
    quick = create_series(company, "QUICK", register="project", gap_policy="gaps_allowed")
    drawn(quick, 2)
    return [dated, yearly, monthly, quick]


def test_nw05_a_dry_run_tells_what_draws_then_give(company: Company) -> None:
    everything = all_sorts(company)
    answers = dry_run(everything, DATES, count=5)

    assert len(answers) == len(everything) * len(DATES)
    for answer in answers:
        given, refused = given_then_refused(answer.series, answer.on)
        if answer.series.code != "QUICK":  # what it gave out stays given on PostgreSQL
            assert tuple(given) == answer.numbers
            assert given or refused == answer.message


def given_then_refused(series: NumberSeries, on: date) -> tuple[list[str], str]:
    """What five draws for a date give, before they are rolled back."""
    given: list[str] = []
    with rolled_back():
        for _ in range(5):
            try:
                with attempt():
                    given += drawn(series, on=on)
            except NumberingError as error:
                return given, str(error)
    return given, ""


def test_nw05_a_dry_run_consumes_nothing(company: Company) -> None:
    everything = all_sorts(company)

    def whole() -> list[object]:
        return [list(model.objects.order_by("pk").values_list()) for model in (
            Counter, CounterJump, IssuedNumber,
        )]  # fmt: skip

    before = whole()
    first = dry_run(everything, DATES)
    assert whole() == before
    again = dry_run(everything, DATES)
    assert [one.numbers for one in again] == [one.numbers for one in first]


@pytest.mark.parametrize(
    ("month", "today", "expected"),
    [
        (1, date(2026, 11, 21), ["2026-12-31", "2027-01-01", "2026-12-31", "2027-01-01"]),
        (7, date(2026, 11, 21), ["2027-06-30", "2027-07-01", "2026-12-31", "2027-01-01"]),
        (7, date(2026, 3, 1), ["2026-06-30", "2026-07-01", "2026-12-31", "2027-01-01"]),
    ],
)
def test_nw05_the_usual_dates(
    company: Company, month: int, today: date, expected: list[str]
) -> None:
    company.fiscal_year_first_month = month

    assert [str(on) for _name, on in usual_dates(company, today)[2:]] == expected


def test_nw05_a_year_before_leap_day(company: Company) -> None:
    assert usual_dates(company, date(2028, 2, 29))[1][1] == date(2027, 2, 28)
