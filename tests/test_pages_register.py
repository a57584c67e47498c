"""The register on the screen: number → document → number, and what happened to a number since."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from numbering.models import Company, IssuedNumber, OwnKind
from numbering.services import create_series, draw, draw_many, release, set_next_number, void
from orders.services.orders import cancel_order
from tests.factories import DAY, InvoiceFactory, OrderFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_auditor(auditor) -> Client:
    client = Client()
    client.force_login(auditor)
    return client


def test_kb08_from_a_number_to_its_document_and_back(as_auditor, company: Company, clerk) -> None:
    order = OrderFactory(company=company, by=clerk)
    invoice = InvoiceFactory(order=order, by=clerk)
    for document in (order, invoice):
        page = as_auditor.get(document.number.get_absolute_url()).content.decode()
        assert f'href="{document.get_absolute_url()}"' in page
        assert "Karl Berg" in page
        back = as_auditor.get(document.get_absolute_url()).content.decode()
        assert document.number.get_absolute_url() in back


def test_nw01_the_register_says_what_became_of_a_number(
    as_auditor, company: Company, clerk
) -> None:
    order = OrderFactory(company=company, by=clerk)
    cancel_order(order=order, by=clerk, reason="Ordered twice")
    page = as_auditor.get(order.number.get_absolute_url()).content.decode()
    assert "What happened since" in page
    assert "Ordered twice" in page
    assert "void" in as_auditor.get("/numbers/?state=void").content.decode()


def test_a_freed_number_remembers_its_former_use(as_auditor, company: Company, clerk) -> None:
    series = create_series(company, "CASE", register="case", gap_policy="fill_gaps")
    with transaction.atomic():
        number = draw(series, on=DAY, by=clerk, kind="case")
        release(number, by=clerk, reason="opened by mistake")
        again = draw(series, on=DAY, by=clerk, kind="case")
    assert again.pk == number.pk
    page = as_auditor.get(again.get_absolute_url()).content.decode()
    assert "opened by mistake" in page
    assert "then used again; before: Cases of 2026-11-21" in page


def test_own_kinds_are_called_by_their_names(as_auditor, company: Company) -> None:
    OwnKind.objects.create(company=company, code="site_visit", name="Site visits")
    series = create_series(company, "VISIT", register="site_visit", start="V1")
    with transaction.atomic():
        draw(series, on=DAY, kind="site_visit")
    assert "Site visits" in as_auditor.get("/numbers/?kind=site_visit").content.decode()


def test_bc09_a_number_of_another_company_is_not_there(as_auditor, outsider) -> None:
    elsewhere = outsider.memberships.get().company
    OrderFactory(company=elsewhere, by=outsider)
    number = IssuedNumber.objects.of(elsewhere).filter(kind="sales_order").get()
    assert as_auditor.get(number.get_absolute_url()).status_code == 404
    assert number.text not in as_auditor.get("/numbers/").content.decode()


def test_nw02_a_number_shows_its_neighbours_and_what_lies_between(
    as_auditor, company: Company, clerk
) -> None:
    series = create_series(company, "S", register="letter", start="S-01")
    first, second = draw_many(series, 2, on=DAY, by=clerk)
    void(first, reason="torn")
    set_next_number(series.lines.get(), 6, on=DAY, reason="moved", by=None)
    sixth = draw(series, on=DAY, by=clerk)

    page = as_auditor.get(second.get_absolute_url()).content.decode()
    assert f'href="{first.get_absolute_url()}"' in page
    assert f'href="{sixth.get_absolute_url()}"' in page
    assert "3 numbers between are not in the register" in page
    assert f'href="{reverse("numbering:completeness_of", args=[series.pk])}"' in page


def test_nw02_the_register_of_one_period(as_auditor, company: Company) -> None:
    series = create_series(company, "S", register="letter", start="{YY}-1", restart="fiscal_year")
    draw_many(series, 2, on=DAY)
    draw_many(series, 3, on=DAY.replace(year=DAY.year - 1))

    found = as_auditor.get("/numbers/", {"period": str(DAY.year)}).context["list"]["rows"]
    assert [row.item.value for row in found] == [2, 1]
    both = {"period": str(DAY.year - 1), "series": str(series.pk)}
    assert len(as_auditor.get("/numbers/", both).context["list"]["rows"]) == 3
