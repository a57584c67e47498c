"""Stock locations, their coupling to order types, and items with what lies where."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from numbering.models import Company
from orders.choices import LocationRule
from orders.models import Item, OrderType, StockLocation, UserStockLocation
from orders.selectors import stock_location_for, total_stock
from tests.factories import ItemFactory, StockLocationFactory, usual_rate
from tests.settings.conftest import posted_form

COUPLE = "admin:orders_ordertype_locations"


@pytest.fixture
def hall(company: Company) -> StockLocation:
    return StockLocationFactory(company=company, code="HALL", name="Assembly hall")


def tick(location: StockLocation, slot: int) -> dict[str, str]:
    return {f"location-{location.pk}-type-{slot}": "on"}


def test_wb17_one_or_more_types_are_coupled_to_a_location(
    office: Client, company: Company, hall: StockLocation, clerk: User
) -> None:
    other = StockLocationFactory(company=company)
    UserStockLocation.objects.create(company=company, user=clerk, location=other)

    response = office.post(reverse(COUPLE), tick(hall, 1) | tick(hall, 6))

    assert response.status_code == 302
    coupled = OrderType.objects.filter(company=company, stock_location=hall)
    assert list(coupled.order_by("slot").values_list("slot", flat=True)) == [1, 6]
    chosen = stock_location_for(company, clerk, coupled.get(slot=1))
    assert (chosen.location, chosen.rule) == (hall, LocationRule.ORDER_TYPE)


def test_wb17_a_type_is_uncoupled_again(
    office: Client, company: Company, hall: StockLocation
) -> None:
    office.post(reverse(COUPLE), tick(hall, 1))
    office.post(reverse(COUPLE), tick(hall, 2))

    coupled = OrderType.objects.filter(company=company, stock_location=hall)
    assert list(coupled.values_list("slot", flat=True)) == [2]


def test_wb17_a_type_at_two_locations_is_refused(
    office: Client, company: Company, hall: StockLocation
) -> None:
    other = StockLocationFactory(company=company)

    response = office.post(reverse(COUPLE), tick(hall, 1) | tick(other, 1))

    assert response.status_code == 200
    assert "one location for each type" in response.content.decode()
    assert not OrderType.objects.filter(company=company).exclude(stock_location=None).exists()


def test_wb17_only_fixed_locations_can_be_coupled(office: Client, company: Company) -> None:
    StockLocationFactory(company=company, name="Van", is_fixed=False)

    assert "Van" not in office.get(reverse(COUPLE)).content.decode()


def test_wb18_consignment_is_left_out_of_the_total(
    office: Client, company: Company, hall: StockLocation
) -> None:
    shop = StockLocationFactory(company=company, name="Customer's shop", in_total_stock=False)
    item = ItemFactory(company=company)
    url = reverse("admin:orders_item_change", args=[item.pk])
    data = posted_form(office.get(url).context["form"])

    response = office.post(url, data | {f"stock_{hall.pk}": "7", f"stock_{shop.pk}": "5,5"})

    assert response.status_code == 302
    assert total_stock(item) == Decimal(7)
    assert "<strong>7</strong>" in office.get(url).content.decode()


def test_an_item_is_made_through_its_service(office: Client, company: Company) -> None:
    data = {"text": "Chair", "unit": "pcs", "price": "12.50", "tax_rate": usual_rate(company).pk}

    assert office.post(reverse("admin:orders_item_add"), data).status_code == 302

    assert str(Item.objects.get(company=company, text="Chair").number) == "1001"


def test_an_items_number_that_is_taken_is_told_at_its_field(
    office: Client, company: Company
) -> None:
    ItemFactory(company=company, typed_number="2000")
    data = {
        "text": "Chair",
        "price": "12.50",
        "tax_rate": usual_rate(company).pk,
        "typed_number": "2000",
    }

    response = office.post(reverse("admin:orders_item_add"), data)

    assert response.status_code == 200
    assert "typed_number" in response.context["form"].errors
    assert 'value="2000"' in response.content.decode()
    assert not Item.objects.filter(text="Chair").exists()


def test_a_new_default_location_takes_over(
    office: Client, company: Company, hall: StockLocation
) -> None:
    old = StockLocationFactory(company=company, is_default=True)
    url = reverse("admin:orders_stocklocation_change", args=[hall.pk])

    office.post(url, {"code": "HALL", "name": "Hall", "is_fixed": "on", "is_default": "on"})

    assert StockLocation.objects.filter(company=company).default() == hall
    old.refresh_from_db()
    assert not old.is_default


def test_a_code_that_is_there_already_is_told_at_the_code(
    office: Client, company: Company, hall: StockLocation
) -> None:
    response = office.post(
        reverse("admin:orders_stocklocation_add"), {"code": "HALL", "name": "Another"}
    )

    assert "code" in response.context["form"].errors


def test_a_location_in_use_says_so_and_is_kept(
    office: Client, company: Company, hall: StockLocation
) -> None:
    office.post(reverse(COUPLE), tick(hall, 1))
    url = reverse("admin:orders_stocklocation_delete", args=[hall.pk])

    assert "Order types (1)" in office.get(url).content.decode()
    assert office.post(url).status_code == 422
    assert StockLocation.objects.filter(pk=hall.pk).exists()


def test_the_history_of_a_location_shows_old_and_new(
    office: Client, company: Company, hall: StockLocation, shown: Any
) -> None:
    url = reverse("admin:orders_stocklocation_change", args=[hall.pk])
    office.post(url, {"code": "HALL", "name": "Workshop", "is_fixed": "on"})

    page = shown(office.get(reverse("admin:orders_stocklocation_history", args=[hall.pk])))

    assert "Assembly hall" in page
    assert "Workshop" in page
