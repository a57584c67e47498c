"""The search box over everything, by keyboard in a real browser."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.factories import OrderFactory, PartyFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BOX = "[data-search] input"
SUGGESTED = "#suggestions tr[data-href]"


@pytest.fixture
def page(browser, live_server, clerk, company):
    """The start page of a clerk; Acme has three orders."""
    party = PartyFactory(company=company, name="Acme Byg")
    for _ in range(3):
        OrderFactory(company=company, by=clerk, party=party)
    client = Client()
    client.force_login(clerk)
    session = client.cookies["sessionid"].value
    browser.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    browser.goto("/")
    return browser


def see(page, count: int) -> None:
    from playwright.sync_api import expect

    expect(page.locator(SUGGESTED)).to_have_count(count)


def is_focused(page, selector: str) -> bool:
    return bool(page.evaluate("(one) => document.activeElement.matches(one)", selector))


def test_an_order_is_found_and_opened_without_the_mouse(page):
    page.keyboard.press("/")
    page.keyboard.type("acme")
    see(page, 4)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")

    page.wait_for_url(re.compile(r"/orders/\d+/$"))
    assert page.inner_text("h1 .num") == "00003"


def test_enter_shows_all_or_leads_straight_to_what_was_typed_in_full(page):
    page.keyboard.press("/")
    page.keyboard.type("acme")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=acme")
    assert page.locator("main tr[data-href]").count() == 4
    assert page.input_value(BOX) == "acme"

    page.keyboard.press("Control+k")
    page.keyboard.type("00002")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/orders/\d+/$"))
    assert page.inner_text("h1 .num") == "00002"


def test_on_a_list_the_key_leads_to_its_own_search_and_twice_to_the_one_over_everything(page):
    page.goto("/orders/")
    page.keyboard.press("/")
    assert is_focused(page, "[data-filters] [type=search]")
    page.keyboard.press("/")
    assert is_focused(page, BOX)
    assert page.input_value(BOX) == ""
    page.keyboard.type("1/2")
    assert page.input_value(BOX) == "1/2"


def test_escape_leads_back_to_the_box_and_then_away(page):
    page.keyboard.press("Control+k")
    page.keyboard.type("acme")
    see(page, 4)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert is_focused(page, BOX)
    page.keyboard.press("Escape")
    page.wait_for_selector("#suggestions", state="hidden")
    assert not is_focused(page, BOX)


def test_a_suggestion_is_opened_by_a_click(page):
    page.click(BOX)
    page.keyboard.type("acme")
    see(page, 4)
    page.click(f"{SUGGESTED} >> nth=0 >> td:nth-child(3)")
    page.wait_for_url(re.compile(r"/addresses/\d+/$"))


def test_a_search_while_an_order_is_written_keeps_what_was_typed(page):
    page.goto("/orders/new/")
    page.fill("[name=your_reference]", "PO 1")
    page.keyboard.press("Control+k")
    page.keyboard.type("acme")
    see(page, 4)
    page.keyboard.press("Escape")
    assert page.input_value("[name=your_reference]") == "PO 1"
