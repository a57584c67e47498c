"""Where an order's number comes from."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from numbering.exceptions import (
    AutomaticNumberNotAllowed,
    ManualNumberNotAllowed,
    NumberOutOfRange,
    NumberTaken,
    SeriesExhausted,
    SeriesNotAssigned,
)
from numbering.kinds import documents_of
from numbering.models import Company, IssuedNumber
from numbering.services import assign_series, create_series
from orders.exceptions import OrderTypeInactive
from orders.models import Order
from orders.selectors import order_number_entry
from orders.services.order_types import save_order_type
from tests.factories import DAY, OrderFactory, PartyFactory, order_type

DELIVERY_NOTES = {
    "description": "Följesedelsfakturering",
    "order_from": "20000",
    "order_to": "20999",
    "order_next": "",
    "invoice_from": "80001",
    "invoice_to": "80999",
    "invoice_next": "80001",
}


@pytest.fixture
def delivery_notes(company: Company, administrator: User) -> None:
    """Type 3 as Winbas describes it: a range without a next number."""
    save_order_type(company=company, by=administrator, slot=3, **DELIVERY_NOTES)


@pytest.mark.usefixtures("delivery_notes")
def test_wb04_without_a_next_number_the_order_number_is_typed(
    company: Company, clerk: User
) -> None:
    entry = order_number_entry(order_type(company, 3), on=DAY, by=clerk)
    assert entry.mode == "required"
    assert "20000–20999" in entry.rule
    order = OrderFactory(company=company, by=clerk, slot=3, typed_number="20417")
    assert (str(order.number), order.number.origin) == ("20417", "typed")


@pytest.mark.usefixtures("delivery_notes")
@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", AutomaticNumberNotAllowed),
        ("19999", NumberOutOfRange),
        ("21000", NumberOutOfRange),
        ("2000", NumberOutOfRange),
        ("20001", NumberTaken),
    ],
)
def test_wb04_a_typed_number_lies_in_the_range_and_is_new(
    company: Company, clerk: User, typed: str, error: type[Exception]
) -> None:
    OrderFactory(company=company, by=clerk, slot=3, typed_number="20001")
    with pytest.raises(error) as caught:
        OrderFactory(company=company, by=clerk, slot=3, typed_number=typed)
    assert caught.value.field == "number"
    assert Order.objects.count() == 1


@pytest.mark.usefixtures("delivery_notes")
def test_wb04_a_next_number_makes_the_type_count(
    company: Company, administrator: User, clerk: User
) -> None:
    OrderFactory(company=company, by=clerk, slot=3, typed_number="20005")
    save_order_type(
        company=company, by=administrator, slot=3, **{**DELIVERY_NOTES, "order_next": "20006"}
    )
    assert str(OrderFactory(company=company, by=clerk, slot=3).number) == "20006"
    save_order_type(company=company, by=administrator, slot=3, **DELIVERY_NOTES)
    with pytest.raises(AutomaticNumberNotAllowed):
        OrderFactory(company=company, by=clerk, slot=3)


def test_a_counted_type_takes_no_typed_number(company: Company, clerk: User) -> None:
    with pytest.raises(ManualNumberNotAllowed):
        OrderFactory(company=company, by=clerk, typed_number="00500")


def test_wb08_skips_a_number_already_registered(company: Company, clerk: User) -> None:
    series = order_type(company, 1).order_series
    series.manual_numbers = True
    series.save()
    OrderFactory(company=company, by=clerk, typed_number="00001")
    OrderFactory(company=company, by=clerk, typed_number="00003")
    drawn = [str(OrderFactory(company=company, by=clerk).number) for _ in range(2)]
    assert drawn == ["00002", "00004"]


def test_kb02_entering_is_all_it_takes(company: Company, clerk: User) -> None:
    numbers = [str(OrderFactory(company=company, by=clerk).number) for _ in range(3)]
    assert numbers == ["00001", "00002", "00003"]
    assert str(PartyFactory(company=company, by=clerk).customer_number) == "10004"


def test_kb06_several_series_run_side_by_side(company: Company, clerk: User) -> None:
    drawn = [str(OrderFactory(company=company, by=clerk, slot=slot).number) for slot in (1, 2, 1)]
    assert drawn == ["00001", "90001", "00002"]


def test_kb06_companies_do_not_share_numbers(company: Company, clerk: User) -> None:
    assert str(OrderFactory(company=company, by=clerk).number) == "00001"
    assert str(OrderFactory().number) == "00001"


def test_kb08_from_number_to_order_and_customer(company: Company, clerk: User) -> None:
    order = OrderFactory(company=company, by=clerk)
    number = IssuedNumber.objects.get(company=company, register="order", text="00001")
    assert documents_of(number.kind, [number.pk]) == {number.pk: order}
    assert (number.issued_by, number.document_date) == (clerk, DAY)
    customer = order.party.customer_number
    assert documents_of("customer", [customer.pk]) == {customer.pk: order.party}


def test_a_type_without_series_says_what_to_do(
    company: Company, administrator: User, clerk: User
) -> None:
    save_order_type(company=company, by=administrator, slot=4, description="Bare")
    with pytest.raises(SeriesNotAssigned, match="4 Bare") as caught:
        OrderFactory(company=company, by=clerk, slot=4)
    assert caught.value.field == "order_type"
    assert not Order.objects.exists()
    entry = order_number_entry(order_type(company, 4), on=DAY, by=clerk)
    assert entry.mode == "blocked"
    assert "4 Bare" in entry.message


def test_a_type_without_series_takes_the_one_set_for_orders(
    company: Company, administrator: User, clerk: User
) -> None:
    save_order_type(company=company, by=administrator, slot=4, description="Bare")
    assign_series(
        company,
        "sales_order",
        create_series(company, "SALGORDRE", register="sales_order", start="SO1"),
    )
    assert str(OrderFactory(company=company, by=clerk, slot=4).number) == "SO1"


@pytest.mark.parametrize("slot", [3, 8, 9])
def test_a_type_that_takes_no_orders_is_refused(company: Company, clerk: User, slot: int) -> None:
    with pytest.raises(OrderTypeInactive) as caught:
        OrderFactory(company=company, by=clerk, slot=slot)
    assert caught.value.field == "order_type"


def test_a_used_up_range_saves_nothing(company: Company, administrator: User, clerk: User) -> None:
    save_order_type(
        company=company,
        by=administrator,
        slot=3,
        description="Short",
        order_from="20001",
        order_to="20001",
        order_next="20001",
    )
    OrderFactory(company=company, by=clerk, slot=3)
    with pytest.raises(SeriesExhausted, match="ORDER-3"):
        OrderFactory(company=company, by=clerk, slot=3)
    assert Order.objects.count() == 1
