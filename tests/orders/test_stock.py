"""Stock locations: which one an order gets, and what counts in the total."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from numbering.models import Company
from orders.choices import LocationRule
from orders.entries import OrderData
from orders.exceptions import EntryErrors, OrderTypeErrors
from orders.models import StockLocation, UserStockLocation
from orders.selectors import stock_by_location, stock_location_for, total_stock
from orders.services.order_types import couple_stock_locations, save_order_type
from orders.services.orders import save_order
from orders.services.stock import set_stock
from tests.factories import (
    ItemFactory,
    OrderFactory,
    PartyFactory,
    StockLocationFactory,
    line_data,
    order_type,
)


@pytest.fixture
def main(company: Company) -> StockLocation:
    """The company's default location."""
    return StockLocationFactory(company=company, name="Main", is_default=True)


@pytest.fixture
def hall(company: Company) -> StockLocation:
    """A hall for mounting."""
    return StockLocationFactory(company=company, name="Mounting hall")


def test_wb17_the_type_beats_the_user_who_beats_the_default(
    company: Company, administrator: User, clerk: User, main: StockLocation, hall: StockLocation
) -> None:
    assert OrderFactory(company=company, by=clerk).stock_location == main
    shop = StockLocationFactory(company=company, name="Shop")
    UserStockLocation.objects.create(company=company, user=clerk, location=shop)
    order = OrderFactory(company=company, by=clerk)
    assert (order.stock_location, order.stock_location_rule) == (shop, LocationRule.USER)
    couple_stock_locations(company=company, couplings={1: hall}, by=administrator)
    for _customer in range(2):
        order = OrderFactory(company=company, by=clerk)
        assert (order.stock_location, order.stock_location_rule) == (
            hall,
            LocationRule.ORDER_TYPE,
        )
    assert OrderFactory(company=company, by=clerk, slot=2).stock_location == shop


def test_wb17_service_orders_have_locations_too(
    company: Company, administrator: User, clerk: User, hall: StockLocation
) -> None:
    save_order_type(
        company=company,
        by=administrator,
        slot=6,
        description="Service order",
        order_from="30001",
        order_to="30999",
        order_next="30001",
        stock_location=hall,
    )
    assert OrderFactory(company=company, by=clerk, slot=6).stock_location == hall


def test_wb17_several_types_are_coupled_at_once_and_uncoupled(
    company: Company, administrator: User, clerk: User, hall: StockLocation
) -> None:
    couple_stock_locations(company=company, couplings={1: hall, 2: hall}, by=administrator)
    assert set(hall.order_types.values_list("slot", flat=True)) == {1, 2}
    couple_stock_locations(company=company, couplings={1: None}, by=administrator)
    choice = stock_location_for(company, clerk, order_type(company, 1))
    assert (choice.location, choice.rule) == (None, LocationRule.NONE)
    assert order_type(company, 1).history.latest().history_user == administrator


def test_wb17_only_fixed_locations_are_coupled(company: Company, administrator: User) -> None:
    van = StockLocationFactory(company=company, name="Van", is_fixed=False)
    with pytest.raises(OrderTypeErrors) as caught:
        couple_stock_locations(company=company, couplings={1: van, 8: van}, by=administrator)
    assert {slot: list(errors) for slot, errors in caught.value.rows.items()} == {
        1: ["stock_location"],
        8: ["stock_location"],
    }


def test_wb17_an_order_stays_where_it_is(
    company: Company, administrator: User, clerk: User, main: StockLocation, hall: StockLocation
) -> None:
    order = OrderFactory(company=company, by=clerk)
    couple_stock_locations(company=company, couplings={1: hall}, by=administrator)
    saved = save_order(
        company=company,
        by=clerk,
        order=order,
        data=OrderData(
            order_type=order.order_type, party=PartyFactory(company=company), date=order.date
        ),
        lines=[line_data(company)],
    )
    assert saved.stock_location == main


def test_wb18_consignment_is_left_out_of_the_total(
    company: Company, clerk: User, main: StockLocation
) -> None:
    consignment = StockLocationFactory(company=company, name="At Holm's", in_total_stock=False)
    item = ItemFactory(company=company, by=clerk)
    assert total_stock(item) == 0
    set_stock(item=item, location=main, quantity=Decimal("0.1"))
    set_stock(item=item, location=StockLocationFactory(company=company), quantity=Decimal("0.2"))
    set_stock(item=item, location=consignment, quantity=Decimal(40))
    assert total_stock(item) == Decimal("0.3")
    assert {row.location: row.quantity for row in stock_by_location(item)}[consignment] == 40


def test_stock_is_stated_in_possible_quantities_and_places(
    company: Company, clerk: User, main: StockLocation
) -> None:
    item = ItemFactory(company=company, by=clerk)
    for location, quantity in (
        (main, Decimal("0.0001")),
        (main, Decimal("NaN")),
        (StockLocationFactory(), Decimal(1)),
    ):
        with pytest.raises(EntryErrors):
            set_stock(item=item, location=location, quantity=quantity)


def test_a_company_has_one_default_location(company: Company, main: StockLocation) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        StockLocationFactory(company=company, is_default=True)
