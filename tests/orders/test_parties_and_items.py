"""Customers and items with their numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.auth.models import User

from numbering.exceptions import ManualNumberNotAllowed, NumberTaken, SeriesNotAssigned
from numbering.models import Company, SeriesAssignment
from orders.entries import ItemData, PartyData
from orders.exceptions import EntryErrors
from orders.models import Item, Party
from orders.services.items import save_item
from orders.services.parties import save_party
from tests.factories import ItemFactory, PartyFactory, usual_rate


def test_kb02_customers_and_items_are_numbered(company: Company, clerk: User) -> None:
    parties = [PartyFactory(company=company, by=clerk) for _ in range(2)]
    assert [str(one.customer_number) for one in parties] == ["10001", "10002"]
    assert str(ItemFactory(company=company, by=clerk).number) == "1001"


def test_a_typed_item_number_is_kept_and_skipped(company: Company, clerk: User) -> None:
    assert str(ItemFactory(company=company, by=clerk, typed_number="1001").number) == "1001"
    assert str(ItemFactory(company=company, by=clerk).number) == "1002"
    with pytest.raises(NumberTaken):
        ItemFactory(company=company, by=clerk, typed_number="1002")
    assert Item.objects.count() == 2


def test_a_series_that_takes_no_typed_numbers_says_so(company: Company, clerk: User) -> None:
    with pytest.raises(ManualNumberNotAllowed):
        PartyFactory(company=company, by=clerk, typed_number="10500")
    assert not Party.objects.exists()


def test_without_a_series_nobody_is_entered(company: Company, clerk: User) -> None:
    SeriesAssignment.objects.filter(company=company, kind="customer").delete()
    with pytest.raises(SeriesNotAssigned, match="Customers"):
        PartyFactory(company=company, by=clerk)


def test_a_changed_customer_keeps_the_number(company: Company, clerk: User) -> None:
    party = PartyFactory(company=company, by=clerk)
    data = PartyData(is_customer=True, name=" Holm & Co ", country="dk", language="da")
    changed = save_party(company=company, by=clerk, data=data, party=party)
    assert (changed.name, changed.country, str(changed.customer_number)) == (
        "Holm & Co",
        "DK",
        "10001",
    )
    with pytest.raises(EntryErrors) as caught:
        save_party(
            company=company, by=clerk, data=data, party=party, typed={"customer_number": "10009"}
        )
    assert list(caught.value.fields) == ["customer_number"]


def test_mistakes_are_named_at_their_fields(company: Company, clerk: User) -> None:
    with pytest.raises(EntryErrors) as caught:
        PartyFactory(company=company, by=clerk, name="", email="holm", country="DNK")
    assert set(caught.value.fields) == {"name", "email", "country"}
    with pytest.raises(EntryErrors) as caught:
        save_item(
            company=company,
            by=clerk,
            data=ItemData(
                text="", tax_rate=usual_rate(PartyFactory().company), price=Decimal("0.00001")
            ),
        )
    assert set(caught.value.fields) == {"text", "price", "tax_rate"}


def test_lists_are_searched_by_number_name_and_town(company: Company, clerk: User) -> None:
    holm = PartyFactory(company=company, by=clerk, name="Holm & Co", city="Odense")
    PartyFactory(company=company, by=clerk, name="Lund", city="Odense")
    found = Party.objects.of(company).with_number()
    assert list(found.matching("odense holm")) == [holm]
    assert list(found.matching("10001")) == [holm]
    chair = ItemFactory(company=company, by=clerk, text="Chair")
    assert list(Item.objects.of(company).active().matching("1001 cha")) == [chair]
