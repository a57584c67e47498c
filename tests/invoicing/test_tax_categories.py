"""An invoice keeps the tax category of its lines, and says why there is no tax (nw13)."""

from __future__ import annotations

from decimal import Decimal

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from invoicing.models import Invoice
from invoicing.services.credit import credit_invoice
from invoicing.services.issue import issue_invoice
from numbering.models import Company
from orders.models import TaxRate
from tests.factories import DraftFactory, InvoiceFactory, OrderFactory, TaxRateFactory, line_data


def exempt(company: Company, **facts: str) -> TaxRate:
    facts = {"category": "AE", "exemption_reason": "Reverse charge"} | facts
    return TaxRateFactory(company=company, percent=Decimal(0), **facts)


def frozen(invoice: Invoice) -> list[tuple[str, str]]:
    """Category and reason of the lines."""
    return list(invoice.lines.values_list("tax_category", "tax_reason"))


def summed(invoice: Invoice) -> list[tuple[Decimal, str, str, Decimal]]:
    """Percent, category, reason and net of the taxes."""
    return list(invoice.taxes.values_list("percent", "category", "reason", "net"))


def test_nw13_category_and_reason_are_frozen(company: Company, clerk: User) -> None:
    rate = exempt(company)
    lines = [line_data(company), line_data(company, tax_rate=rate)]
    draft = DraftFactory(order=OrderFactory(company=company, by=clerk, lines=lines), by=clerk)
    rate.exemption_reason = "Omvänd skattskyldighet"
    rate.save()

    invoice = issue_invoice(invoice=draft, by=clerk)
    rate.category, rate.exemption_reason = "E", "Health care"
    rate.save()

    assert frozen(invoice) == [("S", ""), ("AE", "Omvänd skattskyldighet")]
    assert summed(invoice) == [
        (Decimal(25), "S", "", Decimal(1000)),
        (Decimal(0), "AE", "Omvänd skattskyldighet", Decimal(1000)),
    ]


def test_nw13_rates_of_two_categories_are_summed_apart(company: Company, clerk: User) -> None:
    lines = [
        line_data(company, tax_rate=exempt(company, code=code, category=category))
        for code, category in (("A", "AE"), ("B", "G"))
    ]
    order = OrderFactory(company=company, by=clerk, lines=lines)

    invoice = InvoiceFactory(order=order, by=clerk)

    assert [row[1] for row in summed(invoice)] == ["AE", "G"]


def test_nw13_a_credit_note_keeps_the_category_of_what_it_credits(
    company: Company, clerk: User
) -> None:
    rate = exempt(company)
    order = OrderFactory(company=company, by=clerk, lines=[line_data(company, tax_rate=rate)])
    invoice = InvoiceFactory(order=order, by=clerk)
    rate.category, rate.exemption_reason = "E", "Health care"
    rate.save()

    credit = issue_invoice(invoice=credit_invoice(invoice=invoice, by=clerk), by=clerk)

    assert frozen(credit) == [("AE", "Reverse charge")]
    assert summed(credit) == [(Decimal(0), "AE", "Reverse charge", Decimal(-1000))]


def test_nw13_the_paper_says_once_why_there_is_no_tax(
    client: Client, company: Company, clerk: User
) -> None:
    lines = [
        line_data(company, tax_rate=exempt(company, code="A")),
        line_data(company, tax_rate=exempt(company, code="B")),
        line_data(company),
    ]
    invoice = InvoiceFactory(order=OrderFactory(company=company, by=clerk, lines=lines), by=clerk)
    client.force_login(clerk)

    page = client.get(reverse("invoicing:invoice_print", args=[invoice.pk])).content.decode()

    assert page.count("Reverse charge") == 1
