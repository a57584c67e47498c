"""ew08: beside its own number, every document has one that runs across all kinds (easyWinArt)."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from invoicing.models import PaymentTerms
from invoicing.services.credit import credit_invoice
from invoicing.services.drafts import discard_draft
from invoicing.services.issue import issue_invoice
from invoicing.services.numbers import draw_invoice_number
from numbering.models import Company
from numbering.presets import load_preset
from orders.models import Order, Party, TaxRate
from orders.services.companies import complete_company, prepare_company
from orders.services.trade_steps import convert
from tests.factories import DAY, DraftFactory, OrderFactory, PartyFactory, TradeFactory
from tests.invoicing.deliveries import delivered, invoiced, made_of


@pytest.fixture
def company(db: None) -> Company:
    """easyWinArt's ranges as after its installation, and what the first order needs."""
    company = Company.objects.create(
        code="EWA", name="Werkstatt GmbH", country="DE", same_series_for_credit_notes=False
    )
    prepare_company(company=company)
    load_preset("easywinart", company=company)
    complete_company(company, {"order-type"})
    TaxRate.objects.create(company=company, code="25", name="25 %", percent=25)
    PaymentTerms.objects.create(
        company=company, code="30", name="30 Tage", days=30, is_default=True
    )
    return company


@pytest.fixture
def party(company: Company) -> Party:
    """A customer."""
    return PartyFactory(company=company)


def numbers(document: object) -> tuple[str, str]:
    """The document's own number and its voucher number."""
    return str(document.number), str(document.voucher_number)  # type: ignore[attr-defined]


def test_ew08_every_document_of_a_chain_has_its_own_number_and_a_voucher_number(
    company: Company, party: Party, clerk: User
) -> None:
    quote = TradeFactory(company=company, by=clerk, party=party)
    order = convert(source=quote, into="sales_order", by=clerk, date=DAY)
    assert isinstance(order, Order)
    delivery = delivered(order, clerk)
    invoice = issue_invoice(invoice=invoiced(delivery, by=clerk), by=clerk)
    back = made_of(delivery, "return_delivery", clerk, Chair=2)
    note = issue_invoice(invoice=invoiced(back, by=clerk), by=clerk)
    chain = [quote, order, delivery, invoice, back, note]
    assert [numbers(document) for document in chain] == [
        ("10001", "1001"),
        ("20001", "1002"),
        ("30001", "1003"),
        ("50001", "1004"),
        ("40001", "1005"),
        ("60001", "1006"),
    ]


def test_ew08_an_invoice_gets_its_voucher_number_when_it_is_issued(
    company: Company, party: Party, clerk: User
) -> None:
    order = OrderFactory(company=company, by=clerk, party=party)
    draft = draw_invoice_number(invoice=DraftFactory(order=order, by=clerk), by=clerk)
    assert (str(draft.number), draft.voucher_number) == ("50001", None)
    discarded = DraftFactory(order=OrderFactory(company=company, by=clerk, party=party), by=clerk)
    discard_draft(invoice=discarded, by=clerk)
    invoice = issue_invoice(invoice=draft, by=clerk)
    assert numbers(invoice) == ("50001", "1003")
    note = issue_invoice(invoice=credit_invoice(invoice=invoice, by=clerk, date=DAY), by=clerk)
    assert numbers(note) == ("60001", "1004")


def test_ew08_a_company_without_such_numbers_does_without(
    company: Company, party: Party, clerk: User
) -> None:
    company.assignments.filter(kind="voucher").delete()
    order = OrderFactory(company=company, by=clerk, party=party)
    invoice = issue_invoice(invoice=DraftFactory(order=order, by=clerk), by=clerk)
    assert (str(invoice.number), invoice.voucher_number) == ("50001", None)


def test_ew08_pages_show_both_numbers(company: Company, party: Party, clerk: User) -> None:
    client = Client()
    client.force_login(clerk)
    order = OrderFactory(company=company, by=clerk, party=party)
    invoice = issue_invoice(invoice=DraftFactory(order=order, by=clerk), by=clerk)

    page = client.get(invoice.get_absolute_url()).content.decode()
    found = client.get(reverse("invoicing:invoice_list"), {"q": "1002"}).context["list"]["rows"]

    assert numbers(invoice) == ("50001", "1002")
    assert "50001" in page
    assert "1002" in page
    assert [row.item for row in found] == [invoice]
    assert "1002" in " ".join(str(cell) for _css, cell in found[0].cells)
