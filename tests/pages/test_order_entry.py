"""Writing and changing an order: what is typed becomes an order with its number."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from django.urls import reverse

from numbering.models import IssuedNumber
from orders.choices import LocationRule
from orders.models import Order, UserStockLocation
from orders.services.order_types import couple_stock_locations, save_order_type
from tests.factories import (
    DAY,
    ItemFactory,
    OrderFactory,
    PartyFactory,
    StockLocationFactory,
    order_type,
)
from tests.pages.conftest import line_typed, lines_typed, retyped

NEW = reverse("orders:order_new")
RULE = reverse("orders:order_rule")


def test_kb02_saving_an_order_draws_its_number(as_clerk, typed_order):
    response = as_clerk.post(NEW, typed_order(), follow=True)

    order = Order.objects.get()
    assert response.redirect_chain == [(order.get_absolute_url(), 302)]
    assert str(order.number) == "00001"
    assert (order.net, order.tax, order.gross) == (1000, 250, 1250)
    assert "Order 00001 is saved." in response.content.decode()


def test_empty_lines_of_the_grid_are_left_out(as_clerk, company, typed_order):
    empty = line_typed(company, text="", quantity="", unit="", price="")
    typed = lines_typed([empty, line_typed(company), empty])

    as_clerk.post(NEW, typed_order(**typed))

    assert [line.text for line in Order.objects.get().lines.in_order()] == ["Chair"]


def test_removed_lines_are_left_out_even_when_they_are_wrong(as_clerk, company, typed_order):
    wrong = line_typed(company, quantity="abc", DELETE="on")

    as_clerk.post(NEW, typed_order(**lines_typed([wrong, line_typed(company)])))

    assert Order.objects.get().lines.count() == 1


def test_amounts_are_read_as_people_write_them(as_clerk, company, typed_order):
    line = line_typed(company, quantity="2,5", price="1 234,50")

    as_clerk.post(NEW, typed_order(**lines_typed([line])))

    stored = Order.objects.get().lines.get()
    assert (stored.quantity, stored.price) == (Decimal("2.5"), Decimal("1234.50"))


def test_a_customer_and_an_item_may_be_typed_by_number(as_clerk, company, typed_order):
    party, item = PartyFactory(company=company), ItemFactory(company=company)
    line = line_typed(company, item_text=str(item.number))
    typed = typed_order(**lines_typed([line]), party="", party_text=str(party.customer_number))

    as_clerk.post(NEW, typed)

    order = Order.objects.get()
    assert order.party == party
    assert order.lines.get().item == item


def test_a_new_order_can_begin_with_a_customer(as_clerk, company):
    party = PartyFactory(company=company, name="Lund Byggeri")

    page = as_clerk.get(f"{NEW}?party={party.pk}").content.decode()

    assert f'name="party" value="{party.pk}"' in page
    assert "Lund Byggeri" in page


def test_changing_an_order_keeps_its_number_and_lines(as_clerk, company):
    order = OrderFactory(company=company)
    line = order.lines.get()

    as_clerk.post(
        reverse("orders:order_edit", args=[order.pk]),
        retyped(order, **{"your_reference": "New", "lines-0-quantity": "4"}),
    )

    changed = Order.objects.get()
    assert (changed.number, changed.your_reference) == (order.number, "New")
    assert changed.lines.get().pk == line.pk
    assert changed.net == 400


def test_opening_the_page_draws_nothing(as_clerk, company):
    before = IssuedNumber.objects.count()

    page = as_clerk.get(NEW).content.decode()

    assert "00001" in page
    assert IssuedNumber.objects.count() == before


def test_wb04_a_type_without_next_asks_for_a_number_inside_its_range(
    as_clerk, administrator, company, typed_order
):
    _typed_numbers(company, administrator)

    page = as_clerk.get(RULE, {"order_type": order_type(company, 3).pk, "date": DAY})
    as_clerk.post(NEW, typed_order(slot=3, number="20017"))

    assert 'name="number"' in page.content.decode()
    assert "20000–20999" in page.content.decode()
    order = Order.objects.get()
    assert (str(order.number), order.number.origin) == ("20017", "typed")


def test_wb08_a_number_already_registered_is_skipped(as_clerk, company, typed_order):
    series = order_type(company, 1).order_series
    series.manual_numbers = True
    series.save()
    OrderFactory(company=company, typed_number="00001")

    page = as_clerk.get(NEW).content.decode()
    as_clerk.post(NEW, typed_order())

    assert "00002" in page
    assert str(Order.objects.order_by("-pk")[0].number) == "00002"


def test_wb09_the_side_column_follows_the_type(as_clerk, administrator, company):
    _typed_numbers(company, administrator, side="both")

    for slot, sides in ((1, "debit"), (2, "credit"), (3, "both")):
        answer = as_clerk.get(RULE, {"order_type": order_type(company, slot).pk, "date": DAY})
        assert json.loads(answer.headers["HX-Trigger"]) == {"order-sides": {"sides": sides}}


def test_wb09_a_credit_type_takes_credit_lines_whatever_the_hidden_column_says(
    as_clerk, company, typed_order
):
    as_clerk.post(NEW, typed_order(slot=2))

    order = Order.objects.get()
    assert (order.lines.get().side, order.gross) == ("credit", -1250)


def test_wb17_the_page_says_which_rule_chose_the_location(
    as_clerk, clerk, administrator, company, typed_order
):
    hall, own = (
        StockLocationFactory(company=company, name="Hall 2"),
        StockLocationFactory(company=company, name="Van"),
    )
    couple_stock_locations(company=company, couplings={2: hall}, by=administrator)
    UserStockLocation.objects.create(company=company, user=clerk, location=own)

    def rule(slot: int) -> str:
        asked = {"order_type": order_type(company, slot).pk, "date": DAY}
        return as_clerk.get(RULE, asked).content.decode()

    assert "Van" in rule(1)
    assert "set for the user" in rule(1)
    assert "Hall 2" in rule(2)
    assert "set by the order type" in rule(2)
    as_clerk.post(NEW, typed_order(slot=2))
    assert Order.objects.get().stock_location_rule == LocationRule.ORDER_TYPE


def test_a_number_typed_before_the_type_changed_comes_back(as_clerk, administrator, company):
    _typed_numbers(company, administrator)
    asked = {"date": DAY, "number": "20017"}

    hidden = as_clerk.get(RULE, asked | {"order_type": order_type(company, 1).pk})
    shown = as_clerk.get(
        RULE, {"date": DAY, "number_kept": "20017", "order_type": order_type(company, 3).pk}
    )

    assert 'type="hidden" name="number_kept" value="20017"' in hidden.content.decode()
    assert 'value="20017"' in shown.content.decode()


def test_the_search_finds_by_number_name_and_town(as_clerk, company):
    lund = PartyFactory(company=company, name="Lund Byggeri", city="Malmö")
    other = PartyFactory(company=company, name="Acme", city="Lund")
    search = reverse("orders:party_search")

    def found(words: str) -> list[int]:
        return [row["id"] for row in as_clerk.get(search, {"q": words}).json()]

    assert found("lund") == [lund.pk, other.pk]
    assert found(str(other.customer_number)) == [other.pk]
    assert found("malmö") == [lund.pk]
    assert found("\x00") != ["error"]


def test_the_item_search_fills_the_line(as_clerk, company):
    item = ItemFactory(company=company, text="Oak plank", unit="m", price=Decimal("12.5"))
    ItemFactory(company=company, text="Oak, gone", is_active=False)

    (row,) = as_clerk.get(reverse("orders:item_search"), {"q": "oak"}).json()

    assert row["number"] == str(item.number)
    assert row["fill"] == {
        "text": "Oak plank",
        "unit": "m",
        "price": "12.50",
        "tax_rate": str(item.tax_rate_id),
    }


def _typed_numbers(company, administrator, side: str = "debit") -> None:
    save_order_type(
        company=company,
        by=administrator,
        slot=3,
        description="Delivery notes",
        order_from="20000",
        order_to="20999",
        own_invoice_series=False,
        side=side,
    )


@pytest.mark.parametrize("query", ["", "?party=abc", "?party=99999999999999999999"])
def test_the_page_opens_whatever_the_address_says(as_clerk, query):
    assert as_clerk.get(NEW + query).status_code == 200
