"""Searching finds letters in any case, on both databases alike."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from orders.models import Party
from tests.factories import PartyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def party(company) -> Party:
    return PartyFactory(company=company, name="Östersunds Hiss AB", city="Åre")


@pytest.mark.parametrize("words", ["östersund", "ÖSTERSUND", "hiss", "åre", "Åre hiss"])
def test_a_customer_is_found_in_capitals_or_not(company, party, words: str) -> None:
    assert list(Party.objects.of(company).matching(words)) == [party]


@pytest.mark.parametrize("words", ["ostersund", "100%", "h_ss", "'"])
def test_nothing_else_is_found(company, party, words: str) -> None:
    assert not Party.objects.of(company).matching(words).exists()


def test_the_list_and_the_field_find_it_alike(clerk, party) -> None:
    client = Client()
    client.force_login(clerk)
    page = client.get(reverse("orders:party_list"), {"q": "östersunds"})
    assert "Östersunds Hiss AB" in page.content.decode()
    found = client.get(reverse("orders:party_search"), {"q": "ÖSTERSUNDS"}).json()
    assert [row["id"] for row in found] == [party.pk]
