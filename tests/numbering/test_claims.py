"""Typed numbers: taken over when they are new, skipped by every draw, refused when taken."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from numbering.exceptions import (
    ManualNumberNotAllowed,
    NumberOutOfRange,
    NumberTaken,
    SeriesBlocked,
)
from numbering.models import Company, Counter, IssuedNumber, NumberSeries
from numbering.services import (
    add_line,
    claim,
    completeness,
    create_series,
    draw,
    draw_many,
    numbers_left,
    peek,
    release,
    save_line,
    save_series,
    void,
)
from tests.numbering.helpers import TODAY, drawn, nothing_moves


@pytest.fixture
def typed(company: Company) -> NumberSeries:
    """Takes typed numbers inside its range, as Winbas' delivery notes do."""
    return create_series(
        company, "DN", register="order", start="100", end="199", manual_numbers=True,
        manual_range="inside",
    )  # fmt: skip


def take(text: str, series: NumberSeries, *, on: date = TODAY) -> IssuedNumber:
    return claim(text, company=series.company, kind="sales_order", on=on, series=series)


def test_a_typed_number_is_skipped_by_the_next_draw(typed: NumberSeries) -> None:
    take("100", typed)
    take("102", typed)

    assert peek(typed, on=TODAY) == "101"
    assert drawn(typed, 2) == ["101", "103"]
    assert completeness(typed).holes == []


def test_a_taken_number_is_refused_and_told_what_took_it(typed: NumberSeries) -> None:
    draw(typed, on=TODAY, kind="sales_order")

    with nothing_moves(typed), pytest.raises(NumberTaken) as refused:
        take("100", typed)
    assert str(refused.value) == (
        "100 is taken already (Orders of 2026-11-21): type another number."
    )
    assert refused.value.field == "number"


def test_a_void_number_stays_taken(typed: NumberSeries) -> None:
    void(draw(typed, on=TODAY), reason="cancelled")

    with pytest.raises(NumberTaken):
        take("100", typed)


def test_a_freed_number_may_be_typed_again(company: Company, clerk: User) -> None:
    series = create_series(
        company, "S", register="case", manual_numbers=True, gap_policy="fill_gaps"
    )
    first = draw(series, on=date(2026, 1, 2))
    release(first)
    again = claim("1", company=company, kind="case", on=TODAY, series=series, by=clerk)

    assert again.pk == first.pk
    row = IssuedNumber.objects.get()
    assert (row.state, row.origin, row.document_date, row.issued_by) == (
        "in_use", "typed", TODAY, clerk,
    )  # fmt: skip
    assert drawn(series) == ["2"]


@pytest.mark.parametrize("text", ["99", "200", "0100", "X100"])
def test_outside_the_range_is_refused(typed: NumberSeries, text: str) -> None:
    with nothing_moves(typed), pytest.raises(NumberOutOfRange, match="within 100–199") as refused:
        take(text, typed)
    assert refused.value.field == "number"


def test_inside_the_range_of_the_line_in_force(typed: NumberSeries) -> None:
    add_line(typed, start="500", end="599", starting_date=date(2026, 1, 1))

    assert str(take("500", typed)) == "500"
    assert str(take("100", typed, on=date(2025, 6, 1))) == "100"
    with pytest.raises(NumberOutOfRange, match="within 500–599"):
        take("101", typed)


def test_anything_new_may_be_typed_where_the_series_says_so(company: Company) -> None:
    series = create_series(company, "S", register="case", start="K-0001", manual_numbers=True)
    number = claim("OLD/77", company=company, kind="case", on=TODAY, series=series)

    assert (number.series, number.line, number.value) == (series, None, None)
    assert drawn(series) == ["K-0001"]


def test_a_series_that_takes_no_typed_numbers(company: Company) -> None:
    series = create_series(company, "S", register="case")

    with pytest.raises(ManualNumberNotAllowed, match="S takes no typed numbers: leave") as refused:
        claim("7", company=company, kind="case", on=TODAY, series=series)
    assert refused.value.field == "number"


def test_a_blocked_series_takes_none(company: Company) -> None:
    series = create_series(company, "S", register="case", manual_numbers=True, blocked=True)

    with pytest.raises(SeriesBlocked, match="S is blocked: an administrator can unblock it"):
        claim("7", company=company, kind="case", on=TODAY, series=series)


def test_oc05_a_number_of_an_old_system_only_has_to_be_new(company: Company) -> None:
    series = create_series(company, "S", register="case", start="K-0001")
    claim("1998-17", company=company, kind="case", on=date(1998, 3, 1), origin="imported")

    with pytest.raises(NumberTaken):
        claim("1998-17", company=company, kind="case", on=TODAY)
    assert drawn(series) == ["K-0001"]


def test_the_same_text_is_free_in_another_register(company: Company) -> None:
    for kind in ("case", "project"):
        assert str(claim("7", company=company, kind=kind, on=TODAY)) == "7"


