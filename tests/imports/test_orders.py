"""Orders from another system: heads and lines in rows, numbers typed or drawn, then invoiced."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from invoicing.services.drafts import create_invoice_from_order
from invoicing.services.issue import issue_invoice
from numbering.models import IssuedNumber
from orders.models import Order
from orders.services.order_types import save_order_type
from orders.services.orders import cancel_order
from tests.factories import DAY, InvoiceFactory, ItemFactory, OrderFactory, PartyFactory, line_data
from tests.imports.files import numbers, problems, run

HEAD = (
    "order,order number,order type,customer number,date,item number,text,quantity,unit,price,"
    "tax code,side"
)


@pytest.fixture(autouse=True)
def acme(company):
    """Customer 10001."""
    return PartyFactory(company=company, name="Acme")


@pytest.fixture(autouse=True)
def chair(company):
    """Item 1001, 100 a piece."""
    return ItemFactory(company=company, text="Chair")


@pytest.fixture
def typed_type(company, administrator):
    """Type 3: orders 40001–40999 are typed, invoices 30001–30999 drawn (Följesedelsfakturering)."""
    return save_order_type(
        company=company,
        by=administrator,
        slot=3,
        description="Följesedelsfakturering",
        order_from="40001",
        order_to="40999",
        order_next="",
        invoice_from="30001",
        invoice_to="30999",
        invoice_next="30001",
    )


def test_wb20_an_order_comes_from_another_system_and_is_invoiced_here(
    company, clerk, client, typed_type
):
    report = run(
        company,
        clerk,
        "orders",
        [
            HEAD,
            "WEB-1,40017,3,10001,2026-11-21,1001,,3,,,,",
            "WEB-1,,,,,,Freight,1,pcs,50,25,",
        ],
    )
    order = Order.objects.get()
    invoice = issue_invoice(
        invoice=create_invoice_from_order(order=order, by=clerk, date=DAY), by=clerk
    )

    assert report.is_done
    assert (str(order.number), order.your_reference) == ("40017", "WEB-1")
    assert (str(invoice.number), invoice.gross) == ("30001", Decimal("437.50"))
    client.force_login(clerk)
    (row,) = client.get(reverse("invoicing:invoice_list")).context["list"]["rows"]
    page = client.get(order.get_absolute_url()).content.decode()
    assert row.item.order.number.text == "40017"
    assert "40017" in page
    assert "30001" in page


@pytest.mark.parametrize(
    ("number", "sentence"),
    [("41000", "type a number within 40001–40999"), ("", "draws no numbers: type one")],
)
def test_wb04_a_typed_order_number_must_lie_in_the_types_range_also_in_a_file(
    company, clerk, typed_type, number, sentence
):
    report = run(company, clerk, "orders", [HEAD, f"A,{number},3,10001,,1001,,3,,,,"])

    ((row, column, told),) = problems(report)
    assert (row, column) == (2, "order number")
    assert sentence in told
    assert Order.objects.count() == IssuedNumber.objects.filter(register="order").count() == 0


def test_rows_of_one_order_belong_together_and_numbers_are_drawn_by_date(company, clerk):
    report = run(
        company,
        clerk,
        "orders",
        [
            HEAD,
            "A,,Faktura,10001,2026-11-22,1001,,1,,,,",
            "B,,1 Faktura,10001,21.11.2026,1001,,2,,,,",
            'A,,,,,1001,Armchair,3,pcs,"1.000,50",25,',
        ],
    )

    assert report.summary == "2 new"
    assert numbers(report) == ["00002", "00001"]
    first, second = Order.objects.order_by("pk")
    assert [(line.text, line.quantity, line.price) for line in first.lines.in_order()] == [
        ("Chair", 1, 100),
        ("Armchair", 3, Decimal("1000.5")),
    ]
    assert (second.date, second.number.text) == (DAY, "00001")


def test_every_mistake_is_told_with_row_and_column(company, clerk):
    report = run(
        company,
        clerk,
        "orders",
        [
            HEAD,
            "A,,9,10001,,1001,,1,,,,",
            "B,,1,10099,,1001,,1,,,,",
            "C,,1,10001,31.11.2026,1001,,1,,,,",
            "D,,1,10001,,1009,,1,,,,",
            'D,,2,,,1001,,0,,"1,234",,',
            "E,,1,10001,,,Freight,,,,,",
            "F,,1,10001,,1001,,-1,,,,credit",
            "G,,,,,1001,,1,,,,",
        ],
    )

    assert problems(report) == [
        (2, "order type", "There is no order type “9”: write one of 1 Faktura, 2 Kredit."),
        (3, "customer number", "There is no customer 10099."),
        (4, "date", "“31.11.2026” is no day: write it as 2026-11-21."),
        (5, "item number", "There is no item 1009."),
        (6, "price", "“1,234” can be read in two ways: write 1234 or 1,2340."),
        (6, "order type", "The rows of one order say different things here: make them the same."),
        (7, "tax code", "Write a tax code: one of 25."),
        (7, "quantity", "Write a quantity."),
        (7, "price", "Write a price."),
        (8, "side", "Order type 1 Faktura takes debit lines only."),
        (9, "order type", "Write an order type: one of 1 Faktura, 2 Kredit."),
        (9, "customer number", "Write a customer number."),
    ]
    assert Order.objects.count() == 0


def test_an_order_that_is_here_already_is_compared_line_by_line(company, clerk, acme, chair):
    order = OrderFactory(
        company=company,
        party=acme,
        lines=[line_data(company, item=chair), line_data(company, text="Freight")],
    )
    rows = [
        "number,customer number,item number,text,quantity,price",
        "00001,10001,1001,Chair,10,100",
        "00001,,,Freight,10,100",
    ]

    assert run(company, clerk, "orders", rows).summary == "1 unchanged"
    rows[2] = "00001,,,Freight,2,100"
    report = run(company, clerk, "orders", [*rows, "00001,,1001,,1,"])

    changes = [(one.label, one.old, one.new) for one in report.entries[0].changes]
    assert changes == [("Line 2, Quantity", "10", "2"), ("Line 3", "", "Chair")]
    assert [line.quantity for line in order.lines.in_order()] == [10, 2, 1]
    assert numbers(report) == []


def test_what_is_invoiced_stays_also_for_a_file(company, clerk, acme):
    order = OrderFactory(company=company, party=acme)
    InvoiceFactory(order=order, by=clerk)
    cancelled = OrderFactory(company=company, party=acme)
    cancel_order(order=cancelled, by=clerk, reason="twice")

    report = run(company, clerk, "orders", ["number,quantity", "00001,9", "00002,9"])

    assert problems(report) == [
        (2, "quantity", "10 are on an invoice already: the quantity cannot be less."),
        (3, "", "The order is cancelled and cannot be changed."),
    ]


def test_an_order_that_may_be_here_already_is_pointed_out(company, clerk):
    rows = [HEAD, "WEB-1,,1,10001,,1001,,3,,,,"]

    first = run(company, clerk, "orders", rows)
    second = run(company, clerk, "orders", rows, dry_run=True)

    assert first.entries[0].hint == ""
    assert second.entries[0].hint == (
        "Order 00001 of this customer has the reference WEB-1 already."
    )


def test_an_order_number_twice_in_a_file(company, clerk, typed_type):
    report = run(
        company,
        clerk,
        "orders",
        [HEAD, "A,40001,3,10001,,1001,,3,,,,", "B,40001,3,10001,,1001,,3,,,,"],
    )

    assert problems(report) == [
        (3, "order number", "Row 2 has 40001 already: one of the two is too many.")
    ]
