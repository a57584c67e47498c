"""Offer-Cube: numbers at creation, invoices at issue; or drawn early, and then spent."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from invoicing.entries import InvoiceData
from invoicing.exceptions import AlreadyNumbered
from invoicing.models import Invoice
from invoicing.services.drafts import discard_draft, save_draft
from invoicing.services.issue import issue_invoice
from invoicing.services.numbers import draw_invoice_number
from numbering.exceptions import NumberedDocumentKept
from numbering.models import Company, IssuedNumber, NumberSeries
from numbering.services import save_line, save_series
from tests.factories import DAY, DraftFactory, OrderFactory, PartyFactory, PaymentTermsFactory


@pytest.fixture
def draft(company: Company, clerk: User) -> Invoice:
    return DraftFactory(order=OrderFactory(company=company, by=clerk), by=clerk)


@pytest.fixture
def series(company: Company) -> NumberSeries:
    """The invoices' own series, which takes typed numbers too."""
    found = NumberSeries.objects.get(company=company, code="INVOICE-1")
    found.manual_numbers = True
    return save_series(found)


def test_oc03_customers_and_orders_are_numbered_at_creation_invoices_at_issue(
    company: Company, clerk: User
) -> None:
    party = PartyFactory(company=company)
    order = OrderFactory(company=company, by=clerk, party=party)
    invoice = DraftFactory(order=order, by=clerk)
    assert party.customer_number is not None
    assert str(order.number) == "00001"
    assert invoice.number is None
    assert not IssuedNumber.objects.filter(kind="invoice").exists()
    assert str(issue_invoice(invoice=invoice, by=clerk).number) == "99001"


def test_oc04_a_number_drawn_early_is_the_one_that_is_issued(draft: Invoice, clerk: User) -> None:
    numbered = draw_invoice_number(invoice=draft, by=clerk)
    assert str(numbered.number) == "99001"
    assert not numbered.is_issued
    assert str(issue_invoice(invoice=numbered, by=clerk).number) == "99001"
    assert IssuedNumber.objects.filter(kind="invoice").count() == 1


def test_oc04_a_number_stays_spent_when_another_is_typed_over_it(
    draft: Invoice, clerk: User, series: NumberSeries
) -> None:
    draw_invoice_number(invoice=draft, by=clerk)
    typed = draw_invoice_number(invoice=draft, by=clerk, typed_number="R-2019-77")
    assert str(typed.number) == "R-2019-77"
    spent = IssuedNumber.objects.get(text="99001")
    assert (spent.state, spent.reason) == ("void", "R-2019-77 was typed over it")
    assert spent.events.get().by == clerk
    following = DraftFactory(order=OrderFactory(company=draft.company, by=clerk), by=clerk)
    assert str(issue_invoice(invoice=following, by=clerk).number) == "99002"


def test_oc04_a_number_may_be_typed_over_at_issue_too(
    draft: Invoice, clerk: User, series: NumberSeries
) -> None:
    draw_invoice_number(invoice=draft, by=clerk)
    assert str(issue_invoice(invoice=draft, by=clerk, typed_number="R-1").number) == "R-1"
    assert IssuedNumber.objects.get(text="99001").state == "void"


def test_oc04_it_is_drawn_once(draft: Invoice, clerk: User) -> None:
    draw_invoice_number(invoice=draft, by=clerk)
    with pytest.raises(AlreadyNumbered, match="99001"):
        draw_invoice_number(invoice=draft, by=clerk)
    assert IssuedNumber.objects.filter(kind="invoice").count() == 1


def test_a_numbered_draft_of_an_unbroken_series_cannot_be_thrown_away(
    draft: Invoice, clerk: User
) -> None:
    draw_invoice_number(invoice=draft, by=clerk)
    with pytest.raises(NumberedDocumentKept, match=r"99001.*credit it instead"):
        discard_draft(invoice=draft, by=clerk)
    assert Invoice.objects.filter(pk=draft.pk).exists()
    assert draft.lines.get().quantity == Decimal(10)


def test_a_numbered_invoice_cannot_become_a_cash_note(draft: Invoice, clerk: User) -> None:
    draw_invoice_number(invoice=draft, by=clerk)
    cash = PaymentTermsFactory(company=draft.company, is_cash=True, days=0)
    with pytest.raises(AlreadyNumbered) as caught:
        save_draft(invoice=draft, by=clerk, data=InvoiceData(date=DAY, payment_terms=cash))
    assert caught.value.field == "payment_terms"


def test_ew04_an_early_number_moves_with_its_draft_to_another_year(
    draft: Invoice, clerk: User, series: NumberSeries
) -> None:
    line = series.lines.get()
    line.restart, line.gap_policy = "fiscal_year", "fill_gaps"
    save_line(line)
    draw_invoice_number(invoice=draft, by=clerk)
    earlier = datetime.date(2025, 12, 30)
    moved = save_draft(
        invoice=draft,
        by=clerk,
        data=InvoiceData(date=earlier, payment_terms=draft.payment_terms),
    )
    moved.refresh_from_db()
    assert moved.number is not None
    assert (moved.number.period, moved.number.text) == ("2025", "99001")
    former = IssuedNumber.objects.get(period="2026")
    assert former.state == "free"


def test_oc04_the_button_draws_it(draft: Invoice, clerk: User) -> None:
    client = Client()
    client.force_login(clerk)
    page = client.get(draft.get_absolute_url())
    assert b"Draw invoice number" in page.content
    client.post(reverse("invoicing:invoice_draw", args=[draft.pk]))
    page = client.get(draft.get_absolute_url())
    assert b"99001" in page.content
    assert b"Draw invoice number" not in page.content


def test_oc04_the_page_takes_another_number_over_it(
    draft: Invoice, clerk: User, series: NumberSeries
) -> None:
    draw_invoice_number(invoice=draft, by=clerk)
    client = Client()
    client.force_login(clerk)
    assert b"99001 stays spent" in client.get(draft.get_absolute_url()).content
    client.post(reverse("invoicing:invoice_draw", args=[draft.pk]), {"number": "R-2019-77"})
    draft.refresh_from_db()
    assert str(draft.number) == "R-2019-77"
    assert IssuedNumber.objects.get(text="99001").state == "void"
