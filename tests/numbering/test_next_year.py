"""Prepare the next year: proposed, looked at, saved on confirmation."""

from __future__ import annotations

from datetime import date

import pytest

from numbering.exceptions import OverlappingLines
from numbering.models import Company, SeriesLine
from numbering.services import (
    add_line,
    create_series,
    peek,
    propose_next_year,
    save_line,
    save_next_year,
)
from tests.numbering.helpers import TODAY, drawn

THIS, NEXT = date(2026, 1, 1), date(2027, 1, 1)


def proposed(company: Company, today: date = TODAY) -> list[tuple[str, date | None, str]]:
    return [
        (one.series.code, one.line.starting_date, one.line.range_text())
        for one in propose_next_year(company, today=today)
    ]


@pytest.mark.parametrize(
    ("start", "end", "dated", "following"),
    [
        ("RE-2026-0001", "RE-2026-9999", True, "RE-2027-0001–RE-2027-9999"),
        ("RE-2026-0001", "RE-2026-9999", False, "RE-2027-0001–RE-2027-9999"),
        ("RE-2026-0001", "", False, "RE-2027-0001–"),
        ("RE26-0001", "RE26-9999", True, "RE27-0001–RE27-9999"),
        ("260001", "269999", True, "270001–279999"),
        ("20260001", "20269999", True, "20270001–20279999"),
        ("RE20260001", "RE20269999", True, "RE20270001–RE20279999"),
        ("RE260001", "RE269999", True, "RE270001–RE279999"),
        ("1000", "1999", True, "2000–2999"),
        ("K1000", "", True, ""),  # it simply goes on
        ("1000", "1999", False, ""),
        ("2026-A-1", "", False, "2027-A-1–"),
        ("A2026126-1", "", False, ""),  # a longer number is no year
    ],
)
def test_nw07_a_year_in_the_text_or_the_counter_becomes_the_next(
    *, company: Company, start: str, end: str, dated: bool, following: str
) -> None:
    create_series(
        company, "S", register="case", start=start, end=end, starting_date=THIS if dated else None
    )
    assert proposed(company) == ([("S", NEXT, following)] if following else [])


def with_suffix(company: Company, suffix: str) -> None:
    series = create_series(company, "S", register="case", start="")
    save_line(
        SeriesLine(
            series=series, starting_date=THIS, digits=3, first_number=1, last_number=99,
            suffix=suffix, warning_number=90, increment=3,
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    ("suffix", "following"),
    [("/2026", "/2027"), ("/26", "/27"), ("-26X", "-27X"), ("/26-27", "/27-28")],
)
def test_nw07_a_year_in_the_suffix(company: Company, suffix: str, following: str) -> None:
    with_suffix(company, suffix)
    (proposal,) = propose_next_year(company, today=TODAY)

    assert proposal.line.suffix == following
    assert (proposal.line.warning_number, proposal.line.increment) == (90, 3)


@pytest.mark.parametrize(
    ("former", "following"),
    [("26/27-", "27/28-"), ("2026/27-", "2027/28-"), ("2026-2027/", "2027-2028/")],
)
def test_nw07_a_fiscal_year_that_names_two_years(
    company: Company, former: str, following: str
) -> None:
    company.fiscal_year_first_month = 7
    company.save()
    create_series(company, "S", register="case", start=f"{former}001")

    assert proposed(company) == [("S", date(2027, 7, 1), f"{following}001–")]


@pytest.mark.parametrize(
    ("today", "start", "following"),
    [
        (date(2026, 11, 21), date(2027, 7, 1), "RE27-001–"),
        (date(2027, 6, 30), date(2027, 7, 1), "RE27-001–"),
        (date(2026, 6, 30), date(2026, 7, 1), None),  # 25 is this year, and RE26 is not
    ],
)
def test_nw07_the_fiscal_year_begins_in_july(
    company: Company, today: date, start: date, following: str | None
) -> None:
    company.fiscal_year_first_month = 7
    company.save()
    create_series(company, "S", register="case", start="RE26-001")

    assert proposed(company, today) == ([("S", start, following)] if following else [])


@pytest.mark.parametrize(
    "facts",
    [
        {"start": "RE-2026-1", "restart": "fiscal_year"},
        {"start": "RE-2026-1", "restart": "month"},
        {"start": "RE-{YYYY}-1"},
        {"start": "RE{YYMM}1", "restart": "month"},
        {"start": "RE-2026-1", "blocked": True},
    ],
)
def test_nw07_these_need_no_new_line(company: Company, facts: dict[str, object]) -> None:
    create_series(company, "S", register="case", starting_date=THIS, **facts)  # type: ignore[arg-type]

    assert proposed(company) == []


def test_nw07_saved_when_confirmed_and_then_nothing_is_left_to_propose(company: Company) -> None:
    series = create_series(company, "S", register="case", start="RE-2026-01", end="RE-2026-99")
    drawn(series, 3)
    proposals = propose_next_year(company, today=TODAY)
    assert SeriesLine.objects.count() == 1  # only shown
    save_next_year(proposals)

    assert proposed(company) == []
    assert peek(series, on=NEXT) == "RE-2027-01"
    assert drawn(series, on=date(2026, 12, 31)) == ["RE-2026-04"]
    assert proposed(company, NEXT) == [("S", date(2028, 1, 1), "RE-2028-01–RE-2028-99")]


def test_nw07_all_or_nothing(company: Company) -> None:
    create_series(company, "A", register="case", start="A2026-1")
    create_series(company, "B", register="case", start="B2026-1")
    proposals = propose_next_year(company, today=TODAY)
    create_series(company, "C", register="case", start="B2027-1")

    with pytest.raises(OverlappingLines, match="B2027-1"):
        save_next_year(proposals)
    assert not SeriesLine.objects.filter(starting_date=NEXT).exists()
    assert len(propose_next_year(company, today=TODAY)) == 2


def test_nw07_two_lines_of_one_date_follow_behind_each_other(company: Company) -> None:
    series = create_series(
        company, "S", register="case", start="100", end="199", starting_date=THIS
    )
    add_line(series, start="200", end="299", starting_date=THIS)
    assert proposed(company) == [("S", NEXT, "300–399"), ("S", NEXT, "400–499")]
    save_next_year(propose_next_year(company, today=TODAY))

    assert proposed(company) == []


def test_nw07_a_blocked_line_is_not_carried_on(company: Company) -> None:
    series = create_series(company, "S", register="case", start="A26-1")
    add_line(series, start="B26-1")
    line = series.lines.get(prefix1="A26-")
    line.blocked = True
    save_line(line)

    assert proposed(company) == [("S", NEXT, "B27-1–")]


def test_nw07_a_policy_and_all_else_stays(company: Company) -> None:
    create_series(company, "S", register="case", start="S26-1", increment=5, gap_policy="fill_gaps")
    (line,) = save_next_year(propose_next_year(company, today=TODAY))

    assert (line.gap_policy, line.increment, line.series.code) == ("fill_gaps", 5, "S")
