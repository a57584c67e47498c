"""Money comes in, and does not: a clerk's morning by keyboard in a real browser."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from invoicing.models import Reminder
from tests.factories import InvoiceFactory, OrderFactory
from tests.invoicing.settling import credited, invoice_like, pay, standing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browser, live_server, clerk):
    client = Client()
    client.force_login(clerk)
    session = client.cookies["sessionid"].value
    browser.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return browser


@pytest.fixture
def invoice(company, clerk):
    return InvoiceFactory(order=OrderFactory(company=company), by=clerk)


def test_a_payment_is_recorded_from_the_open_items(page, invoice):
    page.goto("/open-items/")
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/invoices/\d+/$"))
    page.keyboard.press("r")
    page.wait_for_url("**/pay/")
    assert page.input_value("[name=amount]") == "1250.00"
    page.fill("[name=amount]", "1,250.01")
    page.keyboard.press("Control+s")
    page.wait_for_selector(".field-error")
    assert "Only 1,250.00 is open on 99001" in page.inner_text(".field-error")
    assert page.input_value("[name=amount]") == "1,250.01"
    page.fill("[name=amount]", "250")
    page.keyboard.press("Control+s")
    page.wait_for_url(re.compile(r"/invoices/\d+/$"))
    assert "99001-00001" in page.inner_text(".payments")
    assert standing(invoice) == (250, 1000, "partly")


def test_a_credit_is_set_off_with_enter_and_ctrl_s(page, invoice):
    pay(invoice)
    credit_note = credited(invoice, 10)
    others = [invoice_like(invoice) for _ in range(2)]
    page.goto(f"/invoices/{credit_note.pk}/set-off/")
    page.fill(f"[name=amount_{others[0].pk}]", "1000")
    page.keyboard.press("Enter")
    page.locator(f"[name=amount_{others[1].pk}]:focus").wait_for()
    page.keyboard.type("250")
    page.keyboard.press("Control+s")
    page.wait_for_url(re.compile(r"/invoices/\d+/$"))
    assert standing(credit_note) == (-1250, 0, "paid")
    assert standing(others[0]) == (1000, 250, "partly")
    assert standing(others[1]) == (250, 1000, "partly")


def test_reminders_are_made_after_asking_once(page, invoice, levels):
    page.goto("/reminders/")
    page.keyboard.press("n")
    page.wait_for_url("**/reminders/new/")
    page.fill("[name=on]", "2027-01-10")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-save]")
    page.keyboard.press("Control+s")
    page.locator("dialog [data-yes]").click()
    page.wait_for_url(re.compile(r"/reminders/\d+/$"))
    assert "R1001" in page.inner_text("h1")
    assert Reminder.objects.get().lines.get().invoice == invoice
