"""A quote by keyboard in a real browser, on to the order and its delivery."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.test import Client

from numbering.models import Department
from numbering.services import assign_series, create_series
from orders.models import Order, TradeDocument
from tests.factories import (
    ItemFactory,
    PartyFactory,
    StockLocationFactory,
    TradeFactory,
    number_kinds,
)
from tests.orders.stock import in_stock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
QUOTES = "/documents/sales_quote/"


@pytest.fixture
def page(browser, live_server, clerk):
    """The clerk's browser."""
    client = Client()
    client.force_login(clerk)
    session = client.cookies["sessionid"].value
    browser.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return browser


def text_of(page, selector: str) -> str:
    return " ".join(page.inner_text(selector).split())


def pick(page, words: str) -> None:
    """Type into the focused search field and take the first suggestion."""
    page.wait_for_selector("[data-picker-text]:focus")
    page.keyboard.type(words)
    page.wait_for_selector(".picker-list:not([hidden]) li[aria-selected=true]")
    page.keyboard.press("Enter")


def test_ew12_a_quote_goes_on_to_order_and_delivery_without_the_mouse(page, company):
    number_kinds(company, "sales_quote", "delivery", start="10001")
    hall = StockLocationFactory(company=company, name="Hall", is_default=True)
    PartyFactory(company=company, name="Lund Byggeri")
    item = ItemFactory(company=company, text="Oak plank", price=Decimal("12.50"), unit="m")
    page.goto(QUOTES)

    page.keyboard.press("n")
    page.wait_for_url("**/sales_quote/new/")
    pick(page, "lund")
    page.focus("[name=lines-0-item_text]")
    pick(page, "oak")
    page.locator("[name=lines-0-quantity]:focus").wait_for()
    page.keyboard.type("4")
    assert text_of(page, "[data-totals] .grand") == "Total DKK 62.50"
    page.keyboard.press("Control+s")
    page.wait_for_url(re.compile(r"/sales_quote/\d+/$"))
    assert text_of(page, "h1") == "Quote 10001"

    page.keyboard.press("d")
    page.wait_for_url("**/convert/sales_order/")
    page.wait_for_selector("[data-quantities]")
    page.keyboard.press("Control+s")
    page.wait_for_url(re.compile(r"/orders/\d+/$"))
    assert text_of(page, "h1") == "Order 00001"
    assert "not delivered" in text_of(page, ".page-head")

    page.keyboard.press("d")
    page.wait_for_url("**/convert/delivery/")
    page.fill("[data-quantities] [data-quantity]", "3")
    page.keyboard.press("Enter")
    page.locator("[data-save]:focus").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/delivery/\d+/$"))

    assert text_of(page, ".chain") == "Quote 10001 Order 00001 Delivery 10001"
    assert in_stock(item, hall) == -3
    assert Order.objects.get().delivery_state == "partly"
    page.click(".chain a >> text=Order")
    page.wait_for_url(re.compile(r"/orders/\d+/$"))
    assert "partly delivered" in text_of(page, ".page-head")


def test_the_number_follows_the_department_and_nothing_typed_is_lost(page, company):
    number_kinds(company, "supplier", "purchase_order", start="2001")
    workshop = Department.objects.create(company=company, code="WS", name="Workshop")
    own = create_series(company, "PO-WS", register="purchase_order", start="WS-01")
    assign_series(company, "purchase_order", own, department=workshop)
    PartyFactory(company=company, name="Timber", is_customer=False, is_supplier=True)
    page.goto("/documents/purchase_order/new/")
    pick(page, "timber")
    page.fill("[name=your_reference]", "Offer 12")
    assert "2001" in text_of(page, "#number-place")

    page.select_option("[name=department]", label="Workshop")
    page.wait_for_selector("#number-place >> text=WS-01")

    assert page.input_value("[name=your_reference]") == "Offer 12"
    assert page.input_value("[name=party_text]").endswith("Timber")
    page.fill("[name=lines-0-text]", "Plank")
    page.fill("[name=lines-0-quantity]", "1")
    page.fill("[name=lines-0-price]", "1")
    page.keyboard.press("Control+s")
    page.wait_for_url(re.compile(r"/purchase_order/\d+/$"))
    assert str(TradeDocument.objects.get().number) == "WS-01"


def test_closing_and_reopening_take_one_click(page, company):
    quote = TradeFactory(company=company)
    page.goto(quote.get_absolute_url())

    page.click("button >> text=Close")
    page.wait_for_selector("text=Quote 1001 is closed.")
    page.click("button >> text=Reopen")
    page.wait_for_selector("text=Quote 1001 is open again.")

    quote.refresh_from_db()
    assert (quote.state, quote.version) == ("open", 3)
