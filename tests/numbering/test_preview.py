"""Looking at the numbers to come consumes nothing and tells the truth."""

from __future__ import annotations

from datetime import date

import pytest

from numbering.exceptions import NumberingError, SeriesBlocked, SeriesExhausted
from numbering.models import Company
from numbering.services import (
    add_line,
    claim,
    create_series,
    draw_many,
    numbers_left,
    peek,
    preview,
    release,
)
from tests.numbering.helpers import TODAY, drawn, nothing_moves


@pytest.mark.parametrize("policy", ["unbroken", "fill_gaps", "gaps_allowed"])
def test_bc14_what_is_shown_is_what_is_drawn(company: Company, policy: str) -> None:
    series = create_series(
        company, "S", register="case", start="{YY}-01", end="{YY}-09", gap_policy=policy
    )
    add_line(series, start="X1", end="X3")
    for text in ("26-03", "26-04", "26-09"):
        claim(text, company=company, kind="case", on=TODAY)
    release(draw_many(series, 2, on=TODAY)[0])

    with nothing_moves(series):
        shown = preview(series, 20, on=TODAY)
        assert peek(series, on=TODAY) == shown[0]
        assert numbers_left(series, on=TODAY) == len(shown)
    assert drawn(series, len(shown)) == shown
    with pytest.raises(SeriesExhausted):
        peek(series, on=TODAY)
    assert numbers_left(series, on=TODAY) == 0


def test_a_period_that_nobody_has_drawn_in_yet(company: Company) -> None:
    series = create_series(company, "S", register="case", start="{YYYY}-1", restart="fiscal_year")

    with nothing_moves(series):
        assert preview(series, 2, on=date(2030, 1, 1)) == ["2030-1", "2030-2"]


def test_an_open_ended_line_has_no_count_of_what_is_left(company: Company) -> None:
    assert numbers_left(create_series(company, "S", register="case"), on=TODAY) is None


def test_bc14_or_why_there_is_none(company: Company) -> None:
    series = create_series(company, "S", register="case", blocked=True)

    with pytest.raises(SeriesBlocked, match="S is blocked"):
        peek(series, on=TODAY)
    assert numbers_left(series, on=TODAY) == 0


def test_peek_raises_what_draw_would(company: Company) -> None:
    typed_only = create_series(
        company, "T", register="case", default_numbers=False, manual_numbers=True
    )
    late = create_series(company, "L", register="project", starting_date=date(2027, 1, 1))
    for series in (typed_only, late):
        with pytest.raises(NumberingError) as shown:
            peek(series, on=TODAY)
        with pytest.raises(type(shown.value), match=series.code):
            drawn(series)
