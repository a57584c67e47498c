"""The settings in a real browser: what is shown while typing, and no error anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from numbering.models import Company, SeriesLine
from orders.models import OrderType
from tests.factories import StockLocationFactory

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browser: Page, live_server: LiveServer, administrator: User, client: Client) -> Page:
    """A page of the administrator."""
    client.force_login(administrator)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    browser.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    return browser


def cell(page: Page, row: int, name: str) -> Any:
    return page.locator(f"[name=lines-{row}-{name}]")


def test_wb03_an_overlap_shows_in_the_row_while_typing(page: Page, company: Company) -> None:
    page.goto(reverse("admin:orders_ordertype_changelist"))
    cell(page, 2, "description").fill("Montage")
    for name, text in (("from", "10500"), ("to", "12000"), ("next", "10500")):
        cell(page, 2, f"order_{name}").fill(text)
    cell(page, 2, "own_invoice_series").uncheck()

    page.get_by_text("ORDER-1").wait_for()
    assert cell(page, 2, "order_from").get_attribute("aria-invalid") == "true"
    assert cell(page, 2, "invoice_from").get_attribute("readonly") is not None

    cell(page, 2, "order_from").fill("20000")
    cell(page, 2, "order_to").fill("29999")
    cell(page, 2, "order_next").fill("20000")
    page.get_by_text("No overlaps.").wait_for()
    page.keyboard.press("Control+s")
    page.get_by_text("The order types are saved.").wait_for()

    assert OrderType.objects.get(company=company, slot=3).description == "Montage"


def test_wb03_the_whole_grid_fits_without_scrolling_sideways(page: Page, company: Company) -> None:
    page.goto(reverse("admin:orders_ordertype_changelist"))

    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.locator("[data-save]").bounding_box()["y"] < 800  # type: ignore[index]


def test_the_arrows_stay_in_their_column(page: Page, company: Company) -> None:
    page.goto(reverse("admin:orders_ordertype_changelist"))
    cell(page, 0, "own_invoice_series").uncheck()
    cell(page, 1, "invoice_to").focus()

    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.name") == "lines-2-invoice_to"


def test_bc01_a_new_line_typed_as_samples_fills_its_parts(page: Page, company: Company) -> None:
    series = company.series.get(code="ORDER-1")
    page.goto(reverse("admin:numbering_numberseries_change", args=[series.pk]))
    page.get_by_role("button", name="Add line").click()
    cell(page, 1, "starting_date").fill("2027-01-01")
    cell(page, 1, "sample_start").fill("SO-0001")
    cell(page, 1, "sample_end").fill("SO-9999")

    from playwright.sync_api import expect

    page.locator("[data-preview]").get_by_text("SO-9999").wait_for()
    expect(cell(page, 1, "prefix1")).to_have_value("SO-")
    expect(cell(page, 1, "last_number")).to_have_value("9999")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("is saved").wait_for()

    assert SeriesLine.objects.filter(series=series, prefix1="SO-", digits=4).exists()


def test_kb01_the_preview_follows_the_next_number(page: Page, company: Company) -> None:
    page.goto(reverse("admin:numbering_numberseries_add"))
    page.get_by_label("Code").fill("CASES")
    page.get_by_label("Next number").fill("C-099")

    page.get_by_text("C-101").wait_for()
    page.get_by_label("Next number").fill("no number")
    page.get_by_text("has no digits").wait_for()


def test_wb17_a_type_is_at_one_location(page: Page, company: Company) -> None:
    first, second = StockLocationFactory.create_batch(2, company=company)
    page.goto(reverse("admin:orders_ordertype_locations"))
    page.locator(f"[name=location-{first.pk}-type-1]").check()
    page.locator(f"[name=location-{second.pk}-type-1]").check()

    assert not page.locator(f"[name=location-{first.pk}-type-1]").is_checked()


@pytest.mark.parametrize(
    "screen",
    [
        "index",
        "numbering_numberseries_changelist",
        "numbering_seriesassignment_changelist",
        "numbering_company_changelist",
        "orders_stocklocation_add",
        "orders_item_add",
        "invoicing_customerterms_add",
        "auth_user_changelist",
        "auth_user_add",
    ],
)
def test_every_screen_behaves(page: Page, company: Company, screen: str) -> None:
    """The fixture fails on errors, broken policies and requests to elsewhere."""
    page.goto(reverse(f"admin:{screen}"))

    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
