"""Invoices of deliveries: an order is invoiced by itself or by its deliveries, never twice."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.auth.models import User

from invoicing.entries import InvoiceData
from invoicing.exceptions import NothingToInvoice
from invoicing.models import Invoice
from invoicing.services.credit import credit_invoice
from invoicing.services.drafts import discard_draft, save_draft
from invoicing.services.issue import issue_invoice
from numbering.models import Company
from orders.entries import OrderData, TradeData
from orders.exceptions import (
    DocumentClosed,
    DocumentFollowed,
    EntryErrors,
    NothingOpen,
    QuantityNotOpen,
)
from orders.models import Order, TradeDocument
from orders.services.orders import save_order
from orders.services.trade import save_trade_document
from orders.services.trade_steps import (
    cancel_trade_document,
    close_trade_document,
    reopen_trade_document,
)
from tests.factories import DAY, DraftFactory, OrderFactory, PartyFactory, TradeFactory, line_data
from tests.invoicing.deliveries import delivered, invoiced, made_of, number_trade, states, taken


@pytest.fixture
def order(company: Company, clerk: User) -> Order:
    """Ten chairs at 100 and two tables at 250, tax 25 %."""
    number_trade(company)
    table = line_data(company, text="Table", quantity=Decimal(2), price=Decimal(250))
    return OrderFactory(
        company=company,
        by=clerk,
        lines=[line_data(company), table],
        your_reference="PO 4711",
        text="By van",
    )


@pytest.fixture
def delivery(order: Order, clerk: User) -> TradeDocument:
    """All of the order, delivered."""
    return delivered(order, clerk)


def invoiced_of(order: Order) -> list[Decimal]:
    """What the order's lines count as invoiced."""
    return [line.invoiced_quantity for line in order.lines.in_order()]


def reduced(draft: Invoice, by: User, quantity: int) -> Invoice:
    """The draft with another quantity on its first line."""
    data = InvoiceData(date=draft.date, payment_terms=draft.payment_terms)
    first = draft.lines.in_order()[0]
    return save_draft(invoice=draft, by=by, data=data, quantities={first.pk: Decimal(quantity)})


def test_a_delivery_becomes_a_draft(order: Order, delivery: TradeDocument, clerk: User) -> None:
    draft = invoiced(delivery, by=clerk)
    assert taken(draft) == [("Chair", 10), ("Table", 2)]
    assert (draft.kind, draft.net, draft.tax, draft.gross) == ("invoice", 1500, 375, 1875)
    assert (draft.order, draft.order_number, draft.order_type_name) == (order, "00001", "Faktura")
    assert (draft.party, draft.your_reference, draft.text) == (order.party, "PO 4711", "By van")
    assert states(order, delivery) == ["invoiced", "done"]
    assert str(issue_invoice(invoice=draft, by=clerk).number) == "99001"


def test_a_part_of_a_delivery_is_invoiced_and_then_the_rest(
    order: Order, delivery: TradeDocument, clerk: User
) -> None:
    chair, table = delivery.lines.in_order()
    first = invoiced(delivery, by=clerk, quantities={chair.pk: Decimal(4), table.pk: Decimal(0)})
    assert taken(first) == [("Chair", 4)]
    assert states(order, delivery) == ["partly_invoiced", "partly"]
    with pytest.raises(QuantityNotOpen, match="only 6 are left") as caught:
        invoiced(delivery, by=clerk, quantities={chair.pk: Decimal(7)})
    assert caught.value.facts["line_id"] == chair.pk
    assert taken(invoiced(delivery, by=clerk)) == [("Chair", 6), ("Table", 2)]
    with pytest.raises(NothingToInvoice, match="Delivery 30001"):
        invoiced(delivery, by=clerk)
    assert invoiced_of(order) == [10, 2]


def test_of_an_order_invoiced_by_itself_no_delivery_is_left_to_invoice(
    order: Order, delivery: TradeDocument, clerk: User
) -> None:
    draft = DraftFactory(order=order, by=clerk)
    assert states(delivery) == ["done"]
    with pytest.raises(NothingToInvoice):
        invoiced(delivery, by=clerk)
    discard_draft(invoice=draft, by=clerk)
    assert states(order, delivery) == ["open", "open"]


