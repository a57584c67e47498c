"""Entries that cannot be saved: a sentence at the field, what was typed stays, nothing moves."""

from __future__ import annotations

import pytest
from django.urls import reverse

from numbering.models import Counter, IssuedNumber
from numbering.services import peek
from orders.models import Order, OrderLine, OrderType
from orders.services.order_types import save_order_type
from tests.factories import DAY, OrderFactory, PartyFactory, WinbasCompanyFactory, order_type
from tests.pages.conftest import line_typed, lines_typed, retyped

NEW = reverse("orders:order_new")


@pytest.fixture
def refused(as_clerk, company):
    """Posts an order that cannot be saved; returns the page after proving that nothing moved."""

    def post(typed, url: str = NEW):
        before = _state(company)
        response = as_clerk.post(url, typed)
        assert response.status_code == 200, response.url
        assert _state(company) == before
        page = response.content.decode()
        assert 'id="errors"' in page
        assert "PO 4711" in page, "what was typed is gone"
        return page

    return post


def _state(company):
    return (
        Order.objects.count(),
        OrderLine.objects.count(),
        IssuedNumber.objects.count(),
        list(Counter.objects.order_by("pk").values_list("pk", "next_value")),
    )


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("quantity", "0", "The quantity must be more than 0"),
        ("quantity", "-3", "The quantity must be more than 0"),
        ("quantity", "abc", "Enter a number."),
        ("quantity", "1e5", "Enter a number."),
        ("quantity", "NaN", "Enter a number."),
        ("quantity", "", "Type a quantity."),
        ("quantity", "1.23456", "3 decimal places"),
        ("quantity", "9" * 40, "digits"),
        ("price", "abc", "Enter a number."),
        ("price", "", "Type a price, or 0."),
        ("text", "", "Type what it is about."),
        ("text", "x" * 201, "200 characters"),
        ("unit", "x" * 11, "10 characters"),
        ("tax_rate", "", "Pick a tax rate."),
        ("tax_rate", "abc", "Select a valid choice"),
        ("item_text", "no such item", "Nothing found for"),
    ],
)
def test_a_bad_cell(refused, company, typed_order, *, field, text, sentence):
    line = line_typed(company, **{field: text})

    page = refused(typed_order(**lines_typed([line_typed(company), line])))

    assert sentence in page
    assert 'href="#id_lines-1-' in page
    if text:
        assert text in page


def test_all_bad_cells_are_told_at_once(refused, company, typed_order):
    lines = [line_typed(company, quantity="abc"), line_typed(company, price="x")]

    page = refused(typed_order(**lines_typed(lines)))

    assert 'href="#id_lines-0-quantity"' in page
    assert 'href="#id_lines-1-price"' in page


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2026-02-30", "There is no such day"),
        ("tomorrow", "There is no such day"),
        ("", "Type a date."),
        ("0001-01-01", "date"),
        ("9999-12-31", "date"),
    ],
)
def test_an_impossible_date(refused, typed_order, text, sentence):
    page = refused(typed_order(date=text))

    assert sentence in page
    assert 'href="#id_date"' in page
    assert f'value="{text}"' in page or not text


def test_no_customer_and_no_lines(refused, company, typed_order):
    empty = line_typed(company, text="", quantity="", unit="", price="")

    assert "Pick a customer" in refused(typed_order(party="", party_text=""))
    assert "at least one line" in refused(typed_order(**lines_typed([empty])))


def test_a_customer_who_is_not_there_stays_typed(refused, typed_order):
    page = refused(typed_order(party="", party_text="Nobody & Co"))

    assert "Nothing found for" in page
    assert 'value="Nobody &amp; Co"' in page


