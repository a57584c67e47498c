"""Several deliveries of a customer on one invoice, in a real browser and by keyboard."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from invoicing.models import Invoice
from tests.factories import OrderFactory, PartyFactory
from tests.invoicing.deliveries import delivered, number_trade, taken

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(live_server, new_page, clerk):
    client = Client()
    client.force_login(clerk)
    page = new_page()
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return page


def test_a_delivery_is_ticked_its_lines_come_and_the_totals_follow(page, clerk, company):
    number_trade(company)
    party = PartyFactory(company=company)
    first, second = (
        delivered(OrderFactory(company=company, by=clerk, party=party), clerk) for _ in range(2)
    )
    page.goto(reverse("invoicing:invoice_from_trade", args=[first.pk]))
    quantity = f"[name=quantity_{first.lines.get().pk}]"
    page.fill(quantity, "4")
    page.wait_for_selector("[data-totals] [data-net]:text-is('400.00')")

    page.focus(f"[name=others][value='{second.pk}']")
    page.keyboard.press("Space")

    page.wait_for_selector("[data-totals] [data-net]:text-is('1,400.00')")
    assert page.input_value(quantity) == "4"
    page.focus(quantity)
    page.keyboard.press("Enter")
    page.keyboard.type("2")
    page.wait_for_selector("[data-totals] [data-net]:text-is('600.00')")
    page.keyboard.press("Control+s")
    page.wait_for_url("**/invoices/*/")
    assert taken(Invoice.objects.get()) == [("Chair", 4), ("Chair", 2)]
