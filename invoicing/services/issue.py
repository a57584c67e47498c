"""Issuing an invoice: number it and freeze it, in one transaction."""

from __future__ import annotations

from django.contrib.auth.models import User

from invoicing.models import Invoice, InvoiceBalance
from invoicing.services.content import lines_of
from invoicing.services.freezing import SomeRefused, freeze_all, worked_out
from invoicing.services.locks import locked_draft
from invoicing.services.numbers import choose_number
from invoicing.services.papers import keep_after_commit
from invoicing.services.settling import hold_credited, settle_at_issue
from numbering.models import NumberSeries
from numbering.services.documents import series_of
from numbering.transactions import write


def issue_invoice(
    *,
    invoice: Invoice,
    by: User,
    typed_number: str = "",
    series: NumberSeries | None = None,
    with_papers: bool = True,
) -> Invoice:
    """Freeze a draft and draw its number; from now on it never changes.

    A `typed_number` is claimed instead, also over one that was drawn early; `series` is the
    related one that was picked. What is settled by the issue itself is: see settle_at_issue. The
    papers are made and kept when the transaction has ended; without `with_papers`, when somebody
    asks for them.
    Raises AlreadyIssued, NothingToInvoice, SeriesNotAssigned, ReferenceTooLong, and what drawing
    raises. Many are issued together by services.batch.
    """
    with write(lambda: series_of(invoice, "number").code):
        stored = locked_draft(invoice)
        credited = hold_credited([stored])
        balances = freeze(stored, by=by, typed_number=typed_number, series=series)
        settle_at_issue(balances, credited, by=by)
        if with_papers:
            keep_after_commit(stored, by)
    return stored


def freeze(
    stored: Invoice, *, by: User, typed_number: str = "", series: NumberSeries | None = None
) -> list[InvoiceBalance]:
    """Number and freeze a draft that is locked; what is open on it from now on, if it is paid."""
    content = worked_out(stored, lines_of(stored), by=by)
    choose_number(stored, by=by, typed_number=typed_number, series=series)
    try:
        return freeze_all([content], by=by)
    except SomeRefused as refused:
        raise refused.errors[stored.pk] from None
