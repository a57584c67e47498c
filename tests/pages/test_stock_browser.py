"""Item journals and production in a real browser, by keyboard."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.test import Client

from orders.models import ItemJournal, ProductionOrder
from tests.factories import ItemFactory
from tests.orders.stock import in_stock

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("journal_series", "production_series"),
]


@pytest.fixture
def page(browser, live_server, clerk, store, shop):
    client = Client()
    client.force_login(clerk)
    session = client.cookies["sessionid"].value
    browser.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return browser


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


def test_a_transfer_is_posted_without_the_mouse(page, company, store, shop):
    plank = ItemFactory(company=company, text="Oak plank", unit="m")
    screw = ItemFactory(company=company, text="Screw", unit="pcs")
    page.goto("/journals/")
    page.keyboard.press("n")
    page.wait_for_url("**/journals/new/")
    page.wait_for_selector("[name=action]:focus")
    assert not page.is_visible("[name=to_location]")

    page.keyboard.type("Transfer")
    page.wait_for_selector("[name=to_location]", state="visible")
    assert text_of(page, "label[for=id_location]") == "From location"
    assert text_of(page, "th[data-word]") == "Moved"
    page.select_option("[name=to_location]", str(shop.pk))
    page.focus("[name=lines-0-item_text]")
    pick(page, "oak")
    page.locator("[name=lines-0-quantity]:focus").wait_for()
    assert text_of(page, "output[name=lines-0-text]") == "Oak plank"
    assert text_of(page, "output[name=lines-0-unit]") == "m"
    page.keyboard.type("2.5")
    page.keyboard.press("Enter")
    assert focused(page) == "lines-1-item_text"
    pick(page, "screw")
    page.locator("[name=lines-1-quantity]:focus").wait_for()
    page.keyboard.type("40")
    page.keyboard.press("Alt+n")
    assert focused(page) == "lines-8-item_text"
    page.keyboard.press("Control+s")
    page.wait_for_url(re.compile(r"/journals/\d+/$"))

    assert "Item journal IJ-1 is posted." in text_of(page, "#messages")
    assert (in_stock(plank, shop), in_stock(screw, shop)) == (Decimal("2.5"), 40)


def test_another_action_loses_nothing_that_was_typed(page, company, store, shop):
    plank = ItemFactory(company=company, text="Oak plank")
    page.goto("/journals/new/?action=transfer")
    page.select_option("[name=to_location]", str(shop.pk))
    page.fill("[name=text]", "To the fair")
    page.focus("[name=lines-0-item_text]")
    pick(page, "oak")
    page.fill("[name=lines-0-quantity]", "3")

    page.select_option("[name=action]", "count")
    assert not page.is_visible("[name=to_location]")
    assert text_of(page, "label[for=id_location]") == "Counted at"
    page.select_option("[name=action]", "transfer")

    assert page.input_value("[name=to_location]") == str(shop.pk)
    assert page.input_value("[name=text]") == "To the fair"
    page.select_option("[name=action]", "count")
    page.keyboard.press("Control+s")
    page.wait_for_url(re.compile(r"/journals/\d+/$"))
    assert ItemJournal.objects.get().action == "count"
    assert in_stock(plank, store) == 3


def test_something_is_made_for_stock_and_finished(page, company, store):
    table = ItemFactory(company=company, text="Table", unit="pcs")
    page.goto("/production/")
    page.keyboard.press("n")
    page.wait_for_url("**/production/new/")
    pick(page, "table")
    page.wait_for_function("document.querySelector('[name=title]').value === 'Table'")
    assert page.input_value("[name=unit]") == "pcs"
    assert page.input_value("[name=text]") == ""
    page.fill("[name=quantity]", "4")
    page.keyboard.press("Control+s")
    page.wait_for_url(re.compile(r"/production/\d+/$"))
    page.keyboard.press("s")
    page.wait_for_selector("text=Work on production order 124 has begun.")
    page.keyboard.press("f")
    page.wait_for_url("**/finish/")
    page.keyboard.press("Control+s")
    page.wait_for_selector("text=Production order 124 is finished.")

    assert ProductionOrder.objects.get().finished_quantity == 4
    assert in_stock(table, store) == 4
