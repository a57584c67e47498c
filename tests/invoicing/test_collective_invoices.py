"""One invoice for several deliveries of a customer, and credit notes for what came back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from invoicing.exceptions import CannotBeTogether
from invoicing.models import Invoice
from invoicing.services.issue import issue_invoice
from numbering.exceptions import SeriesNotAssigned
from numbering.models import Company
from numbering.services import assign_series, create_series
from orders.chain import chain_of
from orders.models import Commission, Order, Party, TradeDocument
from orders.services.order_types import save_order_type
from tests.factories import (
    DAY,
    DraftFactory,
    OrderFactory,
    PartyFactory,
    TradeFactory,
    line_data,
    number_kinds,
)
from tests.invoicing.deliveries import delivered, invoiced, made_of, number_trade, states, taken


@pytest.fixture
def party(company: Company) -> Party:
    """A customer of a company that numbers deliveries and returns."""
    number_trade(company)
    return PartyFactory(company=company)


@pytest.fixture
def orders(company: Company, party: Party, clerk: User) -> list[Order]:
    """Two orders of the customer, of one type."""
    return [OrderFactory(company=company, by=clerk, party=party) for _ in range(2)]


def without_order(party: Party, by: User) -> TradeDocument:
    """A delivery that nobody ordered."""
    return TradeFactory(
        company=party.company,
        by=by,
        kind="delivery",
        party=party,
        lines=[line_data(party.company, text="Sample")],
    )


def shared_series(company: Company, by: User, start: str) -> None:
    """The series of slot 8."""
    save_order_type(
        company=company,
        by=by,
        slot=8,
        description="Shared invoice series",
        invoice_from=start,
        invoice_to="59999",
        invoice_next=start,
    )


def test_deliveries_of_one_order_are_on_an_invoice_of_that_order(
    orders: list[Order], clerk: User
) -> None:
    first, second = (delivered(orders[0], clerk, Chair=5) for _ in range(2))
    invoice = issue_invoice(invoice=invoiced(second, first, by=clerk), by=clerk)
    assert taken(invoice) == [("Chair", 5), ("Chair", 5)]
    assert [line.trade_line.document for line in invoice.lines.in_order()] == [second, first]
    assert (invoice.order, str(invoice.number)) == (orders[0], "99001")
    assert states(orders[0], first, second) == ["invoiced", "done", "done"]


def test_deliveries_of_one_order_take_together_what_it_has_left(
    orders: list[Order], clerk: User
) -> None:
    first, second = (delivered(orders[0], clerk, Chair=5) for _ in range(2))
    line = orders[0].lines.get()
    DraftFactory(order=orders[0], by=clerk, quantities={line.pk: Decimal(3)})
    assert taken(invoiced(first, second, by=clerk)) == [("Chair", 5), ("Chair", 2)]
    assert states(first, second) == ["done", "done"]


def test_deliveries_of_orders_of_one_type_are_numbered_by_that_type(
    orders: list[Order], clerk: User
) -> None:
    draft = invoiced(*(delivered(order, clerk) for order in orders), by=clerk)
    assert (draft.order, draft.order_number, draft.order_type_name) == (None, "", "Faktura")
    assert str(issue_invoice(invoice=draft, by=clerk).number) == "99001"
    assert states(*orders) == ["invoiced", "invoiced"]


def test_without_a_type_of_its_own_an_invoice_is_from_the_shared_series(
    company: Company, orders: list[Order], party: Party, clerk: User
) -> None:
    draft = invoiced(delivered(orders[0], clerk), without_order(party, clerk), by=clerk)
    assert taken(draft) == [("Chair", 10), ("Sample", 10)]
    assert (draft.order, draft.order_type, draft.gross) == (None, None, 2500)
    with pytest.raises(SeriesNotAssigned, match="shared invoice series"):
        issue_invoice(invoice=draft, by=clerk)
    shared_series(company, clerk, "50001")
    assert str(issue_invoice(invoice=draft, by=clerk).number) == "50001"


def test_the_head_says_what_the_deliveries_agree_on(
    company: Company, party: Party, clerk: User
) -> None:
    number_kinds(company, "commission")
    commission = Commission(
        company=company, name="Villa", date=DAY, created_by=clerk, updated_by=clerk
    )
    commission.save()
    facts = {"party": party, "commission": commission, "our_reference": "KB"}
    deliveries = [
        delivered(OrderFactory(company=company, by=clerk, your_reference=reference, **facts), clerk)
        for reference in ("PO 1", "PO 2")
    ]
    draft = invoiced(*deliveries, by=clerk)
    assert (draft.commission, draft.our_reference, draft.your_reference) == (commission, "KB", "")
    order = OrderFactory(company=company, by=clerk, **facts)
    assert DraftFactory(order=order, by=clerk).commission == commission


def test_what_cannot_be_together_is_told(
    company: Company, orders: list[Order], clerk: User
) -> None:
    mine = delivered(orders[0], clerk)
    other = delivered(OrderFactory(company=company, by=clerk), clerk)
    back = made_of(mine, "return_delivery", clerk, Chair=1)
    with pytest.raises(CannotBeTogether, match="Delivery 30002 is of another customer"):
        invoiced(mine, other, by=clerk)
    with pytest.raises(CannotBeTogether, match=r"Return delivery 40001 .* credit note of its own"):
        invoiced(mine, back, by=clerk)
    assert not Invoice.objects.exists()
    assert states(mine, orders[0]) == ["open", "open"]


def test_a_return_is_credited(orders: list[Order], clerk: User) -> None:
    order = orders[0]
    delivery = delivered(order, clerk)
    invoice = issue_invoice(invoice=invoiced(delivery, by=clerk), by=clerk)
    back = made_of(delivery, "return_delivery", clerk, Chair=3)
    draft = invoiced(back, by=clerk)
    assert (draft.kind, draft.order, draft.credits) == ("credit_note", order, invoice)
    assert (taken(draft), draft.net, draft.printed_gross) == ([("Chair", 3)], -300, 375)
    assert states(order, delivery, back) == ["invoiced", "done", "done"]
    # The goods' order type numbers its credit notes too (Winbas).
    note = issue_invoice(invoice=draft, by=clerk)
    assert (str(note.number), note.number.kind) == ("99002", "credit_note")
    assert order.lines.get().invoiced_quantity == 10


def test_a_return_of_no_order_is_in_the_series_of_credit_notes(
    company: Company, party: Party, clerk: User
) -> None:
    company.same_series_for_credit_notes = False
    company.save()
    notes = create_series(company, "CREDIT", register="credit_note", start="60001")
    assign_series(company, "credit_note", notes)
    back = made_of(without_order(party, clerk), "return_delivery", clerk)
    note = issue_invoice(invoice=invoiced(back, by=clerk), by=clerk)
    assert (note.kind, str(note.number), note.order) == ("credit_note", "60001", None)


def test_the_draft_of_an_order_and_of_its_delivery_follow_one_another_in_the_chain(
    orders: list[Order], clerk: User
) -> None:
    delivery = delivered(orders[0], clerk)
    draft = invoiced(delivery, by=clerk)
    for document in (orders[0], delivery, draft):
        assert chain_of(document) == [orders[0], delivery, draft]


def test_many_deliveries_cost_as_many_statements_as_two(
    company: Company, party: Party, clerk: User
) -> None:
    counts = []
    for size in (2, 6):
        deliveries = [
            delivered(OrderFactory(company=company, by=clerk, party=party), clerk)
            for _ in range(size)
        ]
        with CaptureQueriesContext(connection) as queries:
            invoiced(*deliveries, by=clerk)
        counts.append(len(queries))
    assert counts[0] == counts[1], counts
