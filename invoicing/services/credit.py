"""Crediting an issued invoice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from decimal import Decimal

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from invoicing.choices import InvoiceKind
from invoicing.exceptions import CannotBeCredited
from invoicing.models import Invoice, InvoiceLine
from invoicing.selectors import creditable_lines
from invoicing.services.locks import locked_invoice
from invoicing.services.quantities import chosen_quantities, refuse_over_credit
from invoicing.services.saving import check_head, save_content
from numbering.transactions import write
from orders.choices import Side


def credit_invoice(
    *,
    invoice: Invoice,
    by: User,
    date: Date | None = None,
    quantities: Mapping[int, Decimal] | None = None,
) -> Invoice:
    """Make the draft of a credit note for all that is left to credit, or for these quantities.

    Drafts count, so that nothing is credited twice. What is credited is not open on the order
    again. Raises CannotBeCredited, and EntryErrors (its `lines` by the key of the invoice line).
    """
    with write():
        original = locked_invoice(invoice)
        if not original.is_issued:
            raise CannotBeCredited(_("A draft is not credited: change it or throw it away."))
        if original.kind == InvoiceKind.CREDIT_NOTE:
            raise CannotBeCredited(_("A credit note is not credited: write a new invoice."))
        left = dict(creditable_lines(original))
        taken = chosen_quantities({line.pk: open_ for line, open_ in left.items()}, quantities)
        if not taken:
            raise CannotBeCredited(_("Nothing is left to credit on this invoice."))
        refuse_over_credit(original, taken)
        credit_note = Invoice(
            company=original.company,
            order=original.order,
            order_type=original.order_type,
            credits=original,
            party=original.party,
            date=date or timezone.localdate(),
            commission=original.commission,
            payment_terms=original.payment_terms,
            your_reference=original.your_reference,
            our_reference=original.our_reference,
            created_by=by,
            updated_by=by,
        )
        check_head(credit_note)
        lines = [
            _credit_line(credit_note, line, taken[line.pk]) for line in left if line.pk in taken
        ]
        save_content(credit_note, lines)
    return credit_note


def _credit_line(credit_note: Invoice, line: InvoiceLine, quantity: Decimal) -> InvoiceLine:
    """The line that takes this quantity back, at the price and rate of the invoice."""
    taken = InvoiceLine(
        invoice=credit_note,
        credits=line,
        item=line.item,
        text=line.text,
        quantity=quantity,
        unit=line.unit,
        price=line.price,
        is_amount=line.is_amount,
        side=Side.CREDIT if line.side == Side.DEBIT else Side.DEBIT,
    )
    taken.rate = line.rate
    return taken
