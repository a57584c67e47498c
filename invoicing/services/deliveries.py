"""Invoicing what was delivered, and crediting what came back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date as Date
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from invoicing.exceptions import CannotBeTogether, NothingToInvoice
from invoicing.models import Invoice, PaymentTerms
from invoicing.selectors import lines_to_invoice
from invoicing.services.advances import settlements_for
from invoicing.services.quantities import chosen_quantities, refuse_over_credits
from invoicing.services.returns import credited_lines
from invoicing.services.saving import line_of, save_new_draft, usual_terms
from numbering.transactions import write
from orders.choices import Side
from orders.models import Order, TradeDocument, TradeLine
from orders.services.conversion import name_of
from orders.services.invoiced import Billed, refuse_not_invoiced

# What all documents of a collective invoice must agree on to be on the invoice.
_SHARED = ("commission", "your_reference", "our_reference", "text")


def create_invoice_from_trade(
    *,
    documents: Sequence[TradeDocument],
    by: User,
    date: Date,
    quantities: Mapping[int, Decimal] | None = None,
    payment_terms: PaymentTerms | None = None,
) -> Invoice:
    """Make a draft of what is open on deliveries of one customer, or of these quantities by line.

    Of return deliveries it is the draft of a credit note. It credits the invoice of the goods, so
    that nothing is credited twice. What was ordered counts as invoiced on its order as well. Raises
    CannotBeTogether, CannotBeCredited, EntryErrors (its `lines` by the key of the
    delivery's line), QuantityNotOpen, NothingToInvoice, NothingOpen, DocumentClosed, and SetupError
    where the company has no payment terms.
    """
    with write():
        billed = Billed.locked(documents=[document.pk for document in documents])
        stored = [billed.documents[key] for key in dict.fromkeys(one.pk for one in documents)]
        first = _check_together(stored)
        left = lines_to_invoice(stored)
        taken = chosen_quantities({line.pk: rest for line, rest in left}, quantities)
        trade_lines = [line for line, _rest in left if line.pk in taken]
        if not trade_lines:
            raise NothingToInvoice(
                _("Nothing is left to invoice on %(documents)s.")
                % {"documents": ", ".join(map(name_of, stored))}
            )
        orders = {_order_of(line) for line in trade_lines}
        invoice = Invoice(
            company=first.company,
            order=_only(orders),
            # Without one, the number is from the shared series; see services.series.
            order_type=_only({order and order.order_type for order in orders}),
            party=first.party,
            date=date,
            payment_terms=payment_terms or usual_terms(first.party),
            created_by=by,
            updated_by=by,
            **_shared_head(stored),
        )
        is_credited = first.trade_kind.is_credited
        credited = credited_lines(trade_lines) if is_credited else {}
        invoice.credits = _only(
            {line.invoice if (line := credited.get(one.pk)) else None for one in trade_lines}
        )
        lines = [
            line_of(
                invoice,
                line,
                taken[line.pk],
                order_line=line.source_order_line,
                trade_line=line,
                credits=credited.get(line.pk),
                side=Side.CREDIT if is_credited else Side.DEBIT,
            )
            for line in trade_lines
        ]
        refuse_over_credits(lines)
        billed_orders = {order.pk for order in orders if order is not None}
        lines += settlements_for(invoice, lines, orders=billed_orders)
        save_new_draft(invoice, lines, billed)
    return invoice


def _check_together(documents: Sequence[TradeDocument]) -> TradeDocument:
    """The first of the documents, all of which can be on one invoice."""
    if not documents:
        raise NothingToInvoice(_("Pick what is to be invoiced."))
    first = documents[0]
    for document in documents:
        refuse_not_invoiced(document)
        facts = {"document": name_of(document), "first": name_of(first)}
        if document.party_id != first.party_id:
            raise CannotBeTogether(
                _("%(document)s is of another customer than %(first)s: make an invoice for each.")
                % facts
            )
        # Locks of a step are taken by their keys, and returns are a step after deliveries.
        if document.trade_kind.is_credited != first.trade_kind.is_credited:
            raise CannotBeTogether(
                _("%(document)s and %(first)s: what came back is on a credit note of its own.")
                % facts
            )
    return first


def _order_of(line: TradeLine) -> Order | None:
    """The order that was delivered, or of whose goods some came back."""
    delivered = line.source_line or line
    ordered = delivered.source_order_line
    return None if ordered is None else ordered.order


def _only(values: Iterable[Any]) -> Any:
    """The value, if all have the same."""
    found = set(values)
    return found.pop() if len(found) == 1 else None


def _shared_head(documents: Sequence[TradeDocument]) -> dict[str, Any]:
    """What the documents agree on: fields of the head for the invoice."""
    found: dict[str, Any] = {}
    for field in _SHARED:
        value = _only(getattr(document, field) for document in documents)
        found[field] = "" if value is None and field != "commission" else value
    return found