def test_of_an_order_invoiced_before_a_delivery_has_nothing_to_invoice(
    order: Order, clerk: User
) -> None:
    DraftFactory(order=order, by=clerk)
    assert states(delivered(order, clerk)) == ["done"]


def test_after_a_delivery_the_rest_of_the_order_is_left(order: Order, clerk: User) -> None:
    invoiced(delivered(order, clerk, Chair=4), by=clerk)
    assert states(order) == ["partly_invoiced"]
    assert taken(DraftFactory(order=order, by=clerk)) == [("Chair", 6), ("Table", 2)]
    assert states(order) == ["invoiced"]


def test_of_a_delivery_no_more_is_left_than_of_its_order(order: Order, clerk: User) -> None:
    delivery = delivered(order, clerk, Chair=6)
    chair = order.lines.in_order()[0]
    DraftFactory(order=order, by=clerk, quantities={chair.pk: Decimal(7)})
    assert states(delivery) == ["partly"]
    line = delivery.lines.get()
    with pytest.raises(QuantityNotOpen, match="only 3 are left"):
        invoiced(delivery, by=clerk, quantities={line.pk: Decimal(4)})
    assert taken(invoiced(delivery, by=clerk)) == [("Chair", 3)]
    assert invoiced_of(order) == [10, 0]


def test_what_the_order_has_left_is_shared_by_its_deliveries(order: Order, clerk: User) -> None:
    first, second = (delivered(order, clerk, Chair=5) for _ in range(2))
    chair = order.lines.in_order()[0]
    DraftFactory(order=order, by=clerk, quantities={chair.pk: Decimal(3)})
    assert states(first, second) == ["open", "open"]
    assert taken(invoiced(second, by=clerk)) == [("Chair", 5)]
    assert states(first, second) == ["partly", "done"]
    assert taken(invoiced(first, by=clerk)) == [("Chair", 2)]
    assert states(first, second) == ["done", "done"]


def test_a_draft_gives_back_to_delivery_and_order(
    order: Order, delivery: TradeDocument, clerk: User
) -> None:
    draft = reduced(invoiced(delivery, by=clerk), clerk, 4)
    assert (invoiced_of(order), draft.net) == ([4, 2], 900)
    assert states(order, delivery) == ["partly_invoiced", "partly"]
    draft = reduced(draft, clerk, 10)
    assert states(order, delivery) == ["invoiced", "done"]
    with pytest.raises(QuantityNotOpen, match="only 0 are left") as caught:
        reduced(draft, clerk, 11)
    assert caught.value.facts["line_id"] == draft.lines.in_order()[0].pk
    draft = reduced(draft, clerk, 0)
    assert (taken(draft), invoiced_of(order)) == ([("Table", 2)], [0, 2])
    discard_draft(invoice=draft, by=clerk)
    assert (invoiced_of(order), states(order, delivery)) == ([0, 0], ["open", "open"])


def test_a_credit_note_of_the_invoice_leaves_things_as_they_are(
    order: Order, delivery: TradeDocument, clerk: User
) -> None:
    invoice = issue_invoice(invoice=invoiced(delivery, by=clerk), by=clerk)
    note = issue_invoice(invoice=credit_invoice(invoice=invoice, by=clerk, date=DAY), by=clerk)
    assert invoice.gross + note.gross == 0
    assert (invoiced_of(order), states(order, delivery)) == ([10, 2], ["invoiced", "done"])
    with pytest.raises(NothingToInvoice):
        invoiced(delivery, by=clerk)


def test_a_delivery_on_an_invoice_is_not_cancelled(
    order: Order, delivery: TradeDocument, clerk: User
) -> None:
    draft = invoiced(delivery, by=clerk)
    with pytest.raises(DocumentFollowed, match="Invoice xr"):
        cancel_trade_document(document=delivery, by=clerk, reason="Wrong goods")
    discard_draft(invoice=draft, by=clerk)
    cancel_trade_document(document=delivery, by=clerk, reason="Wrong goods")
    with pytest.raises(DocumentClosed, match="Delivery 30001 is cancelled and cannot be invoiced"):
        invoiced(delivery, by=clerk)
    assert taken(DraftFactory(order=order, by=clerk)) == [("Chair", 10), ("Table", 2)]


