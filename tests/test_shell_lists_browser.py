"""Lists by keyboard, in a real browser: search while typing, filters, rows, menus."""

import re

import pytest
from django.db import transaction

from numbering.services import create_series, draw_many
from tests.factories import DAY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browser, live_server, client, company, auditor):
    """The register with 60 numbers, opened by the auditor."""
    cases = create_series(company, "CASE", register="case", start="C1", end="C500")
    with transaction.atomic():
        draw_many(cases, 60, on=DAY, by=auditor, kind="case")
    client.force_login(auditor)
    cookie = client.cookies["sessionid"].value
    browser.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    browser.goto("/numbers/")
    return browser


def see_rows(page, count: int) -> None:
    from playwright.sync_api import expect

    expect(page.locator("tr[data-href]")).to_have_count(count)


def test_a_list_is_searched_walked_and_opened_without_the_mouse(page):
    see_rows(page, 50)
    page.keyboard.press("/")
    page.keyboard.type("C5")
    see_rows(page, 11)
    page.wait_for_url(re.compile(r"/numbers/\?q=C5$"))

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")

    page.wait_for_url(re.compile(r"/numbers/\d+/"))
    assert page.inner_text(".num-large") == "C58"


def test_a_click_anywhere_on_a_row_opens_it(page):
    page.click("tr[data-href] >> nth=2 >> td:nth-child(7)")
    page.wait_for_url(re.compile(r"/numbers/\d+/"))


def test_filters_work_at_once_and_all_are_taken_away_at_once(page):
    page.select_option("[name=state]", "void")
    page.wait_for_selector("text=Nothing matches.")
    page.click("text=Show all")
    page.wait_for_url(re.compile("/numbers/$"))
    see_rows(page, 50)


def test_paging_by_keyboard(page):
    page.keyboard.press("PageDown")
    page.wait_for_url(re.compile("after="))
    see_rows(page, 10)
    page.keyboard.press("PageUp")
    page.wait_for_url(re.compile("before="))
    see_rows(page, 50)


def test_menus_open_and_close_by_keyboard(page):
    page.focus(".bar-menu summary")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Log out")
    page.keyboard.press("Escape")
    page.wait_for_selector("text=Log out", state="hidden")


def test_the_language_is_changed_from_the_menu_and_the_page_stays(page):
    page.goto("/numbers/?q=C5")
    page.click(".bar-menu summary")
    page.click("text=Deutsch")
    page.wait_for_selector("html[lang=de]")
    page.wait_for_url(re.compile(r"/numbers/\?q=C5$"))
