"""No page changes an issued invoice, whoever sends whatever to it."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from django.urls import NoReverseMatch, reverse

from invoicing.models import Invoice, InvoiceLine, InvoiceTax, IssueRun
from invoicing.services.issue import issue_invoice
from numbering.models import Company, IssuedNumber
from tests.factories import DraftFactory, InvoiceFactory, OrderFactory
from tests.invoicing.batches import stored

FROZEN = ("Invoice", "InvoiceLine", "InvoiceTax", "InvoiceBalance", "Payment", "KeptPaper")


@pytest.fixture
def invoice(company: Company, clerk: User) -> Invoice:
    """99001, issued."""
    return InvoiceFactory(order=OrderFactory(company=company, by=clerk), by=clerk)


@pytest.fixture(params=["clerk", "administrator"])
def client(request: pytest.FixtureRequest) -> Client:
    """A browser of each person who writes."""
    client = Client()
    client.force_login(request.getfixturevalue(request.param))
    return client


def typed(invoice: Invoice, page: str) -> dict[str, Any]:
    """What a page of the draft would have sent."""
    line = invoice.lines.get()
    data = {
        "date": "2026-01-01",
        "payment_terms": invoice.payment_terms_id,
        "your_reference": "Somebody else",
        "our_reference": "",
        "text": "Changed",
        "version": invoice.version,
        f"quantity_{line.pk}": "1",
        "number": "99777",
    }
    return {"drafts": str(invoice.pk)} if page == "issue_many" else data


@pytest.mark.parametrize("page", ["edit", "discard", "draw", "issue", "number", "issue_many"])
def test_no_page_of_a_draft_changes_it(invoice: Invoice, client: Client, page: str) -> None:
    before, numbers = stored([invoice]), IssuedNumber.objects.count()
    args = [] if page == "issue_many" else [invoice.pk]
    url = reverse(f"invoicing:invoice_{page}", args=args)
    data = typed(invoice, page)

    answer = client.post(url, data)

    assert answer.status_code in (200, 302)
    assert stored([invoice]) == before
    assert IssuedNumber.objects.count() == numbers
    assert not IssueRun.objects.filter(issued_count__gt=0).exists()
    for method in (client.get, client.put, client.patch, client.delete):
        method(url, data)
    assert stored([invoice]) == before


def test_a_page_opened_before_the_issue_changes_nothing(
    company: Company, clerk: User, client: Client
) -> None:
    """The form of a draft is open while somebody else issues it."""
    draft = DraftFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    url = reverse("invoicing:invoice_edit", args=[draft.pk])
    assert client.get(url).status_code == 200
    data = typed(draft, "edit")
    issue_invoice(invoice=draft, by=clerk, with_papers=False)
    before = stored([draft])

    answer = client.post(url, data, follow=True)

    assert "is issued and never changes again" in answer.content.decode()
    assert stored([draft]) == before


def test_the_address_of_an_issued_invoice_takes_nothing(invoice: Invoice, client: Client) -> None:
    before = stored([invoice])
    for method in (client.post, client.put, client.patch, client.delete):
        method(invoice.get_absolute_url(), typed(invoice, "edit"))
    assert stored([invoice]) == before


def test_the_settings_offer_no_invoice(invoice: Invoice, client: Client) -> None:
    for site in admin.sites.all_sites:
        registered = {model.__name__ for model in site._registry}
        assert registered.isdisjoint(FROZEN)
        inlines = {
            inline.model.__name__ for one in site._registry.values() for inline in one.inlines
        }
        assert inlines.isdisjoint(FROZEN)
    before = stored([invoice])
    for name in FROZEN:
        with pytest.raises(NoReverseMatch):
            reverse(f"admin:invoicing_{name.lower()}_changelist")
        for path in ("", "add/", f"{invoice.pk}/change/", f"{invoice.pk}/delete/"):
            url = f"{reverse('admin:index')}invoicing/{name.lower()}/{path}"
            assert client.post(url, {"post": "yes"}).status_code in (403, 404)
    assert stored([invoice]) == before


def test_an_order_and_its_customer_take_nothing_from_it(invoice: Invoice, client: Client) -> None:
    """What it was made from may change, or be cancelled: the invoice stays."""
    before = stored([invoice])
    order, party = invoice.order, invoice.party
    assert order is not None
    party.name = "Renamed"
    party.save()
    client.post(reverse("orders:order_cancel", args=[order.pk]), {"reason": "No longer wanted"})
    order.your_reference = "Changed"
    order.save()
    assert stored([invoice]) == before


def test_lines_and_taxes_have_no_address_of_their_own() -> None:
    for model in (InvoiceLine, InvoiceTax):
        assert not hasattr(model, "get_absolute_url")