def test_a_customer_or_tax_rate_of_another_company_cannot_be_picked(refused, company, typed_order):
    stranger = WinbasCompanyFactory()
    rate = stranger.tax_rates.get()
    line = line_typed(company, tax_rate=rate.pk)

    assert "no longer there" in refused(typed_order(party=PartyFactory(company=stranger).pk))
    assert "Select a valid choice" in refused(typed_order(**lines_typed([line])))


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("20001", "20001 is taken already"),
        ("00005", "outside the range"),
        ("21000", "outside the range"),
        ("2" * 21, "20 at most"),
        ("20 002", "no spaces"),
        ("", "one must be typed|type"),
    ],
)
def test_a_typed_number_that_cannot_be(
    refused, administrator, company, typed_order, *, number, sentence
):
    _typed_numbers(company, administrator)
    OrderFactory(company=company, slot=3, typed_number="20001")

    page = refused(typed_order(slot=3, number=number))

    assert any(part in page for part in sentence.split("|"))
    assert 'href="#id_number"' in page
    assert f'value="{number}"' in page


def test_a_typed_number_where_numbers_are_drawn(refused, company, typed_order):
    page = refused(typed_order(number="00777"))

    assert "takes no typed numbers" in page
    assert "00777" in page


def test_a_used_up_series(refused, administrator, company, typed_order):
    save_order_type(
        company=company,
        by=administrator,
        slot=4,
        description="Short",
        order_from="30000",
        order_to="30000",
        order_next="30000",
        own_invoice_series=False,
    )
    OrderFactory(company=company, slot=4)

    page = refused(typed_order(slot=4))

    assert "is used up" in page
    assert 'href="#id_number"' in page


def test_a_blocked_series(refused, company, typed_order):
    series = order_type(company, 1).order_series
    series.blocked = True
    series.save()

    page = refused(typed_order())

    assert "blocked" in page
    assert 'href="#id_number"' in page


def test_a_type_without_series_tells_a_clerk_who_can_help(
    refused, as_administrator, company, typed_order
):
    OrderType.objects.filter(company=company, slot=3).update(description="Bare")

    page = refused(typed_order(slot=3))

    assert "an administrator" in page
    assert "Set up numbering" not in page
    asked = {"order_type": order_type(company, 3).pk, "date": DAY.isoformat()}
    answer = as_administrator.get(reverse("orders:order_rule"), asked).content.decode()
    assert "Set up numbering" in answer
    grid = as_administrator.post(NEW, typed_order(slot=3, detour="1"))
    assert grid.url == reverse("admin:orders_ordertype_changelist")


@pytest.mark.parametrize("slot", [5, 8, 9])
def test_a_type_that_is_not_offered(refused, typed_order, slot):
    page = refused(typed_order(slot=slot))

    assert 'href="#id_order_type"' in page


def test_a_line_that_is_invoiced_cannot_be_removed(refused, company, clerk):
    from tests.factories import DraftFactory

    order = OrderFactory(company=company, your_reference="PO 4711")
    DraftFactory(order=order, by=clerk)
    order.refresh_from_db()
    typed = retyped(order) | {"lines-0-DELETE": "on", "lines-TOTAL_FORMS": 2}
    typed |= {f"lines-1-{name}": value for name, value in line_typed(company).items()}

    page = refused(typed, reverse("orders:order_edit", args=[order.pk]))

    assert "is on an invoice" in page


@pytest.mark.parametrize(
    "broken",
    [
        {"lines-TOTAL_FORMS": ""},
        {"lines-TOTAL_FORMS": "99999999"},
        {"lines-0-id": "999999"},
        {"order_type": "abc"},
        {"party": "abc", "party_text": ""},
        {"version": "abc"},
    ],
)
def test_a_form_that_no_page_sends_is_refused(refused, typed_order, broken):
    refused(typed_order(**broken))


def test_nothing_is_drawn_for_what_is_refused(as_clerk, company, typed_order):
    series = order_type(company, 1).order_series

    as_clerk.post(NEW, typed_order(date="never"))
    assert peek(series, on=DAY) == "00001"
    as_clerk.post(NEW, typed_order())

    assert str(Order.objects.get().number) == "00001"


def _typed_numbers(company, administrator) -> None:
    save_order_type(
        company=company,
        by=administrator,
        slot=3,
        description="Delivery notes",
        order_from="20000",
        order_to="20999",
        own_invoice_series=False,
    )
