"""Entering, changing and cancelling orders."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from numbering.models import Company, IssuedNumber
from orders.entries import LineData, OrderData
from orders.exceptions import DocumentChanged, EntryErrors, OrderClosed
from orders.models import Order, OrderLine
from orders.services.orders import cancel_order, save_order
from tests.factories import (
    DAY,
    DraftFactory,
    ItemFactory,
    OrderFactory,
    PartyFactory,
    line_data,
    order_type,
    usual_rate,
)


def head(order: Order, **changes: Any) -> OrderData:
    """The order's head with some fields typed over."""
    facts: dict[str, Any] = {
        "order_type": order.order_type,
        "party": order.party,
        "date": order.date,
        "your_reference": order.your_reference,
    }
    return OrderData(**{**facts, **changes})


def line(stored: OrderLine, **changes: Any) -> LineData:
    """A stored line with some fields typed over."""
    return line_data(stored.order.company, id=stored.pk, text=stored.text, **changes)


def save(order: Order, by: User, lines: list[LineData], **changes: Any) -> Order:
    return save_order(
        company=order.company,
        by=by,
        order=order,
        version=changes.pop("version", order.version),
        data=head(order, **changes),
        lines=lines,
    )


def mistakes(company: Company, by: User, **entry: Any) -> EntryErrors:
    with pytest.raises(EntryErrors) as caught:
        OrderFactory(company=company, by=by, **entry)
    return caught.value


def test_wb09_a_debit_type_takes_debit_lines_only(company: Company, clerk: User) -> None:
    found = mistakes(company, clerk, slot=1, lines=[line_data(company, side="credit")])
    assert list(found.lines[0]) == ["side"]
    found = mistakes(company, clerk, slot=2, lines=[line_data(company, side="debit")])
    assert list(found.lines[0]) == ["side"]


def test_wb09_lines_take_the_side_of_their_type(company: Company, clerk: User) -> None:
    debit = OrderFactory(company=company, by=clerk, slot=1)
    credit = OrderFactory(company=company, by=clerk, slot=2)
    assert (debit.net, debit.lines.get().side) == (Decimal(1000), "debit")
    assert (credit.net, credit.lines.get().side) == (Decimal(-1000), "credit")


def test_wb09_a_type_for_both_mixes_the_sides(company: Company, clerk: User) -> None:
    both = order_type(company, 1)
    both.side = "both"
    both.save()
    lines = [line_data(company), line_data(company, quantity=Decimal(4), side="credit")]
    order = OrderFactory(company=company, by=clerk, lines=lines)
    assert [one.side for one in order.lines.in_order()] == ["debit", "credit"]
    assert (order.net, order.tax, order.gross) == (Decimal(600), Decimal(150), Decimal(750))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"quantity": Decimal(0)}, "quantity"),
        ({"quantity": Decimal(-1)}, "quantity"),
        ({"quantity": Decimal("1.0001")}, "quantity"),
        ({"quantity": Decimal("1e9")}, "quantity"),
        ({"quantity": Decimal("NaN")}, "quantity"),
        ({"price": Decimal("Infinity")}, "price"),
        ({"price": Decimal("0.00001")}, "price"),
        ({"price": Decimal("9999999999"), "quantity": Decimal(99999)}, "price"),
        ({"text": "  "}, "text"),
        ({"text": "x" * 201}, "text"),
        ({"unit": "x" * 11}, "unit"),
        ({"side": "sideways"}, "side"),
    ],
)
def test_a_line_that_cannot_be_is_named(
    company: Company, clerk: User, changes: dict[str, Any], field: str
) -> None:
    found = mistakes(company, clerk, lines=[line_data(company), line_data(company, **changes)])
    assert list(found.lines) == [1]
    assert list(found.lines[1]) == [field]
    assert not Order.objects.exists()
    assert not IssuedNumber.objects.filter(register="order").exists()


@pytest.mark.parametrize("year", [1899, 2200])
def test_a_date_that_cannot_be_is_named(company: Company, clerk: User, year: int) -> None:
    found = mistakes(company, clerk, date=datetime.date(year, 6, 1))
    assert list(found.fields) == ["date"]


def test_an_order_without_lines_is_refused(company: Company, clerk: User) -> None:
    assert list(mistakes(company, clerk, lines=[]).fields) == ["lines"]


def test_every_mistake_is_found_at_once(company: Company, clerk: User) -> None:
    found = mistakes(
        company,
        clerk,
        date=datetime.date(1026, 6, 1),
        our_reference="x" * 81,
        text="x" * 2001,
        lines=[line_data(company, quantity=Decimal(0)), line_data(company, text="")],
    )
    assert set(found.fields) == {"date", "our_reference", "text"}
    assert set(found.lines) == {0, 1}
    assert str(found) in found.fields.values()


def test_nothing_of_another_company_gets_in(company: Company, clerk: User, outsider: User) -> None:
    other = outsider.memberships.get().company
    foreign_line = line_data(
        company, tax_rate=usual_rate(other), item=ItemFactory(company=other, by=outsider)
    )
    found = mistakes(
        company, clerk, party=PartyFactory(company=other, by=outsider), lines=[foreign_line]
    )
    assert list(found.fields) == ["party"]
    assert set(found.lines[0]) == {"item", "tax_rate"}
    with pytest.raises(EntryErrors) as caught:
        save_order(
            company=company,
            by=clerk,
            data=OrderData(
                order_type=order_type(other, 1), party=PartyFactory(company=company), date=DAY
            ),
            lines=[line_data(company)],
        )
    assert list(caught.value.fields) == ["order_type"]
    order = OrderFactory(company=company, by=clerk)
    with pytest.raises(EntryErrors, match="another company"):
        save_order(
            company=other,
            by=outsider,
            order=order,
            data=head(order),
            lines=[line(order.lines.get())],
        )


