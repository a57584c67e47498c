"""Commissions on their pages: list, entry, and the page with everything that belongs to one."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from orders import grouping
from orders.models import Commission, Order
from orders.services.closing import close_card
from tests.card_factories import CommissionFactory, RecordFactory
from tests.factories import (
    DAY,
    InvoiceFactory,
    OrderFactory,
    PartyFactory,
    TradeFactory,
    number_kinds,
)
from tests.pages.numbers import text_of

NEW = reverse("orders:commission_new")
LIST = reverse("orders:commission_list")


def typed(**changes: Any) -> dict[str, Any]:
    return {"name": "Town hall", "date": DAY.isoformat(), "text": "Two floors"} | changes


def page_of(client: Any, commission: Commission, **asked: Any) -> Any:
    return client.get(commission.get_absolute_url(), asked)


def test_a_commission_is_entered_for_a_customer(as_clerk, company):
    number_kinds(company, "commission", start="K-100")
    party = PartyFactory(company=company, name="Acme")

    form = as_clerk.get(f"{NEW}?party={party.pk}").context["form"]
    saved = text_of(as_clerk.post(NEW, typed(party=party.pk), follow=True))

    assert form["party"].value() == party.pk
    assert "Commission K-100 Town hall is saved." in saved
    assert "Two floors" in saved
    assert Commission.objects.get().party == party


def test_ew09_a_commission_shows_documents_of_every_kind_with_both_numbers(
    as_clerk, clerk, company
):
    number_kinds(company, "voucher", start="V-1")
    job = CommissionFactory(company=company)
    party = PartyFactory(company=company, name="Acme")
    TradeFactory(company=company, party=party, commission=job)
    order = OrderFactory(company=company, party=party, commission=job, your_reference="PO 4711")
    invoice = InvoiceFactory(order=order, by=clerk)
    record = RecordFactory(company=company, commission=job, title="Leaking roof")

    response = page_of(as_clerk, job)
    page = text_of(response)

    assert "Quote 1001 V-1 Acme" in page
    assert "Order 00001 V-2 Acme PO 4711 1,250.00 invoiced" in page
    assert "Invoice 99001 V-3 Acme PO 4711 1,250.00 issued" in page
    assert "Case 1001 Leaking roof open" in page
    assert "Sales ordered, net 1,000.00 Sales invoiced, net 1,000.00" in page
    for document in (order, invoice, record):
        assert document.get_absolute_url() in response.content.decode()


def test_new_documents_are_begun_under_an_open_commission(as_clerk, clerk, company):
    party = PartyFactory(company=company, name="Acme")
    job = CommissionFactory(company=company, party=party)
    number_kinds(company, "purchase_order")
    new_order = f"{reverse('orders:order_new')}?commission={job.pk}&party={party.pk}"
    purchase = f"{reverse('orders:trade_new', args=['purchase_order'])}?commission={job.pk}"

    shown = page_of(as_clerk, job).content.decode().replace("&amp;", "&")
    begun = as_clerk.get(new_order).context["form"]
    bought = as_clerk.get(purchase).context["form"]
    close_card(card=job, by=clerk)
    closed = page_of(as_clerk, job).content.decode()

    assert f'href="{new_order}"' in shown
    assert f'href="{purchase}"' in shown
    assert reverse("orders:trade_new", args=["sales_quote"]) not in shown  # not numbered here
    assert (begun["commission"].value(), begun["party"].value()) == (job.pk, party.pk)
    assert bought["commission"].value() == job.pk
    assert reverse("orders:order_new") not in closed


def test_an_order_is_put_under_a_commission_and_refused_by_a_closed_one(
    as_clerk, clerk, company, typed_order
):
    job = CommissionFactory(company=company)
    new = reverse("orders:order_new")

    as_clerk.post(new, typed_order(commission=job.pk))
    close_card(card=job, by=clerk)
    refused = as_clerk.post(new, typed_order(commission=job.pk))

    assert Order.objects.get().commission == job
    assert "This commission is closed" in text_of(refused)


def test_many_documents_come_page_by_page(as_clerk, company, monkeypatch):
    monkeypatch.setattr(grouping, "PAGE", 2)
    job = CommissionFactory(company=company)
    for _ in range(5):
        RecordFactory(company=company, commission=job)

    sizes = [len(page_of(as_clerk, job, page=page).context["members"]) for page in (1, 2, 3, 4)]

    assert sizes == [2, 2, 1, 0]
    first, last = (page_of(as_clerk, job, page=page).content.decode() for page in (1, 3))
    assert 'href="?page=2" rel="next"' in " ".join(first.split())
    assert 'rel="next"' not in last


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 30, "²"])
def test_a_page_that_is_none_is_the_first_or_an_empty_one(page, as_clerk, company):
    assert page_of(as_clerk, CommissionFactory(company=company), page=page).status_code == 200


def test_a_commission_is_closed_changed_and_cancelled(as_clerk, company):
    job = CommissionFactory(company=company)
    urls = {
        step: reverse(f"orders:commission_{step}", args=[job.pk])
        for step in ("edit", "close", "reopen", "cancel")
    }

    as_clerk.post(urls["edit"], typed(version=1))
    closed = text_of(as_clerk.post(urls["close"], {"version": "2"}, follow=True))
    shut = text_of(as_clerk.get(urls["edit"], follow=True))
    as_clerk.post(urls["reopen"], {"version": "3"})
    record = RecordFactory(company=company, commission=job)
    used = text_of(as_clerk.post(urls["cancel"], {"reason": "Twice", "version": "4"}))
    type(record).objects.update(commission=None)
    cancelled = text_of(as_clerk.post(urls["cancel"], {"reason": "Twice"}, follow=True))

    assert "Commission 1001 is closed." in closed
    assert "reopen it to change it" in shut
    assert "take them out of it first" in used
    assert "Commission 1001 is cancelled." in cancelled


def test_the_list_is_searched_and_filtered(as_clerk, clerk, company):
    acme = PartyFactory(company=company, name="Acme", city="Odense")
    CommissionFactory(company=company, name="Town hall", party=acme)
    CommissionFactory(company=company, name="Museum")
    close_card(card=CommissionFactory(company=company, name="School"), by=clerk)

    def found(**asked: Any) -> list[str]:
        return [row.item.name for row in as_clerk.get(LIST, asked).context["list"]["rows"]]

    assert found() == ["School", "Museum", "Town hall"]
    assert found(q="1002") == found(q="useu") == ["Museum"]
    assert found(q="acme") == found(q="odense") == ["Town hall"]
    assert found(state="closed") == ["School"]
    assert found(date_from="2026-11-22") == []


def test_only_open_commissions_are_suggested(as_clerk, clerk, company):
    close_card(card=CommissionFactory(company=company, name="Old town hall"), by=clerk)
    CommissionFactory(company=company, name="Town hall")

    found = as_clerk.get(reverse("orders:commission_search"), {"q": "hall"}).json()

    assert [row["name"] for row in found] == ["Town hall"]
