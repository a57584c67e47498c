"""Drafts of invoices: make one from an order, change it, throw it away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from decimal import Decimal

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from invoicing.entries import InvoiceData
from invoicing.exceptions import NothingToInvoice
from invoicing.models import Invoice, PaymentTerms
from invoicing.services.advances import changed_settlements, settlements_for
from invoicing.services.content import lines_of
from invoicing.services.locks import locked_draft_with_sources
from invoicing.services.quantities import chosen_quantities, refuse_over_credits, taking_of
from invoicing.services.saving import (
    TEXTS,
    check_head,
    line_of,
    save_content,
    save_new_draft,
    usual_terms,
)
from numbering.exceptions import NumberedDocumentKept
from numbering.transactions import write
from orders.models import Order
from orders.services.invoiced import Billed, refuse_cancelled
from orders.services.locks import check_version


def create_invoice_from_order(
    *,
    order: Order,
    by: User,
    date: Date,
    quantities: Mapping[int, Decimal] | None = None,
    payment_terms: PaymentTerms | None = None,
) -> Invoice:
    """Make a draft of what is open on an order, or of these quantities by order line.

    The quantities count as invoiced from now on, so that a second draft cannot take them. Issued
    advances on the order are taken off, as far as the invoice can take them. Raises
    EntryErrors (its `lines` by the key of the order line), QuantityNotOpen, NothingToInvoice,
    OrderClosed, and SetupError where the company has no payment terms.
    """
    with write():
        billed = Billed.locked(orders=[order.pk])
        stored = billed.orders[order.pk]
        refuse_cancelled(stored)
        order_lines = list(stored.lines.select_related("item__number", "tax_rate").in_order())
        taken = chosen_quantities({line.pk: line.open_quantity for line in order_lines}, quantities)
        if not taken:
            raise NothingToInvoice(_("Nothing is left to invoice on this order."))
        invoice = Invoice(
            company=stored.company,
            order=stored,
            order_type=stored.order_type,
            party=stored.party,
            date=date,
            commission=stored.commission,
            payment_terms=payment_terms or usual_terms(stored.party),
            your_reference=stored.your_reference,
            our_reference=stored.our_reference,
            text=stored.text,
            created_by=by,
            updated_by=by,
        )
        lines = [
            line_of(invoice, line, taken[line.pk], order_line=line, side=line.side)
            for line in order_lines
            if line.pk in taken
        ]
        lines += settlements_for(invoice, lines, orders=[stored.pk])
        save_new_draft(invoice, lines, billed)
    return invoice


def save_draft(
    *,
    invoice: Invoice,
    by: User,
    data: InvoiceData,
    quantities: Mapping[int, Decimal] | None = None,
    settlements: Mapping[int, Decimal] | None = None,
    version: int | None = None,
) -> Invoice:
    """Change a draft's head, and the quantities of these of its lines; 0 removes a line.

    `settlements` are what it takes off advances of its orders, by the key of the advance's line;
    without them that stays, as far as the draft still has room. Raises AlreadyIssued,
    DocumentChanged, EntryErrors (its `lines` by the key of the invoice line), QuantityNotOpen,
    SettledTooMuch, and NothingToInvoice when no line would be left.
    """
    with write():
        stored, billed = locked_draft_with_sources(invoice)
        check_version(stored, version)
        all_lines = lines_of(stored)
        settled = {line.settles_id: line for line in all_lines if line.settles_id is not None}
        lines = [line for line in all_lines if line.settles_id is None]
        wanted = chosen_quantities(
            {line.pk: line.quantity for line in lines}, quantities, zero_removes=True
        )
        kept = [line for line in lines if wanted[line.pk]]
        if not kept:
            raise NothingToInvoice(_("No line would be left: throw the draft away instead."))
        billed.count(
            taking_of(line, wanted[line.pk] - line.quantity, key=line.pk) for line in lines
        )
        refuse_over_credits(lines, wanted, without=stored)
        stored.date, stored.payment_terms = data.date, data.payment_terms
        for field in TEXTS:
            setattr(stored, field, getattr(data, field).strip())
        stored.updated_by = by
        stored.version += 1
        check_head(stored)
        for line in kept:
            line.quantity = wanted[line.pk]
        kept += changed_settlements(stored, kept, settled, settlements, orders=billed.orders)
        removed = {line.pk for line in all_lines} - {line.pk for line in kept}
        if removed:
            stored.lines.filter(pk__in=removed).delete()
        save_content(stored, kept, billed)
    return stored


def discard_draft(*, invoice: Invoice, by: User) -> None:
    """Throw a draft away; what it had taken from its sources can be invoiced again.

    Raises AlreadyIssued, and NumberedDocumentKept where it drew a number of an unbroken series.
    """
    with write():
        stored, billed = locked_draft_with_sources(invoice)
        billed.count(
            taking_of(line, -line.quantity, key=line.pk) for line in stored.lines.in_order()
        )
        stored.lines.all().delete()
        stored.taxes.all().delete()
        billed.refresh()
        try:
            stored.delete()
        except NumberedDocumentKept as error:
            raise NumberedDocumentKept(
                _(
                    "The draft has the number %(number)s, and its series has no gaps: issue it and"
                    " credit it instead."
                )
                % {"number": stored.number}
            ) from error