def test_lines_are_changed_removed_and_added(company: Company, clerk: User) -> None:
    order = OrderFactory(
        company=company,
        by=clerk,
        lines=[line_data(company, text=text) for text in ("Chair", "Table", "Lamp")],
    )
    chair, _table, lamp = order.lines.in_order()
    saved = save(
        order,
        clerk,
        [line(lamp, quantity=Decimal(1)), line_data(company, text="Rug"), line(chair)],
        your_reference="Ms Holm",
    )
    texts = [(one.position, one.text, one.quantity) for one in saved.lines.in_order()]
    assert texts == [(1, "Lamp", 1), (2, "Rug", 10), (3, "Chair", 10)]
    assert (saved.net, saved.version, saved.your_reference) == (Decimal(2100), 2, "Ms Holm")
    assert str(saved.number) == "00001"


def test_few_statements_however_many_lines(company: Company, clerk: User) -> None:
    lines = [line_data(company, text=f"Part {n}") for n in range(40)]
    party = PartyFactory(company=company, by=clerk)
    with CaptureQueriesContext(
        connection,
    ) as entered:
        order = OrderFactory(company=company, by=clerk, party=party, lines=lines)
    stored = list(order.lines.in_order())
    edited = [line(one, quantity=Decimal(2)) for one in stored[5:]] + lines[:5]
    with CaptureQueriesContext(connection) as changed:
        save(order, clerk, edited)
    for queries in (entered, changed):
        written = [
            sql
            for sql in (query["sql"] for query in queries)
            if sql.startswith(("INSERT", "UPDATE", "DELETE"))
        ]
        for table in ("orders_order", "orders_orderline"):
            assert sum(f'"{table}"' in sql.partition("SET")[0][:60] for sql in written) <= 3


def test_two_people_on_one_order(company: Company, clerk: User, administrator: User) -> None:
    order = OrderFactory(company=company, by=clerk)
    stored = order.lines.get()
    save(order, administrator, [line(stored, quantity=Decimal(3))], version=1)
    with pytest.raises(DocumentChanged, match="Anna Berg") as caught:
        save(order, clerk, [line(stored, quantity=Decimal(4))], version=1)
    assert caught.value.status_code == 409
    assert order.lines.get().quantity == 3


def test_a_line_of_another_order_is_not_taken_over(company: Company, clerk: User) -> None:
    mine, other = (OrderFactory(company=company, by=clerk) for _ in range(2))
    stolen = line(other.lines.get(), quantity=Decimal(1))
    with pytest.raises(EntryErrors) as caught:
        save(mine, clerk, [stolen])
    assert 0 in caught.value.lines
    assert other.lines.get().quantity == 10


def test_a_numbered_order_keeps_its_type_and_number(company: Company, clerk: User) -> None:
    order = OrderFactory(company=company, by=clerk)
    lines = [line(order.lines.get())]
    with pytest.raises(EntryErrors) as caught:
        save(order, clerk, lines, order_type=order_type(company, 2))
    assert "order_type" in caught.value.fields
    with pytest.raises(EntryErrors) as caught:
        save_order(
            company=company,
            by=clerk,
            order=order,
            data=head(order),
            lines=lines,
            typed_number="00009",
        )
    assert list(caught.value.fields) == ["number"]


def test_what_is_invoiced_stays(company: Company, clerk: User) -> None:
    order = OrderFactory(company=company, by=clerk)
    stored = order.lines.get()
    DraftFactory(order=order, by=clerk, quantities={stored.pk: Decimal(6)})
    with pytest.raises(EntryErrors) as caught:
        save(order, clerk, [line(stored, quantity=Decimal(5))])
    assert list(caught.value.lines[0]) == ["quantity"]
    with pytest.raises(EntryErrors) as caught:
        save(order, clerk, [line_data(company)], party=PartyFactory(company=company))
    assert set(caught.value.fields) == {"lines", "party"}
    assert save(order, clerk, [line(stored, quantity=Decimal(6))]).state == "invoiced"
    assert save(order, clerk, [line(stored, quantity=Decimal(7))], version=2).state == (
        "partly_invoiced"
    )


def test_the_database_counts_nothing_twice(company: Company, clerk: User) -> None:
    lines = OrderFactory(company=company, by=clerk).lines.all()
    for change in ({"invoiced_quantity": 11}, {"invoiced_quantity": -1}, {"quantity": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            lines.update(**change)


def test_a_cancelled_order_keeps_its_number_void(company: Company, clerk: User) -> None:
    order = OrderFactory(company=company, by=clerk)
    with pytest.raises(EntryErrors):
        cancel_order(order=order, by=clerk, reason=" ")
    cancelled = cancel_order(order=order, by=clerk, reason="Customer changed her mind")
    assert cancelled.state == "cancelled"
    number = IssuedNumber.objects.get(pk=order.number_id)
    assert (number.state, number.reason) == ("void", "Customer changed her mind")
    assert str(OrderFactory(company=company, by=clerk).number) == "00002"
    with pytest.raises(OrderClosed):
        save(order, clerk, [line(order.lines.get())], version=None)
    with pytest.raises(OrderClosed):
        cancel_order(order=order, by=clerk, reason="Again")
