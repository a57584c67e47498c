"""Drafts: what they take from an order, and what they give back."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.contrib.auth.models import User

from invoicing.entries import InvoiceData
from invoicing.exceptions import AlreadyIssued, NothingToInvoice
from invoicing.models import CustomerTerms, Invoice, PaymentTerms
from invoicing.services.drafts import create_invoice_from_order, discard_draft, save_draft
from numbering.exceptions import SetupError
from numbering.models import Company, IssuedNumber
from orders.exceptions import DocumentChanged, EntryErrors, OrderClosed, QuantityNotOpen
from orders.models import Order
from orders.services.orders import cancel_order
from tests.factories import (
    DAY,
    DraftFactory,
    InvoiceFactory,
    OrderFactory,
    PaymentTermsFactory,
    line_data,
    order_type,
)


@pytest.fixture
def order(company: Company, clerk: User) -> Order:
    """Ten chairs at 100 and two tables at 250, tax 25 %."""
    return OrderFactory(
        company=company,
        by=clerk,
        lines=[
            line_data(company),
            line_data(company, text="Table", quantity=Decimal(2), price=Decimal(250)),
        ],
    )


def data(invoice: Invoice, **changes: object) -> InvoiceData:
    """The head of the draft with some fields typed over."""
    facts = {"date": invoice.date, "payment_terms": invoice.payment_terms, **changes}
    return InvoiceData(**facts)  # type: ignore[arg-type]


def test_a_whole_order_becomes_a_draft(order: Order, clerk: User) -> None:
    draft = DraftFactory(order=order, by=clerk)
    assert (draft.net, draft.tax, draft.gross) == (1500, 375, 1875)
    assert [line.text for line in draft.lines.in_order()] == ["Chair", "Table"]
    assert (draft.buyer_name, draft.seller_name) == (order.party.name, "Nordisk Træ ApS")
    assert (draft.order_number, draft.order_type_name) == ("00001", "Faktura")
    assert draft.due_date == DAY + datetime.timedelta(days=30)
    order.refresh_from_db()
    assert order.state == "invoiced"


def test_a_draft_has_no_number(order: Order, clerk: User) -> None:
    assert DraftFactory(order=order, by=clerk).number is None
    assert not IssuedNumber.objects.filter(register="invoice").exists()


def test_a_part_is_invoiced_and_then_the_rest(order: Order, clerk: User) -> None:
    chair, table = order.lines.in_order()
    first = DraftFactory(order=order, by=clerk, quantities={chair.pk: Decimal("2.5")})
    assert (first.net, first.lines.get().quantity) == (250, Decimal("2.5"))
    order.refresh_from_db()
    assert order.state == "partly_invoiced"
    rest = DraftFactory(order=order, by=clerk)
    assert [line.quantity for line in rest.lines.in_order()] == [Decimal("7.5"), 2]
    with pytest.raises(NothingToInvoice):
        DraftFactory(order=order, by=clerk)
    assert table.order == order


def test_nothing_is_invoiced_twice(order: Order, clerk: User) -> None:
    chair, _table = order.lines.in_order()
    DraftFactory(order=order, by=clerk, quantities={chair.pk: Decimal(6)})
    with pytest.raises(QuantityNotOpen, match="only 4 are left"):
        DraftFactory(order=order, by=clerk, quantities={chair.pk: Decimal(5)})
    assert Invoice.objects.count() == 1


@pytest.mark.parametrize("quantity", ["-1", "0.0001", "NaN"])
def test_a_quantity_that_cannot_be_is_named(order: Order, clerk: User, quantity: str) -> None:
    chair, _table = order.lines.in_order()
    with pytest.raises(EntryErrors) as caught:
        DraftFactory(order=order, by=clerk, quantities={chair.pk: Decimal(quantity)})
    assert list(caught.value.lines) == [chair.pk]


def test_lines_of_other_orders_are_not_invoiced(
    company: Company, order: Order, clerk: User
) -> None:
    other = OrderFactory(company=company, by=clerk).lines.get()
    with pytest.raises(EntryErrors):
        DraftFactory(order=order, by=clerk, quantities={other.pk: Decimal(1)})


def test_nothing_picked_makes_no_draft(order: Order, clerk: User) -> None:
    for quantities in ({}, {order.lines.in_order()[0].pk: Decimal(0)}):
        with pytest.raises(NothingToInvoice):
            DraftFactory(order=order, by=clerk, quantities=quantities)
    assert not Invoice.objects.exists()


def test_a_discarded_draft_gives_back_what_it_took(order: Order, clerk: User) -> None:
    discard_draft(invoice=DraftFactory(order=order, by=clerk), by=clerk)
    order.refresh_from_db()
    assert order.state == "open"
    assert {line.invoiced_quantity for line in order.lines.all()} == {0}
    assert not Invoice.objects.exists()
    assert str(InvoiceFactory(order=order, by=clerk).number) == "99001"


def test_a_draft_is_changed(order: Order, clerk: User) -> None:
    draft = DraftFactory(order=order, by=clerk)
    chair, table = draft.lines.in_order()
    terms = PaymentTermsFactory(company=order.company, days=8)
    saved = save_draft(
        invoice=draft,
        by=clerk,
        data=data(draft, payment_terms=terms, date=DAY + datetime.timedelta(days=1)),
        quantities={chair.pk: Decimal(4), table.pk: Decimal(0)},
        version=1,
    )
    assert (saved.net, saved.gross, saved.due_date.isoformat()) == (400, 500, "2026-11-30")
    assert [line.quantity for line in saved.lines.all()] == [4]
    assert [(tax.net, tax.tax) for tax in saved.taxes.all()] == [(400, 100)]
    assert [line.open_quantity for line in order.lines.in_order()] == [6, 2]
    with pytest.raises(QuantityNotOpen):
        save_draft(invoice=saved, by=clerk, data=data(saved), quantities={chair.pk: Decimal(11)})
    with pytest.raises(NothingToInvoice):
        save_draft(invoice=saved, by=clerk, data=data(saved), quantities={chair.pk: Decimal(0)})


def test_two_people_on_one_draft(order: Order, clerk: User, administrator: User) -> None:
    draft = DraftFactory(order=order, by=clerk)
    save_draft(invoice=draft, by=administrator, data=data(draft, text="Thank you"), version=1)
    with pytest.raises(DocumentChanged, match="Anna Berg"):
        save_draft(invoice=draft, by=clerk, data=data(draft), version=1)


def test_what_is_issued_is_no_draft(order: Order, clerk: User) -> None:
    invoice = InvoiceFactory(order=order, by=clerk)
    with pytest.raises(AlreadyIssued, match="99001"):
        save_draft(invoice=invoice, by=clerk, data=data(invoice))
    with pytest.raises(AlreadyIssued):
        discard_draft(invoice=invoice, by=clerk)


def test_an_order_is_invoiced_or_cancelled_not_both(order: Order, clerk: User) -> None:
    draft = DraftFactory(order=order, by=clerk)
    with pytest.raises(OrderClosed):
        cancel_order(order=order, by=clerk, reason="Too late")
    discard_draft(invoice=draft, by=clerk)
    cancel_order(order=order, by=clerk, reason="Changed her mind")
    with pytest.raises(OrderClosed):
        DraftFactory(order=order, by=clerk)


def test_the_customers_terms_go_before_the_companys(order: Order, clerk: User) -> None:
    agreed = PaymentTermsFactory(company=order.company, days=60)
    CustomerTerms.objects.create(party=order.party, payment_terms=agreed)
    assert DraftFactory(order=order, by=clerk).payment_terms == agreed


def test_without_terms_the_administrator_is_asked(order: Order, clerk: User) -> None:
    PaymentTerms.objects.all().delete()
    with pytest.raises(SetupError) as caught:
        DraftFactory(order=order, by=clerk)
    assert caught.value.field == "payment_terms"
    order.refresh_from_db()
    assert order.state == "open"


def test_what_cannot_be_on_a_draft_is_named(order: Order, clerk: User) -> None:
    with pytest.raises(EntryErrors) as caught:
        create_invoice_from_order(
            order=order,
            by=clerk,
            date=datetime.date(1026, 1, 1),
            payment_terms=PaymentTermsFactory(),
        )
    assert set(caught.value.fields) == {"date", "payment_terms"}


@pytest.mark.parametrize(
    ("slot", "internal", "cash", "kind"),
    [
        (1, False, False, "invoice"),
        (1, False, True, "cash_note"),
        (1, True, True, "internal_invoice"),
        (2, False, True, "credit_note"),
        (2, True, False, "internal_invoice"),
    ],
)
def test_the_kind_follows_type_sides_and_terms(
    company: Company, clerk: User, *, slot: int, internal: bool, cash: bool, kind: str
) -> None:
    one = order_type(company, slot)
    one.is_internal = internal
    one.save()
    terms = PaymentTermsFactory(company=company, is_cash=cash)
    order = OrderFactory(company=company, by=clerk, slot=slot)
    assert DraftFactory(order=order, by=clerk, payment_terms=terms).kind == kind
