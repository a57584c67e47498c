"""The import page in a browser: by keyboard, with the question asked once, and no broken rule."""

from __future__ import annotations

import pytest
from django.urls import reverse

from orders.models import Order
from tests.factories import ItemFactory, PartyFactory
from tests.fixtures.company import PASSWORD

pytestmark = pytest.mark.browser

HEAD = "order,order type,customer number,item number,quantity\n"


def test_wb20_a_file_of_orders_by_keyboard(browser, live_server, tmp_path, company, clerk):
    PartyFactory(company=company, name="Acme Byg")
    ItemFactory(company=company, text="Chair")
    wrong, right = tmp_path / "wrong.csv", tmp_path / "right.csv"
    wrong.write_text(f"{HEAD}WEB-1,1,10099,1001,3\n")
    right.write_text(f"{HEAD}WEB-1,1,10001,1001,3\nWEB-2,1,10001,1001,1\n")
    page = browser
    page.goto(f"{live_server.url}{reverse('orders:order_list')}")
    page.fill("[name=username]", "karl")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")

    page.click("text=Import")
    page.set_input_files("#id_file", wrong)
    page.keyboard.press("Control+s")
    page.wait_for_selector("text=There is no customer 10099.")
    page.click("text=Choose a file again")
    page.set_input_files("#id_file", right)
    page.keyboard.press("Control+s")
    page.wait_for_selector("text=2 numbers will be drawn")
    saved_before = Order.objects.count()
    page.keyboard.press("Control+s")
    page.wait_for_selector("text=Import this file (2 new)?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=2 numbers drawn, order number: 00001–00002.")

    assert (saved_before, Order.objects.count()) == (0, 2)
