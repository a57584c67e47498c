"""The list of invoices: types told apart, sorted, searched."""

from __future__ import annotations

import dataclasses

import pytest
from django.contrib.auth.models import User
from pytest_django import DjangoAssertNumQueries

from invoicing.models import Invoice
from numbering.models import Company
from orders.selectors import order_type_rows
from orders.services.order_types import save_order_types
from tests.factories import DraftFactory, InvoiceFactory, OrderFactory, order_type


@pytest.fixture
def shared(company: Company, administrator: User, clerk: User) -> list[Invoice]:
    """Invoices of types 2, 1 and 2 in the shared series."""
    rows = {one.order_type.slot: one.entry() for one in order_type_rows(company)}
    save_order_types(
        company=company,
        by=administrator,
        rows=[
            dataclasses.replace(rows[1], own_invoice_series=False),
            dataclasses.replace(rows[2], own_invoice_series=False),
            dataclasses.replace(
                rows[8], invoice_from="700001", invoice_to="799999", invoice_next="700001"
            ),
        ],
    )
    return [
        InvoiceFactory(order=OrderFactory(company=company, by=clerk, slot=slot), by=clerk)
        for slot in (2, 1, 2)
    ]


def numbers(invoices: list[Invoice]) -> list[str]:
    return [str(invoice.number) for invoice in invoices]


def test_wb11_types_in_the_shared_series_are_told_apart(
    company: Company, shared: list[Invoice]
) -> None:
    listed = Invoice.objects.of(company).for_list()
    assert numbers(list(listed.sorted_by("type"))) == ["700002", "700001", "700003"]
    assert numbers(list(listed.sorted_by("type", descending=True))) == [
        "700003",
        "700001",
        "700002",
    ]
    assert numbers(list(listed.of_type(order_type(company, 1)))) == ["700002"]
    assert numbers(list(listed.of_kind("credit_note").sorted_by("number"))) == [
        "700001",
        "700003",
    ]


def test_longer_numbers_come_later(company: Company, administrator: User, clerk: User) -> None:
    rows = {one.order_type.slot: one.entry() for one in order_type_rows(company)}
    wide = dataclasses.replace(rows[1], invoice_to="100001", invoice_next="99999")
    save_order_types(company=company, by=administrator, rows=[wide])
    for _ in range(2):
        InvoiceFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    listed = Invoice.objects.of(company).for_list().sorted_by("number")
    assert numbers(list(listed)) == ["99999", "100000"]


@pytest.mark.parametrize(
    "key", ["number", "date", "type", "kind", "party", "state", "due_date", "gross"]
)
def test_wb11_every_column_sorts(company: Company, shared: list[Invoice], key: str) -> None:
    listed = Invoice.objects.of(company)
    assert set(listed.sorted_by(key)) == set(shared)
    backwards = list(listed.sorted_by(key, descending=True))
    assert backwards == list(listed.sorted_by(key))[::-1]


def test_the_list_takes_one_query(
    company: Company,
    shared: list[Invoice],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        for invoice in Invoice.objects.of(company).for_list().newest_first():
            assert str(invoice.number)
            assert invoice.order_type is not None
            assert str(invoice.order_type)
            assert invoice.buyer_name


def test_the_list_is_narrowed_to_drafts_and_issued(
    company: Company, shared: list[Invoice], clerk: User
) -> None:
    draft = DraftFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    listed = Invoice.objects.of(company).for_list()
    assert list(listed.drafts()) == [draft]
    assert set(listed.issued()) == set(shared)
    assert list(listed.of_order(shared[1].order)) == [shared[1]]
    assert not Invoice.objects.of(InvoiceFactory().company).filter(pk=shared[0].pk).exists()
