"""Many numbers in one step: in order, all or none."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from numbering.exceptions import RuleError, SeriesExhausted
from numbering.models import Company
from numbering.services import add_line, claim, completeness, create_series, draw_many, peek
from tests.numbering.helpers import TODAY, drawn, nothing_moves, on_postgresql, statements


def many(series: object, count: int) -> list[str]:
    return [str(number) for number in draw_many(series, count, on=TODAY)]  # type: ignore[arg-type]


def test_numbers_are_consecutive(company: Company, clerk: User) -> None:
    series = create_series(company, "S", register="case", start="98")
    numbers = draw_many(series, 5, on=TODAY, by=clerk, kind="case")

    assert [str(number) for number in numbers] == ["98", "99", "100", "101", "102"]
    assert {(number.issued_by, number.kind, number.document_date) for number in numbers} == {
        (clerk, "case", TODAY)
    }
    assert drawn(series) == ["103"]


@on_postgresql
@pytest.mark.parametrize("policy", ["unbroken", "gaps_allowed"])
def test_many_numbers_take_one_statement(company: Company, policy: str) -> None:
    series = create_series(company, "S", register="case", gap_policy=policy)
    drawn(series)

    with statements(3):  # the savepoint, the draw, the end of the savepoint
        draw_many(series, 500, on=TODAY)
    assert peek(series, on=TODAY) == "502"


@pytest.mark.parametrize("policy", ["unbroken", "fill_gaps", "gaps_allowed"])
def test_all_or_none(company: Company, policy: str) -> None:
    series = create_series(company, "S", register="case", end="9", gap_policy=policy)
    add_line(series, start="20", end="21", gap_policy=policy)
    claim("3", company=company, kind="case", on=TODAY)
    drawn(series)

    with nothing_moves(series), pytest.raises(SeriesExhausted, match="S is used up: 1–9, 20–21"):
        draw_many(series, 10, on=TODAY)
    assert completeness(series).is_complete


def test_rolls_over_to_the_next_line_of_the_same_date(company: Company) -> None:
    series = create_series(company, "S", register="case", end="3")
    add_line(series, start="20")

    assert many(series, 5) == ["1", "2", "3", "20", "21"]


def test_skips_what_was_typed(company: Company) -> None:
    series = create_series(company, "S", register="case")
    for text in ("2", "3", "6"):
        claim(text, company=company, kind="case", on=TODAY)

    assert many(series, 5) == ["1", "4", "5", "7", "8"]
    assert completeness(series).holes == []


@pytest.mark.parametrize("count", [0, -3])
def test_a_count_below_one(company: Company, count: int) -> None:
    series = create_series(company, "S", register="case")

    with nothing_moves(series), pytest.raises(RuleError, match="1 or more"):
        draw_many(series, count, on=TODAY)
