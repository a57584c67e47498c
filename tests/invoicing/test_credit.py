"""Credit notes: of an invoice, in whole or in part, never twice."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.auth.models import User

from invoicing.entries import InvoiceData
from invoicing.exceptions import CannotBeCredited
from invoicing.models import Invoice
from invoicing.selectors import creditable_lines
from invoicing.services.credit import credit_invoice
from invoicing.services.drafts import discard_draft, save_draft
from invoicing.services.issue import issue_invoice
from numbering.models import Company
from orders.exceptions import EntryErrors
from orders.models import Order
from tests.factories import DAY, DraftFactory, InvoiceFactory, OrderFactory, line_data


@pytest.fixture
def order(company: Company, clerk: User) -> Order:
    """Ten chairs at 100 and two tables at 250, tax 25 %."""
    table = line_data(company, text="Table", quantity=Decimal(2), price=Decimal(250))
    return OrderFactory(company=company, by=clerk, lines=[line_data(company), table])


@pytest.fixture
def invoice(order: Order, clerk: User) -> Invoice:
    """The issued invoice of the whole order: 1500 + 375."""
    return InvoiceFactory(order=order, by=clerk)


def test_the_whole_invoice_is_credited(invoice: Invoice, order: Order, clerk: User) -> None:
    note = issue_invoice(invoice=credit_invoice(invoice=invoice, by=clerk, date=DAY), by=clerk)
    assert (note.kind, note.credits, note.credited_number) == ("credit_note", invoice, "99001")
    assert (note.net, note.tax, note.gross) == (-1500, -375, -1875)
    assert (note.printed_net, note.printed_tax, note.printed_gross) == (1500, 375, 1875)
    assert [line.printed_amount for line in note.lines.in_order()] == [1000, 500]
    assert invoice.gross + note.gross == 0
    # The type's own series numbers its credit notes too (Winbas).
    assert (str(note.number), note.number.kind, note.number.register) == (
        "99002",
        "credit_note",
        "invoice",
    )
    order.refresh_from_db()
    assert order.state == "invoiced"


def test_nothing_is_credited_twice(invoice: Invoice, clerk: User) -> None:
    chair, table = invoice.lines.in_order()
    credit_invoice(invoice=invoice, by=clerk, quantities={chair.pk: Decimal(4)})
    with pytest.raises(CannotBeCredited, match="only 6 are left"):
        credit_invoice(invoice=invoice, by=clerk, quantities={chair.pk: Decimal(7)})
    rest = credit_invoice(invoice=invoice, by=clerk)
    assert {line.credits: line.quantity for line in rest.lines.all()} == {chair: 6, table: 2}
    with pytest.raises(CannotBeCredited, match="Nothing is left"):
        credit_invoice(invoice=invoice, by=clerk)


def test_a_discarded_credit_note_can_be_made_again(invoice: Invoice, clerk: User) -> None:
    discard_draft(invoice=credit_invoice(invoice=invoice, by=clerk), by=clerk)
    assert [left for _line, left in creditable_lines(invoice)] == [10, 2]


def test_the_draft_of_a_credit_note_is_changed_within_what_is_left(
    invoice: Invoice, clerk: User
) -> None:
    note = credit_invoice(invoice=invoice, by=clerk)
    chair, table = note.lines.in_order()
    data = InvoiceData(date=DAY, payment_terms=note.payment_terms)
    saved = save_draft(
        invoice=note, by=clerk, data=data, quantities={chair.pk: Decimal(1), table.pk: Decimal(0)}
    )
    assert (saved.kind, saved.net) == ("credit_note", -100)
    with pytest.raises(CannotBeCredited):
        save_draft(invoice=note, by=clerk, data=data, quantities={chair.pk: Decimal(11)})


def test_a_credit_note_keeps_the_rate_of_its_invoice(
    invoice: Invoice, order: Order, clerk: User
) -> None:
    rate = order.lines.in_order()[0].tax_rate
    rate.percent = Decimal(10)
    rate.save()
    note = issue_invoice(invoice=credit_invoice(invoice=invoice, by=clerk), by=clerk)
    assert note.tax == -375


def test_drafts_and_credit_notes_are_not_credited(
    company: Company, invoice: Invoice, clerk: User
) -> None:
    draft = DraftFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    note = issue_invoice(invoice=credit_invoice(invoice=invoice, by=clerk), by=clerk)
    for document in (draft, note):
        with pytest.raises(CannotBeCredited):
            credit_invoice(invoice=document, by=clerk)


def test_quantities_that_cannot_be_are_named(invoice: Invoice, clerk: User) -> None:
    chair, _table = invoice.lines.in_order()
    with pytest.raises(EntryErrors) as caught:
        credit_invoice(invoice=invoice, by=clerk, quantities={chair.pk: Decimal(-1)})
    assert list(caught.value.lines) == [chair.pk]


def test_an_order_of_a_credit_type_becomes_a_credit_note(company: Company, clerk: User) -> None:
    note = InvoiceFactory(order=OrderFactory(company=company, by=clerk, slot=2), by=clerk)
    assert (note.kind, str(note.number)) == ("credit_note", "90001")
    assert (note.gross, note.printed_gross) == (-1250, 1250)
