"""A kind without a series: an administrator sets it up on the way, a clerk is told who can."""

from __future__ import annotations

import pytest
from django.urls import reverse

from numbering.exceptions import OverlappingLines
from numbering.models import NumberSeries, OwnKind, SeriesAssignment
from numbering.services import create_series, find_series
from numbering.services.setup import set_up_kind
from orders.models import Item, OrderType, Party
from tests.factories import DraftFactory, OrderFactory
from tests.pages.numbers import (
    NEW_ITEM,
    NEW_ORDER,
    NEW_PARTY,
    field_of,
    text_of,
    typed_item,
    typed_party,
)

CUSTOMERS = reverse("numbering:setup", args=["customer"])
USES = reverse("admin:numbering_seriesassignment_changelist")


@pytest.fixture
def bare(company):
    """A company whose customers and items have no series at all."""
    SeriesAssignment.objects.filter(company=company).delete()
    NumberSeries.objects.filter(register__in=("customer", "item")).delete()
    return company


def set_up(client, kind="customer", back=NEW_PARTY, **typed):
    fields = {"code": "CUST", "description": "Our customers", "next_number": "20001"} | typed
    return client.post(f"{reverse('numbering:setup', args=[kind])}?next={back}", fields)


def test_bc06_opening_a_card_without_series_leads_to_setting_it_up(as_administrator, bare):
    led = as_administrator.get(NEW_PARTY)
    form = as_administrator.get(led.url)
    back = set_up(as_administrator)
    page = as_administrator.get(back.url)

    assert led.url == f"{CUSTOMERS}?next={NEW_PARTY.replace('/', '%2F')}"
    assert 'value="CUSTOMER"' in form.content.decode()
    assert 'value="10001"' in form.content.decode()
    assert back.url == NEW_PARTY
    assert "Customers are numbered from CUST · Our customers now" in text_of(page)
    assert "Next from CUST · Our customers: 20001" in text_of(page)


def test_bc06_what_was_typed_is_there_again_after_setting_up(as_administrator, bare):
    typed = typed_party(street="Havnegade 7", detour="1")

    away = as_administrator.post(NEW_PARTY, typed)
    as_administrator.get(away.url)
    set_up(as_administrator)
    back = as_administrator.get(NEW_PARTY)
    as_administrator.post(NEW_PARTY, typed_party())

    assert away.url.startswith(CUSTOMERS)
    assert "Havnegade 7" in back.content.decode()
    assert "not saved yet" in text_of(back)
    assert "need your attention" not in text_of(back)
    assert str(Party.objects.get().customer_number) == "20001"


def test_bc06_items_set_up_on_the_way_are_proposed(as_administrator, bare):
    bare.automatic_item_numbers = True
    bare.save()

    led = as_administrator.get(NEW_ITEM)
    set_up(as_administrator, "item", NEW_ITEM, code="PARTS", next_number="P-001")
    page = as_administrator.get(NEW_ITEM)
    as_administrator.post(NEW_ITEM, typed_item(bare, **field_of(page)))

    assert "/numbers/setup/item/" in led.url
    assert field_of(page)["number"] == "P-001"
    assert str(Item.objects.get().number) == "P-001"


def test_bc06_who_would_rather_not_now_sees_the_page(as_administrator, bare):
    form = as_administrator.get(f"{CUSTOMERS}?next={NEW_PARTY}")
    page = as_administrator.get(f"{NEW_PARTY}?numbers=later")

    assert f'href="{NEW_PARTY}?numbers=later"' in form.content.decode()
    assert "Set up numbering" in text_of(page)


def test_bc06_a_clerk_is_told_what_is_missing_and_who_can_add_it(as_clerk, administrator, bare):
    page = as_clerk.get(NEW_PARTY)
    refused = as_clerk.post(NEW_PARTY, typed_party())

    for answer in (page, refused):
        assert "No number series is set for Customers" in text_of(answer)
        assert "Who can do it: Anna Berg." in text_of(answer)
    assert "Acme Byg" in refused.content.decode()
    assert Party.objects.count() == 0
    assert as_clerk.get(CUSTOMERS).status_code == 403
    # A detour is for administrators; asked for all the same, nothing is saved or set aside.
    assert as_clerk.post(NEW_PARTY, typed_party(detour="1")).status_code == 200
    assert Party.objects.count() == 0


