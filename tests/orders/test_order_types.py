"""Winbas' order types: which there are, which are in use, which series they share."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from numbering.models import Company, IssuedNumber, NumberSeries
from orders.exceptions import OrderTypeKept
from orders.models import OrderType
from orders.services.companies import prepare_company
from orders.services.order_types import delete_order_type, save_order_type
from tests.factories import CompanyFactory, OrderFactory, StockLocationFactory, order_type
from tests.orders.grid import MONTAGE, errors_of, row, save


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
