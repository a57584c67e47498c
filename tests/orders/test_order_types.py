"""Winbas' order types: the grid from – to – next and its rules."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from numbering.models import Company, CounterJump, IssuedNumber, NumberSeries
from orders.entries import OrderTypeRow
from orders.exceptions import OrderTypeErrors, OrderTypeKept
from orders.models import OrderType
from orders.selectors import order_type_rows
from orders.services.companies import prepare_company
from orders.services.order_types import delete_order_type, save_order_type, save_order_types
from tests.factories import CompanyFactory, OrderFactory, StockLocationFactory, order_type


def row(company: Company, slot: int, **changes: Any) -> OrderTypeRow:
    """The row of this slot as the grid shows it, with some fields typed over."""
    shown = {shown.order_type.slot: shown for shown in order_type_rows(company)}[slot]
    return dataclasses.replace(shown.entry(), **changes)


def save(company: Company, by: User, *rows: OrderTypeRow) -> None:
    save_order_types(company=company, rows=rows, by=by)


def errors_of(company: Company, by: User, *rows: OrderTypeRow) -> dict[int, dict[str, str]]:
    with pytest.raises(OrderTypeErrors) as caught:
        save(company, by, *rows)
    return caught.value.rows


MONTAGE = {
    "description": "Montage",
    "order_from": "20001",
    "order_to": "20999",
    "order_next": "20001",
    "invoice_from": "80001",
    "invoice_to": "80999",
    "invoice_next": "80001",
}


def test_wb01_every_company_has_nine_types(db: None) -> None:
    company = CompanyFactory()
    prepare_company(company=company)  # a second time
    types = OrderType.objects.of(company).order_by("slot")
    assert [one.slot for one in types] == list(range(1, 10))
    assert [one.slot for one in types if one.is_active] == [6, 7, 8, 9]


def test_wb01_a_description_activates_a_type(company: Company, administrator: User) -> None:
    assert 3 not in {one.slot for one in OrderType.objects.of(company).for_orders()}
    save(company, administrator, row(company, 3, **MONTAGE))
    assert 3 in {one.slot for one in OrderType.objects.of(company).for_orders()}
    save(company, administrator, row(company, 3, description=""))
    assert 3 not in {one.slot for one in OrderType.objects.of(company).for_orders()}


def test_wb01_ranges_without_a_description_are_not_lost(
    company: Company, administrator: User
) -> None:
    found = errors_of(company, administrator, row(company, 3, **{**MONTAGE, "description": ""}))
    assert "description" in found[3]


@pytest.mark.parametrize("slot", [6, 7, 8, 9])
@pytest.mark.parametrize("description", ["", "Mine"])
def test_wb01_fixed_types_keep_their_description(
    company: Company, administrator: User, slot: int, description: str
) -> None:
    found = errors_of(company, administrator, row(company, slot, description=description))
    assert list(found[slot]) == ["description"]
    with pytest.raises(OrderTypeKept):
        delete_order_type(order_type=order_type(company, slot), by=administrator)


def test_wb01_the_database_wants_fixed_types_described(company: Company) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        OrderType.objects.of(company).filter(slot=6).update(description="")


def test_wb01_slots_above_nine_are_free(company: Company, administrator: User) -> None:
    saved = save_order_type(company=company, by=administrator, slot=10, **MONTAGE)
    assert str(saved) == "10 Montage"
    delete_order_type(order_type=saved, by=administrator)
    assert not NumberSeries.objects.of(company).filter(code="ORDER-10").exists()


def test_wb01_service_orders_are_offered_once_they_have_a_series(
    company: Company, administrator: User, clerk: User
) -> None:
    assert 6 not in {one.slot for one in OrderType.objects.of(company).for_orders()}
    ranges = {"order_from": "30001", "order_to": "30999", "order_next": "30001"}
    save(company, administrator, row(company, 6, **ranges))
    assert 6 in {one.slot for one in OrderType.objects.of(company).for_orders()}
    order = OrderFactory(company=company, by=clerk, slot=6)
    assert order.number.kind == "service_order"
    assert order.number.register == "order"


def test_wb02_the_history_names_who_changed_what(company: Company, administrator: User) -> None:
    save(company, administrator, row(company, 1, description="Ordinary", side="both"))
    latest = order_type(company, 1).history.latest()
    assert (latest.description, latest.history_user) == ("Ordinary", administrator)
    assert order_type(company, 2).history.count() == 2  # made, then set up; not touched since


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"order_from": "10999", "order_to": "11999", "order_next": "10999"}, "order_from"),
        ({"order_from": "00500", "order_to": "00600", "order_next": "00500"}, "order_from"),
    ],
)
def test_wb03_ranges_of_active_types_do_not_overlap(
    company: Company, administrator: User, changes: dict[str, str], field: str
) -> None:
    found = errors_of(company, administrator, row(company, 3, **{**MONTAGE, **changes}))
    assert list(found) == [3]
    assert "ORDER-1" in found[3][field]


def test_wb03_ranges_of_types_out_of_use_are_free(company: Company, administrator: User) -> None:
    save(
        company,
        administrator,
        row(company, 1, description=""),
        row(company, 3, **{**MONTAGE, "order_from": "00001", "order_next": "00001"}),
    )
    found = errors_of(company, administrator, row(company, 1, description="Back"))
    assert "ORDER-3" in found[1]["order_from"]
    assert not order_type(company, 1).is_active


def test_wb03_ranges_can_trade_places(company: Company, administrator: User) -> None:
    first, second = row(company, 1), row(company, 2)
    save(
        company,
        administrator,
        dataclasses.replace(first, order_from="90001", order_to="90999", order_next="90001"),
        dataclasses.replace(second, order_from="00001", order_to="10999", order_next="00001"),
    )
    assert row(company, 1).order_next == "90001"
    assert row(company, 2).order_to == "10999"
    assert not NumberSeries.objects.of(company).filter(lines__blocked=True).exists()


def test_wb03_one_bad_row_saves_nothing(company: Company, administrator: User) -> None:
    before = order_type_rows(company)
    found = errors_of(
        company,
        administrator,
        row(company, 1, order_to="12999", description="Longer"),
        row(company, 3, **{**MONTAGE, "order_from": "12000", "order_next": "12000"}),
        row(company, 4, **{**MONTAGE, "order_to": "2099x"}),
    )
    assert set(found) == {3, 4}
    assert set(found[4]) == {"order_to", "invoice_from"}  # and its invoices overlap type 3's
    assert order_type_rows(company) == before


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"order_to": ""}, "order_to"),
        ({"order_from": ""}, "order_from"),
        ({"order_from": "", "order_to": ""}, "order_from"),
        ({"order_from": "20999", "order_to": "20001"}, "order_to"),
        ({"order_to": "3000"}, "order_to"),
        ({"order_from": "A1"}, "order_from"),
        ({"order_from": "1234567"}, "order_from"),
        ({"order_to": "1234567"}, "order_to"),
        ({"order_next": "19999"}, "order_next"),
        ({"order_next": "21000"}, "order_next"),
        ({"order_next": "x"}, "order_next"),
        ({"invoice_next": ""}, "invoice_next"),
        ({"invoice_from": "", "invoice_to": ""}, "invoice_from"),
        ({"side": "sideways"}, "side"),
        ({"description": "x" * 41}, "description"),
    ],
)
def test_wb03_a_mistake_is_named_at_its_field(
    company: Company, administrator: User, changes: dict[str, str], field: str
) -> None:
    found = errors_of(company, administrator, row(company, 3, **{**MONTAGE, **changes}))
    assert list(found[3]) == [field]
    assert order_type(company, 3).order_series is None


def test_wb05_six_positions_are_raised_to_seven_on_a_series_in_use(
    company: Company, administrator: User, clerk: User
) -> None:
    OrderFactory(company=company, by=clerk)
    wide = {"order_from": "00001", "order_to": "1000000"}
    assert "order_to" in errors_of(company, administrator, row(company, 1, **wide))[1]
    company.number_positions = 7
    company.save()
    save(
        company,
        administrator,
        row(company, 2, order_from="1100001", order_to="1100999", order_next="1100001"),
        row(company, 1, **wide),
    )
    assert str(OrderFactory(company=company, by=clerk).number) == "00002"


def test_wb05_a_range_in_use_is_not_cut_below_its_numbers(
    company: Company, administrator: User, clerk: User
) -> None:
    for _ in range(3):
        OrderFactory(company=company, by=clerk)
    found = errors_of(company, administrator, row(company, 1, order_to="00002"))
    assert "00003" in found[1]["order_to"]
    assert "order_from" in errors_of(company, administrator, row(company, 1, order_from="00002"))[1]
    cleared = {"order_from": "", "order_to": "", "order_next": ""}
    assert "order_from" in errors_of(company, administrator, row(company, 1, **cleared))[1]
    save(company, administrator, row(company, 1, order_to="00003"))


def test_wb06_an_own_series_is_given_up_for_the_shared_one_and_taken_again(
    company: Company, administrator: User
) -> None:
    save(company, administrator, row(company, 1, own_invoice_series=False))
    series = order_type(company, 1).invoice_series
    assert series is not None
    assert series.blocked
    save(company, administrator, row(company, 1, own_invoice_series=True))
    series.refresh_from_db()
    assert not series.blocked


def test_wb07_own_and_shared_invoice_ranges_do_not_overlap(
    company: Company, administrator: User
) -> None:
    shared = {"invoice_from": "99500", "invoice_to": "99600", "invoice_next": "99500"}
    found = errors_of(company, administrator, row(company, 8, **shared))
    assert "INVOICE-1" in found[8]["invoice_from"]
    # Given up for the shared series, the own range is free.
    save(
        company, administrator, row(company, 1, own_invoice_series=False), row(company, 8, **shared)
    )


def test_wb07_order_and_invoice_ranges_may_be_equal(company: Company) -> None:
    kredit = row(company, 2)
    assert (kredit.order_from, kredit.order_to) == (kredit.invoice_from, kredit.invoice_to)


def test_wb10_the_shared_series_has_its_own_range_and_next_number(
    company: Company, administrator: User
) -> None:
    shared = {"invoice_from": "700001", "invoice_to": "799999", "invoice_next": "700100"}
    save(company, administrator, row(company, 8, **shared))
    assert row(company, 8).invoice_next == "700100"
    found = errors_of(company, administrator, row(company, 8, order_from="1", order_to="2"))
    assert "order_from" in found[8]


def test_wb12_the_advance_series_overlaps_no_order_and_no_invoice_series(
    company: Company, administrator: User
) -> None:
    for first, last in (("10000", "20000"), ("99100", "99200")):
        ranges = {"invoice_from": first, "invoice_to": last, "invoice_next": first}
        assert "invoice_from" in errors_of(company, administrator, row(company, 9, **ranges))[9]
    ranges = {"invoice_from": "970001", "invoice_to": "979999", "invoice_next": "970001"}
    save(company, administrator, row(company, 9, **ranges))
    assert order_type(company, 9).invoice_series.register == "advance_payment"


def test_wb21_the_worked_example_reads_back_as_typed(company: Company) -> None:
    fields = ("order_from", "order_to", "order_next")
    fields += ("invoice_from", "invoice_to", "invoice_next", "side")
    shown = [tuple(getattr(row(company, slot), name) for name in fields) for slot in (1, 2)]
    assert shown == [
        ("00001", "10999", "00001", "99001", "99999", "99001", "debit"),
        ("90001", "90999", "90001", "90001", "90999", "90001", "credit"),
    ]


def test_kb07_a_series_goes_on_where_the_old_system_stopped(
    company: Company, administrator: User, clerk: User
) -> None:
    save(company, administrator, row(company, 3, **{**MONTAGE, "order_next": "20417"}))
    assert str(OrderFactory(company=company, by=clerk, slot=3).number) == "20417"
    jump = CounterJump.objects.get()
    assert (jump.from_value, jump.to_value, jump.by) == (20001, 20417, administrator)


def test_the_next_number_is_set_forward_never_back(
    company: Company, administrator: User, clerk: User
) -> None:
    OrderFactory(company=company, by=clerk)
    save(company, administrator, row(company, 1, order_next="00100"))
    assert str(OrderFactory(company=company, by=clerk).number) == "00100"
    found = errors_of(company, administrator, row(company, 1, order_next="00100"))
    assert "00100" in found[1]["order_next"]


def test_a_next_number_nobody_touched_is_left_alone(
    company: Company, administrator: User, clerk: User
) -> None:
    opened = row(company, 1, description="Renamed")
    OrderFactory(company=company, by=clerk)  # while the form was open
    save(company, administrator, opened)
    assert str(OrderFactory(company=company, by=clerk).number) == "00002"


def test_saving_the_grid_as_shown_changes_nothing(company: Company, administrator: User) -> None:
    history = NumberSeries.history.count()  # type: ignore[attr-defined]
    types = OrderType.history.count()  # type: ignore[attr-defined]
    save(company, administrator, *(shown.entry() for shown in order_type_rows(company)))
    assert NumberSeries.history.count() == history  # type: ignore[attr-defined]
    assert OrderType.history.count() == types  # type: ignore[attr-defined]


def test_a_used_up_range_is_shown_and_extended(
    company: Company, administrator: User, clerk: User
) -> None:
    save(company, administrator, row(company, 3, **{**MONTAGE, "order_to": "20001"}))
    OrderFactory(company=company, by=clerk, slot=3)
    assert row(company, 3).order_next == "20002"
    save(company, administrator, row(company, 3))
    save(company, administrator, row(company, 3, order_to="20999"))
    assert str(OrderFactory(company=company, by=clerk, slot=3).number) == "20002"


def test_a_series_blocked_on_its_own_page_stays_blocked(
    company: Company, administrator: User
) -> None:
    NumberSeries.objects.filter(code="ORDER-1").update(blocked=True)
    save(company, administrator, row(company, 1, description="Renamed"))
    assert NumberSeries.objects.get(company=company, code="ORDER-1").blocked


def test_a_range_that_was_never_used_can_be_cleared(company: Company, administrator: User) -> None:
    cleared = {"order_from": "", "order_to": "", "order_next": ""}
    save(company, administrator, row(company, 1, **cleared))
    assert order_type(company, 1).order_series is None
    assert not NumberSeries.objects.of(company).filter(code="ORDER-1").exists()


def test_a_type_with_orders_is_not_deleted(
    company: Company, administrator: User, clerk: User
) -> None:
    save_order_type(company=company, by=administrator, slot=10, **MONTAGE)
    OrderFactory(company=company, by=clerk, slot=10)
    with pytest.raises(OrderTypeKept):
        delete_order_type(order_type=order_type(company, 10), by=administrator)
    assert IssuedNumber.objects.filter(text="20001").exists()


def test_types_are_coupled_to_locations_of_their_own_company(
    company: Company, administrator: User
) -> None:
    foreign = StockLocationFactory()
    found = errors_of(company, administrator, row(company, 1, stock_location=foreign))
    assert "stock_location" in found[1]
