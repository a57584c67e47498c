"""Invoices and credit notes that are written by themselves, without an order."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from invoicing.entries import FreeInvoiceData
from invoicing.exceptions import AlreadyIssued, NotWrittenFreely
from invoicing.models import CustomerTerms, Invoice
from invoicing.services.credit import credit_invoice
from invoicing.services.free import save_invoice
from invoicing.services.issue import issue_invoice
from invoicing.services.numbers import draw_invoice_number
from numbering.models import Company
from orders.entries import LineData
from orders.exceptions import DocumentChanged, EntryErrors
from tests.factories import (
    DAY,
    DraftFactory,
    ItemFactory,
    OrderFactory,
    PartyFactory,
    PaymentTermsFactory,
    TaxRateFactory,
    WinbasCompanyFactory,
    line_data,
    order_type,
    usual_rate,
)
from tests.invoicing.test_issue import SHARED, change_type


def written(
    company: Company, by: User, *lines: LineData, invoice: Invoice | None = None, **facts: Any
) -> Invoice:
    """A draft with one line of ten chairs at 100, of type 1, unless something else is said."""
    version = facts.pop("version", None)
    facts.setdefault("order_type", order_type(company, 1))
    if "party" not in facts:
        facts["party"] = invoice.party if invoice else PartyFactory(company=company)
    return save_invoice(
        company=company,
        by=by,
        data=FreeInvoiceData(**{"date": DAY, **facts}),
        lines=lines or [line_data(company)],
        invoice=invoice,
        version=version,
    )


def test_an_invoice_without_an_order(company: Company, clerk: User) -> None:
    reduced = TaxRateFactory(company=company, code="12", percent=12)
    item = ItemFactory(company=company)
    draft = written(
        company,
        clerk,
        line_data(company, item=item, price=Decimal("19.99")),
        line_data(company, text="Book", quantity=Decimal(1), tax_rate=reduced),
        your_reference=" PO 1 ",
    )
    assert (draft.number, draft.kind, draft.your_reference) == (None, "invoice", "PO 1")

    invoice = issue_invoice(invoice=draft, by=clerk)

    assert (str(invoice.number), invoice.order, invoice.order_number) == ("99001", None, "")
    assert (invoice.net, invoice.tax, invoice.gross) == (
        Decimal("299.90"),
        Decimal("61.98"),
        Decimal("361.88"),
    )
    assert [line.item_number for line in invoice.lines.in_order()] == [str(item.number), ""]


def test_without_a_type_the_number_is_from_the_shared_series(
    company: Company, administrator: User, clerk: User
) -> None:
    change_type(company, administrator, 8, **SHARED)

    invoice = issue_invoice(invoice=written(company, clerk, order_type=None), by=clerk)

    assert str(invoice.number) == "700001"


@pytest.mark.parametrize(
    ("facts", "sides", "kind"),
    [
        ({}, ["debit"], "invoice"),
        ({"order_type": None}, ["debit", "credit"], "invoice"),
        ({"order_type": None}, ["credit", "credit"], "credit_note"),
        ({"is_credit": True}, ["", ""], "credit_note"),
    ],
)
def test_the_lines_say_what_it_is(
    company: Company, clerk: User, facts: dict[str, Any], sides: list[str], kind: str
) -> None:
    lines = [line_data(company, side=side) for side in sides]
    assert written(company, clerk, *lines, **facts).kind == kind


def test_the_terms_and_the_type_say_what_it_is(
    company: Company, administrator: User, clerk: User
) -> None:
    cash = PaymentTermsFactory(company=company, is_cash=True)
    assert written(company, clerk, payment_terms=cash).kind == "cash_note"
    party = PartyFactory(company=company)
    CustomerTerms.objects.create(party=party, payment_terms=cash)
    assert written(company, clerk, party=party).kind == "cash_note"
    change_type(company, administrator, 1, is_internal=True)
    assert written(company, clerk).kind == "internal_invoice"


def test_a_free_credit_note_names_the_invoice_of_an_old_system(
    company: Company, clerk: User
) -> None:
    draft = written(company, clerk, is_credit=True, credited_number="OLD-77")
    note = issue_invoice(invoice=draft, by=clerk)

    assert (note.kind, note.credited_number, note.gross) == ("credit_note", "OLD-77", -1250)
    assert note.printed_gross == 1250


def test_lines_of_a_draft_are_changed_added_and_removed(company: Company, clerk: User) -> None:
    draft = written(company, clerk, line_data(company), line_data(company, text="Table"))
    _chair, table = draft.lines.in_order()

    saved = written(
        company,
        clerk,
        line_data(company, text="Lamp", price=Decimal(5)),
        line_data(company, id=table.pk, text="Desk", quantity=Decimal(2), side="debit"),
        invoice=draft,
        version=draft.version,
    )

    lines = list(saved.lines.in_order())
    assert [(line.position, line.text, line.amount) for line in lines] == [
        (1, "Lamp", 50),
        (2, "Desk", 200),
    ]
    assert (lines[1].pk, saved.version, saved.net) == (table.pk, 2, 250)


def test_a_stale_copy_is_not_saved_over_another(company: Company, clerk: User) -> None:
    draft = written(company, clerk)
    written(company, clerk, invoice=draft, version=1)
    with pytest.raises(DocumentChanged):
        written(company, clerk, invoice=draft, version=1)


def test_the_rate_is_frozen_as_it_is_at_issue(company: Company, clerk: User) -> None:
    draft = written(company, clerk)
    rate = usual_rate(company)
    rate.percent = Decimal(24)
    rate.save()

    issued = issue_invoice(invoice=draft, by=clerk)
    rate.percent = Decimal(25)
    rate.save()

    assert (issued.tax, issued.lines.get().tax_percent) == (240, 24)
    assert credit_invoice(invoice=issued, by=clerk, date=DAY).tax == -240


def test_what_is_issued_or_of_an_order_is_not_written_over(company: Company, clerk: User) -> None:
    issued = issue_invoice(invoice=written(company, clerk), by=clerk)
    with pytest.raises(AlreadyIssued):
        written(company, clerk, invoice=issued)
    of_order = DraftFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    with pytest.raises(NotWrittenFreely):
        written(company, clerk, invoice=of_order)


def test_a_number_drawn_early_keeps_the_type(company: Company, clerk: User) -> None:
    draft = draw_invoice_number(invoice=written(company, clerk), by=clerk)
    with pytest.raises(EntryErrors) as refused:
        written(company, clerk, invoice=draft, order_type=None)
    assert "order_type" in refused.value.fields
    assert str(written(company, clerk, invoice=draft, text="Thanks").number) == "99001"


def test_every_mistake_is_told_at_once(company: Company, clerk: User) -> None:
    strange = PartyFactory(company=WinbasCompanyFactory())
    with pytest.raises(EntryErrors) as refused:
        written(
            company,
            clerk,
            line_data(company, side="credit"),
            line_data(company, quantity=Decimal(0)),
            party=strange,
            order_type=order_type(company, 9),
            your_reference="x" * 81,
        )
    assert refused.value.fields.keys() == {"party", "order_type", "your_reference"}
    assert [(line, [*found]) for line, found in refused.value.lines.items()] == [
        (0, ["side"]),
        (1, ["quantity"]),
    ]
    assert not Invoice.objects.exists()


def test_an_invoice_has_lines(company: Company, clerk: User) -> None:
    with pytest.raises(EntryErrors) as refused:
        save_invoice(
            company=company,
            by=clerk,
            data=FreeInvoiceData(party=PartyFactory(company=company), date=DAY),
            lines=[],
        )
    assert "lines" in refused.value.fields


def test_more_lines_take_no_more_statements(company: Company, clerk: User) -> None:
    def statements(count: int) -> int:
        party, kind = PartyFactory(company=company), order_type(company, 1)
        lines = [line_data(company) for _ in range(count)]
        with CaptureQueriesContext(connection) as queries:
            draft = written(company, clerk, *lines, party=party, order_type=kind)
            issue_invoice(invoice=draft, by=clerk)
        return len(queries)

    written(company, clerk)
    assert statements(30) == statements(2)
