"""Entering and changing trade documents of any kind: who, from which series, what moves."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User

from numbering.exceptions import SeriesNotAssigned
from numbering.models import Company, Department
from numbering.services import assign_series, create_series
from orders.entries import TradeData
from orders.exceptions import DocumentChanged, DocumentClosed, EntryErrors
from orders.models import Item, StockLocation, StockMovement, TradeDocument, TradeLine
from orders.services.trade import save_trade_document
from orders.services.trade_steps import (
    cancel_trade_document,
    close_trade_document,
    reopen_trade_document,
)
from orders.tradekinds import With, trade_kinds
from tests.factories import (
    ItemFactory,
    PartyFactory,
    StockLocationFactory,
    TradeFactory,
    line_data,
    number_kinds,
)
from tests.orders.stock import in_stock


@pytest.fixture
def location(company: Company) -> StockLocation:
    """Where the goods of the company lie."""
    return StockLocationFactory(company=company, is_default=True)


@pytest.fixture
def item(company: Company) -> Item:
    """Goods that are kept in stock."""
    return ItemFactory(company=company)


def save(document: TradeDocument, by: User, **changes: Any) -> TradeDocument:
    """The document saved again with something changed: its head, its quantity, its version."""
    quantity = changes.pop("quantity", None)
    version = changes.pop("version", document.version)
    data = TradeData(kind=document.kind, party=document.party, date=document.date)
    lines = [_line(line, quantity) for line in document.lines.in_order()]
    return save_trade_document(
        company=document.company,
        by=by,
        data=replace(data, **changes),
        lines=lines,
        document=document,
        version=version,
    )


def _line(line: TradeLine, quantity: Decimal | None) -> Any:
    return line_data(
        line.document.company,
        id=line.pk,
        item=line.item,
        text=line.text,
        quantity=quantity or line.quantity,
    )


@pytest.mark.parametrize("kind", [kind.code for kind in trade_kinds()])
def test_ew12_every_kind_is_entered_with_the_party_it_is_made_with(
    company: Company, clerk: User, kind: str
) -> None:
    number_kinds(company, "supplier")
    both = PartyFactory(company=company, is_supplier=True)
    document = TradeFactory(company=company, by=clerk, kind=kind, party=both)
    assert (str(document.number), document.number.kind) == ("1001", kind)
    assert (document.net, document.tax, document.gross) == (1000, 250, 1250)
    assert document.internal_id == f"{document.trade_kind.id_prefix}{document.pk}"


def test_internal_ids_of_two_kinds_are_never_the_same() -> None:
    prefixes = [kind.id_prefix for kind in trade_kinds()]
    assert len(set(prefixes)) == len(prefixes)


def test_only_a_quote_goes_to_a_prospect(company: Company, clerk: User) -> None:
    number_kinds(company, "supplier")
    prospect = PartyFactory(company=company, is_customer=False)
    for kind in trade_kinds():
        if kind.parties is With.EVERYBODY:
            TradeFactory(company=company, by=clerk, kind=kind.code, party=prospect)
            continue
        with pytest.raises(EntryErrors, match="yet: tick that on its page") as caught:
            TradeFactory(company=company, by=clerk, kind=kind.code, party=prospect)
        assert list(caught.value.fields) == ["party"]


def test_a_party_that_is_no_customer_any_more_stays_on_its_documents(
    company: Company, clerk: User
) -> None:
    delivery = TradeFactory(company=company, by=clerk, kind="delivery")
    type(delivery.party).objects.update(is_customer=False)
    delivery.party.refresh_from_db()
    assert save(delivery, clerk, your_reference="By lorry").version == 2


def test_ew08_every_document_has_the_voucher_number_and_its_own(
    company: Company, clerk: User
) -> None:
    number_kinds(company, "voucher", start="1001")
    quote = TradeFactory(company=company, by=clerk)
    delivery = TradeFactory(company=company, by=clerk, kind="delivery")
    assert [str(one.voucher_number) for one in (quote, delivery)] == ["1001", "1002"]
    assert [str(one.number) for one in (quote, delivery)] == ["1001", "1001"]


def test_a_company_without_vouchers_draws_none(company: Company, clerk: User) -> None:
    assert TradeFactory(company=company, by=clerk).voucher_number is None


def test_kb04_a_department_numbers_its_purchase_orders_from_its_own_series(
    company: Company, clerk: User
) -> None:
    number_kinds(company, "supplier", "purchase_order")
    workshop, office = (
        Department.objects.create(company=company, code=code, name=code) for code in ("WS", "ADM")
    )
    own = create_series(company, "PO-WS", register="purchase_order", start="WS-01")
    assign_series(company, "purchase_order", own, department=workshop)
    supplier = PartyFactory(company=company, is_supplier=True)

    def ordered(department: Department | None) -> TradeDocument:
        return TradeFactory(
            company=company,
            by=clerk,
            kind="purchase_order",
            party=supplier,
            department=department,
        )

    found = [str(ordered(one).number) for one in (workshop, None, office, workshop)]
    assert found == ["WS-01", "1001", "1002", "WS-02"]


def test_the_department_stays_where_the_number_is_its_own(company: Company, clerk: User) -> None:
    quote = TradeFactory(company=company, by=clerk)
    workshop, office = (
        Department.objects.create(company=company, code=code, name=code) for code in ("WS", "ADM")
    )
    own = create_series(company, "Q-WS", register="sales_quote", start="WS-01")
    assign_series(company, "sales_quote", own, department=workshop)
    assert save(quote, clerk, department=office).department == office
    with pytest.raises(EntryErrors) as caught:
        save(quote, clerk, department=workshop, version=2)
    assert list(caught.value.fields) == ["department"]


def test_a_kind_without_a_series_is_not_saved(company: Company, clerk: User) -> None:
    party = PartyFactory(company=company)
    with pytest.raises(SeriesNotAssigned):
        save_trade_document(
            company=company,
            by=clerk,
            data=TradeData(kind="sales_quote", party=party, date=TradeFactory.date),
            lines=[line_data(company)],
        )
    assert not TradeDocument.objects.exists()


def test_goods_move_as_the_document_says(
    company: Company, clerk: User, location: StockLocation, item: Item
) -> None:
    """Out with the delivery, the difference when it is changed, back when it is cancelled."""
    lines = [line_data(company, item=item, quantity=Decimal(10))]
    delivery = TradeFactory(company=company, by=clerk, kind="delivery", lines=lines)
    assert in_stock(item, location) == -10
    changed = save(delivery, clerk, quantity=Decimal(7))
    assert in_stock(item, location) == -7
    cancelled = cancel_trade_document(document=changed, by=clerk, reason="Wrong goods")
    assert in_stock(item, location) == 0
    moved = StockMovement.objects.filter(document=cancelled).order_by("pk")
    assert [one.quantity for one in moved] == [-10, 3, 7]


def test_goods_move_to_the_other_location_when_it_is_changed(
    company: Company, clerk: User, location: StockLocation, item: Item
) -> None:
    delivery = TradeFactory(
        company=company, by=clerk, kind="delivery", lines=[line_data(company, item=item)]
    )
    other = StockLocationFactory(company=company)
    save(delivery, clerk, stock_location=other)
    assert (in_stock(item, location), in_stock(item, other)) == (0, -10)


def test_a_returned_delivery_brings_goods_back_and_a_quote_moves_nothing(
    company: Company, clerk: User, location: StockLocation, item: Item
) -> None:
    lines = [line_data(company, item=item)]
    TradeFactory(company=company, by=clerk, kind="return_delivery", lines=lines)
    TradeFactory(company=company, by=clerk, kind="sales_quote", lines=lines)
    assert in_stock(item, location) == 10


def test_goods_need_a_location_services_do_not(company: Company, clerk: User, item: Item) -> None:
    with pytest.raises(EntryErrors) as caught:
        TradeFactory(
            company=company, by=clerk, kind="delivery", lines=[line_data(company, item=item)]
        )
    assert list(caught.value.fields) == ["stock_location"]
    assert TradeFactory(company=company, by=clerk, kind="delivery").stock_location is None


def test_a_document_that_moves_nothing_keeps_its_location(
    company: Company, clerk: User, location: StockLocation
) -> None:
    """Its page has no field for it, but what is made of it goes there."""
    quote = TradeFactory(company=company, by=clerk)
    assert save(quote, clerk).stock_location == location


def test_closing_says_that_nothing_more_will_come(company: Company, clerk: User) -> None:
    quote = TradeFactory(company=company, by=clerk)
    closed = close_trade_document(document=quote, by=clerk, version=1)
    with pytest.raises(DocumentClosed, match="reopen it"):
        save(closed, clerk)
    assert reopen_trade_document(document=closed, by=clerk).state == "open"
    with pytest.raises(DocumentClosed):
        reopen_trade_document(document=closed, by=clerk)


def test_two_people_on_one_document(company: Company, clerk: User, administrator: User) -> None:
    quote = TradeFactory(company=company, by=clerk)
    save(quote, administrator, your_reference="Anna's")
    with pytest.raises(DocumentChanged, match="Anna Berg"):
        save(quote, clerk, version=1)


def test_a_cancelled_document_keeps_its_numbers_void(company: Company, clerk: User) -> None:
    number_kinds(company, "voucher")
    quote = TradeFactory(company=company, by=clerk)
    with pytest.raises(EntryErrors):
        cancel_trade_document(document=quote, by=clerk, reason=" ")
    cancelled = cancel_trade_document(document=quote, by=clerk, reason="Entered twice")
    for number in (cancelled.number, cancelled.voucher_number):
        number.refresh_from_db()
        assert (number.state, number.reason) == ("void", "Entered twice")
    with pytest.raises(DocumentClosed):
        cancel_trade_document(document=cancelled, by=clerk, reason="Again")
