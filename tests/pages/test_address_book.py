"""One address book: an address, its three numbers, and two people on one card."""

from __future__ import annotations

import pytest
from django.urls import reverse

from numbering.services import assign_series, create_series
from orders.entries import PartyData
from orders.exceptions import EntryErrors
from orders.models import Party
from orders.services.parties import save_party
from tests.factories import PartyFactory
from tests.pages.numbers import NEW_PARTY, PARTY_RULE, text_of, typed_party

EDITED = "orders:party_edit"


@pytest.fixture
def three_series(company):
    """Addresses from 101, customers from 10001, suppliers 70001–99999 which may be typed."""
    assign_series(
        company, "address", create_series(company, "ADR", register="address", start="101")
    )
    suppliers = create_series(
        company,
        "SUPPLIER",
        register="supplier",
        start="70001",
        end="99999",
        manual_numbers=True,
        manual_range="inside",
    )
    assign_series(company, "supplier", suppliers)


def numbers_of(party) -> list[str]:
    return [str(one or "") for one in (party.number, party.customer_number, party.supplier_number)]


def test_ew06_each_tick_brings_its_number_then_and_there(as_clerk, three_series):
    as_clerk.post(NEW_PARTY, typed_party(is_customer=""))
    party = Party.objects.get()
    assert numbers_of(party) == ["101", "", ""]
    edit = reverse(EDITED, args=[party.pk])

    as_clerk.post(edit, typed_party(version="1"))
    assert numbers_of(Party.objects.get()) == ["101", "10001", ""]

    as_clerk.post(edit, typed_party(version="2", is_supplier="on"))
    assert numbers_of(Party.objects.get()) == ["101", "10001", "70001"]


def test_ew06_the_numbers_are_asked_for_as_the_ticks_change(as_clerk, three_series):
    neither = text_of(as_clerk.get(PARTY_RULE))
    both = text_of(as_clerk.get(PARTY_RULE, {"is_customer": "on", "is_supplier": "on"}))

    assert "Next from ADR: 101" in neither
    assert "Customer number" not in neither
    assert "Next from CUSTOMER: 10001" in both
    assert "Next from SUPPLIER: 70001" in both


def test_ew06_a_typed_number_must_lie_in_the_range(as_clerk, three_series):
    typed = typed_party(is_supplier="on", supplier_number="10500")

    refused = as_clerk.post(NEW_PARTY, typed)
    page = refused.content.decode()

    assert "10500 is outside the range" in page
    assert 'href="#id_supplier_number"' in page
    assert 'value="10500"' in page
    assert Party.objects.count() == 0
    as_clerk.post(NEW_PARTY, typed | {"supplier_number": "80500"})
    assert numbers_of(Party.objects.get()) == ["101", "10001", "80500"]


def test_ew06_a_number_once_given_stays_when_the_tick_is_taken_away(as_clerk, company):
    party = PartyFactory(company=company)

    as_clerk.post(reverse(EDITED, args=[party.pk]), typed_party(is_customer="", version="1"))
    changed = Party.objects.get()

    assert (changed.is_customer, str(changed.customer_number)) == (False, "10001")


def test_a_number_that_belongs_to_no_tick_is_not_lost_in_silence(company, clerk, three_series):
    with pytest.raises(EntryErrors, match="clear it, or tick it"):
        save_party(
            company=company,
            by=clerk,
            data=PartyData(name="Acme"),
            typed={"supplier_number": "80500"},
        )


def test_a_company_without_address_numbers_sees_nothing_of_them(as_clerk, company):
    page = text_of(as_clerk.get(NEW_PARTY))
    as_clerk.post(NEW_PARTY, typed_party(is_customer=""))

    assert "Address number" not in page
    assert numbers_of(Party.objects.get()) == ["", "", ""]


def test_the_series_that_is_missing_is_named_at_the_supplier(as_clerk, company):
    refused = as_clerk.post(NEW_PARTY, typed_party(is_supplier="on")).content.decode()

    assert "No number series is set for Suppliers" in refused
    assert 'href="#id_supplier_number"' in refused
    assert Party.objects.count() == 0


def test_the_address_book_is_narrowed_to_suppliers(as_clerk, company, three_series):
    as_clerk.post(NEW_PARTY, typed_party(is_supplier="on", is_customer="", name="Stål AB"))
    PartyFactory(company=company)

    page = as_clerk.get(reverse("orders:party_list"), {"role": "suppliers"})

    assert [row.item.name for row in page.context["list"]["rows"]] == ["Stål AB"]


def test_a_page_can_begin_with_a_supplier(as_clerk, three_series):
    page = as_clerk.get(f"{NEW_PARTY}?role=supplier")

    assert page.context["form"]["is_supplier"].value() is True
    assert page.context["form"]["is_customer"].value() is False


def test_the_second_of_two_people_is_told_and_keeps_what_was_typed(
    as_clerk, administrator, company
):
    party = PartyFactory(company=company, name="Acme")
    edit = reverse(EDITED, args=[party.pk])
    first = as_clerk.get(edit).context["form"]["version"].value()
    theirs = PartyData(name="Acme Byg", is_customer=True, city="Odense")
    save_party(company=company, by=administrator, data=theirs, party=party)

    refused = as_clerk.post(edit, typed_party(name="Acme & Søn", version=first))
    page = text_of(refused)

    assert "Anna Berg saved this at" in page
    assert "Acme & Søn" in refused.content.decode().replace("&amp;", "&")
    assert "Odense" in page
    assert Party.objects.get().name == "Acme Byg"
    as_clerk.post(edit, typed_party(name="Acme & Søn", version=first, over="1"))
    assert Party.objects.get().name == "Acme & Søn"


def test_ew07_supplier_numbers_of_another_length_warn(as_clerk, company):
    series = create_series(company, "SUP", register="supplier", start="701")
    assign_series(company, "supplier", series)

    saved = as_clerk.post(NEW_PARTY, typed_party(is_supplier="on"), follow=True)

    assert "701 has 3 digits; for bookkeeping" in text_of(saved)
    assert str(Party.objects.get().supplier_number) == "701"