def test_bc06_a_series_that_is_there_can_be_taken(as_administrator, company):
    SeriesAssignment.objects.filter(company=company, kind="customer").delete()
    there = NumberSeries.objects.get(company=company, code="CUSTOMER")

    form = as_administrator.get(CUSTOMERS)
    as_administrator.post(f"{CUSTOMERS}?next={NEW_PARTY}", {"series": there.pk})

    assert "Or take a series that is there already" in text_of(form)
    assert 'value="CUSTOMER-2"' in form.content.decode()
    assert find_series(company, "customer") == there


def test_bc06_a_kind_that_is_set_up_already_leads_back_at_once(as_administrator):
    answer = as_administrator.get(f"{CUSTOMERS}?next={NEW_PARTY}")

    assert answer.url == NEW_PARTY
    assert set_up(as_administrator).url == NEW_PARTY
    assert not NumberSeries.objects.filter(code="CUST").exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"next_number": "x"}, "has no digits to count with"),
        ({"next_number": "9" * 30}, "18 digits"),
        ({"next_number": "K-{YYYY}-0000000000000001"}, "too long"),
        ({"next_number": ""}, "required"),
        ({"code": ""}, "required"),
        ({"code": "ORDER-1"}, "There is a number series ORDER-1 already"),
    ],
)
def test_bc06_a_set_up_that_cannot_be(as_administrator, bare, typed, sentence):
    before = NumberSeries.objects.count()

    answer = set_up(as_administrator, **typed)

    assert answer.status_code == 200
    assert sentence in text_of(answer)
    assert 'id="errors"' in answer.content.decode()
    assert NumberSeries.objects.count() == before
    assert find_series(bare, "customer") is None


def test_a_series_that_overlaps_is_neither_made_nor_assigned(company):
    SeriesAssignment.objects.filter(company=company, kind="customer").delete()

    with pytest.raises(OverlappingLines):
        set_up_kind(company, "customer", code="MORE", description="", next_number="20001")

    assert not NumberSeries.objects.filter(code="MORE").exists()
    assert find_series(company, "customer") is None


@pytest.mark.parametrize("address", ["https://evil.test/", "//evil.test", "javascript:x", ""])
def test_the_way_back_stays_on_this_site(as_administrator, bare, address):
    assert set_up(as_administrator, back=address).url == USES


def test_own_kinds_are_set_up_the_same_way(as_administrator, company):
    OwnKind.objects.create(company=company, code="rental", name="Rentals")

    set_up(as_administrator, "rental", code="RENT", next_number="R-1")

    assert find_series(company, "rental").code == "RENT"
    assert as_administrator.get(reverse("numbering:setup", args=["no_kind"])).status_code == 404


def test_another_companys_own_kind_is_none(as_administrator, outsider):
    theirs = outsider.memberships.get().company
    OwnKind.objects.create(company=theirs, code="rental", name="Rentals")

    assert as_administrator.get(reverse("numbering:setup", args=["rental"])).status_code == 404


def test_bc06_an_order_type_without_series_leads_to_the_order_types(
    as_administrator, company, typed_order
):
    OrderType.objects.filter(company=company, slot=3).update(description="Rentals")

    away = as_administrator.post(NEW_ORDER, typed_order(slot=3, detour="1"))
    grid = as_administrator.get(away.url)
    back = as_administrator.get(NEW_ORDER)

    assert away.url == reverse("admin:orders_ordertype_changelist")
    assert "Back to: New order" in text_of(grid)
    assert "PO 4711" in back.content.decode()
    assert "3 Rentals has no order numbers" in text_of(back)


def test_bc06_a_draft_without_series_says_where_to_set_it_up(
    as_administrator, as_clerk, clerk, administrator, company
):
    draft = DraftFactory(order=OrderFactory(company=company), by=clerk)
    OrderType.objects.filter(company=company).update(invoice_series=None)

    for_clerk = as_clerk.get(draft.get_absolute_url())
    for_administrator = as_administrator.get(draft.get_absolute_url())

    assert "cannot be issued yet" in text_of(for_clerk)
    assert "Who can do it: Anna Berg." in text_of(for_clerk)
    address = reverse("admin:orders_ordertype_changelist")
    assert f'<a href="{address}">Set up numbering</a>' in for_administrator.content.decode()


def test_what_was_set_aside_is_gone_once_another_entry_is_opened(as_administrator, bare):
    as_administrator.post(NEW_PARTY, typed_party(street="Havnegade 7", detour="1"))
    as_administrator.get(NEW_ORDER)
    create_series(bare, "CUST", register="customer", start="1")
    page = as_administrator.get(f"{NEW_PARTY}?numbers=later")

    assert "Havnegade 7" not in page.content.decode()
