"""Where an invoice is paid to and with which reference: on its page and on its paper."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from invoicing.choices import ReferenceChoice
from invoicing.models import BankDetails, Invoice
from invoicing.services.bank_details import save_bank_details
from invoicing.services.credit import credit_invoice
from numbering.models import Company
from orders.models import Order
from tests.factories import DAY, DraftFactory, InvoiceFactory, OrderFactory, PartyFactory

WORDS = {
    "en": ("Bank", "Payment reference"),
    "da": ("Bank", "Betalingsreference"),
    "sv": ("Bank", "Betalningsreferens"),
    "de": ("Bank", "Verwendungszweck"),
    "pl": ("Bank", "Tytuł płatności"),
    "fi": ("Pankki", "Maksun viite"),
}


@pytest.fixture
def order(company: Company) -> Order:
    """An order of a company with a Danish agreement about payment slips."""
    details = BankDetails(
        company=company,
        bank_name="Østbanken",
        iban="DK5000400440116243",
        fik_creditor="81234567",
        reference=ReferenceChoice.FIK,
    )
    save_bank_details(details)
    return OrderFactory(company=company)


def text_of(client: Client, name: str, invoice: Invoice) -> str:
    """The page's words, one space between them."""
    page = client.get(reverse(f"invoicing:invoice_{name}", args=[invoice.pk])).content.decode()
    return re.sub(r"\s+", " ", strip_tags(page).replace("&lt;", "<"))


def test_nw12_page_and_paper_say_where_to_pay(as_auditor: Client, order: Order) -> None:
    invoice = InvoiceFactory(order=order, by=order.created_by)
    for name in ("detail", "print"):
        page = text_of(as_auditor, name, invoice)
        assert "Bank Østbanken IBAN DK50 0040 0440 1162 43" in page
        assert "eference +71<000000000990010+81234567<" in page


def test_nw12_a_draft_tells_that_its_reference_is_to_come(as_clerk: Client, order: Order) -> None:
    draft = DraftFactory(order=order, by=order.created_by)
    assert "Reference made when it is issued Kind FIK +71" in text_of(as_clerk, "detail", draft)
    paper = text_of(as_clerk, "print", draft)
    assert "IBAN DK50" in paper
    assert "Payment reference" not in paper


@pytest.mark.parametrize("language", WORDS)
def test_nw12_the_paper_says_it_in_the_customers_language(
    as_clerk: Client, order: Order, language: str
) -> None:
    party = PartyFactory(company=order.company, language=language)
    order = OrderFactory(company=order.company, party=party)
    paper = text_of(as_clerk, "print", InvoiceFactory(order=order, by=order.created_by))
    bank, reference = WORDS[language]
    assert f"{bank} Østbanken IBAN" in paper
    assert f"{reference} +71<" in paper


def test_nw12_a_credit_note_says_nothing_of_paying(as_clerk: Client, order: Order) -> None:
    invoice = InvoiceFactory(order=order, by=order.created_by)
    note = credit_invoice(invoice=invoice, by=order.created_by, date=DAY)
    for name in ("detail", "print"):
        page = text_of(as_clerk, name, note)
        for word in ("IBAN", "Østbanken", "+71"):
            assert word not in page


def test_nw12_without_bank_details_the_number_is_the_reference(
    as_clerk: Client, company: Company, clerk: Any
) -> None:
    invoice = InvoiceFactory(order=OrderFactory(company=company), by=clerk)
    assert "Payment reference 99001" in text_of(as_clerk, "print", invoice)
    assert "Pay to" not in text_of(as_clerk, "detail", invoice)
