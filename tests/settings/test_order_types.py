"""The order type grid: one screen, one save, all or nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from numbering.models import Company, Counter, IssuedNumber, NumberSeries, SeriesLine
from orders.models import OrderType
from orders.selectors import order_type_rows
from tests.factories import OrderFactory
from tests.settings.conftest import Grid


def type_in(company: Company, slot: int) -> OrderType:
    return OrderType.objects.get(company=company, slot=slot)


def ranges(company: Company, slot: int) -> tuple[str, str, str]:
    row = next(row for row in order_type_rows(company) if row.order_type.slot == slot)
    return row.orders.first, row.orders.last, row.orders.next


def test_wb01_a_description_activates_a_type(grid: Grid, company: Company) -> None:
    assert not type_in(company, 3).is_active

    response = grid.save(
        slot3__description="Montage",
        slot3__order_from="20000",
        slot3__order_to="29999",
        slot3__order_next="20000",
        slot3__invoice_from="30000",
        slot3__invoice_to="39999",
        slot3__invoice_next="30000",
    )

    assert response.status_code == 302
    assert type_in(company, 3).is_active
    assert ranges(company, 3) == ("20000", "29999", "20000")


def test_wb01_types_6_to_9_are_fixed(grid: Grid, company: Company) -> None:
    response = grid.save(slot6__description="My own service")

    assert response.status_code == 200
    assert type_in(company, 6).description != "My own service"


def test_wb01_further_types_10_to_99_can_be_added_and_taken_away(
    grid: Grid, company: Company
) -> None:
    data = grid.data()
    place = f"lines-{data['lines-TOTAL_FORMS']}"
    data["lines-TOTAL_FORMS"] += 1
    data |= {
        f"{place}-slot": "10",
        f"{place}-description": "Web",
        f"{place}-side": "debit",
        f"{place}-own_invoice_series": "on",
        f"{place}-order_from": "40000",
        f"{place}-order_to": "49999",
        f"{place}-order_next": "40000",
        f"{place}-invoice_from": "40000",
        f"{place}-invoice_to": "49999",
        f"{place}-invoice_next": "40000",
    }

    assert grid.client.post(grid.url, data).status_code == 302
    assert ranges(company, 10) == ("40000", "49999", "40000")

    assert grid.save(slot10__DELETE="on").status_code == 302
    assert not OrderType.objects.filter(company=company, slot=10).exists()


def test_wb03_overlapping_ranges_are_refused_at_the_cell(
    grid: Grid, company: Company, shown: Any
) -> None:
    response = grid.save(
        slot1__description="Renamed",
        slot3__description="Montage",
        slot3__order_from="10500",
        slot3__order_to="12000",
        slot3__order_next="10500",
        slot3__own_invoice_series=None,
    )

    formset = response.context["formset"]
    wrong = {form.slot_shown: form.errors for form in formset.forms if form.errors}
    assert response.status_code == 200
    assert "ORDER-1" in wrong[3]["order_from"][0]
    assert "10500" in wrong[3]["order_from"][0]
    # What was typed stays, what was right is not half-saved, nobody is told of a success.
    page = shown(response)
    assert 'value="10500"' in page
    assert 'value="Renamed"' in page
    assert "are saved" not in page
    assert type_in(company, 1).description == "Faktura"
    assert not type_in(company, 3).is_active


def test_wb03_the_next_number_can_be_set_forward_in_the_grid(grid: Grid, company: Company) -> None:
    assert grid.save(slot1__order_next="00500").status_code == 302

    assert ranges(company, 1) == ("00001", "10999", "00500")


def test_wb03_a_next_number_that_a_clerk_moved_meanwhile_is_left_alone(
    grid: Grid, company: Company
) -> None:
    data = grid.data(slot1__description="Faktura A")
    order = OrderFactory(company=company)

    assert grid.client.post(grid.url, data).status_code == 302

    assert str(order.number) == "00001"
    assert ranges(company, 1)[2] == "00002"
    assert type_in(company, 1).description == "Faktura A"


def test_wb04_next_left_blank_means_typed(grid: Grid, company: Company, shown: Any) -> None:
    response = grid.save(
        slot4__description="Följesedel",
        slot4__order_from="50000",
        slot4__order_to="59999",
        slot4__order_next="",
        slot4__invoice_from="50000",
        slot4__invoice_to="59999",
        slot4__invoice_next="50000",
    )

    assert response.status_code == 302
    series = type_in(company, 4).order_series
    assert series is not None
    assert series.default_numbers is False
    assert series.manual_numbers is True
    assert series.manual_range == "inside"
    assert ranges(company, 4) == ("50000", "59999", "")


def test_wb05_seven_positions_once_the_company_says_so(grid: Grid, company: Company) -> None:
    refused = grid.save(slot1__order_to="1099999")
    assert refused.status_code == 200
    assert "6 digits" in str(refused.context["wrong"])

    company.number_positions = 7
    company.save()
    wider = {"slot1__order_from": "0000001", "slot1__order_to": "1099999"}
    assert grid.save(**wider, slot1__order_next="0000001").status_code == 302


def test_wb06_unticked_own_series_means_the_shared_one(grid: Grid, company: Company) -> None:
    response = grid.save(
        slot1__own_invoice_series=None,
        slot8__invoice_from="70000",
        slot8__invoice_to="79999",
        slot8__invoice_next="70000",
    )

    assert response.status_code == 302
    assert type_in(company, 1).own_invoice_series is False
    shared = type_in(company, 8).invoice_series
    assert shared is not None
    assert shared.code == "INVOICE-SHARED"


def test_wb09_a_type_has_a_side(grid: Grid, company: Company) -> None:
    assert grid.save(slot1__side="both").status_code == 302
    assert type_in(company, 1).side == "both"

    assert grid.save(slot1__side="sideways").status_code == 200
    assert type_in(company, 1).side == "both"


def test_wb12_the_advance_series_is_there_when_the_switch_is_on(
    grid: Grid, company: Company, shown: Any
) -> None:
    assert "Advance payments" not in shown(grid.client.get(grid.url))
    company.advances_through_receivables = True
    company.save()

    refused = grid.save(
        slot9__invoice_from="00050", slot9__invoice_to="00099", slot9__invoice_next="00050"
    )

    assert refused.status_code == 200
    assert "ORDER-1" in str(refused.context["wrong"])


def test_letters_in_a_range_are_told_at_their_cell(grid: Grid, company: Company) -> None:
    response = grid.save(slot1__order_from="A0001")

    form = next(form for form in response.context["formset"].forms if form.slot_shown == 1)
    assert "order_from" in form.errors
    assert form["order_from"].value() == "A0001"


@pytest.mark.parametrize("overlapping", [False, True])
def test_the_check_while_typing_saves_and_uses_nothing(
    grid: Grid, company: Company, overlapping: bool
) -> None:
    def state() -> list[Any]:
        return [
            list(model.objects.order_by("pk").values())
            for model in (NumberSeries, SeriesLine, Counter, IssuedNumber, OrderType)
        ]

    before = state()
    start = "10500" if overlapping else "20000"
    data = grid.data(
        slot3__description="Montage",
        slot3__order_from=start,
        slot3__order_to="29999",
        slot3__order_next=start,
        slot3__own_invoice_series=None,
        slot8__invoice_from="70000",
        slot8__invoice_to="79999",
        slot8__invoice_next="70000",
    )

    answer = grid.client.post(reverse("admin:orders_ordertype_check"), data).json()

    assert bool(answer["rows"]) is overlapping
    if overlapping:
        assert answer["rows"]["lines-2"]["fields"] == ["lines-2-order_from"]
        assert "ORDER-1" in answer["rows"]["lines-2"]["sentences"][0]
    assert state() == before


def test_the_check_is_not_asked_by_get(office: Client) -> None:
    assert office.get(reverse("admin:orders_ordertype_check")).status_code == 405


def test_the_history_tells_who_changed_a_type_from_what_to_what(
    grid: Grid, company: Company, shown: Any
) -> None:
    grid.save(slot1__description="Faktura Nord")

    page = shown(grid.client.get(reverse("numbering:history"), {"what": "orders.ordertype"}))

    assert "Anna Berg" in page
    assert "Faktura Nord" in page


def test_the_grid_costs_a_bounded_number_of_queries(
    grid: Grid, company: Company, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(60):
        grid.client.get(grid.url)


def test_the_grid_costs_the_same_however_many_types_there_are(
    office: Client, grid: Grid, django_assert_max_num_queries: Any
) -> None:
    office.get(grid.url)
    with django_assert_max_num_queries(18):
        office.get(grid.url)
    grid.save(
        slot3__description="Montage",
        slot3__order_from="20000",
        slot3__order_to="20999",
        slot3__order_next="20000",
        slot3__own_invoice_series="on",
        slot3__invoice_from="30000",
        slot3__invoice_to="30999",
        slot3__invoice_next="30000",
    )
    with django_assert_max_num_queries(18):
        page = office.get(grid.url)
    assert "20999" in page.content.decode()
