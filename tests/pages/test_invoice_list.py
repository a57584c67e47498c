"""Invoices in the list, told apart by type; and on paper."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse

from invoicing.models import Invoice
from orders.services.order_types import save_order_type
from tests.factories import DAY, DraftFactory, InvoiceFactory, OrderFactory, order_type

LIST = reverse("invoicing:invoice_list")


def url(name: str, document) -> str:
    return reverse(f"invoicing:invoice_{name}", args=[document.pk])


def test_wb11_invoices_of_the_shared_series_are_told_apart_by_type(
    as_clerk, administrator, company
):
    for slot, start in ((3, "20001"), (4, "30001")):
        save_order_type(
            company=company,
            by=administrator,
            slot=slot,
            description=f"Type {slot}",
            order_from=start,
            order_to=start[:2] + "999",
            order_next=start,
            own_invoice_series=False,
        )
    save_order_type(
        company=company,
        by=administrator,
        slot=8,
        description="Shared invoice series",
        invoice_from="50001",
        invoice_to="59999",
        invoice_next="50001",
    )
    for slot in (4, 3, 4):
        InvoiceFactory(order=OrderFactory(company=company, slot=slot), by=administrator)

    def numbers(**query) -> list[str]:
        rows = as_clerk.get(LIST, query).context["list"]["rows"]
        return [str(row.item.number) for row in rows]

    assert numbers(sort="type") == ["50002", "50001", "50003"]
    assert sorted(numbers(type=order_type(company, 4).pk)) == ["50001", "50003"]
    assert "Type 3" in rows_of(as_clerk.get(LIST))
    as_clerk.get(LIST, {"columns": "1", "show": ["net"]})
    assert "Type 3" not in rows_of(as_clerk.get(LIST))


def rows_of(response) -> str:
    return " ".join(
        str(cell) for row in response.context["list"]["rows"] for _css, cell in row.cells
    )


def test_the_list_filters_by_kind_state_and_period(as_clerk, clerk, company):
    invoice = InvoiceFactory(order=OrderFactory(company=company), by=clerk)
    draft = DraftFactory(
        order=OrderFactory(company=company), by=clerk, date=DAY - datetime.timedelta(days=40)
    )

    def found(**query) -> list[Invoice]:
        return [row.item for row in as_clerk.get(LIST, query).context["list"]["rows"]]

    assert found() == [invoice, draft]
    assert found(state="draft") == [draft]
    assert found(kind="credit_note") == []
    assert found(date_from="2026-11-01") == [invoice]
    assert found(q="99001") == [invoice]
    assert found(customer=invoice.buyer_number) == [invoice]
    assert found(customer="nobody") == []
    assert "2,500.00" in as_clerk.get(LIST).content.decode()


@pytest.mark.parametrize("language", ["en", "sv", "de"])
def test_the_paper_of_an_invoice(as_clerk, clerk, company, language):
    order = OrderFactory(company=company, your_reference="PO 4711")
    order.party.language = language
    order.party.save()
    invoice = InvoiceFactory(order=order, by=clerk)

    page = as_clerk.get(url("print", invoice)).content.decode()

    assert f'<html lang="{language}">' in page
    for text in ("Nordisk Træ ApS", "99001", "PO 4711", "00001", "DKK"):
        assert text in page
    assert "style=" not in page


def test_the_paper_has_the_title_of_the_document(as_clerk, clerk, company):
    invoice = InvoiceFactory(order=OrderFactory(company=company), by=clerk)
    line = invoice.lines.get()
    as_clerk.post(url("credit", invoice), {"date": "2026-11-21", f"quantity_{line.pk}": "1"})
    credit = Invoice.objects.get(credits=invoice)

    page = as_clerk.get(url("print", credit)).content.decode()

    assert "Credit invoice" in page
    assert "125.00 DKK" in page
    assert "-125.00" not in page
    assert "Draft: not an invoice yet." in page


def test_the_paper_does_not_follow_later_changes(as_clerk, clerk, company):
    invoice = InvoiceFactory(order=OrderFactory(company=company), by=clerk)
    company.name = "Renamed"
    company.save()

    page = as_clerk.get(url("print", invoice)).content.decode()

    assert "Nordisk Træ ApS" in page
    assert "Renamed" not in page