def test_a_closed_delivery_is_reopened_first(delivery: TradeDocument, clerk: User) -> None:
    chair, _table = delivery.lines.in_order()
    draft = invoiced(delivery, by=clerk, quantities={chair.pk: Decimal(4)})
    close_trade_document(document=delivery, by=clerk)
    for attempt in (lambda: invoiced(delivery, by=clerk), lambda: reduced(draft, clerk, 5)):
        with pytest.raises(DocumentClosed, match="reopen it first"):
            attempt()
    reduced(draft, clerk, 3)
    assert states(delivery) == ["closed"]
    reopen_trade_document(document=delivery, by=clerk)
    assert states(delivery) == ["partly"]
    assert taken(invoiced(delivery, by=clerk)) == [("Chair", 7), ("Table", 2)]


def test_a_delivery_follows_its_order_when_that_is_changed(order: Order, clerk: User) -> None:
    delivery = delivered(order, clerk, Chair=4)
    chair, _table = order.lines.in_order()
    DraftFactory(order=order, by=clerk, quantities={chair.pk: Decimal(6)})

    def ordered(quantity: int) -> None:
        save_order(
            company=order.company,
            by=clerk,
            order=order,
            data=OrderData(order_type=order.order_type, party=order.party, date=order.date),
            lines=[line_data(order.company, id=chair.pk, quantity=Decimal(quantity))],
        )

    found = []
    for quantity in (10, 8, 6, 12):
        ordered(quantity)
        found += states(delivery)
    assert found == ["open", "partly", "done", "open"]


def test_other_documents_and_other_lines_are_not_invoiced(
    company: Company, order: Order, delivery: TradeDocument, clerk: User
) -> None:
    other = delivered(OrderFactory(company=company, by=clerk), clerk)
    with pytest.raises(EntryErrors):
        invoiced(delivery, by=clerk, quantities={other.lines.get().pk: Decimal(1)})
    complaint = made_of(delivery, "sales_complaint", clerk)
    with pytest.raises(NothingOpen, match=r"Sales complaint .* cannot become an invoice"):
        invoiced(complaint, by=clerk)
    with pytest.raises(NothingToInvoice, match="Pick what"):
        invoiced(by=clerk)
    assert not Invoice.objects.exists()
    assert invoiced_of(order) == [0, 0]


def test_a_delivery_on_an_invoice_keeps_its_customer_and_what_is_invoiced(
    company: Company, clerk: User
) -> None:
    delivery = TradeFactory(company=company, by=clerk, kind="delivery")
    line = delivery.lines.get()
    invoiced(delivery, by=clerk, quantities={line.pk: Decimal(6)})
    with pytest.raises(EntryErrors) as caught:
        save_trade_document(
            company=company,
            by=clerk,
            document=delivery,
            data=TradeData(kind="delivery", party=PartyFactory(company=company), date=DAY),
            lines=[line_data(company, id=line.pk, quantity=Decimal(5))],
        )
    assert list(caught.value.fields) == ["party"]
    assert list(caught.value.lines[0]) == ["quantity"]


def test_the_invoice_says_what_the_delivery_says(
    order: Order, delivery: TradeDocument, clerk: User
) -> None:
    TradeDocument.objects.get().lines.filter(text="Chair").update(price=Decimal(90))
    draft = invoiced(delivery, by=clerk)
    rate = delivery.lines.in_order()[0].tax_rate
    rate.percent = Decimal(10)
    rate.save()
    invoice = issue_invoice(invoice=draft, by=clerk)
    assert (invoice.net, invoice.tax) == (1400, 140)
    rate.percent = Decimal(20)
    rate.save()
    note = credit_invoice(invoice=invoice, by=clerk)
    assert note.tax == -140
