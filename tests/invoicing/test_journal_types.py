"""Winbas: a journal is narrowed to one invoice type only where that has a series of its own."""

from __future__ import annotations

import dataclasses

import pytest
from django.contrib.auth.models import User

from invoicing.exceptions import NoOwnSeries
from invoicing.journal import own_type_of, read_journal, rows_of, types_with_own_series
from invoicing.models import Invoice
from numbering.models import Company
from numbering.services import assign_series, create_series
from orders.selectors import order_type_rows
from orders.services.order_types import save_order_types
from tests.factories import InvoiceFactory, OrderFactory, PaymentTermsFactory, order_type
from tests.invoicing.journals import day, issued, november


def key(company: Company, slot: int) -> str:
    return f"type:{order_type(company, slot).pk}"


@pytest.fixture
def shared(company: Company, administrator: User) -> Company:
    """Type 2 takes its numbers from the shared series, type 1 from its own."""
    rows = {one.order_type.slot: one.entry() for one in order_type_rows(company)}
    changed = [
        dataclasses.replace(rows[2], own_invoice_series=False),
        dataclasses.replace(
            rows[8], invoice_from="700001", invoice_to="799999", invoice_next="700001"
        ),
    ]
    save_order_types(company=company, by=administrator, rows=changed)
    return company


def test_wb14_invoice_journal_narrowed_only_with_own_series(shared: Company, clerk: User) -> None:
    for number, slot in enumerate((1, 2, 1), start=1):
        issued(shared, clerk, day(number), slot=slot)

    own = own_type_of(shared, key(shared, 1))
    scope = november(shared, own_type=own)
    assert [row.number for row in rows_of(scope)] == ["99001", "99002"]
    assert scope.narrowed_to == "1 Faktura (INVOICE-1)"
    with pytest.raises(NoOwnSeries, match=r"2 Kredit.*has no number series of its own"):
        own_type_of(shared, key(shared, 2))


def test_wb14_only_types_with_a_series_of_their_own_are_offered(
    company: Company, shared: Company
) -> None:
    assert [one.name for one in types_with_own_series(shared)] == ["1 Faktura"]


def test_wb14_cash_notes_can_be_told_apart_once_they_have_a_series(
    company: Company, clerk: User
) -> None:
    cash = PaymentTermsFactory(company=company, is_cash=True)
    with pytest.raises(NoOwnSeries):
        own_type_of(company, "kind:cash_note")
    series = create_series(company, "CASH", register="invoice", start="500001")
    assign_series(company, "cash_note", series)
    order = OrderFactory(company=company, by=clerk)
    InvoiceFactory(order=order, by=clerk, date=day(3), payment_terms=cash)
    issued(company, clerk, day(4))

    scope = november(company, own_type=own_type_of(company, "kind:cash_note"))
    assert [(row.number, row.kind) for row in rows_of(scope)] == [("500001", "cash_note")]


def test_wb14_one_series_for_invoices_and_credit_notes_parts_neither(company: Company) -> None:
    series = create_series(company, "CREDIT", register="credit_note", start="700001")
    assign_series(company, "credit_note", series)
    assert own_type_of(company, "kind:credit_note").series == series
    company.same_series_for_credit_notes = True
    company.save()
    with pytest.raises(NoOwnSeries):
        own_type_of(company, "kind:credit_note")


def test_a_series_that_two_kinds_share_belongs_to_neither(company: Company) -> None:
    series = create_series(company, "BOTH", register="invoice", start="700001")
    assign_series(company, "cash_note", series)
    assign_series(company, "internal_invoice", series)

    assert [one.key for one in types_with_own_series(company)] == [
        key(company, 1),
        key(company, 2),
    ]


def test_invoices_of_the_type_in_other_series_are_told(company: Company, clerk: User) -> None:
    cash = PaymentTermsFactory(company=company, is_cash=True)
    assign_series(
        company,
        "cash_note",
        create_series(company, "CASH", register="invoice", start="500001"),
    )
    order = OrderFactory(company=company, by=clerk)
    InvoiceFactory(order=order, by=clerk, date=day(3), payment_terms=cash)
    issued(company, clerk, day(4))

    journal = read_journal(november(company, own_type=own_type_of(company, key(company, 1))))
    assert (journal.figures.count, journal.elsewhere) == (1, 1)


@pytest.mark.parametrize("typed", ["type:0", "type:x", "kind:invoice", "x", "type:99999999999"])
def test_types_that_there_are_not(company: Company, typed: str) -> None:
    with pytest.raises(NoOwnSeries):
        own_type_of(company, typed)


def test_types_of_another_company_are_not_named(company: Company) -> None:
    foreign: Invoice = InvoiceFactory()
    assert foreign.order_type is not None
    with pytest.raises(NoOwnSeries) as refused:
        own_type_of(company, f"type:{foreign.order_type.pk}")
    assert "Faktura" not in str(refused.value)
