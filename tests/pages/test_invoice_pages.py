"""From an order to an issued invoice, and back by a credit note, as clerks click it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from invoicing.models import Invoice
from numbering.models import IssuedNumber
from orders.models import Order
from tests.factories import (
    DraftFactory,
    InvoiceFactory,
    OrderFactory,
    PaymentTermsFactory,
    line_data,
    order_type,
)

LIST = reverse("invoicing:invoice_list")


def url(name: str, document) -> str:
    return reverse(f"invoicing:invoice_{name}", args=[document.pk])


def typed(invoice: Invoice, **changes):
    fields = {
        "date": invoice.date.isoformat(),
        "payment_terms": invoice.payment_terms_id,
        "your_reference": invoice.your_reference,
        "our_reference": invoice.our_reference,
        "text": invoice.text,
        "version": invoice.version,
    }
    fields |= {f"quantity_{line.pk}": line.quantity for line in invoice.lines.in_order()}
    return fields | changes


def test_an_order_becomes_a_draft_and_the_draft_an_invoice(as_clerk, company):
    order = OrderFactory(company=company)
    line = order.lines.get()

    page = as_clerk.get(url("new", order)).content.decode()
    as_clerk.post(url("new", order), {"date": "2026-11-21", f"quantity_{line.pk}": "10"})
    draft = Invoice.objects.get()
    before = as_clerk.get(draft.get_absolute_url()).content.decode()
    as_clerk.post(url("issue", draft))

    assert 'value="10"' in page
    assert draft.number is None
    assert "Issue invoice 99001? It cannot be changed afterwards." in before
    invoice = Invoice.objects.get()
    assert str(invoice.number) == "99001"
    assert invoice.gross == 1250
    after = as_clerk.get(invoice.get_absolute_url()).content.decode()
    assert 'data-confirm="Issue' not in after
    assert "99001" in after


def test_a_part_of_an_order_is_invoiced(as_clerk, company):
    order = OrderFactory(company=company)
    line = order.lines.get()

    as_clerk.post(url("new", order), {"date": "2026-11-21", f"quantity_{line.pk}": "2,5"})

    assert Invoice.objects.get().lines.get().quantity == Decimal("2.5")
    assert Order.objects.get().state == "partly_invoiced"


@pytest.mark.parametrize(
    ("quantity", "sentence"),
    [
        ("11", "only 10 are left to invoice"),
        ("-1", "cannot be less than 0"),
        ("abc", "Enter a number."),
        ("0", "Nothing is left to invoice on this order."),
        ("", "Nothing is left to invoice on this order."),
        ("1.00001", "3 decimal places"),
    ],
)
def test_a_quantity_that_cannot_be_invoiced(as_clerk, company, quantity, sentence):
    order = OrderFactory(company=company)
    line = order.lines.get()

    response = as_clerk.post(
        url("new", order), {"date": "2026-11-21", f"quantity_{line.pk}": quantity}
    )

    page = response.content.decode()
    assert response.status_code == 200
    assert sentence in page
    assert f'value="{quantity}"' in page or not quantity
    assert Invoice.objects.count() == 0
    assert Order.objects.get().state == "open"


def test_an_impossible_invoice_date(as_clerk, company):
    order = OrderFactory(company=company)
    fields = {"date": "2026-02-30", f"quantity_{order.lines.get().pk}": "1"}

    page = as_clerk.post(url("new", order), fields).content.decode()

    assert "There is no such day" in page
    assert 'value="2026-02-30"' in page


def test_a_draft_is_changed(as_clerk, clerk, company):
    draft = DraftFactory(order=OrderFactory(company=company), by=clerk)
    cash = PaymentTermsFactory(company=company, code="C", name="Cash", days=0, is_cash=True)
    line = draft.lines.get()
    fields = {f"quantity_{line.pk}": "4", "payment_terms": cash.pk, "text": "Thank you"}

    as_clerk.post(url("edit", draft), typed(draft, **fields))

    changed = Invoice.objects.get()
    assert (changed.kind, changed.net, changed.text) == ("cash_note", 400, "Thank you")
    assert Order.objects.get().lines.get().invoiced_quantity == 4


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"date": "x"}, "There is no such day"),
        ({"payment_terms": ""}, "Pick payment terms."),
        ({"payment_terms": "999999"}, "Select a valid choice"),
        ({"your_reference": "x" * 81}, "80 characters"),
        ({"version": 9}, "saved this at"),
    ],
)
def test_a_draft_that_cannot_be_saved(as_clerk, clerk, company, changes, sentence):
    draft = DraftFactory(order=OrderFactory(company=company), by=clerk)

    page = as_clerk.post(url("edit", draft), typed(draft, text="KEPT", **changes)).content.decode()

    assert sentence in page
    assert "KEPT" in page
    assert Invoice.objects.get().version == draft.version


def test_too_much_on_a_draft_is_told_at_its_line(as_clerk, clerk, company):
    InvoiceFactory(order=OrderFactory(company=company), by=clerk)
    OrderFactory(company=company)  # keys of order lines and invoice lines part
    lines = [line_data(company), line_data(company, text="Table")]
    draft = DraftFactory(order=OrderFactory(company=company, lines=lines), by=clerk)
    second = draft.lines.in_order()[1]

    page = as_clerk.post(
        url("edit", draft), typed(draft, **{f"quantity_{second.pk}": "99"})
    ).content.decode()

    assert f'href="#id_quantity_{second.pk}"' in page
    assert 'value="99"' in page


def test_too_much_on_a_draft_credit_note_is_told_at_its_line(as_clerk, clerk, company):
    invoice = InvoiceFactory(order=OrderFactory(company=company), by=clerk)
    original = invoice.lines.get()
    as_clerk.post(url("credit", invoice), {"date": "2026-11-21", f"quantity_{original.pk}": "4"})
    draft = Invoice.objects.get(credits=invoice)
    line = draft.lines.get()

    page = as_clerk.post(url("edit", draft), typed(draft, **{f"quantity_{line.pk}": "11"}))

    assert f'href="#id_quantity_{line.pk}"' in page.content.decode()
    assert "only 10 are left to credit" in page.content.decode()


def test_a_draft_is_thrown_away(as_clerk, clerk, company):
    draft = DraftFactory(order=OrderFactory(company=company), by=clerk)
    issued = IssuedNumber.objects.count()

    response = as_clerk.post(url("discard", draft))

    assert response.url == draft.order.get_absolute_url()
    assert Invoice.objects.count() == 0
    assert Order.objects.get().state == "open"
    assert IssuedNumber.objects.count() == issued


def test_an_issued_invoice_is_neither_changed_nor_issued_nor_thrown_away(as_clerk, clerk, company):
    invoice = InvoiceFactory(order=OrderFactory(company=company), by=clerk)
    before = Invoice.objects.filter(pk=invoice.pk).values().get()
    issued = IssuedNumber.objects.count()

    for name in ("issue", "discard", "edit"):
        response = as_clerk.post(url(name, invoice), typed(invoice, text="x"), follow=True)
        assert "never changes again" in response.content.decode()

    assert Invoice.objects.filter(pk=invoice.pk).values().get() == before
    assert IssuedNumber.objects.count() == issued


def test_a_draft_that_cannot_be_issued_says_why(as_clerk, as_administrator, clerk, company):
    draft = DraftFactory(order=OrderFactory(company=company), by=clerk)
    series = order_type(company, 1).invoice_series
    series.blocked = True
    series.save()

    page = as_clerk.get(draft.get_absolute_url()).content.decode()
    response = as_clerk.post(url("issue", draft), follow=True)

    assert "cannot be issued yet" in page
    assert "blocked" in page
    assert "It cannot be changed afterwards." not in page
    assert series.get_absolute_url() not in page
    assert "blocked" in response.content.decode()
    assert Invoice.objects.get().number is None
    link = as_administrator.get(draft.get_absolute_url()).content.decode()
    assert series.get_absolute_url() in link


def test_an_invoice_is_credited_whole_or_in_part(as_clerk, clerk, company):
    invoice = InvoiceFactory(order=OrderFactory(company=company), by=clerk)
    line = invoice.lines.get()

    as_clerk.post(url("credit", invoice), {"date": "2026-11-21", f"quantity_{line.pk}": "4"})
    page = as_clerk.post(
        url("credit", invoice), {"date": "2026-11-21", f"quantity_{line.pk}": "7"}
    ).content.decode()
    as_clerk.post(url("credit", invoice), {"date": "2026-11-21", f"quantity_{line.pk}": "6"})

    assert "only 6 are left to credit" in page
    amounts = Invoice.objects.filter(credits=invoice).order_by("pk").values_list("gross", flat=True)
    assert list(amounts) == [-500, -750]


def test_a_draft_or_a_credit_note_is_not_credited(as_clerk, clerk, company):
    draft = DraftFactory(order=OrderFactory(company=company), by=clerk)
    fields = {"date": "2026-11-21", f"quantity_{draft.lines.get().pk}": "1"}

    page = as_clerk.post(url("credit", draft), fields).content.decode()

    assert "A draft is not credited" in page
