"""Setting the next number on the screen."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from numbering.models import Company, CounterJump
from numbering.services import create_series, draw_many, peek
from numbering.transactions import write
from tests.factories import DAY, OrderFactory
from tests.settings.series import SeriesPage, everything, screen, series_of


def test_the_next_number_is_set_with_a_reason(
    office: Client, company: Company, administrator: User
) -> None:
    series = series_of(company, "ORDER-1")
    url = reverse("admin:numbering_numberseries_next", args=[series.pk])
    data = {"line": series.lines.get().pk, "next_number": "00500", "on": DAY.isoformat()}

    refused = office.post(url, data | {"reason": ""})
    assert "reason" in refused.context["form"].errors
    assert peek(series, on=DAY) == "00001"

    office.post(url, data | {"reason": "From the old system"})

    assert peek(series, on=DAY) == "00500"
    jump = CounterJump.objects.get(line__series=series, to_value=500)
    assert (jump.reason, jump.by) == ("From the old system", administrator)


def test_the_next_number_cannot_go_back_to_an_issued_one(office: Client, company: Company) -> None:
    OrderFactory(company=company)
    series = series_of(company, "ORDER-1")

    response = office.post(
        reverse("admin:numbering_numberseries_next", args=[series.pk]),
        {
            "line": series.lines.get().pk,
            "next_number": "1",
            "on": DAY.isoformat(),
            "reason": "Again",
        },
    )

    assert "next_number" in response.context["form"].errors
    assert peek(series, on=DAY) == "00002"


def test_oc06_a_lower_next_number_is_refused_and_the_way_out_is_told(
    office: Client, company: Company, shown: Any
) -> None:
    series = create_series(company, "CASE", register="case", start="C001")
    with write():
        draw_many(series, 5, on=DAY)
    before = everything()

    response = office.post(
        screen("next", series),
        {
            "line": series.lines.get().pk,
            "next_number": "C003",
            "on": DAY.isoformat(),
            "reason": "From the start",
        },
    )

    assert "line with a new prefix" in str(response.context["form"].errors["next_number"])
    assert f"{screen('change', series)}#lines" in shown(response)
    assert everything() == before


def test_oc06_the_way_out_is_a_line_with_a_new_prefix(office: Client, company: Company) -> None:
    series = create_series(company, "CASE", register="case", start="C001")
    with write():
        draw_many(series, 5, on=DAY)
    page = SeriesPage(office, series)

    same = page.client.post(
        page.url,
        page.add_line(starting_date="2026-11-21", prefix1="C", digits="3", first_number="1"),
    )
    assert same.context["lines"].forms[1].errors

    data = page.add_line(starting_date="2026-11-21", prefix1="D", digits="3", first_number="1")
    assert page.client.post(page.url, data).status_code == 302
    assert peek(series, on=DAY) == "D001"
