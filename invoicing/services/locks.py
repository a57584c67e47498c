"""Locking invoices; the order of all locks is told in orders.services.locks."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from invoicing.exceptions import AlreadyIssued, NotCollected
from invoicing.models import Invoice, InvoiceBalance
from numbering.models import Company
from orders.services.invoiced import Billed
from orders.services.locks import lock_row, lock_rows


def locked_invoice(invoice: Invoice) -> Invoice:
    """The invoice as stored with all that freezing it reads, held until the transaction ends."""
    lock_row(invoice)
    return Invoice.objects.to_freeze().get(pk=invoice.pk)


def hold_invoices(company: Company, keys: Collection[int]) -> None:
    """Wait for these invoices of a company, by their keys, and hold them."""
    own = Invoice.objects.of(company).filter(pk__in=keys)
    lock_rows(Invoice, list(own.values_list("pk", flat=True)))


def locked_draft(invoice: Invoice) -> Invoice:
    """The invoice, locked; raises AlreadyIssued when it is no draft any more."""
    stored = locked_invoice(invoice)
    refuse_issued(stored)
    return stored


def refuse_issued(invoice: Invoice) -> None:
    """Raise AlreadyIssued when it is no draft any more."""
    if invoice.is_issued:
        raise AlreadyIssued(
            _("Invoice %(number)s is issued and never changes again. A mistake is credited.")
            % {"number": invoice.number}
        )


def locked_draft_with_sources(invoice: Invoice) -> tuple[Invoice, Billed]:
    """The draft and what it was made from, all locked, the draft last.

    A draft never gets other sources than those that it was made from.
    """
    lines = invoice.lines.order_by()
    billed = Billed.locked(
        orders=set(lines.exclude(order_line=None).values_list("order_line__order", flat=True)),
        documents=set(
            lines.exclude(trade_line=None).values_list("trade_line__document", flat=True)
        ),
    )
    return locked_draft(invoice), billed


def locked_balances(keys: Collection[int]) -> dict[int, InvoiceBalance]:
    """What is open on these invoices, by the invoice's key, held until the transaction ends."""
    lock_rows(InvoiceBalance, keys)
    balances = InvoiceBalance.objects.select_related("invoice__number", "invoice__company")
    return {balance.pk: balance for balance in balances.filter(pk__in=keys)}


def locked_balance(invoice: Invoice) -> InvoiceBalance:
    """What is open on an invoice, locked; raises NotCollected for internal ones and drafts."""
    found = locked_balances([invoice.pk])
    if invoice.pk not in found:
        raise NotCollected(
            _("Nothing is open here: an internal invoice is not paid, and a draft is issued first.")
        )
    return found[invoice.pk]
