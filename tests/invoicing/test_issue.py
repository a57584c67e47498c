"""Issuing: the number, the series it comes from, and what is frozen."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from invoicing.exceptions import AlreadyIssued
from invoicing.models import Invoice
from invoicing.services.issue import issue_invoice
from invoicing.services.series import invoice_series
from numbering.exceptions import SeriesExhausted, SeriesNotAssigned
from numbering.kinds import documents_of
from numbering.models import Company, IssuedNumber
from numbering.services import assign_series, claim, create_series
from numbering.transactions import write
from orders.entries import OrderTypeRow
from orders.selectors import order_type_rows
from orders.services.order_types import save_order_types
from tests.factories import (
    DAY,
    DraftFactory,
    InvoiceFactory,
    OrderFactory,
    PaymentTermsFactory,
    TaxRateFactory,
    line_data,
)

SHARED = {"invoice_from": "700001", "invoice_to": "799999", "invoice_next": "700001"}


def change_type(company: Company, by: User, slot: int, **changes: Any) -> None:
    shown = {one.order_type.slot: one.entry() for one in order_type_rows(company)}
    row: OrderTypeRow = dataclasses.replace(shown[slot], **changes)
    save_order_types(company=company, rows=[row], by=by)


def issued(company: Company, by: User, slot: int = 1, **facts: Any) -> str:
    """The number of an invoice for a new order of this type."""
    order = OrderFactory(company=company, by=by, slot=slot)
    return str(InvoiceFactory(order=order, by=by, **facts).number)


def test_wb06_each_type_has_its_own_invoice_series(company: Company, clerk: User) -> None:
    assert [issued(company, clerk, slot) for slot in (1, 2, 1)] == ["99001", "90001", "99002"]


def test_wb06_several_types_share_a_series(
    company: Company, administrator: User, clerk: User
) -> None:
    change_type(company, administrator, 8, **SHARED)
    for slot in (1, 2):
        change_type(company, administrator, slot, own_invoice_series=False)
    assert [issued(company, clerk, slot) for slot in (1, 2, 1)] == ["700001", "700002", "700003"]


def test_wb08_skips_a_number_already_registered(
    company: Company, administrator: User, clerk: User
) -> None:
    other = create_series(company, "OLD", register="invoice", start="", manual_numbers=True)
    with write():
        for text in ("99001", "99003"):
            claim(text, company=company, kind="invoice", on=DAY, by=clerk, series=other)
    assert [issued(company, clerk) for _ in range(2)] == ["99002", "99004"]


def test_wb10_the_shared_series_has_its_own_next_number(
    company: Company, administrator: User, clerk: User
) -> None:
    change_type(company, administrator, 8, **{**SHARED, "invoice_next": "700100"})
    change_type(company, administrator, 1, own_invoice_series=False)
    assert issued(company, clerk) == "700100"


def test_kb06_orders_and_invoices_count_side_by_side(company: Company, clerk: User) -> None:
    order = OrderFactory(company=company, by=clerk, slot=2)
    invoice = InvoiceFactory(order=order, by=clerk)
    assert str(order.number) == str(invoice.number) == "90001"


def test_kb08_from_number_to_invoice_and_order(company: Company, clerk: User) -> None:
    invoice = InvoiceFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    number = IssuedNumber.objects.get(company=company, register="invoice", text="99001")
    assert documents_of(number.kind, [number.pk]) == {number.pk: invoice}
    assert (number.issued_by, invoice.issued_by, invoice.order_number) == (clerk, clerk, "00001")


def test_credit_notes_have_their_series_where_the_type_has_none(
    company: Company, administrator: User, clerk: User
) -> None:
    change_type(company, administrator, 8, **SHARED)
    change_type(company, administrator, 2, own_invoice_series=False)
    credit = create_series(company, "CREDIT", register="credit_note", start="700001")
    assign_series(company, "credit_note", credit)
    order = OrderFactory(company=company, by=clerk, slot=2)
    note = InvoiceFactory(order=order, by=clerk)
    assert (str(note.number), note.number.register) == ("700001", "credit_note")
    company.same_series_for_credit_notes = True
    company.save()
    shared = InvoiceFactory(order=OrderFactory(company=company, by=clerk, slot=2), by=clerk)
    assert (str(shared.number), shared.number.register) == ("700001", "invoice")


def test_wb13_cash_notes_have_their_series_if_one_is_set(company: Company, clerk: User) -> None:
    cash = PaymentTermsFactory(company=company, is_cash=True)
    assert issued(company, clerk, payment_terms=cash) == "99001"
    series = create_series(company, "CASH", register="cash_note", start="500001")
    assign_series(company, "cash_note", series)
    assert issued(company, clerk, payment_terms=cash) == "500001"


def test_wb15_a_certified_control_unit_wants_a_series_for_cash_notes(
    company: Company, clerk: User
) -> None:
    company.certified_control_unit = True
    company.save()
    cash = PaymentTermsFactory(company=company, is_cash=True)
    with pytest.raises(SeriesNotAssigned, match="control unit"):
        issued(company, clerk, payment_terms=cash)


def test_advances_take_the_series_of_slot_nine(
    company: Company, administrator: User, clerk: User
) -> None:
    draft = DraftFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    draft.kind = "advance"
    with pytest.raises(SeriesNotAssigned, match="row 9"):
        invoice_series(draft)
    ranges = {"invoice_from": "970001", "invoice_to": "979999", "invoice_next": "970001"}
    change_type(company, administrator, 9, **ranges)
    assert invoice_series(draft).code == "ADVANCE"


@pytest.mark.parametrize(("own", "said"), [(True, "1 Faktura"), (False, "row 8")])
def test_without_a_series_nothing_is_issued(
    company: Company, administrator: User, clerk: User, *, own: bool, said: str
) -> None:
    cleared = {"invoice_from": "", "invoice_to": "", "invoice_next": ""}
    change_type(company, administrator, 1, **cleared)
    change_type(company, administrator, 1, own_invoice_series=own)
    draft = DraftFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    with pytest.raises(SeriesNotAssigned, match=said):
        issue_invoice(invoice=draft, by=clerk)
    draft.refresh_from_db()
    assert (draft.state, draft.number) == ("draft", None)


def test_a_used_up_series_issues_nothing(
    company: Company, administrator: User, clerk: User
) -> None:
    change_type(company, administrator, 1, invoice_to="99001")
    issued(company, clerk)
    draft = DraftFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    with pytest.raises(SeriesExhausted):
        issue_invoice(invoice=draft, by=clerk)
    assert Invoice.objects.drafts().get() == draft
    change_type(company, administrator, 1, invoice_to="99999")
    assert str(issue_invoice(invoice=draft, by=clerk).number) == "99002"


def test_issuing_twice_draws_one_number(company: Company, clerk: User) -> None:
    draft = DraftFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    issue_invoice(invoice=draft, by=clerk)
    with pytest.raises(AlreadyIssued, match="99001"):
        issue_invoice(invoice=draft, by=clerk)
    assert IssuedNumber.objects.filter(register="invoice").count() == 1


def test_the_invoice_is_what_company_and_customer_are_at_issue(
    company: Company, clerk: User
) -> None:
    order = OrderFactory(company=company, by=clerk)
    draft = DraftFactory(order=order, by=clerk)
    order.party.name, order.party.language = "Holm & Daughter", "da"
    order.party.save()
    rate = order.lines.get().tax_rate
    rate.percent = Decimal("25.50")
    rate.save()
    invoice = issue_invoice(invoice=draft, by=clerk)
    order.party.name = "Later"
    order.party.save()
    rate.percent = Decimal(20)
    rate.save()
    invoice.refresh_from_db()
    assert (invoice.buyer_name, invoice.language, invoice.currency) == (
        "Holm & Daughter",
        "da",
        "DKK",
    )
    assert (invoice.net, invoice.tax, invoice.gross) == (1000, 255, 1255)
    line, tax = invoice.lines.get(), invoice.taxes.get()
    assert line.tax_percent == tax.percent == Decimal("25.50")
    assert invoice.printed_gross == invoice.gross


def test_a_worked_example_with_three_rates(company: Company, clerk: User) -> None:
    food = TaxRateFactory(company=company, code="12", percent=Decimal(12))
    none = TaxRateFactory(company=company, code="0", percent=Decimal(0))
    lines = [
        line_data(company, text="Desk", quantity=Decimal(3), price=Decimal("449.50")),
        line_data(company, text="Screw", quantity=Decimal(12), price=Decimal("0.35")),
        line_data(
            company, text="Coffee", quantity=Decimal("2.5"), price=Decimal("39.99"), tax_rate=food
        ),
        line_data(company, text="Stamp", quantity=Decimal(4), price=Decimal(15), tax_rate=none),
        line_data(company, text="Rebate", quantity=Decimal(1), price=Decimal(-50)),
    ]
    order = OrderFactory(company=company, by=clerk, lines=lines)
    invoice = InvoiceFactory(order=order, by=clerk)
    amounts = [line.amount for line in invoice.lines.in_order()]
    assert amounts == [Decimal(x) for x in ("1348.50", "4.20", "99.98", "60.00", "-50.00")]
    assert [(one.percent, one.net, one.tax) for one in invoice.taxes.order_by("-percent")] == [
        (25, Decimal("1302.70"), Decimal("325.68")),  # 325.675
        (12, Decimal("99.98"), Decimal("12.00")),  # 11.9976
        (0, Decimal("60.00"), Decimal("0.00")),
    ]
    assert (invoice.net, invoice.tax, invoice.gross) == tuple(
        Decimal(x) for x in ("1462.68", "337.68", "1800.36")
    )
    assert (order.net, order.tax, order.gross) == (invoice.net, invoice.tax, invoice.gross)


def test_few_statements_however_many_lines(company: Company, clerk: User) -> None:
    counts = []
    for number in (2, 30):
        lines = [line_data(company, text=f"Part {n}") for n in range(number)]
        order = OrderFactory(company=company, by=clerk, lines=lines)
        with CaptureQueriesContext(connection) as queries:
            InvoiceFactory(order=order, by=clerk)
        counts.append(len(queries))
    assert counts[0] == counts[1]
