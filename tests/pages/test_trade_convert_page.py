"""The page that makes the next document: whole by one key, in part by quantities."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from numbering.models import Department
from numbering.services import assign_series, create_series
from orders.models import Order, TradeDocument
from orders.services.order_types import save_order_type
from orders.services.trade_steps import convert
from tests.factories import (
    DAY,
    ItemFactory,
    OrderFactory,
    PartyFactory,
    StockLocationFactory,
    TradeFactory,
    line_data,
    number_kinds,
    order_type,
)
from tests.orders.stock import in_stock
from tests.pages.trade import page_of, text_of, typed_quantities


@pytest.fixture
def delivering(company):
    """A company that quotes, delivers and takes back."""
    number_kinds(company, "sales_quote", "delivery", "return_delivery")
    return company


def deliver(order: Order) -> str:
    return reverse("orders:order_convert", args=[order.pk, "delivery"])


def test_ew12_a_quote_becomes_an_order_of_the_type_picked(as_clerk, administrator, delivering):
    quote = TradeFactory(company=delivering, text="By lorry")
    page = page_of(quote, "convert", "sales_order")
    assert "1 Faktura" in text_of(as_clerk.get(page))
    save_order_type(
        company=delivering,
        by=administrator,
        slot=3,
        description="Montage",
        order_from="20000",
        order_to="20999",
        order_next="20000",
        own_invoice_series=False,
    )

    typed = typed_quantities(quote, "10", order_type=order_type(delivering, 3).pk)
    told = text_of(as_clerk.post(page, typed, follow=True))

    order = Order.objects.get()
    assert (str(order.number), order.text, order.gross) == ("20000", "By lorry", quote.gross)
    assert "Order 20000 is made." in told


def test_a_number_is_typed_where_the_series_says_so(as_clerk, administrator, delivering):
    """wb04: a type without a next number takes typed ones, on this page as well."""
    save_order_type(
        company=delivering,
        by=administrator,
        slot=3,
        description="Notes",
        order_from="20000",
        order_to="20999",
        own_invoice_series=False,
    )
    quote = TradeFactory(company=delivering)
    page = page_of(quote, "convert", "sales_order")
    typed = typed_quantities(quote, "4", order_type=order_type(delivering, 3).pk)

    refused = text_of(as_clerk.post(page, typed))
    as_clerk.post(page, typed | {"number": "20017"})

    assert 'aria-invalid="true"' in refused
    assert 'value="4"' in refused
    assert str(Order.objects.get().number) == "20017"


def test_a_part_is_delivered_and_the_rest_later(as_clerk, delivering):
    order = OrderFactory(company=delivering, lines=[line_data(delivering)] * 2)

    as_clerk.post(deliver(order), typed_quantities(order, "4", "0"))
    page = text_of(as_clerk.get(deliver(order)))
    as_clerk.post(deliver(order), typed_quantities(order, "6", "10"))

    assert 'value="6"' in page
    first, second = TradeDocument.objects.order_by("pk")
    assert [line.quantity for line in first.lines.in_order()] == [4]
    assert [line.quantity for line in second.lines.in_order()] == [6, 10]


def test_where_nothing_is_open_the_page_says_so(as_clerk, clerk, delivering):
    order = OrderFactory(company=delivering)
    convert(source=order, into="delivery", by=clerk, date=DAY)
    closed = TradeFactory(company=delivering)
    as_clerk.post(page_of(closed, "close"), {"version": 1})

    told = text_of(as_clerk.get(deliver(order), follow=True))
    told_closed = text_of(as_clerk.get(page_of(closed, "convert", "sales_order"), follow=True))

    assert "Nothing is left of Order 00001." in told
    assert "Quote 1001 is closed: nothing more can be made of it." in told_closed


def test_who_was_slower_is_told_at_the_line_and_keeps_what_was_typed(as_clerk, clerk, delivering):
    order = OrderFactory(company=delivering, lines=[line_data(delivering)] * 2)
    first = order.lines.in_order()[0]
    convert(source=order, into="delivery", by=clerk, date=DAY, quantities={first.pk: Decimal(7)})

    response = as_clerk.post(deliver(order), typed_quantities(order, "5", "2"))

    page = text_of(response)
    assert "Only 3 are left of line 1 of Order 00001." in page
    assert f'href="#id_quantity_{first.pk}"' in page
    assert 'value="5"' in page
    assert 'value="2"' in page
    assert TradeDocument.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (["0"], "Type a quantity for one line at least."),
        ([""], "Type a quantity for one line at least."),
        (["-1"], "more than 0"),
        (["abc"], "One field needs your attention"),
    ],
)
def test_odd_quantities_are_refused_in_words(as_clerk, delivering, typed, sentence):
    order = OrderFactory(company=delivering)

    assert sentence in text_of(as_clerk.post(deliver(order), typed_quantities(order, *typed)))
    assert not TradeDocument.objects.exists()


def test_a_prospect_is_named_with_the_way_to_the_address(as_clerk, delivering):
    prospect = PartyFactory(company=delivering, name="Prospect & Co", is_customer=False)
    quote = TradeFactory(company=delivering, party=prospect)
    page = page_of(quote, "convert", "sales_order")
    address = reverse("orders:party_edit", args=[prospect.pk])

    shown, refused = as_clerk.get(page), as_clerk.post(page, typed_quantities(quote, "10"))

    for response in (shown, refused):
        assert "is no customer yet: tick that on its page first." in text_of(response)
        assert f'href="{address}"' in text_of(response)
    assert not Order.objects.exists()


def test_goods_leave_the_location_picked(as_clerk, delivering):
    usual = StockLocationFactory(company=delivering, is_default=True)
    van = StockLocationFactory(company=delivering, name="Van")
    item = ItemFactory(company=delivering)
    order = OrderFactory(company=delivering, lines=[line_data(delivering, item=item)])
    assert f'<option value="{usual.pk}" selected>' in text_of(as_clerk.get(deliver(order)))

    as_clerk.post(deliver(order), typed_quantities(order, "4", stock_location=van.pk))

    assert (in_stock(item, usual), in_stock(item, van)) == (0, -4)


def test_only_what_is_declared_has_a_page(as_clerk, delivering):
    quote, order = TradeFactory(company=delivering), OrderFactory(company=delivering)

    for page in (
        page_of(quote, "convert", "delivery"),
        page_of(quote, "convert", "nonsense"),
        reverse("orders:order_convert", args=[order.pk, "invoice"]),
        reverse("orders:order_convert", args=[order.pk, "sales_order"]),
    ):
        assert as_clerk.get(page).status_code == 404


def test_without_a_series_an_administrator_is_led_to_set_up(as_administrator, as_clerk, company):
    order = OrderFactory(company=company)

    away = as_administrator.get(deliver(order))

    assert away.url.startswith(reverse("numbering:setup", args=["delivery"]))
    assert "Anna Berg" in text_of(as_clerk.get(deliver(order)))


def test_what_was_typed_waits_while_the_numbering_is_set_up(as_administrator, company):
    order = OrderFactory(company=company)
    typed = typed_quantities(order, "4", detour="1")

    away = as_administrator.post(deliver(order), typed)
    number_kinds(company, "delivery")
    back = text_of(as_administrator.get(deliver(order)))

    assert away.url.startswith(reverse("numbering:setup", args=["delivery"]))
    assert 'value="4"' in back
    assert not TradeDocument.objects.exists()


def test_kb05_the_number_field_shows_the_departments_series(as_clerk, company):
    number_kinds(company, "supplier", "purchase_order")
    workshop = Department.objects.create(company=company, code="WS", name="Workshop")
    own = create_series(company, "PO-WS", register="purchase_order", start="WS-01")
    assign_series(company, "purchase_order", own, department=workshop)
    supplier = PartyFactory(company=company, is_supplier=True)
    enquiry = TradeFactory(
        company=company, kind="purchase_enquiry", party=supplier, department=workshop
    )
    page = page_of(enquiry, "convert", "purchase_order")

    shown = text_of(as_clerk.get(page))
    as_clerk.post(page, typed_quantities(enquiry, "10"))

    assert "WS-01" in shown
    assert f"rule/?department={workshop.pk}" in shown
    made = TradeDocument.objects.get(kind="purchase_order")
    assert (made.department, str(made.number)) == (workshop, "WS-01")
