"""The set-up of a company in a real browser, from an empty database to the first invoice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from numbering.models import Company, Department, SeriesAssignment
from numbering.services import series_for
from tests.fixtures.company import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def log_in(page: Page, name: str) -> None:
    page.goto("/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


@pytest.mark.parametrize(
    ("preset", "order", "invoice"),
    [("easyWinArt", "20001", "50001"), ("Winbas", "00001", "99001")],
)
def test_bc15_ew01_from_an_empty_database_to_the_first_invoice(
    browser: Page, db: None, preset: str, order: str, invoice: str
) -> None:
    User.objects.create_superuser("root", password=PASSWORD)
    opened: list[str] = []
    browser.on("framenavigated", lambda frame: opened.append(urlsplit(frame.url).path))

    log_in(browser, "root")
    browser.get_by_label("Code", exact=True).fill("ny")
    browser.get_by_label("Name", exact=True).fill("Ny Fabrik AB")
    browser.get_by_label("Country").fill("se")
    browser.keyboard.press("Control+s")
    browser.get_by_role("button", name=f"See what {preset} makes").click()
    browser.get_by_text("Nothing is made before you press the button.").wait_for()
    assert not Company.objects.get(code="NY").series.exists()
    browser.get_by_role("button", name=f"Install {preset}").click()
    browser.get_by_text(f"{preset} is installed").wait_for()
    # Two minutes are enough for a person: after the log-in three pages and three fields.
    assert opened == [
        "/login/",
        reverse("admin:numbering_company_add"),
        reverse("admin:presets"),
        reverse("admin:preset", args=[preset.lower()]),
        "/",
    ]

    browser.goto(reverse("orders:party_new"))
    browser.get_by_label("Name", exact=True).fill("Acme Byg")
    browser.keyboard.press("Control+s")
    browser.wait_for_url(re.compile(r"/addresses/\d+/$"))
    write_order(browser)
    assert browser.locator("h1").inner_text() == f"Order {order}"
    make_invoice(browser)
    assert invoice in browser.locator("h1").inner_text()


def write_order(page: Page) -> None:
    page.goto(reverse("orders:order_new"))
    party = page.get_by_role("combobox", name="Customer")
    party.fill("Acme")
    page.get_by_role("option", name="Acme Byg").wait_for()
    page.keyboard.press("Enter")
    page.locator("[name=lines-0-text]").fill("Chair")
    page.locator("[name=lines-0-quantity]").fill("2")
    page.locator("[name=lines-0-price]").fill("100")
    page.keyboard.press("Control+s")
    page.wait_for_url(re.compile(r"/orders/\d+/$"))


def make_invoice(page: Page) -> None:
    page.get_by_role("link", name="Make invoice").click()
    page.get_by_role("button", name="Make draft").click()
    page.wait_for_url(re.compile(r"/invoices/\d+/$"))
    page.get_by_role("button", name="Issue").click()
    page.get_by_role("dialog").get_by_role("button", name="Issue").click()
    page.get_by_role("link", name="Credit").wait_for()


def test_kb04_departments_and_new_series_are_typed_in_place(
    browser: Page, company: Company, administrator: User
) -> None:
    north = Department.objects.create(company=company, code="N", name="North")
    log_in(browser, administrator.username)
    browser.get_by_role("heading", name=company.name).wait_for()
    browser.goto(reverse("admin:numbering_seriesassignment_changelist"))

    browser.get_by_role("button", name="New series for Purchase orders").click()
    assert browser.evaluate("document.activeElement.name") == "purchase_order-code"
    browser.keyboard.type("PO")
    browser.locator("[name=purchase_order-next_number]").fill("P-0001")
    browser.get_by_role("button", name="Series of a department for Purchase orders").click()
    browser.locator("[name=rows-0-department]").select_option(label="North")
    browser.locator("[name=rows-0-series]").select_option(label="+ New series …")
    browser.locator("[name=rows-0-code]").fill("PO-N")
    browser.locator("[name=rows-0-next_number]").fill("P-0001")
    browser.keyboard.press("Control+s")

    # Both would print P-0001: nothing is saved, everything typed is still there.
    browser.get_by_text("Nothing was saved yet.").wait_for()
    assert not SeriesAssignment.objects.filter(kind="purchase_order").exists()
    assert browser.locator("[name=purchase_order-code]").input_value() == "PO"
    wrong = browser.locator("[name=rows-0-next_number]")
    assert wrong.get_attribute("aria-invalid") == "true"
    wrong.fill("N-0001")
    browser.keyboard.press("Control+s")
    browser.get_by_text("Where numbers are used is saved.").wait_for()

    assert series_for(company, "purchase_order", department=north).code == "PO-N"
    assert series_for(company, "purchase_order").code == "PO"


def test_bc07_picking_a_series_shows_its_next_number(
    browser: Page, company: Company, administrator: User
) -> None:
    log_in(browser, administrator.username)
    browser.get_by_role("heading", name=company.name).wait_for()
    browser.goto(reverse("admin:numbering_seriesassignment_changelist"))
    row = browser.locator("[data-use=sales_order]")

    row.locator("select").select_option(label="ORDER-1 · Faktura")

    assert row.locator("[data-next-cell]").inner_text() == "00001"
    row.locator("select").select_option(label="–")
    assert row.locator("[data-next-cell]").inner_text() == "by order type"
