"""The dry run: every series on every date, before anything is live."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import Client

from numbering.models import Company
from numbering.services import create_series, draw_many, peek
from numbering.transactions import write
from tests.factories import DAY, WinbasCompanyFactory
from tests.settings.series import everything, screen


def cells_of(page: Any) -> dict[str, list[Any]]:
    """The matrix: the cells of each series."""
    return {row["series"].code: row["cells"] for row in page.context["rows"]}


def test_nw05_every_series_on_the_usual_dates_and_no_number_is_used(
    office: Client, company: Company
) -> None:
    create_series(company, "YEARLY", register="case", start="{YYYY}-1", restart="fiscal_year")
    before = everything()

    page = office.get(screen("dryrun"))

    dates = [on for on, _name in page.context["dates"]]
    assert len(dates) >= 4
    cells = cells_of(page)
    assert set(cells) == set(company.series.values_list("code", flat=True))
    assert [cell.numbers[0] for cell in cells["YEARLY"]] == [f"{on.year}-1" for on in dates]
    assert [cell.numbers[0] for cell in cells["ORDER-1"]] == ["00001"] * len(dates)
    assert everything() == before


def test_nw05_one_series_on_dates_of_ones_choice(office: Client, company: Company) -> None:
    series = create_series(company, "DATED", register="case", start="1", starting_date=DAY)
    before = everything()

    page = office.get(
        screen("dryrun"), {"series": series.pk, "on": "2026-11-21", "own": "2024-02-29"}
    )

    assert [on for on, _name in page.context["dates"]] == [date(2024, 2, 29), DAY]
    [none, number] = cells_of(page)["DATED"]
    assert list(cells_of(page)) == ["DATED"]
    assert "has no line for" in none.message
    assert none.mend.url == f"{screen('change', series)}#lines"
    assert number.numbers[0] == peek(series, on=DAY) == "1"
    assert everything() == before


def test_nw05_the_same_error_is_said_once_in_a_row(office: Client, company: Company) -> None:
    create_series(company, "SHUT", register="case", start="1", blocked=True)

    page = office.get(screen("dryrun"))

    [cell] = cells_of(page)["SHUT"]
    assert cell.width == len(page.context["dates"])


def test_nw05_dates_before_the_last_one_of_a_series_in_date_order_are_errors(
    office: Client, company: Company
) -> None:
    series = create_series(company, "ORDERLY", register="case", start="1", date_order=True)
    with write():
        draw_many(series, 1, on=DAY)

    page = office.get(
        screen("dryrun"), {"series": series.pk, "on": ["2026-11-20", "2026-11-21", "2026-11-22"]}
    )

    assert [cell.message != "" for cell in cells_of(page)["ORDERLY"]] == [True, False, False]


def test_nw05_it_only_looks_and_only_at_ones_own_company(office: Client, company: Company) -> None:
    other = WinbasCompanyFactory(code="OTHER").series.get(code="ORDER-1")

    assert office.post(screen("dryrun"), {}).status_code == 405
    page = office.get(screen("dryrun"), {"series": other.pk, "page": "x", "on": "no date"})
    assert other not in [row["series"] for row in page.context["rows"]]


def test_nw05_many_series_are_shown_page_by_page(
    office: Client, company: Company, django_assert_max_num_queries: Any
) -> None:
    for number in range(70):
        create_series(company, f"S{number:02}", register=f"own_{number}", start="1")

    with django_assert_max_num_queries(60 * 9 + 20):
        first = office.get(screen("dryrun"))
    second = office.get(screen("dryrun"), {"page": "2"})

    assert len(first.context["rows"]) == 60
    assert cells_of(first).keys().isdisjoint(cells_of(second))
