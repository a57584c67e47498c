"""Writing an invoice by itself in a real browser: by keyboard, with live sides and totals."""

from __future__ import annotations

import pytest
from django.test import Client

from invoicing.models import Invoice
from tests.factories import PartyFactory, order_type
from tests.invoicing.test_issue import SHARED, change_type
from tests.pages.test_trade_browser import pick, text_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browser, live_server, clerk):
    """The clerk's browser."""
    client = Client()
    client.force_login(clerk)
    session = client.cookies["sessionid"].value
    browser.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return browser


def typed_line(page, index: int, **cells: str) -> None:
    for name, text in cells.items():
        page.fill(f"[name=lines-{index}-{name}]", text)


def test_an_invoice_is_written_by_keyboard(page, company, administrator):
    PartyFactory(company=company, name="Lund Byggeri")
    change_type(company, administrator, 8, **SHARED)

    page.goto("/invoices/")
    page.keyboard.press("n")
    page.wait_for_url("**/invoices/new/")
    pick(page, "lund")
    assert "700001" in text_of(page, "#number-place")
    typed_line(page, 0, text="Advice", quantity="2", price="100")
    typed_line(page, 1, text="Rebate", quantity="1", price="50")
    page.select_option("[name=lines-1-side]", "credit")
    assert "187.50" in text_of(page, "[data-totals]")

    # Type 1 takes debit lines only: the column goes, the number is another one.
    page.select_option("#id_order_type", str(order_type(company, 1).pk))
    page.wait_for_selector("[name=lines-1-side]", state="hidden")
    assert "99001" in text_of(page, "#number-place")
    assert "312.50" in text_of(page, "[data-totals]")
    page.select_option("#id_order_type", "")
    page.wait_for_selector("[name=lines-1-side]", state="visible")
    page.keyboard.press("Control+s")
    page.wait_for_selector("text=The draft is saved.")

    draft = Invoice.objects.get()
    assert (draft.gross, draft.order_type) == (187.5, None)


def test_a_credit_note_is_written_by_keyboard(page, company):
    PartyFactory(company=company, name="Lund Byggeri")

    page.goto("/invoices/")
    page.keyboard.press("c")
    page.wait_for_url("**/invoices/new/credit-note/")
    pick(page, "lund")
    typed_line(page, 0, text="Bonus", quantity="1", price="100")
    page.keyboard.press("Alt+n")
    assert "-125.00" in text_of(page, "[data-totals]")
    page.keyboard.press("Control+s")
    page.wait_for_selector("text=The draft is saved.")

    assert Invoice.objects.get().kind == "credit_note"
