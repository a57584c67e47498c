"""Issuing an invoice: number it and freeze it, in one transaction."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from invoicing.choices import InvoiceState
from invoicing.exceptions import NothingToInvoice
from invoicing.models import Invoice, InvoiceBalance
from invoicing.selectors import bank_details_of
from invoicing.services.content import lines_of, store_content, work_out
from invoicing.services.locks import locked_draft
from invoicing.services.numbers import choose_number
from invoicing.services.papers import keep_after_commit
from invoicing.services.references import reference_maker_of
from invoicing.services.settling import hold_credited, open_balances, settle_at_issue
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
    raises.
    """
    with write(lambda: series_of(invoice, "number").code):
        stored = locked_draft(invoice)
        credited = hold_credited(stored)
        balance = freeze(stored, by=by, typed_number=typed_number, series=series)
        if balance is not None:
            settle_at_issue(balance, credited, by=by)
        if with_papers:
            keep_after_commit(stored, by)
    return stored


def freeze(
    stored: Invoice, *, by: User, typed_number: str = "", series: NumberSeries | None = None
) -> InvoiceBalance | None:
    """Number and freeze a draft that is locked; what is open on it from now on.

    What it refers to is copied as it is at this moment; the payment reference is made of the
    number and frozen with it. The number is drawn last: saving the
    issued row is the only statement behind it, so the counter is held as briefly as can be.
    """
    lines = lines_of(stored)
    if not lines:
        raise NothingToInvoice(_("The draft has no lines: there is nothing to issue."))
    store_content(stored, lines, work_out(stored, lines))
    balances = open_balances([stored])
    stored.state = InvoiceState.ISSUED
    stored.issued_at, stored.issued_by = timezone.now(), by
    stored.updated_by = by
    stored.version += 1
    stored.reference_maker = reference_maker_of(bank_details_of(stored.company))
    choose_number(stored, by=by, typed_number=typed_number, series=series)
    stored.save(by=by)
    return balances[0] if balances else None
