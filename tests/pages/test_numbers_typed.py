"""Proposed and typed numbers on the entry pages, and the number field of invoice drafts."""

from __future__ import annotations

import pytest
from django.urls import reverse

from invoicing.models import Invoice
from numbering.models import IssuedNumber
from numbering.services import find_series, save_line
from orders.models import Item, Order, Party
from tests.factories import DraftFactory, OrderFactory
from tests.pages.numbers import (
    NEW_ITEM,
    NEW_ORDER,
    NEW_PARTY,
    customer_series,
    field_of,
    order_series,
    relate,
    switched,
    text_of,
    typed_item,
    typed_party,
)

# ---- proposed ----


@pytest.fixture
def proposing(company):
    company.automatic_item_numbers = True
    company.save()
    return company


def test_ew10_an_item_number_is_proposed_drawn_and_changeable(as_clerk, proposing):
    shown = as_clerk.get(NEW_ITEM)
    as_clerk.post(NEW_ITEM, typed_item(proposing, **field_of(shown)))
    as_clerk.post(NEW_ITEM, typed_item(proposing, number="OAK-7", number_proposed="1002"))

    assert field_of(shown) == {"number": "1001", "number_proposed": "1001"}
    found = [(str(one.number), one.number.origin) for one in Item.objects.order_by("pk")]
    assert found == [("1001", "drawn"), ("OAK-7", "typed")]


def test_ew10_only_where_it_is_switched_on(as_clerk, company):
    assert field_of(as_clerk.get(NEW_ITEM)) == {"number": ""}


def test_ew10_of_two_with_one_proposal_the_second_gets_the_next_number_and_is_told(
    as_clerk, as_administrator, proposing
):
    first, second = field_of(as_clerk.get(NEW_ITEM)), field_of(as_administrator.get(NEW_ITEM))

    as_clerk.post(NEW_ITEM, typed_item(proposing, **first))
    told = as_administrator.post(NEW_ITEM, typed_item(proposing, **second), follow=True)

    assert [str(one.number) for one in Item.objects.order_by("pk")] == ["1001", "1002"]
    assert "1001 was given out meanwhile: this one has the number 1002." in text_of(told)


def test_ew10_a_proposal_follows_the_series_and_a_refused_entry(as_clerk, proposing):
    spare = relate(find_series(proposing, "item"), "SPARE", "S-1", manual_numbers=True)
    proposed = {"number": "1001", "number_proposed": "1001"}

    picked = as_clerk.get(reverse("orders:item_rule"), proposed | {"number_series": spare.pk})
    as_clerk.post(NEW_ITEM, typed_item(proposing, **proposed))
    refused = as_clerk.post(NEW_ITEM, typed_item(proposing, text="", **proposed))

    assert field_of(picked)["number"] == "S-1"
    assert field_of(refused)["number"] == "1002"


# ---- typed numbers ----


def test_oc05_a_number_from_an_old_system_need_not_fit_but_must_be_new(as_clerk, company):
    customer_series(company, manual_numbers=True)

    as_clerk.post(NEW_PARTY, typed_party(customer_number="K/77-old"))
    refused = as_clerk.post(NEW_PARTY, typed_party(customer_number="K/77-old"))

    assert [str(one.customer_number) for one in Party.objects.all()] == ["K/77-old"]
    assert "K/77-old is taken already" in text_of(refused)


def test_oc07_allow_duplicates_takes_the_same_reference_again(as_clerk, company, typed_order):
    order_series(company, manual_numbers=True, allow_duplicates=True)

    for _ in range(3):
        as_clerk.post(NEW_ORDER, typed_order(number="REF-1"))
    as_clerk.post(NEW_ORDER, typed_order(number=""))

    found = [str(order.number) for order in Order.objects.order_by("pk")]
    assert found == ["REF-1", "REF-1", "REF-1", "00001"]
    assert IssuedNumber.objects.filter(text="REF-1").count() == 3


# ---- invoices ----


def issue(client, draft, **typed):
    return client.post(reverse("invoicing:invoice_issue", args=[draft.pk]), typed, follow=True)


def test_bc05_an_invoice_draft_hides_or_shows_the_field(as_clerk, clerk, company):
    draft = DraftFactory(order=OrderFactory(company=company), by=clerk)
    hidden = as_clerk.get(draft.get_absolute_url())
    switched(draft.order_type.invoice_series, manual_numbers=True)

    shown = as_clerk.get(draft.get_absolute_url())
    refused = issue(as_clerk, draft, number="with space")
    issue(as_clerk, draft, number="99500")

    assert field_of(hidden) == {}
    assert field_of(shown) == {"number": ""}
    assert "no spaces" in text_of(refused)
    assert field_of(refused) == {"number": "with space"}
    assert str(Invoice.objects.get().number) == "99500"


def test_bc05_an_exhausted_invoice_series_takes_a_typed_number(as_clerk, clerk, company):
    draft = DraftFactory(order=OrderFactory(company=company), by=clerk)
    line = draft.order_type.invoice_series.lines.get()
    line.blocked = True
    save_line(line)

    shown = as_clerk.get(draft.get_absolute_url())
    issue(as_clerk, draft, number="99500")

    assert "Until then, type a number." in text_of(shown)
    assert str(Invoice.objects.get().number) == "99500"


def test_bc08_an_invoices_related_series(as_clerk, clerk, company):
    draft = DraftFactory(order=OrderFactory(company=company), by=clerk)
    export = relate(draft.order_type.invoice_series, "EXPORT", "E-1")

    shown = as_clerk.get(draft.get_absolute_url())
    address = reverse("invoicing:invoice_number", args=[draft.pk])
    picked = as_clerk.get(address, {"number_series": export.pk})
    issue(as_clerk, draft, number_series=export.pk)

    assert "number_series" in field_of(shown)
    assert "E-1" in text_of(picked)
    assert str(Invoice.objects.get().number) == "E-1"
