"""The quantities that a draft takes: of orders, deliveries and returns, or of an invoice to
credit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from invoicing.exceptions import CannotBeCredited
from invoicing.models import Invoice, InvoiceLine
from invoicing.selectors import creditable_lines
from invoicing.services.locks import locked_invoice
from numbering.formatting import quantity as shown_quantity
from orders.chain import SourceRef
from orders.findings import Findings
from orders.services.invoiced import Taking


def chosen_quantities(
    usual: Mapping[int, Decimal],
    chosen: Mapping[int, Decimal] | None,
    *,
    zero_removes: bool = False,
) -> dict[int, Decimal]:
    """The quantity by line: the usual ones, or those chosen.

    Making a document, lines that were not chosen or chosen with 0 are left out. Changing one
    (`zero_removes`), lines that were not chosen stay as they are, and 0 is kept for the caller.
    Raises EntryErrors with the lines' keys for quantities that cannot be.
    """
    if chosen is None:
        return {key: quantity for key, quantity in usual.items() if quantity}
    findings = Findings()
    for key, quantity in chosen.items():
        if key not in usual:
            findings.add("quantity", _("This line is no longer there."), line=key)
        else:
            findings.check_fields(InvoiceLine(quantity=quantity), ["quantity"], line=key)
        if key not in findings.lines and quantity < 0:
            findings.add("quantity", _("A quantity cannot be less than 0."), line=key)
    findings.raise_if_any()
    if zero_removes:
        return {**usual, **chosen}
    return {key: quantity for key, quantity in chosen.items() if quantity}


def taking_of(line: InvoiceLine, change: Decimal, *, key: int) -> Taking:
    """What changing the line's quantity by this much takes from what it was made from."""
    sources = []
    if line.order_line_id is not None:
        sources.append(SourceRef("order", line.order_line_id))
    if line.trade_line_id is not None:
        sources.append(SourceRef("trade", line.trade_line_id))
    return Taking(key=key, change=change, sources=sources)


def refuse_over_credit(
    original: Invoice, wanted: Mapping[int, Decimal], *, without: Invoice | None = None
) -> None:
    """Refuse to credit more of a line than is left; `wanted` is by line of the original.

    The original must be locked; a draft that is being changed does not count (`without`).
    """
    for line, left in creditable_lines(original, without=without):
        if wanted.get(line.pk, Decimal(0)) > left:
            raise CannotBeCredited(
                _("Line %(position)d, %(text)s: only %(left)s are left to credit.")
                % {
                    "position": line.position,
                    "text": line.text,
                    "left": shown_quantity(left),
                },
                field="quantity",
                line_id=line.pk,
            )


def refuse_over_credits(
    lines: Iterable[InvoiceLine],
    quantities: Mapping[int, Decimal] | None = None,
    *,
    without: Invoice | None = None,
) -> None:
    """Refuse to credit more than is left of the invoices that these lines credit.

    The invoices are locked, by their keys. `quantities` by line are those that the lines will have.
    Raises CannotBeCredited.
    """
    wanted: dict[int, dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    originals: dict[int, Invoice] = {}
    for line in lines:
        if line.credits is not None:
            original = originals.setdefault(line.credits.invoice_id, line.credits.invoice)
            quantity = line.quantity if quantities is None else quantities[line.pk]
            wanted[original.pk][line.credits.pk] += quantity
    for key in sorted(originals):
        refuse_over_credit(locked_invoice(originals[key]), wanted[key], without=without)
