"""The invoice journal in a real browser: narrowed without a reload, printed by a key."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from invoicing.models import KeptJournal
from invoicing.services import journals
from tests.invoicing.journals import day, issued, series_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browser, live_server, auditor):
    client = Client()
    client.force_login(auditor)
    session = client.cookies["sessionid"].value
    browser.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return browser


def test_an_auditor_narrows_the_journal_and_prints_it(page, company, clerk, monkeypatch):
    monkeypatch.setattr(journals, "render_pdf", lambda html: html.encode())
    issued(company, clerk, day(2))
    issued(company, clerk, day(3), slot=2)
    page.goto("/invoice-journal/?date_from=2026-11-01&date_to=2026-11-30")
    assert "99001" in page.inner_text("#journal")

    page.select_option("[name=series]", str(series_of(company, "INVOICE-2").pk))
    page.wait_for_url(re.compile("series="))
    page.locator("#journal", has_text="1 invoice").wait_for()
    assert "90001" in page.inner_text("#journal")
    assert "99001" not in page.inner_text("#journal")

    page.fill("[name=date_to]", "2026-10-31")
    page.locator("#errors").wait_for()
    assert "ends before it begins" in page.inner_text("#errors")
    page.fill("[name=date_to]", "2026-11-30")
    page.locator("#journal", has_text="90001").wait_for()

    page.locator("h1").click()
    page.keyboard.press("p")
    page.locator("dialog[open]").wait_for()
    page.get_by_role("button", name="Print", exact=True).click()
    page.wait_for_url(re.compile(r"/invoice-journals/\d+/$"))
    assert "Invoice journal 1 is printed and kept." in page.inner_text("main")
    assert KeptJournal.objects.get().narrowed_to == "INVOICE-2 · Kredit"
