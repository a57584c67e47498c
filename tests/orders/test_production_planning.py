"""From order positions to production orders, and that nothing is planned twice."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User

from numbering.models import Company, NumberSeries
from numbering.services import set_next_number
from orders.chain import chain_of
from orders.exceptions import DocumentFollowed, EntryErrors, NothingOpen
from orders.models import Commission, Item, Order, ProductionOrder, StockLocation
from orders.services.order_types import save_order_type
from orders.services.orders import cancel_order
from orders.services.planning import combine_production, plan_production
from orders.services.production import cancel_production
from tests.factories import DAY, ItemFactory, OrderFactory, UserFactory, line_data, number_kinds
from tests.orders.production import order_of, planned, wanted
from tests.together import PEOPLE, at_once

pytestmark = pytest.mark.usefixtures("production_series")


@pytest.fixture
def table(company: Company) -> Item:
    return ItemFactory(company=company, text="Table")


@pytest.fixture
def chair(company: Company) -> Item:
    return ItemFactory(company=company, text="Chair")


@pytest.fixture
def typed_orders(company: Company, administrator: User) -> None:
    """Order type 3, whose numbers are typed: the reference names them."""
    save_order_type(
        company=company,
        by=administrator,
        slot=3,
        description="Auftrag",
        order_from="20000",
        order_to="20999",
        own_invoice_series=False,
    )


def texts(made: list[ProductionOrder]) -> list[str]:
    return [str(one.number) for one in made]


@pytest.mark.usefixtures("typed_orders")
def test_ew11_an_order_with_three_positions_leads_to_three_production_orders(
    company: Company, clerk: User, table: Item, chair: Item
) -> None:
    shelf = ItemFactory(company=company, text="Shelf")
    order = order_of(company, (table, 1), (chair, 6), (shelf, 2), slot=3, typed_number="20014")

    made = planned(order, clerk)

    assert texts(made) == ["124", "125", "126"]
    assert [(one.item, one.title, one.quantity) for one in made] == [
        (table, "Table", 1),
        (chair, "Chair", 6),
        (shelf, "Shelf", 2),
    ]
    shown = [str(one.number) for one in chain_of(order)]
    assert shown == ["20014", "124", "125", "126"]


@pytest.mark.usefixtures("typed_orders")
def test_ew11_positions_of_two_orders_are_made_together(
    company: Company, clerk: User, table: Item, production_series: NumberSeries
) -> None:
    line = production_series.lines.get()
    set_next_number(line, 136, on=DAY, reason="Went on from the old system", by=clerk)
    orders = [
        order_of(company, (table, count), slot=3, typed_number=number)
        for number, count in (("20021", 4), ("20022", 7))
    ]

    made = combine_production(
        company=company, by=clerk, date=DAY, lines=wanted(orders[0]) | wanted(orders[1])
    )

    assert (str(made.number), made.item, made.quantity) == ("136", table, 11)
    shares = made.shares.order_by("pk").values_list("order_line__order__number__text", "quantity")
    assert list(shares) == [("20021", 4), ("20022", 7)]
    for order in orders:
        assert str(chain_of(order)[-1].number) == "136"


def test_a_position_is_made_in_parts_and_never_twice(
    company: Company, clerk: User, table: Item, chair: Item
) -> None:
    order = order_of(company, (table, 10), (chair, 6))

    assert [one.quantity for one in planned(order, clerk, 4, 0)] == [4]
    with pytest.raises(EntryErrors) as caught:
        planned(order, clerk, 7, 6)
    first = order.lines.in_order()[0]
    assert caught.value.lines == {
        first.pk: {"quantity": "Only 6 are left of line 1 of Order 00001."}
    }
    assert texts(planned(order, clerk, 6, 6)) == ["125", "126"]
    with pytest.raises(EntryErrors):
        planned(order, clerk, 0, 1)


def test_positions_of_one_item_may_go_together(
    company: Company, clerk: User, table: Item, chair: Item
) -> None:
    order = order_of(company, (table, 1), (chair, 6), (table, 2))

    made = planned(order, clerk, one_each=False)

    assert [(one.item, one.quantity) for one in made] == [(table, 3), (chair, 6)]
    assert made[0].order_lines.count() == 2


def test_lines_without_an_item_are_made_one_by_one(company: Company, clerk: User) -> None:
    lines = [line_data(company, text=text) for text in ("Gate", "Fence")]
    order = OrderFactory(company=company, lines=lines)

    made = planned(order, clerk, one_each=False)

    assert [(one.title, one.item) for one in made] == [("Gate", None), ("Fence", None)]


def test_what_is_made_goes_to_the_orders_location_else_to_the_usual_one(
    company: Company, clerk: User, table: Item, store: StockLocation, shop: StockLocation
) -> None:
    order = order_of(company, (table, 2))
    (made,) = planned(order, clerk, 1)
    assert made.stock_location == order.stock_location == store
    order.stock_location = shop
    order.save()
    assert planned(order, clerk, 1)[0].stock_location == shop


def test_a_production_order_belongs_to_the_commission_of_all_its_orders(
    company: Company, clerk: User, table: Item
) -> None:
    number_kinds(company, "commission")
    job = Commission.objects.create(
        company=company, name="Town hall", date=DAY, created_by=clerk, updated_by=clerk
    )
    orders = [order_of(company, (table, 2)) for _ in range(2)]
    orders[0].commission = job
    orders[0].save()
    assert planned(orders[0], clerk, 1)[0].commission == job
    lines = wanted(orders[0], 1) | wanted(orders[1], 1)
    made = combine_production(company=company, by=clerk, date=DAY, lines=lines)
    assert made.commission is None


def refused(order: Order, by: User, **facts: Any) -> EntryErrors:
    with pytest.raises(EntryErrors) as caught:
        planned(order, by, **facts)
    assert not ProductionOrder.objects.exists()
    return caught.value


def test_what_cannot_be_planned_is_told_at_its_position(
    company: Company, clerk: User, table: Item
) -> None:
    order = order_of(company, (table, 2))
    (line,) = order.lines.all()
    for quantity in (Decimal(-1), Decimal("NaN"), Decimal("0.0001")):
        with pytest.raises(EntryErrors) as caught:
            combine_production(company=company, by=clerk, date=DAY, lines={line.pk: quantity})
        assert list(caught.value.lines) == [line.pk]
    with pytest.raises(NothingOpen):
        planned(order, clerk, 0)
    assert list(refused(order, clerk, due_date=datetime.date(1066, 1, 1)).fields) == ["due_date"]

    credit = order_of(company, (table, 1), slot=2)
    assert "come back" in str(refused(credit, clerk))
    cancel_order(order=order, by=clerk, reason="ordered twice")
    assert "is cancelled" in str(refused(order, clerk))


def test_only_what_fits_is_made_together(
    company: Company, clerk: User, table: Item, chair: Item
) -> None:
    order = OrderFactory(
        company=company,
        lines=[
            line_data(company, item=table),
            line_data(company, item=chair),
            line_data(company, item=table, unit="box"),
            line_data(company),
        ],
    )
    with pytest.raises(EntryErrors) as caught:
        combine_production(company=company, by=clerk, date=DAY, lines=wanted(order))
    assert list(caught.value.lines) == [line.pk for line in order.lines.in_order()[1:]]


def test_positions_of_another_company_are_not_there(
    company: Company, clerk: User, outsider: User, table: Item
) -> None:
    order = order_of(company, (table, 2))
    with pytest.raises(EntryErrors) as caught:
        combine_production(
            company=outsider.memberships.get().company, by=outsider, date=DAY, lines=wanted(order)
        )
    assert "no longer there" in str(caught.value)


def test_an_order_plans_its_own_positions_only(company: Company, clerk: User, table: Item) -> None:
    order, other = (order_of(company, (table, 2)) for _ in range(2))
    with pytest.raises(EntryErrors, match="no longer there"):
        plan_production(order=order, by=clerk, date=DAY, line_quantities=wanted(other))


def test_what_is_cancelled_is_open_again(company: Company, clerk: User, table: Item) -> None:
    order = order_of(company, (table, 2))
    (made,) = planned(order, clerk)
    with pytest.raises(DocumentFollowed):
        cancel_order(order=order, by=clerk, reason="too late")

    cancel_production(production=made, by=clerk, reason="no wood")

    assert texts(planned(order, clerk)) == ["125"]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_planned_twice_by_people_at_once(company: Company, table: Item) -> None:
    by = UserFactory()
    orders = [order_of(company, (table, 2), by=by) for _ in range(2)]

    def plan(number: int) -> None:
        if number % 2:
            lines = wanted(orders[0]) | wanted(orders[1])
            combine_production(company=company, by=by, date=DAY, lines=lines)
        else:
            planned(orders[0], by)

    outcomes = at_once(plan)

    assert outcomes == [None] + [EntryErrors] * (PEOPLE - 1)
    assert str(ProductionOrder.objects.get().number) == "124"
