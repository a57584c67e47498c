"""A clerk issues the drafts of the day by keyboard, and sees their PDFs being made."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from playwright.sync_api import expect

from invoicing.models import KeptPaper
from tests.invoicing.batches import draft, numbers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browser, live_server, clerk):
    client = Client()
    client.force_login(clerk)
    session = client.cookies["sessionid"].value
    browser.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return browser


def test_drafts_are_ticked_with_space_and_issued(page, company, clerk):
    drafts = [draft(company, clerk) for _ in range(3)]
    page.goto("/invoices/?state=draft")
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.locator("[data-ticked]")).to_have_text("(2)")
    page.keyboard.press("i")
    page.wait_for_url("**/invoices/issue/**")
    expect(page.locator("[data-save]")).to_contain_text("Issue 2 drafts")
    page.keyboard.press("Control+s")
    expect(page.locator("#confirm-text")).to_contain_text("Issue 2 drafts? They are numbered")
    page.locator("dialog [data-yes]").click()
    page.wait_for_url(re.compile(r"/invoices/issued/\d+/$"))
    expect(page.locator("#papers")).to_contain_text("2 of 2 PDFs are made.")
    # The newest stand first in the list; by entry the middle one came before the last.
    assert numbers(drafts) == ["", "99001", "99002"]
    assert KeptPaper.objects.filter(kind="pdf").count() == 2


def test_all_of_a_page_are_ticked_at_once_and_filters_take_the_ticks_away(page, company, clerk):
    for days in (0, 0, 40):
        draft(company, clerk, days=days)
    page.goto("/invoices/")
    button = page.locator("[data-selection] button")
    expect(button).to_be_disabled()
    page.locator("[data-tick-all]").check()
    expect(page.locator("[data-ticked]")).to_have_text("(3)")
    page.locator("[data-tick]").first.uncheck()
    expect(page.locator("[data-ticked]")).to_have_text("(2)")
    page.fill("[name=date_from]", "2026-12-01")
    expect(page.locator("[data-tick]")).to_have_count(1)
    expect(button).to_be_disabled()
    page.locator("[data-selection] a").click()
    page.wait_for_url("**/invoices/issue/**")
    expect(page.locator("[data-save]")).to_contain_text("Issue one draft")
