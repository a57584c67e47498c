"""Designing a print form in a browser: by keyboard, with the paper changing beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from numbering.models import Company
from tests.print_forms import picture, print_form

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


def test_wb19_the_paper_follows_what_is_typed_and_keys_move_columns(
    page: Page, company: Company
) -> None:
    form = print_form(company, "invoice", texts={"": {"closing": "Stored words"}})
    page.goto(reverse("admin:orders_printform_change", args=[form.pk]))
    paper = page.frame_locator(".sheet iframe")
    paper.get_by_text("Stored words").wait_for()

    page.get_by_label("Columns of its own").check()
    page.get_by_label("Amount", exact=True).focus()
    for _step in range(7):
        page.keyboard.press("Alt+ArrowUp")
    paper.locator("th").first.get_by_text("Amount").wait_for()

    page.get_by_role("tab", name="Swedish").click()
    page.get_by_label("Above the lines").locator("visible=true").fill("Tack för ordern")
    paper.get_by_text("Tack för ordern").wait_for()
    paper.get_by_role("heading", name="Faktura").wait_for()

    page.get_by_label("Logo", exact=True).select_option("own")
    page.locator("[name=logo]").set_input_files(
        {"name": "logo.png", "mimeType": "image/png", "buffer": picture()}
    )
    paper.locator("img.logo").wait_for()

    page.keyboard.press("Control+s")
    page.get_by_text("Invoices of every kind is saved.").wait_for()
    form.refresh_from_db()
    assert form.columns.startswith("amount,")
    assert form.logo is not None
    assert form.texts.get(language="sv").intro == "Tack för ordern"


def test_wb19_an_error_in_another_language_is_led_to(page: Page, company: Company) -> None:
    form = print_form(company, "invoice")
    page.goto(reverse("admin:orders_printform_change", args=[form.pk]))
    page.get_by_role("tab", name="German").click()
    field = page.locator("[name=foot_de]")
    field.evaluate("(element) => element.removeAttribute('maxlength')")
    field.fill("x" * 401)
    page.get_by_role("tab", name="Danish").click()
    page.keyboard.press("Control+s")

    page.locator("#errors").wait_for()
    page.locator("[name=foot_de]").wait_for(state="visible")
    page.get_by_role("tab", name="All languages").click()
    page.locator("#errors a").first.click()
    page.locator("[name=foot_de]").wait_for(state="visible")
