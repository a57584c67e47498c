"""Testing a series on its page: the next number for a date, or exactly why there is none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from numbering.models import Company
from numbering.services import create_series, draw_many, peek
from numbering.transactions import write
from tests.factories import DAY
from tests.settings.series import SeriesPage, everything, screen, series_of


@pytest.fixture
def page(office: Client, company: Company) -> SeriesPage:
    """The page of the series ORDER-1, 00001–10999."""
    return SeriesPage(office, series_of(company, "ORDER-1"))


def test_bc14_the_test_shows_the_next_number_and_uses_none(
    office: Client, company: Company
) -> None:
    series = create_series(
        company, "YEARLY", register="case", start="{YYYY}-1", restart="fiscal_year"
    )
    before = everything()

    page = office.get(screen("change", series), {"on": "2031-05-01"})

    assert list(page.context["test"].numbers) == ["2031-1", "2031-2", "2031-3"]
    assert everything() == before


@pytest.mark.parametrize(
    ("settings", "on", "sentence", "place"),
    [
        ({"blocked": True}, DAY, "is blocked", "id_blocked"),
        (
            {"default_numbers": False, "manual_numbers": True},
            DAY,
            "draws no numbers",
            "id_default_numbers",
        ),
        ({"starting_date": date(2027, 1, 1)}, DAY, "has no line for", "lines"),
        ({"end": "2"}, DAY, "is used up", "lines"),
        ({"date_order": True}, date(2026, 1, 1), "goes by date", "id_date_order"),
        ({}, date(1066, 10, 14), "check the year", None),
    ],
)
def test_bc14_the_test_says_why_there_is_no_number_and_where_that_is_mended(
    page: SeriesPage,
    settings: dict[str, Any],
    on: date,
    sentence: str,
    place: str | None,
) -> None:
    series = create_series(Company.objects.get(), "TRY", register="case", start="1", **settings)
    if not {"blocked", "default_numbers", "starting_date"} & settings.keys():
        with write():
            draw_many(series, 2, on=DAY)
    before = everything()

    response = page.client.get(screen("change", series), {"on": on.isoformat()})

    answer = response.context["test"]
    assert sentence in answer.message
    if place is None:
        assert answer.mend is None
    else:
        assert answer.mend.url == f"{screen('change', series)}#{place}"
        assert f'id="{place}"' in response.content.decode()
    assert everything() == before


def test_bc14_what_comes_next_is_shown_for_today_and_the_turn_of_the_year(
    page: SeriesPage,
) -> None:
    shown = page.client.get(page.url).context["forecast"]

    assert len(shown) >= 3
    assert shown[0].numbers[0] == "00001"


def test_bc14_the_forecast_follows_what_is_typed_and_saves_nothing(
    page: SeriesPage, company: Company, shown: Any
) -> None:
    series = series_of(company, "ORDER-1")
    before = everything()
    data = page.add_line(
        starting_date="2027-01-01", prefix1="27-", digits="4", first_number="1", last_number="9999"
    )

    answer = page.client.post(screen("forecast", series), data | {"on": "2027-02-01"})

    assert answer.context["is_typed"]
    assert "27-0001" in shown(answer)
    assert answer.context["test"].numbers[0] == "27-0001"
    assert everything() == before
    assert peek(series, on=date(2027, 2, 1)) == "00001"


def test_bc14_the_forecast_of_an_untouched_page_is_the_draws(
    page: SeriesPage, company: Company
) -> None:
    answer = page.client.post(
        screen("forecast", series_of(company, "ORDER-1")), page.data() | {"on": "2027-02-01"}
    )

    assert not answer.context["is_typed"]
    assert answer.context["test"].numbers[0] == "00001"


def test_bc14_a_switched_policy_that_is_only_typed_keeps_the_place(
    page: SeriesPage, company: Company
) -> None:
    series = series_of(company, "ORDER-1")
    with write():
        draw_many(series, 4, on=DAY)
    assert page.save(line0__gap_policy="gaps_allowed").status_code == 302
    with write():
        draw_many(series, 4, on=DAY)

    answer = page.client.post(screen("forecast", series), page.data(line0__gap_policy="unbroken"))

    assert answer.context["forecast"][0].numbers[0] == "00009"


def test_bc14_a_date_that_is_none_is_no_error(page: SeriesPage) -> None:
    assert page.client.get(page.url, {"on": "2026-13-45"}).context["test"] is None
    assert page.client.get(page.url, {"on": "\x00"}).status_code == 200
