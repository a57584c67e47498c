"""Customers and items: lists, entries with their number field, stock."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from numbering.models import IssuedNumber, SeriesAssignment
from numbering.services import find_series, peek
from orders.models import Item, Party, StockLocation
from orders.services.stock import set_stock
from tests.factories import (
    DAY,
    InvoiceFactory,
    ItemFactory,
    OrderFactory,
    PartyFactory,
    StockLocationFactory,
    usual_rate,
)

NEW_PARTY = reverse("orders:party_new")
NEW_ITEM = reverse("orders:item_new")


def typed_party(**changes):
    typed = {"name": "Acme Byg", "is_customer": "on", "language": "da", "country": "dk"}
    return typed | {"city": "Aarhus"} | changes


def typed_item(company, **changes):
    rate = usual_rate(company).pk
    return {"text": "Oak plank", "price": "12,50", "tax_rate": rate, "is_active": "on"} | changes


def let_type(company, kind: str, **switches) -> None:
    series = find_series(company, kind)
    for name, value in ({"manual_numbers": True} | switches).items():
        setattr(series, name, value)
    series.save()


def test_kb02_a_new_customer_gets_the_next_number(as_clerk):
    response = as_clerk.post(NEW_PARTY, typed_party())

    party = Party.objects.get()
    assert response.url == party.get_absolute_url()
    assert (str(party.customer_number), party.country) == ("10001", "DK")


def test_the_number_field_behaves_as_the_series_says(as_clerk, company):
    hidden = as_clerk.get(NEW_PARTY).content.decode()
    let_type(company, "customer")
    optional = as_clerk.get(NEW_PARTY).content.decode()
    let_type(company, "customer", default_numbers=False)
    required = as_clerk.get(NEW_PARTY).content.decode()

    assert 'name="customer_number"' not in hidden
    assert "drawn when you save" in hidden
    assert 'placeholder="10001"' in optional
    assert 'name="customer_number"' in required
    assert "type a" in required.lower()


@pytest.mark.parametrize(
    ("number", "sentence"),
    [("10001", "is taken already"), ("x" * 21, "20 at most"), ("1 2", "no spaces")],
)
def test_a_typed_customer_number_that_cannot_be(as_clerk, company, number, sentence):
    let_type(company, "customer")
    PartyFactory(company=company)
    before = IssuedNumber.objects.count()

    page = as_clerk.post(NEW_PARTY, typed_party(customer_number=number)).content.decode()

    assert sentence in page
    assert 'href="#id_customer_number"' in page
    assert f'value="{number}"' in page
    assert "Acme Byg" in page
    assert Party.objects.count() == 1
    assert IssuedNumber.objects.count() == before
    assert peek(find_series(company, "customer"), on=DAY) == "10002"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Type a name."),
        ({"name": "x" * 121}, "120 characters"),
        ({"country": "Denmark"}, "2 characters"),
        ({"email": "no mail"}, "valid email"),
        ({"language": "tlh"}, "Select a valid choice"),
    ],
)
def test_a_customer_that_cannot_be_saved(as_clerk, changes, sentence):
    page = as_clerk.post(NEW_PARTY, typed_party(street="KEPT 1", **changes)).content.decode()

    assert sentence in page
    assert "KEPT 1" in page
    assert Party.objects.count() == 0


def test_without_a_series_a_clerk_is_told_who_can_help(as_clerk, as_administrator):
    SeriesAssignment.objects.filter(kind="customer").delete()

    for_clerk = as_clerk.get(NEW_PARTY).content.decode()
    refused = as_clerk.post(NEW_PARTY, typed_party()).content.decode()
    for_administrator = as_administrator.get(f"{NEW_PARTY}?numbers=later").content.decode()

    assert "an administrator can choose one" in for_clerk
    assert "Set up numbering" not in for_clerk
    assert "an administrator can choose one" in refused
    assert 'href="#id_customer_number"' in refused
    assert "Acme Byg" in refused
    assert Party.objects.count() == 0
    assert "Set up numbering" in for_administrator


def test_a_customer_is_changed_and_keeps_the_number(as_clerk, company):
    party = PartyFactory(company=company)

    as_clerk.post(reverse("orders:party_edit", args=[party.pk]), typed_party(name="New name"))

    changed = Party.objects.get()
    assert (changed.name, changed.customer_number) == ("New name", party.customer_number)


def test_a_customers_page_shows_orders_and_invoices(as_clerk, clerk, company):
    party = PartyFactory(company=company, name="Acme")
    invoice = InvoiceFactory(order=OrderFactory(company=company, party=party), by=clerk)

    page = as_clerk.get(party.get_absolute_url()).content.decode()

    assert invoice.get_absolute_url() in page
    assert invoice.order.get_absolute_url() in page
    assert f"{NEW_ORDER}?party={party.pk}" in page


NEW_ORDER = reverse("orders:order_new")


def test_an_item_is_entered_and_changed(as_clerk, company):
    as_clerk.post(NEW_ITEM, typed_item(company))
    item = Item.objects.get()
    as_clerk.post(
        reverse("orders:item_edit", args=[item.pk]), typed_item(company, is_active="", price="1")
    )

    changed = Item.objects.get()
    assert (item.price, str(item.number)) == (Decimal("12.5"), "1001")
    assert (changed.price, changed.is_active, changed.number) == (1, False, item.number)


def test_an_item_number_is_proposed_and_may_be_changed(as_clerk, company):
    company.automatic_item_numbers = True
    company.save()

    page = as_clerk.get(NEW_ITEM).content.decode()
    proposed = {"number_proposed": "1001"}
    as_clerk.post(NEW_ITEM, typed_item(company, number="1001", **proposed))
    as_clerk.post(NEW_ITEM, typed_item(company, number="OAK-7", text="Other", **proposed))

    assert 'value="1001"' in page
    numbers = [(str(item.number), item.number.origin) for item in Item.objects.order_by("pk")]
    assert numbers == [("1001", "drawn"), ("OAK-7", "typed")]


def test_a_proposed_number_that_somebody_took_meanwhile_is_the_next_one(as_clerk, company):
    company.automatic_item_numbers = True
    company.save()
    ItemFactory(company=company)

    as_clerk.post(NEW_ITEM, typed_item(company, number="1001", number_proposed="1001"))

    assert str(Item.objects.order_by("-pk")[0].number) == "1002"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": ""}, "Type what the item is called."),
        ({"price": "abc"}, "Enter a number."),
        ({"price": ""}, "Type a price, or 0."),
        ({"tax_rate": ""}, "Pick a tax rate."),
        ({"unit": "x" * 11}, "10 characters"),
    ],
)
def test_an_item_that_cannot_be_saved(as_clerk, company, changes, sentence):
    page = as_clerk.post(NEW_ITEM, typed_item(company, **changes)).content.decode()

    assert sentence in page
    assert Item.objects.count() == 0


def test_wb18_consignment_is_shown_but_not_counted(as_clerk, company):
    item = ItemFactory(company=company)
    main = StockLocationFactory(company=company, name="Main")
    shop = StockLocation.objects.create(
        company=company, code="SHOP", name="Shop", in_total_stock=False
    )
    set_stock(item=item, location=main, quantity=Decimal("7.5"))
    set_stock(item=item, location=shop, quantity=Decimal(20))

    (row,) = as_clerk.get(reverse("orders:item_list")).context["list"]["rows"]
    page = as_clerk.get(item.get_absolute_url())

    assert (row.item.stock_total, row.item.stock_consigned) == (Decimal("7.5"), 20)
    assert page.context["stock_total"] == Decimal("7.5")
    assert "consignment, not counted" in page.content.decode()
