"""Trade documents in lists and on their own pages; closing and cancelling."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from numbering.models import Department
from numbering.pages import search
from orders.models import Commission, TradeDocument
from orders.services.trade_steps import convert
from orders.tradekinds import trade_kinds
from tests.factories import (
    DAY,
    OrderFactory,
    PartyFactory,
    TradeFactory,
    line_data,
    number_kinds,
)
from tests.pages.trade import numbers, page_of, text_of

QUOTES = reverse("orders:trade_list", args=["sales_quote"])
KINDS = [kind.code for kind in trade_kinds()]


@pytest.mark.parametrize("kind", KINDS)
def test_ew12_every_kind_has_a_list_and_a_page(as_clerk, company, kind):
    number_kinds(company, "supplier")
    party = PartyFactory(company=company, is_supplier=True)
    document = TradeFactory(company=company, kind=kind, party=party)

    listed = as_clerk.get(reverse("orders:trade_list", args=[kind]))
    page = text_of(as_clerk.get(document.get_absolute_url()))

    assert numbers(listed) == ["1001"]
    assert str(document.trade_kind.plural) in text_of(listed)
    assert f"{document.trade_kind.label} <span" in page
    assert document.internal_id in page
    assert f'href="{document.number.get_absolute_url()}"' in page


@pytest.mark.parametrize("kind", KINDS)
def test_kb09_every_kind_leads_from_its_list_to_a_new_one(as_clerk, company, kind):
    number_kinds(company, kind)
    new = reverse("orders:trade_new", args=[kind])

    assert f'href="{new}"' in text_of(as_clerk.get(reverse("orders:trade_list", args=[kind])))
    assert as_clerk.get(new).status_code == 200


def test_a_kind_that_is_none_is_not_found(as_clerk):
    for code in ("nonsense", "sales_order", "invoice"):
        assert as_clerk.get(f"/documents/{code}/").status_code == 404


def test_a_document_is_not_found_under_another_kind(as_clerk, company):
    quote = TradeFactory(company=company)

    assert as_clerk.get(f"/documents/delivery/{quote.pk}/").status_code == 404


def test_the_list_searches_and_filters(as_clerk, company):
    acme = PartyFactory(company=company, name="Acme")
    office = Department.objects.create(company=company, code="ADM", name="Office")
    TradeFactory(company=company, party=acme, date=DAY - datetime.timedelta(days=5))
    TradeFactory(company=company, your_reference="PO 4711", department=office)
    quote = TradeFactory(company=company)
    line = quote.lines.get()
    convert(
        source=quote,
        into="sales_order",
        by=quote.created_by,
        date=DAY,
        quantities={line.pk: Decimal(1)},
    )

    assert numbers(as_clerk.get(QUOTES)) == ["1003", "1002", "1001"]
    for query, found in (
        ({"q": "acme"}, ["1001"]),
        ({"q": "PO 47"}, ["1002"]),
        ({"q": "1003"}, ["1003"]),
        ({"party": "acme"}, ["1001"]),
        ({"party": str(acme.customer_number)}, ["1001"]),
        ({"department": office.pk}, ["1002"]),
        ({"date_to": "2026-11-20"}, ["1001"]),
        ({"state": "partly"}, ["1003"]),
        ({"state": "to_do"}, ["1003", "1002", "1001"]),
        ({"state": "closed"}, []),
        ({"sort": "number"}, ["1001", "1002", "1003"]),
    ):
        assert numbers(as_clerk.get(QUOTES, query)) == found, query


def test_an_old_document_is_found_by_number_voucher_and_name(as_clerk, company, monkeypatch):
    monkeypatch.setattr(search, "NEWEST", 1)
    number_kinds(company, "voucher", start="V1")
    TradeFactory(company=company, party=PartyFactory(company=company, name="Acme Østers"))
    for _ in range(2):
        TradeFactory(company=company)

    for words in ("1001", "V1", "ØSTERS"):
        assert numbers(as_clerk.get(QUOTES, {"q": words})) == ["1001"], words


def test_suppliers_are_found_by_their_own_number(as_clerk, company):
    number_kinds(company, "supplier", start="70001")
    supplier = PartyFactory(company=company, is_customer=False, is_supplier=True)
    TradeFactory(company=company, kind="purchase_order", party=supplier)
    orders = reverse("orders:trade_list", args=["purchase_order"])

    assert "70001" in text_of(as_clerk.get(orders))
    assert numbers(as_clerk.get(orders, {"q": "70001"})) == ["1001"]
    assert numbers(as_clerk.get(orders, {"party": "7000"})) == ["1001"]


def test_ew08_lists_and_pages_show_the_voucher_number_where_the_company_uses_it(as_clerk, company):
    first = TradeFactory(company=company)
    assert "Voucher" not in text_of(as_clerk.get(QUOTES))
    assert "Voucher" not in text_of(as_clerk.get(first.get_absolute_url()))
    number_kinds(company, "voucher", start="V0001")
    quote, order = TradeFactory(company=company), OrderFactory(company=company)

    assert "V0001" in text_of(as_clerk.get(QUOTES))
    assert "V0001" in text_of(as_clerk.get(quote.get_absolute_url()))
    assert "V0002" in text_of(as_clerk.get(reverse("orders:order_list")))
    assert "V0002" in text_of(as_clerk.get(order.get_absolute_url()))


def test_the_list_adds_up_and_exports(as_clerk, company):
    TradeFactory(company=company, due_date=DAY)

    assert "1,250.00" in text_of(as_clerk.get(QUOTES))
    rows = b"".join(as_clerk.get(QUOTES, {"export": "csv"}).streaming_content).decode()
    assert "Valid until" in rows
    assert "1250.00" in rows


def test_the_page_shows_the_chain_and_what_went_on(as_clerk, clerk, company):
    number_kinds(company, "delivery")
    quote = TradeFactory(company=company, lines=[line_data(company), line_data(company)])
    order = convert(source=quote, into="sales_order", by=clerk, date=DAY)
    first = order.lines.in_order()[0]
    delivery = convert(
        source=order, into="delivery", by=clerk, date=DAY, quantities={first.pk: Decimal(4)}
    )

    for document in (quote, order, delivery):
        page = text_of(as_clerk.get(document.get_absolute_url()))
        for other in (quote, order, delivery):
            assert (f'href="{other.get_absolute_url()}"' in page) == (other != document)
    shown = as_clerk.get(order.get_absolute_url()).context["progress"]
    assert [str(one.done) for one in shown.targets] == ["Delivered", "Invoiced"]
    assert [row.done for row in shown.rows] == [(4, 0), (0, 0)]
    assert "partly delivered" in text_of(as_clerk.get(order.get_absolute_url()))


def test_a_cancelled_link_of_the_chain_steps_back(as_clerk, clerk, company):
    quote = TradeFactory(company=company)
    order = convert(source=quote, into="sales_order", by=clerk, date=DAY)
    cancel = reverse("orders:order_cancel", args=[order.pk])
    as_clerk.post(cancel, {"reason": "Too late", "version": order.version})

    page = text_of(as_clerk.get(quote.get_absolute_url()))

    assert "is-off" in page
    assert "(cancelled)" in page


def test_orders_are_filtered_by_delivery(as_clerk, clerk, company):
    number_kinds(company, "delivery")
    orders = [OrderFactory(company=company) for _ in range(3)]
    convert(source=orders[0], into="delivery", by=clerk, date=DAY)
    taken = {orders[1].lines.get().pk: Decimal(1)}
    convert(source=orders[1], into="delivery", by=clerk, date=DAY, quantities=taken)
    listed = reverse("orders:order_list")

    assert numbers(as_clerk.get(listed, {"delivery": "delivered"})) == ["00001"]
    assert numbers(as_clerk.get(listed, {"delivery": "partly"})) == ["00002"]
    assert numbers(as_clerk.get(listed, {"delivery": "to_deliver"})) == ["00003", "00002"]


def test_actions_follow_the_state(as_clerk, as_auditor, company):
    quote = TradeFactory(company=company)
    known = ("cancel", "close", "reopen", "edit", "print", "convert")

    def actions(client) -> list[str]:
        page = text_of(client.get(quote.get_absolute_url()))
        urls = {name: page_of(quote, name) for name in known if name != "convert"}
        urls["convert"] = page_of(quote, "convert", "sales_order")
        return [name for name, url in urls.items() if f'"{url}"' in page]

    assert actions(as_clerk) == ["cancel", "close", "edit", "print", "convert"]
    assert actions(as_auditor) == ["print"]
    as_clerk.post(page_of(quote, "close"), {"version": 1})
    assert actions(as_clerk) == ["cancel", "reopen", "print"]
    as_clerk.post(page_of(quote, "reopen"), {"version": 2})
    assert actions(as_clerk) == ["cancel", "close", "edit", "print", "convert"]


def test_closing_is_refused_where_somebody_else_saved_meanwhile(as_clerk, company):
    quote = TradeFactory(company=company)

    page = as_clerk.post(page_of(quote, "close"), {"version": 7}, follow=True)

    assert "saved this at" in text_of(page)
    assert TradeDocument.objects.get().state == "open"


def test_cancelling_asks_for_the_reason_and_says_what_is_in_the_way(as_clerk, clerk, company):
    quote = TradeFactory(company=company)
    cancel = page_of(quote, "cancel")

    assert "Type a reason" in text_of(as_clerk.post(cancel, {"reason": "", "version": 1}))
    order = convert(source=quote, into="sales_order", by=clerk, date=DAY)
    typed = {"reason": "Refused", "version": 1}
    refused = text_of(as_clerk.post(cancel, typed))
    assert f"Order {order.number} was made of it" in refused
    assert "Refused" in refused
    as_clerk.post(
        reverse("orders:order_cancel", args=[order.pk]), {"reason": "Too late", "version": 1}
    )
    told = text_of(as_clerk.post(cancel, typed, follow=True))
    assert "Quote 1001 is cancelled." in told
    assert "Refused" in told


def test_ew09_a_document_shows_its_commission(as_clerk, clerk, company):
    number_kinds(company, "commission", start="K1")
    commission = Commission(
        company=company, name="Harbour hall", date=DAY, created_by=clerk, updated_by=clerk
    )
    commission.save(by=clerk)
    quote = TradeFactory(company=company, commission=commission)
    order = convert(source=quote, into="sales_order", by=clerk, date=DAY)

    for document in (quote, order):
        page = text_of(as_clerk.get(document.get_absolute_url()))
        assert "K1" in page
        assert "Harbour hall" in page
