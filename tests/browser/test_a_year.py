"""The year of tests/story in a browser: the same papers and numbers, made on the pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from numbering.models import Membership
from tests.story.firm import Firm

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def clerk(django_user_model, db) -> User:
    """The clerk of the joinery, and of no other company."""
    user: User = django_user_model.objects.create(username="karl", first_name="Karl")
    user.groups.add(Group.objects.get_or_create(name="Clerks")[0])
    return user


@pytest.fixture
def firm(clerk) -> Firm:
    firm = Firm(clerk)
    Membership.objects.create(company=firm.company, user=clerk)
    return firm


@pytest.fixture
def page(browser, live_server, firm, clerk) -> Any:
    client = Client()
    client.force_login(clerk)
    session = client.cookies["sessionid"].value
    browser.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return browser


@pytest.fixture
def write(page) -> Callable[..., None]:
    """Write a document of a kind by keyboard: somebody, an item, a quantity."""

    def written(address: str, words: str, item: str, quantity: str) -> None:
        page.goto(address)
        pick(page, words)
        page.focus("[name=lines-0-item_text]")
        pick(page, item)
        page.locator("[name=lines-0-quantity]:focus").wait_for()
        page.keyboard.type(quantity)
        save(page)

    return written


def pick(page, words: str) -> None:
    """Type into the focused search field and take the first suggestion."""
    page.wait_for_selector("[data-picker-text]:focus")
    page.keyboard.type(words)
    page.wait_for_selector(".picker-list:not([hidden]) li[aria-selected=true]")
    page.keyboard.press("Enter")


def save(page) -> None:
    """Ctrl+S, and the page of what was saved."""
    page.keyboard.press("Control+s")
    page.wait_for_url(re.compile(r"/\d+/$"))


def make(page, what: str, quantity: str = "") -> None:
    """The next document of the chain, whole or so much of its first position."""
    page.get_by_role("link", name=what, exact=False).first.click()
    page.wait_for_selector("[data-quantities]")
    if quantity:
        page.locator("[data-quantities] [data-quantity]").first.fill(quantity)
    save(page)


def heading(page) -> str:
    return " ".join(page.inner_text("h1").split())


def chain(page) -> str:
    return " ".join(page.inner_text(".chain").split())


def test_ew12_a_sale_on_the_pages(page, firm, write):
    firm.item("Eichentisch", "840.00")
    firm.address("Gasthof Lind", is_customer=True)

    write("/documents/sales_quote/new/", "lind", "eichen", "4")
    assert heading(page) == "Quote 10001"
    make(page, "Make order")
    assert heading(page) == "Order 20001"
    page.get_by_role("link", name="Plan production", exact=False).first.click()
    save(page)
    assert heading(page) == "Production order 1"
    page.get_by_role("link", name="20001").first.click()
    page.wait_for_url(re.compile(r"/orders/\d+/$"))
    make(page, "Make delivery", "3")
    assert heading(page) == "Delivery 30001"
    page.get_by_role("link", name="Make invoice", exact=False).first.click()
    page.wait_for_selector("[data-quantities]")
    save(page)
    page.get_by_role("button", name="Issue", exact=False).click()
    page.get_by_role("dialog").get_by_role("button", name="Issue").click()
    page.get_by_role("link", name="Credit", exact=False).first.wait_for()

    assert heading(page) == "Invoice 50001"
    assert chain(page) == "Quote 10001 Order 20001 Production order 1 Delivery 30001 Invoice 50001"
    page.get_by_role("link", name="Delivery 30001").click()
    page.wait_for_url(re.compile(r"/delivery/\d+/$"))
    make(page, "Make return delivery", "1")
    assert heading(page) == "Return delivery 40001"


def test_ew12_a_purchase_on_the_pages(page, firm, write):
    firm.item("Eichenbohle", "48.00")
    firm.address("Sägewerk Holm", is_supplier=True)

    write("/documents/purchase_enquiry/new/", "holm", "eichen", "50")
    assert heading(page) == "Enquiry 1001"
    make(page, "Make purchase order")
    assert heading(page) == "Purchase order 2001"
    make(page, "Make purchase delivery", "30")
    assert heading(page) == "Purchase delivery 3001"
    make(page, "Make liability")
    assert heading(page) == "Liability 5001"
    page.get_by_role("link", name="Purchase delivery 3001").click()
    page.wait_for_url(re.compile(r"/purchase_delivery/\d+/$"))
    make(page, "Make purchase return", "2")
    make(page, "Make purchase credit note")

    assert heading(page) == "Purchase credit note 6001"
    assert chain(page) == (
        "Enquiry 1001 Purchase order 2001 Purchase delivery 3001 Liability 5001"
        " Purchase return delivery 4001 Purchase credit note 6001"
    )
