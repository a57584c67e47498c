"""A clerk's day by keyboard in a real browser: order, invoice, credit note, two people, errors."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.test import Client

from invoicing.models import Invoice
from orders.models import Order
from orders.services.order_types import couple_stock_locations, save_order_type
from tests.factories import (
    ItemFactory,
    OrderFactory,
    PartyFactory,
    StockLocationFactory,
    line_data,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def log_in(live_server):
    def enter(page, user):
        client = Client()
        client.force_login(user)
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page.goto("/orders/")
        return page

    return enter


@pytest.fixture
def page(browser, log_in, clerk):
    return log_in(browser, clerk)


def focused(page) -> str:
    return str(page.evaluate("document.activeElement.name || document.activeElement.id"))


def text_of(page, selector: str) -> str:
    return " ".join(page.inner_text(selector).split())


def pick(page, words: str) -> None:
    """Type into the focused search field and take the first suggestion."""
    page.wait_for_selector("[data-picker-text]:focus")
    page.keyboard.type(words)
    page.wait_for_selector(".picker-list:not([hidden]) li[aria-selected=true]")
    page.keyboard.press("Enter")


def test_an_order_is_written_and_invoiced_without_the_mouse(page, company):
    party = PartyFactory(company=company, name="Lund Byggeri")
    item = ItemFactory(company=company, text="Oak plank", price=Decimal("12.50"), unit="m")

    page.keyboard.press("n")
    page.wait_for_url("**/orders/new/")
    page.wait_for_selector("[name=party_text]:focus")
    pick(page, "lund")
    page.focus("[name=lines-0-item_text]")
    pick(page, "oak")
    page.locator("[name=lines-0-quantity]:focus").wait_for()
    assert page.input_value("[name=lines-0-text]") == "Oak plank"
    assert page.input_value("[name=lines-0-price]") == "12.50"
    page.keyboard.type("4")
    for name in ("unit", "price", "tax_rate"):
        page.keyboard.press("Enter")
        assert focused(page) == f"lines-0-{name}"
    page.keyboard.press("Enter")
    assert focused(page) == "lines-1-item_text"
    assert text_of(page, "[data-totals] .grand") == "Total DKK 62.50"
    page.keyboard.press("Control+s")
    page.wait_for_url(re.compile(r"/orders/\d+/$"))

    order = Order.objects.select_related("number").get()
    assert (order.party, str(order.number), order.gross) == (party, "00001", Decimal("62.50"))
    assert order.lines.get().item == item
    assert "00001" in text_of(page, "h1")

    page.keyboard.press("i")
    page.wait_for_url("**/invoice/")
    page.keyboard.press("Control+s")
    page.wait_for_url(re.compile(r"/invoices/\d+/$"))
    page.keyboard.press("i")
    page.wait_for_selector("dialog[open]")
    question = "Issue invoice 99001? It cannot be changed afterwards."
    assert text_of(page, "dialog p") == question
    page.keyboard.press("Escape")
    page.locator("dialog[open]").wait_for(state="detached")
    assert Invoice.objects.get().number is None
    page.keyboard.press("i")
    page.click("dialog [data-yes]")
    page.wait_for_selector("text=Invoice 99001 is issued.")
    page.keyboard.press("c")
    page.wait_for_url("**/credit/")
    page.keyboard.press("Control+s")
    page.wait_for_selector("text=The draft of the credit note is made.")

    assert [str(one.gross) for one in Invoice.objects.order_by("pk")] == ["62.50", "-62.50"]


def test_the_type_changes_number_location_and_sides_and_nothing_typed_is_lost(
    page, administrator, company
):
    hall = StockLocationFactory(company=company, name="Hall 2")
    save_order_type(
        company=company,
        by=administrator,
        slot=3,
        description="Notes",
        order_from="20000",
        order_to="20999",
        own_invoice_series=False,
        side="both",
    )
    couple_stock_locations(company=company, couplings={3: hall}, by=administrator)
    page.goto("/orders/new/")
    page.fill("[name=your_reference]", "PO 4711")
    page.fill("[name=lines-0-text]", "Chair")
    page.fill("[name=lines-0-quantity]", "2")
    page.fill("[name=lines-0-price]", "100")
    assert "00001" in text_of(page, "#number-place")
    assert not page.is_visible("[name=lines-0-side]")

    page.select_option("[name=order_type]", label="3 Notes")
    page.wait_for_selector("[name=number]")
    assert "20000–20999" in text_of(page, "#number-place")
    assert "Hall 2 (set by the order type)" in text_of(page, "#location-place")
    page.select_option("[name=lines-0-side]", "credit")
    assert text_of(page, "[data-totals] .grand") == "Total DKK -250.00"
    page.fill("[name=number]", "20017")

    page.select_option("[name=order_type]", label="1 Faktura")
    page.wait_for_selector("[name=number]", state="detached")
    assert not page.is_visible("[name=lines-0-side]")
    assert text_of(page, "[data-totals] .grand") == "Total DKK 250.00"
    page.select_option("[name=order_type]", label="3 Notes")
    page.wait_for_selector("[name=number]")

    assert page.input_value("[name=number]") == "20017"
    assert page.input_value("[name=lines-0-side]") == "credit"
    assert page.input_value("[name=your_reference]") == "PO 4711"
    assert page.input_value("[name=lines-0-text]") == "Chair"


def test_lines_are_added_and_removed_by_keyboard(page, company):
    PartyFactory(company=company, name="Lund")
    page.goto("/orders/new/")
    pick(page, "lund")
    for index, text in enumerate(("One", "Two", "Three")):
        page.fill(f"[name=lines-{index}-text]", text)
        page.fill(f"[name=lines-{index}-quantity]", "1")
        page.fill(f"[name=lines-{index}-price]", "1")
    page.focus("[name=lines-1-text]")
    page.keyboard.press("Alt+Delete")
    page.keyboard.press("Alt+n")
    assert focused(page) == "lines-5-item_text"
    page.fill("[name=lines-5-text]", "Last")
    page.fill("[name=lines-5-quantity]", "abc")
    page.fill("[name=lines-5-price]", "1")
    page.keyboard.press("Control+s")
    page.wait_for_selector("#errors")

    # Refused: the removed line stays away, the wrong cell has the focus.
    assert not page.is_visible("[name=lines-1-text]")
    assert focused(page) == "lines-5-quantity"
    page.fill("[name=lines-5-quantity]", "2")
    page.keyboard.press("Control+s")
    page.wait_for_url(re.compile(r"/orders/\d+/$"))

    assert [line.text for line in Order.objects.get().lines.in_order()] == ["One", "Three", "Last"]


def test_fifteen_lines_fit_without_scrolling(page, company):
    item = ItemFactory(company=company)
    order = OrderFactory(company=company, lines=[line_data(company, item=item)] * 15)

    for path in (f"/orders/{order.pk}/edit/", f"/orders/{order.pk}/"):
        page.goto(path)
        total = page.locator(".totals .grand").bounding_box()
        bar = page.locator(".savebar").bounding_box() if "edit" in path else {"y": 800}
        assert total["y"] + total["height"] <= bar["y"], path
        assert page.evaluate("window.scrollY") == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_the_second_person_sees_who_saved_what(page, new_page, log_in, administrator, company):
    order = OrderFactory(company=company)
    other = log_in(new_page(), administrator)
    for one in (page, other):
        one.goto(f"/orders/{order.pk}/edit/")
    other.fill("[name=your_reference]", "Anna's")
    other.keyboard.press("Control+s")
    other.wait_for_url(re.compile(r"/orders/\d+/$"))

    page.fill("[name=your_reference]", "Karl's")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Anna Berg saved this")
    page.focus("[name=your_reference]")
    with page.expect_navigation():
        page.keyboard.press("Enter")  # the first button: refused once more, nothing overwritten
    page.wait_for_selector("text=Anna Berg saved this")

    assert page.input_value("[name=your_reference]") == "Karl's"
    assert Order.objects.get().your_reference == "Anna's"
    page.click("text=Save mine over it")
    page.wait_for_url(re.compile(r"/orders/\d+/$"))
    assert Order.objects.get().your_reference == "Karl's"


def test_a_cancelled_order_was_asked_for_in_words(page, company):
    order = OrderFactory(company=company)
    page.goto(f"/orders/{order.pk}/cancel/")
    page.wait_for_selector("form[data-main] :focus")
    page.keyboard.type("ordered twice")
    page.keyboard.press("Control+s")
    page.wait_for_selector("dialog[open]")
    assert "Cancel Order 00001? Its number stays" in text_of(page, "dialog p")
    page.click("dialog [data-yes]")
    page.wait_for_selector("text=Order 00001 is cancelled.")
    assert Order.objects.get().state == "cancelled"
