"""Number series on the settings screens."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from numbering.models import (
    Company,
    NumberSeries,
    SeriesAssignment,
)
from numbering.services import create_series, peek
from tests.factories import DAY
from tests.settings.conftest import posted_form
from tests.settings.series import SeriesPage, series_of

ADD = "admin:numbering_numberseries_add"
CHANGE = "admin:numbering_numberseries_change"
PREVIEW = "admin:numbering_numberseries_preview"


def test_kb01_code_text_and_next_number_make_a_series(office: Client, company: Company) -> None:
    response = office.post(
        reverse(ADD), {"code": "cases", "description": "Sager", "next_number": "1001"}
    )

    series = series_of(company, "CASES")
    assert response.headers["Location"] == reverse(CHANGE, args=[series.pk])
    assert (series.code, series.description) == ("CASES", "Sager")
    assert peek(series, on=DAY) == "1001"


def test_kb01_a_series_made_for_a_kind_numbers_it_at_once(office: Client, company: Company) -> None:
    page = office.get(reverse(ADD), {"kind": "case"})
    data = posted_form(page.context["form"]) | {"code": "SAG", "next_number": "SAG-001"}

    office.post(f"{reverse(ADD)}?kind=case", data)

    assert SeriesAssignment.objects.get(company=company, kind="case").series.code == "SAG"


def test_kb03_a_fixed_series_can_be_edited_and_blocked_not_deleted(
    office: Client, company: Company, shown: Any
) -> None:
    series = create_series(company, "FIXED", register="case", is_system=True)
    delete = reverse("admin:numbering_numberseries_delete", args=[series.pk])

    assert "fixed series" in shown(office.get(delete))
    assert office.post(delete).status_code == 422
    assert SeriesPage(office, series).save(description="Renamed", blocked="on").status_code == 302

    series.refresh_from_db()
    assert (series.description, series.blocked) == ("Renamed", True)


def test_a_series_in_use_says_where_and_is_kept(
    office: Client, company: Company, shown: Any
) -> None:
    series = series_of(company, "CUSTOMER")
    delete = reverse("admin:numbering_numberseries_delete", args=[series.pk])

    assert "Used by" in shown(office.get(delete))
    assert office.post(delete).status_code == 422
    assert NumberSeries.objects.filter(pk=series.pk).exists()


def test_an_unused_series_can_be_deleted(office: Client, company: Company) -> None:
    series = create_series(company, "UNUSED", register="case")

    office.post(reverse("admin:numbering_numberseries_delete", args=[series.pk]))

    assert not NumberSeries.objects.filter(pk=series.pk).exists()


@pytest.fixture
def page(office: Client, company: Company) -> SeriesPage:
    """The page of the series ORDER-1, 00001–10999."""
    return SeriesPage(office, series_of(company, "ORDER-1"))


def test_the_history_shows_old_and_new(page: SeriesPage, company: Company, shown: Any) -> None:
    page.save(description="Faktura Nord")
    series = series_of(company, "ORDER-1")

    text = shown(page.client.get(reverse("admin:numbering_numberseries_history", args=[series.pk])))

    assert "Anna Berg" in text
    assert "Faktura Nord" in text
    assert "Faktura</" in text


def test_a_series_is_reached_from_its_numbers_and_leads_to_them(
    page: SeriesPage, company: Company, shown: Any
) -> None:
    assert f"{reverse('numbering:register')}?series=" in shown(page.client.get(page.url))


def test_where_numbers_are_used_is_picked_in_place(office: Client, company: Company) -> None:
    series = create_series(company, "SAG", register="case")
    url = reverse("admin:numbering_seriesassignment_changelist")
    forms = office.get(url).context["screen"].forms
    data = {name: value for form in forms for name, value in posted_form(form).items()}

    assert office.post(url, data | {"case-series": str(series.pk)}).status_code == 302
    assert SeriesAssignment.objects.get(company=company, kind="case").series == series

    wrong = office.post(url, data | {"project-series": str(series.pk)})
    assert "series" in wrong.context["screen"].general["project"].errors


def test_a_missing_series_is_marked(office: Client, company: Company) -> None:
    SeriesAssignment.objects.filter(company=company, kind="customer").delete()

    page = office.get(reverse("admin:numbering_seriesassignment_changelist"))

    assert [use.kind.code for use in page.context["missing"]] == ["customer"]