def test_oc07_duplicates_are_counted_where_they_are_allowed(company: Company) -> None:
    series = create_series(
        company, "S", register="case", start="900", manual_numbers=True, allow_duplicates=True
    )
    rows = [claim("7", company=company, kind="case", on=TODAY, series=series) for _ in range(3)]

    assert [row.repetition for row in rows] == [0, 1, 2]


def test_a_drawn_number_is_never_a_duplicate(company: Company) -> None:
    series = create_series(
        company, "S", register="case", manual_numbers=True, allow_duplicates=True
    )
    for _ in range(2):
        claim("1", company=company, kind="case", on=TODAY, series=series)

    assert drawn(series) == ["2"]
    assert completeness(series).holes == []


def test_a_line_made_later_skips_what_was_typed_before(company: Company) -> None:
    for text in ("K-0001", "K-0002", "K-0004", "K-9", "L-0003"):
        claim(text, company=company, kind="case", on=TODAY)
    series = create_series(company, "S", register="case", start="K-0001")

    assert drawn(series, 2) == ["K-0003", "K-0005"]
    assert completeness(series).holes == []
    assert IssuedNumber.objects.filter(series=series).count() == 5


def test_a_widened_line_skips_what_was_typed_beyond_its_range(typed: NumberSeries) -> None:
    claim("201", company=typed.company, kind="sales_order", on=TODAY)
    draw_many(typed, 100, on=TODAY)
    line = typed.lines.get()
    line.last_number = 202
    save_line(line)

    assert drawn(typed, 2) == ["200", "202"]
    assert completeness(typed).holes == []


def test_numbers_typed_ahead_are_not_left(typed: NumberSeries) -> None:
    assert numbers_left(typed, on=TODAY) == 100
    drawn(typed, 10)
    take("150", typed)
    take("199", typed)

    assert numbers_left(typed, on=TODAY) == 88


def test_steps_between_lines_belong_to_the_line_that_counts_them(company: Company) -> None:
    tens = create_series(company, "TENS", register="case", start="10", increment=10)
    fives = create_series(company, "FIVES", register="case", start="15", increment=10)
    number = claim("25", company=company, kind="case", on=TODAY)

    assert number.series == fives
    assert drawn(fives, 2) == ["15", "35"]
    assert drawn(tens, 2) == ["10", "20"]
    assert completeness(fives).holes == []


@pytest.mark.parametrize("policy", ["unbroken", "fill_gaps", "gaps_allowed"])
def test_a_long_run_of_taken_numbers_is_jumped_in_one_draw(company: Company, policy: str) -> None:
    series = create_series(company, "S", register="case", gap_policy=policy)
    line = series.lines.get()
    drawn(series)
    used: list[int] = []
    start = 2
    for run in (10, 10_000):
        IssuedNumber.objects.bulk_create(
            [
                IssuedNumber(
                    company=company, register="case", text=str(value), series=series, line=line,
                    value=value, document_date=TODAY, origin="imported",
                )
                for value in range(start, start + run)
            ],
            batch_size=2000,
        )  # fmt: skip
        with CaptureQueriesContext(connection) as captured:
            assert drawn(series) == [str(start + run)]
        used.append(len(captured))
        start += run + 1

    assert used[0] == used[1], "the number of statements grows with the run"
    assert used[0] <= 16
    assert completeness(series).holes == []


def test_a_number_typed_for_another_year_is_stepped_over_and_no_hole(company: Company) -> None:
    series = create_series(company, "S", register="case", start="{YY}/1", restart="fiscal_year")
    claim("26/2", company=company, kind="case", on=date(2025, 12, 31))

    assert drawn(series, 2) == ["26/1", "26/3"]
    assert drawn(series, on=date(2025, 12, 31)) == ["25/1"]
    assert completeness(series).is_complete


def test_a_number_of_another_year_explains_no_hole(company: Company) -> None:
    series = create_series(company, "S", register="case", start="{YY}/1", restart="fiscal_year")
    claim("25/2", company=company, kind="case", on=TODAY)
    drawn(series)
    Counter.objects.update(next_value=3)  # what no service does

    report = completeness(series)
    assert [(hole.first, hole.count, hole.cause) for hole in report.missing] == [("26/2", 1, "")]
    assert str(report) == "1 in use; 1 number missing"


def test_a_line_in_the_place_of_a_blocked_one_steps_over_its_numbers(company: Company) -> None:
    old = create_series(company, "OLD", register="case", start="K1")
    drawn(old, 3)
    old.blocked = True
    save_series(old)
    new = create_series(company, "NEW", register="case", start="K1")
    claim("K5", company=company, kind="case", on=TODAY)

    assert drawn(new, 2) == ["K4", "K6"]
    assert completeness(new).is_complete
