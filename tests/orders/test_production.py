"""Production orders by themselves: for stock, started, finished in parts, changed, cancelled."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.contrib.auth.models import User

from numbering.choices import State
from numbering.models import Company
from orders.choices import ProductionState
from orders.entries import ProductionData
from orders.exceptions import DocumentChanged, DocumentClosed, EntryErrors
from orders.models import Item, ProductionOrder, StockLocation
from orders.services.production import (
    cancel_production,
    finish_production,
    save_production,
    start_production,
)
from tests.factories import DAY, ItemFactory, StockLocationFactory
from tests.orders.production import changed, for_stock, order_of, planned
from tests.orders.stock import balances, in_stock, moved_in_all

pytestmark = pytest.mark.usefixtures("production_series")


@pytest.fixture
def table(company: Company) -> Item:
    return ItemFactory(company=company, text="Table")


@pytest.fixture
def made(company: Company, clerk: User, table: Item, store: StockLocation) -> ProductionOrder:
    """Ten tables for the store."""
    return for_stock(company, clerk, table)


def finish(made: ProductionOrder, by: User, quantity: int, **facts: object) -> ProductionOrder:
    return finish_production(production=made, by=by, quantity=Decimal(quantity), date=DAY, **facts)


def test_a_production_order_for_stock_is_called_like_its_item(
    made: ProductionOrder, store: StockLocation
) -> None:
    assert (str(made.number), made.title, made.state) == ("124", "Table", "planned")
    assert made.stock_location == store


def test_something_without_an_item_needs_a_name(company: Company, clerk: User) -> None:
    data = ProductionData(date=DAY, title=" Special gate ", quantity=Decimal(1))
    assert save_production(company=company, by=clerk, data=data).title == "Special gate"
    data = ProductionData(date=DAY, title=" ", quantity=Decimal(0))
    with pytest.raises(EntryErrors) as caught:
        save_production(company=company, by=clerk, data=data)
    assert set(caught.value.fields) == {"title", "quantity"}


def test_finished_goods_go_into_stock_in_parts(
    made: ProductionOrder, clerk: User, table: Item, store: StockLocation
) -> None:
    assert start_production(production=made, by=clerk).state == ProductionState.STARTED
    part = finish(made, clerk, 4)
    assert (part.state, part.finished_quantity, in_stock(table, store)) == ("started", 4, 4)
    whole = finish(made, clerk, 6)
    assert (whole.state, whole.finished_quantity, in_stock(table, store)) == ("finished", 10, 10)
    assert [row.quantity for row in whole.movements.order_by("pk")] == [4, 6]
    assert moved_in_all() == balances()


def test_more_than_ordered_is_not_finished(made: ProductionOrder, clerk: User) -> None:
    for quantity in (11, 0, -1):
        with pytest.raises(EntryErrors) as caught:
            finish(made, clerk, quantity)
        assert list(caught.value.fields) == ["quantity"]
    with pytest.raises(EntryErrors) as caught:
        finish_production(
            production=made, by=clerk, quantity=Decimal(1), date=datetime.date(1066, 1, 1)
        )
    assert list(caught.value.fields) == ["date"]


def test_finished_goods_need_a_place(company: Company, clerk: User, table: Item) -> None:
    nowhere = for_stock(company, clerk, table)
    assert nowhere.stock_location is None
    with pytest.raises(EntryErrors) as caught:
        finish(nowhere, clerk, 1)
    assert list(caught.value.fields) == ["stock_location"]
    changed(nowhere, clerk, stock_location=StockLocationFactory(company=company))
    assert finish(nowhere, clerk, 1).finished_quantity == 1


def test_what_is_not_kept_in_stock_moves_nothing(company: Company, clerk: User) -> None:
    data = ProductionData(date=DAY, title="Gate", quantity=Decimal(2))
    gate = save_production(company=company, by=clerk, data=data)
    assert finish(gate, clerk, 2).state == ProductionState.FINISHED
    assert moved_in_all() == {}


def test_two_people_do_not_finish_the_same_goods(made: ProductionOrder, clerk: User) -> None:
    finish(made, clerk, 5, version=made.version)
    with pytest.raises(DocumentChanged):
        finish(made, clerk, 5, version=made.version)


def test_the_item_stays_once_orders_wait_for_it_or_some_is_in_stock(
    company: Company, made: ProductionOrder, clerk: User, table: Item
) -> None:
    other = ItemFactory(company=company)
    assert changed(made, clerk, item=other).item == other
    changed(made, clerk, item=table)
    finish(made, clerk, 1)
    (ordered,) = planned(order_of(company, (table, 3)), clerk)
    for one in (made, ordered):
        with pytest.raises(EntryErrors) as caught:
            changed(one, clerk, item=other)
        assert list(caught.value.fields) == ["item"]


def test_making_less_gives_the_rest_back_to_the_orders(
    company: Company, clerk: User, table: Item
) -> None:
    order = order_of(company, (table, 4), (table, 3), (table, 2))
    (together,) = planned(order, clerk, one_each=False)

    changed(together, clerk, quantity=Decimal(5))

    assert list(together.shares.order_by("pk").values_list("quantity", flat=True)) == [4, 1]
    assert [one.quantity for one in planned(order, clerk, 0, 2, 2)] == [2, 2]
    assert changed(together, clerk, quantity=Decimal(9)).order_lines.count() == 2


def test_lowered_to_what_is_finished_it_is_done(made: ProductionOrder, clerk: User) -> None:
    finish(made, clerk, 8)
    with pytest.raises(EntryErrors) as caught:
        changed(made, clerk, quantity=Decimal(7))
    assert list(caught.value.fields) == ["quantity"]

    assert changed(made, clerk, quantity=Decimal(8)).state == ProductionState.FINISHED
    for step in (
        lambda: changed(made, clerk, quantity=Decimal(9)),
        lambda: start_production(production=made, by=clerk),
        lambda: finish(made, clerk, 1),
        lambda: cancel_production(production=made, by=clerk, reason="x"),
    ):
        with pytest.raises(DocumentClosed):
            step()


def test_a_cancelled_one_keeps_its_number_void(made: ProductionOrder, clerk: User) -> None:
    with pytest.raises(EntryErrors):
        cancel_production(production=made, by=clerk, reason=" ")
    cancelled = cancel_production(production=made, by=clerk, reason="no wood")
    number = cancelled.number
    assert number is not None
    number.refresh_from_db()
    assert (number.text, number.state, number.reason) == ("124", State.VOID, "no wood")
    with pytest.raises(DocumentClosed):
        changed(made, clerk)


def test_finished_goods_do_not_vanish(made: ProductionOrder, clerk: User) -> None:
    finish(made, clerk, 4)
    with pytest.raises(DocumentClosed, match="4 are finished already"):
        cancel_production(production=made, by=clerk, reason="no wood")


def test_the_second_to_save_is_told(made: ProductionOrder, clerk: User) -> None:
    changed(made, clerk, text="mine")
    with pytest.raises(DocumentChanged):
        changed(made, clerk, text="yours", version=1)


def test_work_begins_once(made: ProductionOrder, clerk: User) -> None:
    start_production(production=made, by=clerk)
    with pytest.raises(DocumentClosed):
        start_production(production=made, by=clerk)
