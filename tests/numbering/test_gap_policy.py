"""Gaps: unbroken by default, allowed per line, and a switch that keeps the place."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from numbering.choices import GapPolicy
from numbering.engine.sequences import sequence_name
from numbering.models import Company, Counter, NumberSeries
from numbering.services import (
    add_line,
    claim,
    completeness,
    create_series,
    delete_line,
    delete_series,
    draw,
    draw_many,
    peek,
    save_line,
    set_next_number,
)
from tests.numbering.helpers import TODAY, drawn, on_postgresql, rolled_back


def draw_and_roll_back(series: NumberSeries) -> str:
    with rolled_back():
        return str(draw(series, on=TODAY))


def switch(series: NumberSeries, policy: str) -> None:
    line = series.lines.get()
    line.gap_policy = policy
    save_line(line)


def has_sequence(line_id: int, period: str = "") -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [sequence_name(line_id, period)])
        return bool(cursor.fetchone()[0])


@pytest.mark.parametrize("policy", ["unbroken", "fill_gaps"])
def test_bc02_a_rolled_back_number_is_given_out_again(company: Company, policy: str) -> None:
    series = create_series(company, "S", register="case", gap_policy=policy)

    assert drawn(series) == ["1"]
    assert draw_and_roll_back(series) == "2"
    assert drawn(series, 2) == ["2", "3"]
    assert completeness(series).holes == []


def test_bc02_unbroken_by_default(company: Company) -> None:
    assert create_series(company, "S", register="case").lines.get().gap_policy == "unbroken"


@on_postgresql
def test_bc02_where_gaps_are_allowed_a_rolled_back_number_stays_out(company: Company) -> None:
    series = create_series(company, "S", register="case", gap_policy="gaps_allowed")

    assert draw_and_roll_back(series) == "1"
    assert drawn(series) == ["2"]
    report = completeness(series)
    assert [(hole.first, hole.count, hole.cause) for hole in report.holes] == [
        ("1", 1, "gaps are allowed")
    ]
    assert report.is_complete


def test_bc02_each_line_has_its_own_policy(company: Company) -> None:
    series = create_series(company, "S", register="case", start="A1")
    add_line(series, start="B1", starting_date=date(2026, 1, 1), gap_policy="gaps_allowed")

    assert draw_and_roll_back(series) == "B1"
    assert drawn(series, on=date(2025, 1, 1)) == ["A1"]


def test_bc02_switching_back_and_forth_keeps_the_place(company: Company) -> None:
    series = create_series(company, "S", register="case", start="S-0001")
    given: list[str] = []
    for policy in (*GapPolicy.values[1:], *GapPolicy.values, "gaps_allowed", "unbroken"):
        given += drawn(series, 2)
        switch(series, policy)
        given += [str(number) for number in draw_many(series, 2, on=TODAY)]

    assert given == [f"S-{value:04}" for value in range(1, len(given) + 1)]
    assert completeness(series).is_complete


@on_postgresql
def test_bc02_a_place_lost_by_rolling_back_is_explained_after_the_switch(company: Company) -> None:
    series = create_series(company, "S", register="case", gap_policy="gaps_allowed")
    draw_and_roll_back(series)
    drawn(series)
    draw_and_roll_back(series)
    switch(series, "unbroken")

    assert drawn(series) == ["4"]
    report = completeness(series)
    assert [(hole.first, hole.last, hole.cause) for hole in report.holes] == [
        ("1", "1", "gaps were allowed"),
        ("3", "3", "gaps were allowed"),
    ]
    assert report.is_complete


@pytest.mark.parametrize("policy", GapPolicy.values)
def test_a_taken_number_is_jumped_under_every_policy(company: Company, policy: str) -> None:
    series = create_series(company, "S", register="case", end="9", gap_policy=policy)
    for text in ("2", "3", "5"):
        claim(text, company=company, kind="case", on=TODAY)

    assert peek(series, on=TODAY) == "1"
    assert [str(number) for number in draw_many(series, 4, on=TODAY)] == ["1", "4", "6", "7"]
    assert drawn(series) == ["8"]
    assert completeness(series).holes == []


@pytest.mark.parametrize("policy", GapPolicy.values)
def test_a_larger_increment_under_every_policy(company: Company, policy: str) -> None:
    series = create_series(
        company, "S", register="case", start="10", end="59", increment=10, gap_policy=policy
    )
    claim("30", company=company, kind="case", on=TODAY)

    assert drawn(series, 2) == ["10", "20"]
    assert [str(number) for number in draw_many(series, 2, on=TODAY)] == ["40", "50"]
    assert completeness(series).holes == []


@pytest.mark.parametrize("policy", GapPolicy.values)
@pytest.mark.parametrize("first", [1, 900])
def test_an_unused_line_follows_its_first_number(company: Company, policy: str, first: int) -> None:
    series = create_series(company, "S", register="case", start="100", gap_policy=policy)
    line = series.lines.get()
    line.first_number, line.digits = first, 3
    save_line(line)

    assert drawn(series) == [f"{first:03}"]


@pytest.mark.parametrize("policy", GapPolicy.values)
def test_an_unused_line_keeps_in_step_with_its_increment(company: Company, policy: str) -> None:
    series = create_series(company, "S", register="case", start="10", gap_policy=policy)
    line = series.lines.get()
    set_next_number(line, 13, on=TODAY, reason="old system", by=None)
    line.increment = 5
    save_line(line)

    # 10, 15, 20 … is what the proof against overlap reckons with.
    assert drawn(series, 2) == ["15", "20"]


@pytest.mark.parametrize("policy", GapPolicy.values)
def test_a_line_never_draws_below_its_first_number(company: Company, policy: str) -> None:
    series = create_series(company, "S", register="case", start="100", gap_policy=policy)
    line = series.lines.get()
    set_next_number(line, 150, on=TODAY, reason="old system", by=None)
    line.first_number = 500
    save_line(line)

    assert drawn(series) == ["500"]


@on_postgresql
def test_a_native_sequence_goes_with_its_line(company: Company) -> None:
    series = create_series(company, "S", register="case", gap_policy="gaps_allowed")
    line = series.lines.get()
    assert has_sequence(line.pk)

    delete_line(line)
    other = create_series(company, "T", register="case", gap_policy="gaps_allowed")
    kept = other.lines.get().pk
    delete_series(other)
    assert not has_sequence(kept)
    assert not Counter.objects.exists()


@on_postgresql
def test_a_native_sequence_is_made_for_each_period(company: Company) -> None:
    series = create_series(
        company, "S", register="case", start="{YY}-1", restart="fiscal_year",
        gap_policy="gaps_allowed",
    )  # fmt: skip

    assert drawn(series, 2) == ["26-1", "26-2"]
    assert drawn(series, 2, on=date(2025, 3, 1)) == ["25-1", "25-2"]
    assert drawn(series) == ["26-3"]
