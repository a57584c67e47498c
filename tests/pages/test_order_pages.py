"""Orders in lists and on their own pages; cancelling; the order confirmation."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from numbering.choices import State
from orders.choices import OrderState
from orders.models import Order, Party
from tests.factories import DAY, DraftFactory, InvoiceFactory, OrderFactory, PartyFactory

LIST = reverse("orders:order_list")


def numbers(response) -> list[str]:
    return [str(row.item.number) for row in response.context["list"]["rows"]]


def test_all_orders_to_invoice_are_open_and_partly_invoiced_ones(as_clerk, clerk, company):
    orders = [OrderFactory(company=company) for _ in range(4)]
    DraftFactory(order=orders[1], by=clerk, quantities={orders[1].lines.get().pk: Decimal(1)})
    InvoiceFactory(order=orders[2], by=clerk)
    Order.objects.filter(pk=orders[3].pk).update(state=OrderState.CANCELLED)

    start = as_clerk.get("/").content.decode()

    assert f'href="{LIST}?state=to_invoice"' in start
    assert numbers(as_clerk.get(LIST, {"state": "to_invoice"})) == ["00002", "00001"]
    assert numbers(as_clerk.get(LIST, {"state": "partly_invoiced"})) == ["00002"]


def test_the_list_searches_filters_and_sorts(as_clerk, company):
    acme = PartyFactory(company=company, name="Acme")
    OrderFactory(company=company, party=acme, date=DAY - datetime.timedelta(days=5))
    OrderFactory(company=company, your_reference="PO 4711")
    OrderFactory(company=company, slot=2)

    assert numbers(as_clerk.get(LIST)) == ["90001", "00002", "00001"]
    assert numbers(as_clerk.get(LIST, {"q": "acme"})) == ["00001"]
    assert numbers(as_clerk.get(LIST, {"q": "4711"})) == ["00002"]
    assert numbers(as_clerk.get(LIST, {"q": "90001"})) == ["90001"]
    assert numbers(as_clerk.get(LIST, {"customer": "acme"})) == ["00001"]
    assert numbers(as_clerk.get(LIST, {"customer": acme.customer_number})) == ["00001"]
    credit = Order.objects.get(number__text="90001").order_type_id
    assert numbers(as_clerk.get(LIST, {"type": credit})) == ["90001"]
    assert numbers(as_clerk.get(LIST, {"date_to": "2026-11-20"})) == ["00001"]
    assert numbers(as_clerk.get(LIST, {"state": "cancelled"})) == []
    assert numbers(as_clerk.get(LIST, {"sort": "number"})) == ["00001", "00002", "90001"]
    assert numbers(as_clerk.get(LIST, {"sort": "customer"}))[0] == "00001"


def test_the_list_adds_up_and_exports(as_clerk, company):
    OrderFactory(company=company)
    OrderFactory(company=company, slot=2)

    page = as_clerk.get(LIST).content.decode()
    export = as_clerk.get(LIST, {"export": "csv"})

    assert "1,250.00" in page
    rows = b"".join(export.streaming_content).decode()
    assert "00001" in rows
    assert "-1250.00" in rows


def test_an_empty_list_says_what_to_do(as_clerk):
    assert "Press N to write the first one." in as_clerk.get(LIST).content.decode()


def test_kb08_the_page_leads_from_the_order_to_its_numbers_and_invoices(as_clerk, clerk, company):
    order = OrderFactory(company=company, by=clerk)
    invoice = InvoiceFactory(order=order, by=clerk)

    page = as_clerk.get(order.get_absolute_url()).content.decode()

    assert f'href="{order.number.get_absolute_url()}"' in page
    assert f'href="{invoice.number.get_absolute_url()}"' in page
    assert f'href="{invoice.get_absolute_url()}"' in page
    assert "Karl Berg" in page
    assert str(order.number.series) in page


def test_actions_follow_the_state(as_clerk, as_auditor, clerk, company):
    order = OrderFactory(company=company)
    url = order.get_absolute_url()

    assert actions(as_clerk.get(url), order) == ["cancel", "edit", "invoice"]
    assert actions(as_auditor.get(url), order) == []
    DraftFactory(order=order, by=clerk)
    assert actions(as_clerk.get(url), order) == ["edit"]


def actions(response, order) -> list[str]:
    page = response.content.decode()
    known = {
        "cancel": reverse("orders:order_cancel", args=[order.pk]),
        "edit": reverse("orders:order_edit", args=[order.pk]),
        "invoice": reverse("invoicing:invoice_new", args=[order.pk]),
    }
    return [name for name, url in known.items() if f'href="{url}"' in page]


def test_cancelling_keeps_the_number_with_the_reason(as_clerk, company):
    order = OrderFactory(company=company)

    response = as_clerk.post(
        reverse("orders:order_cancel", args=[order.pk]),
        {"reason": "ordered twice", "version": order.version},
        follow=True,
    )

    stored = Order.objects.select_related("number").get()
    assert stored.state == OrderState.CANCELLED
    assert (stored.number.state, stored.number.reason) == (State.VOID, "ordered twice")
    assert "ordered twice" in response.content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"reason": "", "version": 1}, "Type a reason"),
        ({"reason": "x" * 201, "version": 1}, "200 characters"),
        ({"reason": "no", "version": 7}, "saved this at"),
    ],
)
def test_cancelling_is_refused_with_a_sentence(as_clerk, company, typed, sentence):
    order = OrderFactory(company=company)

    page = as_clerk.post(reverse("orders:order_cancel", args=[order.pk]), typed).content.decode()

    assert sentence in page
    assert typed["reason"] in page
    assert Order.objects.get().state == OrderState.OPEN


def test_the_order_confirmation_says_all(as_clerk, company):
    order = OrderFactory(company=company, your_reference="PO 4711", text="By lorry")

    page = as_clerk.get(reverse("orders:order_print", args=[order.pk])).content.decode()

    for text in ("Order confirmation", "Nordisk Træ ApS", "00001", "PO 4711", "By lorry"):
        assert text in page
    assert "1,000.00" in page
    assert "1,250.00 DKK" in page
    assert "<script>" not in page
    assert "style=" not in page


def test_the_order_confirmation_is_in_the_customers_language(as_clerk, company):
    order = OrderFactory(company=company)
    Party.objects.update(language="da")

    page = as_clerk.get(reverse("orders:order_print", args=[order.pk])).content.decode()

    assert '<html lang="da">' in page
    assert "1.250,00" in page
