"""The screens of series in a real browser: live forecast, test, policy, next year, dry run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from numbering.models import Company
from numbering.services import create_series, draw_many
from numbering.transactions import write
from tests.settings.series import screen, series_of

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


def test_bc14_the_test_answers_on_the_page_and_follows_the_typing(
    page: Page, company: Company
) -> None:
    page.goto(screen("change", series_of(company, "ORDER-1")))
    page.get_by_label("On the date").fill("2031-05-01")
    page.get_by_role("button", name="Test").click()
    answer = page.locator("#test-answer")
    answer.get_by_text("00001").wait_for()

    page.locator("[name=lines-0-prefix1]").fill("O-")
    answer.get_by_text("O-00001").wait_for()
    page.locator("#forecast").get_by_text("As typed, not saved yet").wait_for()

    page.get_by_label("Blocked").last.check()
    answer.get_by_text("is blocked").wait_for()
    answer.get_by_role("link", name="Unblock it").click()
    page.wait_for_url(re.compile("#lines$"))
    page.get_by_label("Blocked").last.uncheck()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("is saved").wait_for()

    assert series_of(company, "ORDER-1").lines.get().prefix1 == "O-"


def test_nw08_the_policy_is_measured_and_switched(page: Page, company: Company) -> None:
    series = create_series(company, "CASE", register="case", start="C1")
    page.goto(screen("policy", series))
    page.get_by_role("button", name="Measure now").click()
    page.get_by_text("milliseconds").first.wait_for()
    page.get_by_label("Gaps are filled").check()
    page.get_by_role("button", name="Switch").click()
    page.get_by_text("It goes on with C1").wait_for()

    assert series.lines.get().gap_policy == "fill_gaps"


def test_nw07_the_next_year_is_prepared_and_tried(page: Page, company: Company) -> None:
    year = timezone.localdate().year
    create_series(
        company,
        "CASE",
        register="case",
        start=f"C{year}-01",
        end=f"C{year}-99",
        starting_date=timezone.localdate().replace(month=1, day=1),
    )
    page.goto(screen("changelist"))
    page.get_by_role("link", name="Prepare the next year").click()
    page.get_by_role("button", name="Save the ticked lines").click()

    page.get_by_text("1 line is ready").wait_for()
    page.get_by_text(f"C{year + 1}-01").wait_for()


def test_every_screen_of_series_fits(page: Page, company: Company) -> None:
    series = create_series(
        company, "MONTHLY", register="case", start="{YYMM}-001", end="{YYMM}-999", restart="month"
    )
    with write():
        for month in range(1, 11):
            draw_many(series, 2, on=timezone.localdate().replace(month=month, day=1))
    for name in ("change", "next", "policy", "relations", "rights", "history"):
        page.goto(screen(name, series))
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
    for name in ("changelist", "dryrun", "nextyear", "add"):
        page.goto(screen(name))
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
