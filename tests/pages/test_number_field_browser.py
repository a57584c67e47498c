"""The number field in a real browser: picking a related series, the detour to the set-up."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from numbering.models import NumberSeries, SeriesAssignment
from orders.models import Order, Party
from orders.services.order_types import save_order_type
from tests.factories import DraftFactory, OrderFactory, PartyFactory, line_data
from tests.pages.numbers import order_series, relate

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def log_in(live_server, new_page):
    def enter(user):
        client = Client()
        client.force_login(user)
        page = new_page()
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return page

    return enter


def text_of(page, selector: str) -> str:
    return " ".join(page.inner_text(selector).split())


def test_bc08_a_related_series_is_picked_without_a_reload(log_in, clerk, company):
    relate(order_series(company), "EXPRESS", "X-001")
    PartyFactory(company=company, name="Lund")
    page = log_in(clerk)
    page.goto("/orders/new/")
    page.fill("[name=your_reference]", "PO 4711")
    assert "00001" in text_of(page, "#number-place")

    page.focus("#id_number_series")
    page.select_option("#id_number_series", label="EXPRESS · Express")
    page.wait_for_selector("#number-place >> text=Next from EXPRESS · Express: X-001")
    assert page.evaluate("document.activeElement.id") == "id_number_series"
    page.fill("#id_date", "2026-11-20")
    page.dispatch_event("#id_date", "change")
    page.select_option("[name=order_type]", label="2 Kredit")
    page.wait_for_selector("#id_number_series", state="detached")
    page.select_option("[name=order_type]", label="1 Faktura")
    page.wait_for_selector("#id_number_series")
    page.select_option("#id_number_series", label="EXPRESS · Express")
    page.wait_for_selector("#number-place >> text=X-001")
    page.fill("[name=party_text]", "")
    page.focus("[name=party_text]")
    page.keyboard.type("lund")
    page.wait_for_selector(".picker-list li[aria-selected=true]")
    page.keyboard.press("Enter")
    for name, value in (("text", "Chair"), ("quantity", "1"), ("price", "100")):
        page.fill(f"[name=lines-0-{name}]", value)
    page.keyboard.press("Control+s")
    page.wait_for_url(re.compile(r"/orders/\d+/$"))

    order = Order.objects.get()
    assert (str(order.number), order.your_reference) == ("X-001", "PO 4711")


def test_bc06_the_detour_to_the_set_up_keeps_what_was_typed(log_in, administrator, company):
    SeriesAssignment.objects.filter(company=company, kind="customer").delete()
    NumberSeries.objects.filter(code="CUSTOMER").delete()
    page = log_in(administrator)

    page.goto("/addresses/new/")
    page.wait_for_url("**/numbers/setup/customer/**")
    page.click("text=Not now")
    page.wait_for_url("**/addresses/new/?numbers=later")
    page.fill("[name=name]", "Acme Byg")
    page.click("text=Set up numbering")  # no question though the form is not saved
    page.wait_for_url("**/numbers/setup/customer/**")
    page.fill("[name=next_number]", "K-20001")
    page.keyboard.press("Control+s")
    page.wait_for_url("**/addresses/new/")
    assert page.input_value("[name=name]") == "Acme Byg"
    assert "K-20001" in text_of(page, "#number-places")
    page.focus("[name=name]")
    page.keyboard.press("Enter")  # saves: the way to the settings is no button of the form
    page.wait_for_url(re.compile(r"/addresses/\d+/$"))

    party = Party.objects.get()
    assert (party.name, str(party.customer_number)) == ("Acme Byg", "K-20001")


def test_bc06_an_order_waits_while_its_type_gets_numbers(log_in, administrator, company):
    save_order_type(
        company=company, by=administrator, slot=3, description="Rentals", own_invoice_series=False
    )
    page = log_in(administrator)
    page.goto("/orders/new/")
    page.fill("[name=your_reference]", "PO 4711")
    page.fill("[name=lines-0-text]", "Chair")
    page.select_option("[name=order_type]", label="3 Rentals")
    page.click("#number-place >> text=Set up numbering")
    page.wait_for_url("**/settings/orders/ordertype/")
    row = page.locator("tr", has=page.locator("input[value=Rentals]"))
    row.locator("[name$=order_from]").fill("30001")
    row.locator("[name$=order_to]").fill("30999")
    row.locator("[name$=order_next]").fill("30001")
    page.keyboard.press("Control+s")
    page.wait_for_selector("text=The order types are saved.")
    page.click("text=Back to: New order")
    page.wait_for_url("**/orders/new/")

    assert page.input_value("[name=your_reference]") == "PO 4711"
    assert page.input_value("[name=lines-0-text]") == "Chair"
    assert "30001" in text_of(page, "#number-place")
    assert page.locator("[aria-invalid=true]").count() == 0


def test_alt_n_on_given_lines_adds_none_and_a_question_can_be_asked_twice(log_in, clerk, company):
    order = OrderFactory(company=company)
    draft = DraftFactory(order=OrderFactory(company=company), by=clerk)
    page = log_in(clerk)

    page.goto(f"/orders/{order.pk}/invoice/")
    page.focus("[data-quantities] input:not([type=hidden])")
    page.keyboard.press("Alt+n")
    page.keyboard.press("Alt+Delete")
    assert page.locator("[data-line]").count() == 1
    page.goto(draft.get_absolute_url())
    for _ in range(3):
        page.evaluate("document.querySelector('[data-key=i]').click()")
        page.wait_for_selector("dialog[open]")
        page.evaluate("document.querySelector('#confirm').close('no')")
    page.evaluate("document.querySelector('[data-key=i]').click()")
    page.click("dialog [data-yes]")
    page.wait_for_selector("text=Invoice 99001 is issued.")


def test_fifteen_lines_print_on_one_page(log_in, clerk, company):
    lines = [line_data(company, text=f"Oak plank {number}") for number in range(15)]
    order = OrderFactory(company=company, lines=lines)
    page = log_in(clerk)

    page.goto(f"/orders/{order.pk}/print/")

    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
