"""Sending from the page of an invoice, and what the page tells of it afterwards."""

from __future__ import annotations

import pytest
from django.core import mail as outbox
from django.urls import reverse

from invoicing.models import Invoice, MailText, SentMail
from tests.factories import DraftFactory, InvoiceFactory, OrderFactory, PartyFactory
from tests.invoicing.settling import reminded


@pytest.fixture
def draft(company, clerk) -> Invoice:
    """A draft for a customer with an address."""
    party = PartyFactory(company=company, email="buyer@example.dk")
    return DraftFactory(order=OrderFactory(company=company, by=clerk, party=party), by=clerk)


def url(invoice) -> str:
    return reverse("invoicing:invoice_send", args=[invoice.pk])


def typed(**changes):
    return {"to": "buyer@example.dk", "subject": "Invoice _objref", "text": "Hello"} | changes


def test_the_page_proposes_address_and_words(as_clerk, draft):
    page = as_clerk.get(url(draft)).content.decode()
    assert 'value="buyer@example.dk"' in page
    assert "Invoice _objref" in page
    assert "sending issues it" in page
    assert not Invoice.objects.get().is_issued


def test_a_draft_is_issued_and_sent(as_clerk, draft):
    page = as_clerk.post(url(draft), typed(), follow=True).content.decode()
    assert "Invoice 99001 is issued." in page
    assert "Sent to buyer@example.dk." in page
    assert outbox.outbox[0].subject == "Invoice 99001"
    assert str(Invoice.objects.get().number) == "99001"


def test_what_was_wrong_stands_at_its_field_and_nothing_typed_is_lost(as_clerk, draft):
    page = as_clerk.post(url(draft), typed(to="buyer", text="A long letter")).content.decode()
    assert "“buyer” is no e-mail address" in page
    assert "A long letter" in page
    assert not SentMail.objects.exists()


def test_the_page_of_the_invoice_tells_to_whom_it_went(as_clerk, as_auditor, draft):
    as_clerk.post(url(draft), typed())
    page = as_auditor.get(draft.get_absolute_url()).content.decode()
    assert "buyer@example.dk" in page
    assert as_auditor.get(url(draft)).status_code == 403


def test_the_list_tells_what_was_not_sent_yet(as_clerk, company, clerk, draft):
    silent = InvoiceFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    as_clerk.post(url(draft), typed())
    DraftFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    page = as_clerk.get(reverse("invoicing:invoice_list"), {"state": "unsent"})
    assert [row.item.pk for row in page.context["list"]["rows"]] == [silent.pk]


def test_a_reminder_is_sent_from_its_page(as_clerk, company, clerk, levels):
    reminder = reminded(InvoiceFactory(order=OrderFactory(company=company, by=clerk), by=clerk))
    address = reverse("invoicing:reminder_send", args=[reminder.pk])
    assert "UBL" not in as_clerk.get(address).content.decode()
    page = as_clerk.post(address, typed(), follow=True).content.decode()
    assert "Sent to buyer@example.dk." in page


def test_an_administrator_writes_the_words(as_administrator, company):
    address = reverse("admin:invoicing_mailtext_add")
    words = {"paper": "", "language": "en", "subject": "Our _objref", "text": "Hello"}
    as_administrator.post(address, words)
    assert MailText.objects.get(company=company).subject == "Our _objref"
    again = as_administrator.post(address, words).content.decode()
    assert "There are words for this in this language already." in again
