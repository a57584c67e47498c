"""From one document to the next: what is taken, what is left, what comes back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.auth.models import User

from numbering.models import Company, Department
from numbering.services import assign_series, create_series
from orders.chain import chain_of
from orders.entries import LineData, OrderData
from orders.exceptions import DocumentFollowed, EntryErrors, NothingOpen
from orders.models import Commission, Order, TradeDocument
from orders.services.orders import cancel_order, save_order
from orders.services.trade_steps import (
    cancel_trade_document,
    close_trade_document,
    convert,
)
from orders.tradekinds import ORDER, target, trade_kinds
from tests.factories import (
    DAY,
    ItemFactory,
    OrderFactory,
    PartyFactory,
    StockLocationFactory,
    TradeFactory,
    line_data,
    number_kinds,
)
from tests.orders.stock import in_stock

ALL_KINDS = [kind.code for kind in trade_kinds()]


@pytest.fixture
def numbered(company: Company) -> Company:
    """A company that numbers every kind."""
    number_kinds(company, "supplier", *ALL_KINDS)
    return company


def made(source: Order | TradeDocument, into: str, by: User, **quantities: int) -> TradeDocument:
    """What was made of it; `line1=4` takes four of its first line."""
    lines = {f"line{line.position}": line.pk for line in source.lines.in_order()}
    taken = {lines[name]: Decimal(quantity) for name, quantity in quantities.items()}
    document = convert(source=source, into=into, by=by, date=DAY, quantities=taken or None)
    source.refresh_from_db()
    return document  # type: ignore[return-value]


def quantities(document: Order | TradeDocument) -> list[int]:
    return [int(line.quantity) for line in document.lines.in_order()]


def two_lines(company: Company) -> list[LineData]:
    return [line_data(company), line_data(company, text="Table", quantity=Decimal(2))]


def test_ew12_sales_go_along_the_chain(numbered: Company, clerk: User) -> None:
    quote = TradeFactory(company=numbered, by=clerk)
    order = made(quote, ORDER, clerk)
    delivery = made(order, "delivery", clerk)
    returned = made(delivery, "return_delivery", clerk, line1=1)
    complaint = made(delivery, "sales_complaint", clerk, line1=2)
    chain = [quote, order, delivery, returned, complaint]
    assert [chain_of(one) for one in chain] == [chain] * 5
    assert [one.state for one in (quote, delivery)] == ["done", "open"]
    assert order.delivery_state == "delivered"


def test_ew12_purchases_go_along_the_chain(numbered: Company, clerk: User) -> None:
    supplier = PartyFactory(company=numbered, is_customer=False, is_supplier=True)
    enquiry = TradeFactory(company=numbered, by=clerk, kind="purchase_enquiry", party=supplier)
    order = made(enquiry, "purchase_order", clerk)
    received = made(order, "purchase_delivery", clerk)
    liability = made(received, "liability", clerk)
    back = made(received, "purchase_return_delivery", clerk, line1=3)
    credited = made(back, "purchase_credit_note", clerk)
    complaint = made(received, "purchase_complaint", clerk, line1=3)
    chain = [enquiry, order, received, liability, back, credited, complaint]
    assert chain_of(order) == chain
    assert [one.state for one in (enquiry, order, received, back)] == ["done"] * 4


def test_every_step_of_the_declaration_leads_to_something(company: Company) -> None:
    for kind in trade_kinds():
        for code in kind.converts_into:
            assert target(code).make
            assert target(code).done


def test_what_is_made_of_it_takes_over_head_and_lines(numbered: Company, clerk: User) -> None:
    commission = Commission(
        company=numbered, name="Harbour", date=DAY, created_by=clerk, updated_by=clerk
    )
    number_kinds(numbered, "commission")
    commission.save(by=clerk)
    facts = {"your_reference": "PO 4711", "our_reference": "Berg", "text": "By lorry"}
    quote = TradeFactory(company=numbered, by=clerk, commission=commission, **facts)
    order = made(quote, ORDER, clerk)
    assert (order.party, order.commission) == (quote.party, commission)
    assert {name: getattr(order, name) for name in facts} == facts
    assert order.gross == quote.gross
    assert order.lines.get().source_line == quote.lines.get()


def test_a_part_leaves_the_rest_open(numbered: Company, clerk: User) -> None:
    order = OrderFactory(company=numbered, by=clerk, lines=two_lines(numbered))
    first = made(order, "delivery", clerk, line1=4)
    assert (quantities(first), order.delivery_state) == ([4], "partly")
    second = made(order, "delivery", clerk, line1=1, line2=2)
    assert (quantities(second), order.delivery_state) == ([1, 2], "partly")
    last = made(order, "delivery", clerk)
    assert (quantities(last), order.delivery_state) == ([5], "delivered")
    with pytest.raises(NothingOpen, match="Nothing is left of Order 00001"):
        made(order, "delivery", clerk)


def test_nothing_is_taken_twice_and_the_line_says_so(numbered: Company, clerk: User) -> None:
    order = OrderFactory(company=numbered, by=clerk, lines=two_lines(numbered))
    made(order, "delivery", clerk, line1=8)
    first, second = order.lines.in_order()
    with pytest.raises(EntryErrors, match="Only 2 are left of line 1 of Order 00001") as caught:
        made(order, "delivery", clerk, line1=3, line2=1)
    assert list(caught.value.lines) == [first.pk]
    made(order, "delivery", clerk, line2=2)
    with pytest.raises(EntryErrors, match="Only 0 are left of line 2") as caught:
        made(order, "delivery", clerk, line2=1)
    assert list(caught.value.lines) == [second.pk]
    assert TradeDocument.objects.count() == 2


def test_each_kind_takes_for_itself(numbered: Company, clerk: User) -> None:
    """All of a delivery may be returned, although all of it was complained of."""
    delivery = TradeFactory(company=numbered, by=clerk, kind="delivery")
    assert quantities(made(delivery, "sales_complaint", clerk)) == [10]
    assert quantities(made(delivery, "return_delivery", clerk)) == [10]


def test_no_quantity_at_all_is_asked_for(numbered: Company, clerk: User) -> None:
    order = OrderFactory(company=numbered, by=clerk)
    with pytest.raises(NothingOpen, match="Type a quantity"):
        made(order, "delivery", clerk, line1=0)


def test_a_quantity_below_zero_is_refused(numbered: Company, clerk: User) -> None:
    order = OrderFactory(company=numbered, by=clerk)
    with pytest.raises(EntryErrors, match="more than 0"):
        made(order, "delivery", clerk, line1=-1)


def test_a_document_becomes_only_what_is_declared(numbered: Company, clerk: User) -> None:
    quote = TradeFactory(company=numbered, by=clerk)
    with pytest.raises(NothingOpen, match="cannot become this"):
        made(quote, "delivery", clerk)


def test_cancelling_gives_back_what_was_taken(numbered: Company, clerk: User) -> None:
    quote = TradeFactory(company=numbered, by=clerk)
    order = made(quote, ORDER, clerk)
    delivery = made(order, "delivery", clerk, line1=4)
    with pytest.raises(DocumentFollowed, match="Delivery 1001 was made of it"):
        cancel_order(order=order, by=clerk, reason="Too late")
    cancel_trade_document(document=delivery, by=clerk, reason="Wrong goods")
    order.refresh_from_db()
    assert order.delivery_state == "open"
    cancel_order(order=order, by=clerk, reason="Too late")
    quote.refresh_from_db()
    assert quote.state == "open"
    assert quantities(made(quote, ORDER, clerk)) == [10]


def test_a_closed_or_cancelled_document_goes_nowhere(numbered: Company, clerk: User) -> None:
    closed, cancelled = (TradeFactory(company=numbered, by=clerk) for _ in range(2))
    close_trade_document(document=closed, by=clerk)
    cancel_trade_document(document=cancelled, by=clerk, reason="Refused")
    for quote in (closed, cancelled):
        quote.refresh_from_db()
        with pytest.raises(EntryErrors, match="is closed: nothing more can be made of it"):
            made(quote, ORDER, clerk)


def test_a_prospect_becomes_a_customer_before_the_order(numbered: Company, clerk: User) -> None:
    prospect = PartyFactory(company=numbered, is_customer=False, name="Prospect")
    quote = TradeFactory(company=numbered, by=clerk, party=prospect)
    with pytest.raises(EntryErrors, match="Prospect is no customer yet") as caught:
        made(quote, ORDER, clerk)
    assert list(caught.value.fields) == ["party"]


def test_goods_that_come_back_are_not_delivered(numbered: Company, clerk: User) -> None:
    order = OrderFactory(company=numbered, by=clerk, slot=2)
    assert order.delivery_state == "nothing"
    with pytest.raises(NothingOpen):
        made(order, "delivery", clerk)


def test_an_order_that_is_partly_delivered_is_changed_within_what_went_on(
    numbered: Company, clerk: User
) -> None:
    order = OrderFactory(company=numbered, by=clerk)
    made(order, "delivery", clerk, line1=6)

    def change(quantity: int) -> Order:
        line = line_data(numbered, id=order.lines.get().pk, quantity=Decimal(quantity))
        head = OrderData(order_type=order.order_type, party=order.party, date=order.date)
        return save_order(company=numbered, by=clerk, order=order, data=head, lines=[line])

    with pytest.raises(EntryErrors, match="6 went on already"):
        change(5)
    assert change(6).delivery_state == "delivered"


def test_goods_move_at_the_location_of_the_source(numbered: Company, clerk: User) -> None:
    usual = StockLocationFactory(company=numbered, is_default=True)
    item = ItemFactory(company=numbered)
    order = OrderFactory(company=numbered, by=clerk, lines=[line_data(numbered, item=item)])
    delivery = made(order, "delivery", clerk, line1=4)
    assert (delivery.stock_location, in_stock(item, usual)) == (usual, -4)
    other = StockLocationFactory(company=numbered)
    convert(source=delivery, into="return_delivery", by=clerk, date=DAY, stock_location=other)
    assert (in_stock(item, usual), in_stock(item, other)) == (-4, 4)


def test_kb04_the_department_goes_along(numbered: Company, clerk: User) -> None:
    workshop = Department.objects.create(company=numbered, code="WS", name="Workshop")
    own = create_series(numbered, "PO-WS", register="purchase_order", start="WS-01")
    assign_series(numbered, "purchase_order", own, department=workshop)
    supplier = PartyFactory(company=numbered, is_supplier=True)
    enquiry = TradeFactory(
        company=numbered, by=clerk, kind="purchase_enquiry", party=supplier, department=workshop
    )
    order = made(enquiry, "purchase_order", clerk)
    assert (order.department, str(order.number)) == (workshop, "WS-01")
