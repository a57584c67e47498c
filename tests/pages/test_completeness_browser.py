"""The auditor's desk in a browser: from the glance to the hole."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from numbering.models import Company, Counter, NumberSeries
from numbering.pages import completeness as reading
from numbering.services import create_series, draw_many, void
from numbering.views import completeness as view
from tests.factories import DAY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browser: Page, live_server, auditor) -> Page:
    client = Client()
    client.force_login(auditor)
    session = client.cookies["sessionid"].value
    browser.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return browser


@pytest.fixture
def with_a_hole(company: Company) -> NumberSeries:
    """Twenty numbers, one of them void, and three missing."""
    series = create_series(company, "EVENTS", register="letter", start="E-001")
    with transaction.atomic():
        void(draw_many(series, 20, on=DAY)[4], reason="Printed twice")
        Counter.objects.filter(line__series=series).update(next_value=24)  # what no service does
        draw_many(series, 6, on=DAY)
    return series


def test_nw02_from_the_start_page_to_the_hole(page: Page, with_a_hole: NumberSeries) -> None:
    page.goto("/")
    page.get_by_role("link", name="EVENTS").click()
    expect(page.get_by_role("heading", name="EVENTS")).to_be_visible()
    expect(page.locator(".strip-hole")).to_have_count(1)
    assert page.locator(".strip-hole").evaluate(
        "node => getComputedStyle(node).fill"
    ) != page.locator(".strip-used").evaluate("node => getComputedStyle(node).fill")
    expect(page.get_by_text("E-021 – E-023")).to_be_visible()
    page.get_by_role("link", name="E-005").click()
    expect(page.get_by_text("Printed twice").first).to_be_visible()


def test_nw02_the_list_is_narrowed_to_alarms(page: Page, company, with_a_hole) -> None:
    with transaction.atomic():
        draw_many(create_series(company, "WHOLE", register="other"), 3, on=DAY)
    page.goto(reverse("numbering:completeness"))
    expect(page.get_by_role("link", name="WHOLE")).to_be_visible()
    expect(page.get_by_text("every number in use has its document")).to_be_visible()
    page.locator("[name=only]").select_option("alarms")
    expect(page.get_by_role("link", name="WHOLE")).to_have_count(0)
    expect(page.get_by_text("3 numbers missing")).to_be_visible()


def test_nw02_a_long_line_is_counted_on_demand(page: Page, with_a_hole, monkeypatch) -> None:
    monkeypatch.setattr(reading, "AT_ONCE", 10)
    monkeypatch.setattr(view, "AT_ONCE", 10)
    page.goto(reverse("numbering:completeness"))
    page.get_by_role("button", name="Count now").click()
    expect(page.get_by_text("3 numbers missing")).to_be_visible()
    assert page.url.endswith("/completeness/")
    page.get_by_role("button", name="Look now").click()
    expect(page.get_by_text("every number in use has its document")).to_be_visible()
    page.goto(reverse("numbering:completeness_of", args=[with_a_hole.pk]))
    expect(page.get_by_text("E-021 – E-023")).to_be_visible()
