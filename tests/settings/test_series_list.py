"""The list of series: how far each is, how long it lasts, what is wrong with it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format

from numbering.admin.series_list import SeriesList
from numbering.models import Company
from numbering.services import claim, create_series, draw_many, peek, release
from numbering.transactions import write
from tests.settings.series import screen

KINDS: list[dict[str, Any]] = [
    {"gap_policy": "fill_gaps"},
    {"gap_policy": "gaps_allowed"},
    {"date_order": True},
    {"end": "{code}-002", "warning": "{code}-001"},
    {"restart": "month"},
]


def make_one_of_each(company: Company, numbers: range) -> None:
    for number in numbers:
        for place, kind in enumerate(KINDS):
            code = f"C{number}{place}"
            settings = {
                name: value.format(code=code) if isinstance(value, str) else value
                for name, value in kind.items()
            }
            series = create_series(company, code, register="case", start=f"{code}-001", **settings)
            with write():
                draw_many(series, 2, on=timezone.localdate())


def test_the_list_costs_the_same_however_many_series_there_are(
    office: Client, company: Company, django_assert_num_queries: Any
) -> None:
    make_one_of_each(company, range(1))
    url = screen("changelist")
    with CaptureQueriesContext(connection) as before:
        office.get(url)
    make_one_of_each(company, range(1, 4))
    with django_assert_num_queries(len(before)):
        response = office.get(url)
    assert len(before) <= 25
    assert "C30-003" in response.content.decode()


def row_of(office: Client, code: str) -> Any:
    page = office.get(screen("changelist"), {"q": code})
    return next(row for row in page.context["list"]["rows"] if row.item.code == code)


def test_nw06_the_list_says_how_long_a_series_lasts_at_its_pace(
    office: Client, company: Company
) -> None:
    series = create_series(company, "DAILY", register="case", start="1", end="100")
    today = timezone.localdate()
    with write():
        for days in range(10):
            draw_many(series, 2, on=today - timedelta(days=9 - days))

    row = row_of(office, "DAILY")

    until = date_format(today + timedelta(days=40), "SHORT_DATE_FORMAT")
    assert str(row.item.pace) == f"2 a day · lasts until {until}"
    assert any(until in cell and "low" in cell for _css, cell in row.cells)


def test_nw06_a_restarting_line_that_outlasts_its_period_lasts_the_period(
    office: Client, company: Company
) -> None:
    series = create_series(
        company,
        "YEARLY",
        register="case",
        start="{YYYY}-1",
        end="{YYYY}-9999",
        restart="fiscal_year",
    )
    with write():
        draw_many(series, 3, on=timezone.localdate())

    assert "lasts the fiscal year" in str(row_of(office, "YEARLY").item.pace)


def test_nw06_the_page_tells_the_pace_as_well(office: Client, company: Company, shown: Any) -> None:
    series = create_series(company, "DAILY", register="case", start="1", end="100")
    with write():
        draw_many(series, 14, on=timezone.localdate())

    assert "2 a day" in shown(office.get(screen("change", series)))


def test_without_numbers_no_pace_is_made_up(office: Client, company: Company) -> None:
    create_series(company, "NEW", register="case", start="1", end="100")

    assert row_of(office, "NEW").item.pace is None


@pytest.mark.parametrize(
    ("settings", "word"),
    [
        ({"blocked": True}, "blocked"),
        ({"starting_date": date(2199, 1, 1)}, "no line"),
        ({"default_numbers": False, "manual_numbers": True}, "typed only"),
        ({"warning": "1"}, "runs low"),
        ({}, ""),
    ],
)
def test_bc11_a_word_tells_what_must_be_looked_after(
    office: Client, company: Company, settings: dict[str, Any], word: str
) -> None:
    create_series(company, "WORD", register="case", start="1", end="100", **settings)

    cells = dict(zip(keys(), row_of(office, "WORD").cells, strict=True))

    assert (f">{word}<" in cells["warning"][1]) if word else cells["warning"][1] == ""


def keys() -> list[str]:
    return [column.key for column in SeriesList.columns if not column.optional]


def test_the_list_shows_what_the_draw_gives(office: Client, company: Company) -> None:
    """Freed, typed ahead, in date order: the list's shorter way must come to the same number."""
    today = timezone.localdate()
    freed = create_series(company, "FREED", register="case", start="F1", gap_policy="fill_gaps")
    ahead = create_series(company, "AHEAD", register="project", start="A1", manual_numbers=True)
    later = create_series(company, "LATER", register="voucher", start="L1", date_order=True)
    with write():
        numbers = draw_many(freed, 3, on=today)
        release(numbers[1])
        claim("A1", company=company, kind="project", on=today, series=ahead)
        draw_many(later, 1, on=today + timedelta(days=1))

    assert row_of(office, "FREED").item.standing.next_number == peek(freed, on=today) == "F2"
    assert row_of(office, "AHEAD").item.standing.next_number == peek(ahead, on=today) == "A2"
    assert "goes by date" in row_of(office, "LATER").item.standing.problem
