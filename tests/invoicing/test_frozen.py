"""An issued invoice never changes, whoever tries by whatever means."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from invoicing.choices import InvoiceState
from invoicing.models import Invoice, InvoiceLine, InvoiceTax
from numbering.models import Company
from tests.factories import DraftFactory, InvoiceFactory, OrderFactory


@pytest.fixture
def invoice(company: Company, clerk: User) -> Invoice:
    """An issued invoice."""
    return InvoiceFactory(order=OrderFactory(company=company, by=clerk), by=clerk)


def _raw(sql: str) -> Callable[[Invoice], object]:
    def run(invoice: Invoice) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, [invoice.pk])

    return run


def _save(invoice: Invoice) -> None:
    invoice.buyer_name = "Somebody else"
    invoice.save()


def _bulk_update(invoice: Invoice) -> None:
    invoice.gross = Decimal(1)
    Invoice.objects.bulk_update([invoice], ["gross"])


def _take_number(invoice: Invoice) -> None:
    Invoice.objects.filter(pk=invoice.pk).update(number=None, state="draft", issued_at=None)


def _issue_again(invoice: Invoice) -> None:
    """As if it were the draft that it was: another number for the same invoice."""
    invoice.number, invoice.state = None, InvoiceState.ISSUED
    invoice.save(by=invoice.created_by)


def _bulk_lines(invoice: Invoice) -> None:
    lines = list(invoice.lines.all())
    lines[0].price = Decimal(1)
    InvoiceLine.objects.bulk_update(lines, ["price"])


def _add_lines(invoice: Invoice) -> None:
    line = invoice.lines.get()
    line.pk = None
    InvoiceLine.objects.bulk_create([line])


def _move_line_out(invoice: Invoice) -> None:
    draft = DraftFactory(order=OrderFactory(company=invoice.company), by=invoice.created_by)
    invoice.lines.update(invoice=draft)


def _add_line(invoice: Invoice) -> None:
    line = invoice.lines.get()
    line.pk = None
    line.save()


def _move_line_in(invoice: Invoice) -> None:
    draft = DraftFactory(order=OrderFactory(company=invoice.company), by=invoice.created_by)
    draft.lines.update(invoice=invoice)


ATTEMPTS: dict[str, Callable[[Invoice], object]] = {
    "save": _save,
    "update": lambda invoice: Invoice.objects.filter(pk=invoice.pk).update(gross=1),
    "state": lambda invoice: Invoice.objects.filter(pk=invoice.pk).update(state="draft"),
    "number": lambda invoice: Invoice.objects.filter(pk=invoice.pk).update(number=None),
    "date": _raw("UPDATE invoicing_invoice SET date = '2020-01-01' WHERE id = %s"),
    "bulk update": _bulk_update,
    "back to a draft": _take_number,
    "issued again": _issue_again,
    "update of no column": _raw("UPDATE invoicing_invoice SET id = id WHERE id = %s"),
    "raw delete": _raw("DELETE FROM invoicing_invoice WHERE id = %s"),
    "line update": lambda invoice: invoice.lines.update(quantity=1),
    "line delete": lambda invoice: invoice.lines.all().delete(),
    "line raw": _raw("UPDATE invoicing_invoiceline SET price = 1 WHERE invoice_id = %s"),
    "line saved": lambda invoice: invoice.lines.get().save(),
    "line object deleted": lambda invoice: invoice.lines.get().delete(),
    "lines in bulk": _bulk_lines,
    "line added": _add_line,
    "lines added in bulk": _add_lines,
    "line moved out": _move_line_out,
    "line moved in": _move_line_in,
    "tax update": lambda invoice: invoice.taxes.update(tax=0),
    "tax saved": lambda invoice: invoice.taxes.get().save(),
    "taxes deleted": lambda invoice: invoice.taxes.all().delete(),
    "tax delete": _raw("DELETE FROM invoicing_invoicetax WHERE invoice_id = %s"),
    "tax added": lambda invoice: InvoiceTax.objects.create(
        invoice=invoice, code="X", name="X", percent=0, net=0, tax=0
    ),
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_database_refuses(invoice: Invoice, attempt: str) -> None:
    before = _content(invoice)
    with (
        pytest.raises(DatabaseError, match="an issued invoice never changes"),
        transaction.atomic(),
    ):
        ATTEMPTS[attempt](invoice)
    assert _content(invoice) == before


def test_a_numbered_invoice_is_not_deleted(invoice: Invoice) -> None:
    with pytest.raises(ProtectedError):
        invoice.delete()
    assert Invoice.objects.filter(pk=invoice.pk).exists()


def test_invoices_are_not_deleted_in_bulk(invoice: Invoice) -> None:
    with pytest.raises(ProtectedError):
        Invoice.objects.filter(pk=invoice.pk).delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Invoice.objects.filter(pk=invoice.pk)._raw_delete("default")
    assert Invoice.objects.filter(pk=invoice.pk).exists()


def test_an_invoice_is_not_made_issued(invoice: Invoice) -> None:
    """What was never a draft was never issued by anybody."""
    copy = Invoice.objects.get(pk=invoice.pk)
    copy.pk, copy.number, copy.payment_reference = None, None, ""
    copy._state.adding = True
    with (
        pytest.raises(DatabaseError, match="issued from a draft"),
        transaction.atomic(),
    ):
        copy.save(by=invoice.created_by)
    assert Invoice.objects.count() == 1


def test_drafts_stay_changeable(invoice: Invoice, clerk: User) -> None:
    draft = DraftFactory(order=OrderFactory(company=invoice.company), by=clerk)
    draft.lines.update(quantity=1)
    Invoice.objects.filter(pk=draft.pk).update(text="Thank you")
    assert draft.lines.get().quantity == 1


def test_an_unnumbered_invoice_is_not_issued(company: Company, clerk: User) -> None:
    draft = DraftFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    with pytest.raises(DatabaseError), transaction.atomic():
        Invoice.objects.filter(pk=draft.pk).update(state="issued")


def _content(invoice: Invoice) -> list[list[dict[str, object]]]:
    return [
        list(Invoice.objects.filter(pk=invoice.pk).values()),
        list(InvoiceLine.objects.filter(invoice=invoice).order_by("pk").values()),
        list(InvoiceTax.objects.filter(invoice=invoice).order_by("pk").values()),
    ]
