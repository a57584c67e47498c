"""Asking for an advance and taking it off, as clerks click it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from invoicing.models import Invoice
from invoicing.services.advances import create_advance
from invoicing.services.drafts import create_invoice_from_order
from invoicing.services.issue import issue_invoice
from orders.models import Order
from tests.factories import DAY, OrderFactory
from tests.invoicing.advances import advance, deducted, final, give_advances


@pytest.fixture
def order(company, administrator, clerk) -> Order:
    give_advances(company, administrator)
    return OrderFactory(company=company, by=clerk)


def new_url(order: Order) -> str:
    return reverse("invoicing:advance_new", args=[order.pk])


def typed_advance(**changes):
    return {"date": "2026-11-21", "percent": "", "amount": "", "payment_terms": ""} | changes


def typed_draft(draft: Invoice, **changes):
    head = {
        "date": draft.date.isoformat(),
        "payment_terms": draft.payment_terms_id,
        "version": draft.version,
    }
    lines = draft.lines.filter(settles=None)
    return head | {f"quantity_{line.pk}": line.quantity for line in lines} | changes


def test_wb12_the_button_is_there_with_the_switch_only(as_clerk, as_auditor, company, order):
    page = order.get_absolute_url()
    assert new_url(order) in as_clerk.get(page).content.decode()
    assert new_url(order) not in as_auditor.get(page).content.decode()
    company.advances_through_receivables = False
    company.save()
    assert new_url(order) not in as_clerk.get(page).content.decode()


def test_an_advance_of_thirty_percent(as_clerk, order):
    page = as_clerk.get(new_url(order)).content.decode()
    assert "1,000.00" in page

    response = as_clerk.post(new_url(order), typed_advance(percent="30"))

    draft = Invoice.objects.get()
    assert response.url == draft.get_absolute_url()
    assert (draft.kind, draft.net, draft.gross) == ("advance", 300, 375)
    shown = as_clerk.get(draft.get_absolute_url()).content.decode()
    assert "Issue advance invoice 9900001?" in shown
    edit = as_clerk.get(reverse("invoicing:invoice_edit", args=[draft.pk])).content.decode()
    assert "The amount of an advance stays" in edit
    typed = typed_draft(draft, text="Thank you")
    as_clerk.post(reverse("invoicing:invoice_edit", args=[draft.pk]), typed)
    draft.refresh_from_db()
    assert (draft.text, draft.net) == ("Thank you", 300)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "one of the two"),
        ({"percent": "10", "amount": "10"}, "one of the two"),
        ({"amount": "1000,01"}, "At most 1,000.00 net can be asked for"),
        ({"percent": "abc"}, "Enter a number."),
        ({"percent": "120"}, "at most 100 percent"),
        ({"amount": "1", "date": "2026-02-30"}, "There is no such day"),
    ],
)
def test_what_cannot_be_asked_for_is_told(as_clerk, order, typed, sentence):
    page = as_clerk.post(new_url(order), typed_advance(**typed))

    assert sentence in page.content.decode()
    assert not Invoice.objects.exists()


def test_the_order_shows_what_is_settled_and_left(as_clerk, clerk, order):
    advance(order, clerk, amount=Decimal(400))
    final(order, clerk, {order.lines.get().pk: Decimal(3)})

    page = as_clerk.get(order.get_absolute_url())

    advances = page.content.decode().partition("Advances, net")[2].partition("</table>")[0]
    assert "9900001" in advances
    assert [amount in advances for amount in ("400.00", "300.00", "100.00")] == [True] * 3
    # The chain of the order has all three.
    assert [document.chain_rank for document in page.context["chain"]] == [20, 25, 50]


def test_the_clerk_changes_how_much_is_taken_off(as_clerk, clerk, order):
    key = advance(order, clerk, amount=Decimal(400)).lines.get().pk
    draft = create_invoice_from_order(order=order, by=clerk, date=DAY)
    url = reverse("invoicing:invoice_edit", args=[draft.pk])
    name = f"quantity_-{key}"
    assert f'name="{name}"' in as_clerk.get(url).content.decode()

    refused = as_clerk.post(url, typed_draft(draft, **{name: "400,01"})).content.decode()
    assert "Only 400.00 of this advance are left." in refused
    as_clerk.post(url, typed_draft(draft, **{name: "0"}))
    assert deducted(draft) == {}
    draft.refresh_from_db()
    # It is still offered.
    assert f'name="{name}"' in as_clerk.get(url).content.decode()
    as_clerk.post(url, typed_draft(draft, **{name: "120,50"}))
    assert deducted(draft) == {"9900001": Decimal("120.5")}


def test_an_advance_that_is_issued_after_the_draft_is_told_there(as_clerk, clerk, order):
    paid = create_advance(order=order, by=clerk, date=DAY, amount=Decimal(400))
    draft = create_invoice_from_order(order=order, by=clerk, date=DAY)
    issue_invoice(invoice=paid, by=clerk)
    told = "400.00 more could be taken off this invoice"
    page = draft.get_absolute_url()
    assert told in as_clerk.get(page).content.decode()

    name = f"quantity_-{paid.lines.get().pk}"
    url = reverse("invoicing:invoice_edit", args=[draft.pk])
    as_clerk.post(url, typed_draft(draft, **{name: "400"}))

    assert told not in as_clerk.get(page).content.decode()


@pytest.mark.parametrize("page", ["invoice_detail", "invoice_print"])
def test_an_amount_is_shown_as_one_piece(as_clerk, clerk, order, page):
    advance(order, clerk, amount=Decimal(400))
    invoice = final(order, clerk)

    shown = as_clerk.get(reverse(f"invoicing:{page}", args=[invoice.pk])).content.decode()

    row = shown.partition("Advance invoice 9900001 of")[2].partition("</tr>")[0]
    assert ">1<" in row
    assert ">400.00<" in row
    assert ">-400.00<" in row
