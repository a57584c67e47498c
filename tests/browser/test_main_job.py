"""The main job, end to end, in a browser: set up, order, invoice, audit."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.factories import ItemFactory, PartyFactory
from tests.fixtures.company import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def log_in(new_page) -> Callable[..., Any]:
    """Opens a browser of its own for a person and logs in through the page."""

    def opened(user):
        page = new_page()
        page.goto("/")
        page.get_by_label("Username").fill(user.username)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url(lambda url: "/login/" not in url)
        return page

    return opened


def test_from_the_settings_over_order_and_invoice_to_the_audit(
    log_in, company, administrator, clerk, auditor
):
    PartyFactory(company=company, name="Acme Byg ApS")
    ItemFactory(company=company, text="Oak chair")
    set_next_order_number(log_in(administrator), "00100")
    clerks_page = log_in(clerk)
    write_order(clerks_page)
    assert clerks_page.locator("h1").inner_text() == "Order 00100"
    make_and_issue_invoice(clerks_page)
    assert "99001" in clerks_page.locator("h1").inner_text()
    auditors_page = log_in(auditor)
    for number, kind in (("00100", "Order"), ("99001", "Invoice")):
        find_in_register(auditors_page, number, kind)
    see_what_was_changed(auditors_page)


def set_next_order_number(page, number: str) -> None:
    """The administrator sees order types and series, and sets the next order number forward."""
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("link", name="Number series").click()
    page.get_by_role("link", name="ORDER-1").wait_for()
    page.goto("/settings/orders/ordertype/")
    cell = page.locator("[data-column=order_next]").first
    assert cell.input_value() == "00001"
    cell.fill(number)
    page.keyboard.press("Control+s")
    page.get_by_text("The order types are saved.").wait_for()
    assert page.locator("[data-column=order_next]").first.input_value() == number


def write_order(page) -> None:
    """The clerk writes an order without touching the mouse."""
    page.keyboard.press("n")
    page.wait_for_url("**/orders/new/")
    page.locator("[name=party_text]:focus").wait_for()
    page.keyboard.type("Acme")
    page.get_by_role("option", name="Acme Byg").wait_for()
    page.keyboard.press("Enter")
    page.locator("[name=lines-0-item_text]").focus()
    page.keyboard.type("Oak")
    page.get_by_role("option", name="Oak chair").wait_for()
    page.keyboard.press("Enter")
    page.locator("[name=lines-0-quantity]").fill("4")
    page.keyboard.press("Control+s")
    page.wait_for_url(re.compile(r"/orders/\d+/$"))


def make_and_issue_invoice(page) -> None:
    """A draft has no number; issuing draws it, after one question in words."""
    page.get_by_role("link", name="Make invoice").click()
    page.get_by_role("button", name="Make draft").click()
    page.wait_for_url(re.compile(r"/invoices/\d+/$"))
    assert "99001" not in page.locator("h1").inner_text()
    page.get_by_role("button", name="Issue").click()
    dialog = page.get_by_role("dialog")
    assert "99001? It cannot be changed afterwards." in dialog.inner_text()
    dialog.get_by_role("button", name="Issue").click()
    page.get_by_role("link", name="Credit").wait_for()


def find_in_register(page, number: str, kind: str) -> None:
    """The auditor goes from the number to its facts and on to its document."""
    page.goto(f"/numbers/?q={number}")
    page.get_by_role("link", name=number, exact=True).click()
    page.wait_for_url(re.compile(r"/numbers/\d+/"))
    facts = page.locator("main").inner_text()
    assert "Karl Berg" in facts
    assert "drawn" in facts
    page.locator("main").get_by_role("link", name=kind).first.click()
    page.wait_for_url(re.compile(r"/(orders|invoices)/\d+/$"))
    assert number in page.locator("h1").inner_text()


def see_what_was_changed(page) -> None:
    """The auditor sees who changed which setting, from which value to which."""
    page.goto("/numbers/history/")
    changes = page.locator("main").inner_text()
    assert "Anna Berg" in changes
    assert "00100" in changes
