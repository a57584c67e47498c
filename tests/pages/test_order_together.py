"""Two people at one order, and a login that ends while somebody types."""

from __future__ import annotations

import re

from django.test import Client
from django.urls import reverse

from numbering.models import IssuedNumber
from orders.models import Order
from tests.factories import OrderFactory, line_data
from tests.fixtures.company import PASSWORD
from tests.pages.conftest import retyped

NEW = reverse("orders:order_new")


def edit(order: Order) -> str:
    return reverse("orders:order_edit", args=[order.pk])


def test_the_second_person_is_told_who_saved_what_and_keeps_the_own_text(
    as_clerk, as_administrator, company
):
    order = OrderFactory(company=company)
    as_administrator.post(edit(order), retyped(order, your_reference="Anna's"))

    response = as_clerk.post(
        edit(order), retyped(order, **{"your_reference": "Karl's", "lines-0-quantity": "3"})
    )

    page = response.content.decode()
    assert response.status_code == 200
    assert "Anna Berg saved this at" in page
    assert "Anna&#x27;s" in page
    assert "Karl&#x27;s" in page
    assert "Line 1, quantity" in page
    stored = Order.objects.get()
    assert (stored.your_reference, stored.lines.get().quantity) == ("Anna's", 10)


def test_saving_once_more_is_refused_again_until_it_is_meant(as_clerk, as_administrator, company):
    order = OrderFactory(company=company)
    as_administrator.post(edit(order), retyped(order, your_reference="Anna's"))
    mine = retyped(order, your_reference="Karl's")

    as_clerk.post(edit(order), mine)
    as_clerk.post(edit(order), mine)
    assert Order.objects.get().your_reference == "Anna's"

    as_clerk.post(edit(order), mine | {"over": "1"})
    assert Order.objects.get().your_reference == "Karl's"


def test_a_line_that_the_other_person_took_out_can_be_saved_again(
    as_clerk, as_administrator, company
):
    lines = [line_data(company), line_data(company, text="Table")]
    order = OrderFactory(company=company, lines=lines)
    mine = retyped(order)
    as_administrator.post(edit(order), retyped(order, **{"lines-1-DELETE": "on"}))

    page = as_clerk.post(edit(order), mine).content.decode()
    as_clerk.post(edit(order), mine | {"over": "1"})

    assert "not there" in page
    assert [line.text for line in Order.objects.get().lines.in_order()] == ["Chair", "Table"]


def test_enter_in_a_field_does_not_overwrite(as_clerk, as_administrator, company):
    """The first button of the form is the one that Enter presses."""
    order = OrderFactory(company=company)
    as_administrator.post(edit(order), retyped(order, your_reference="Anna's"))

    page = as_clerk.post(edit(order), retyped(order)).content.decode()

    form = page[page.index('<form method="post" data-main') :]
    assert 'name="over"' not in re.search(r"<button[^>]*>", form)[0]


def test_a_cancelled_order_is_not_changed(as_clerk, company):
    order = OrderFactory(company=company)
    cancel = reverse("orders:order_cancel", args=[order.pk])
    as_clerk.post(cancel, {"reason": "ordered twice", "version": order.version})

    page = as_clerk.post(edit(order), retyped(order, version=2)).content.decode()

    assert "The order is cancelled and cannot be changed." in page
    assert as_clerk.get(edit(order)).url == order.get_absolute_url()


def test_what_was_typed_comes_back_after_a_lost_login(clerk, company, typed_order):
    browser = Client()
    issued = IssuedNumber.objects.count()
    asked = browser.post(NEW, typed_order(**{"lines-0-text": "Oak & ash"}))
    kept = re.search(r'name="kept" value="([^"]+)"', asked.content.decode())[1]

    fields = {"username": clerk.username, "password": PASSWORD, "kept": kept}
    page = browser.post(reverse("login"), fields, follow=True).content.decode()

    assert "Nothing was saved yet" in page
    assert "Oak &amp; ash" in page
    assert "PO 4711" in page
    assert "data-dirty" in page
    assert Order.objects.count() == 0
    assert IssuedNumber.objects.count() == issued


def test_a_lost_login_on_an_edit_keeps_the_version(as_administrator, clerk, company):
    order = OrderFactory(company=company)
    browser = Client()
    asked = browser.post(edit(order), retyped(order, your_reference="Karl's"))
    as_administrator.post(edit(order), retyped(order, your_reference="Anna's"))
    kept = re.search(r'name="kept" value="([^"]+)"', asked.content.decode())[1]

    fields = {"username": clerk.username, "password": PASSWORD, "kept": kept}
    page = browser.post(reverse("login"), fields, follow=True).content.decode()
    saved = browser.post(edit(order), retyped(order, your_reference="Karl's"))

    assert "Karl&#x27;s" in page
    assert "Anna Berg saved this" in saved.content.decode()
