"""Drafts of invoices: make one from an order, change it, throw it away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from invoicing.choices import InvoiceKind
from invoicing.entries import InvoiceData
from invoicing.exceptions import AlreadyNumbered, NothingToInvoice
from invoicing.models import Invoice, InvoiceLine, PaymentTerms
from invoicing.selectors import payment_terms_for
from invoicing.services.content import lines_of, store_content, work_out
from invoicing.services.locks import locked_draft_with_sources
from invoicing.services.quantities import chosen_quantities, refuse_over_credits, taking_of
from numbering.exceptions import NumberedDocumentKept, SetupError
from numbering.transactions import write
from orders.findings import Findings
from orders.models import Order, OrderLine, Party, TradeLine
from orders.services.invoiced import Billed, refuse_cancelled
from orders.services.locks import check_version

_TEXTS = ("your_reference", "our_reference", "text")


def create_invoice_from_order(
    *,
    order: Order,
    by: User,
    date: Date,
    quantities: Mapping[int, Decimal] | None = None,
    payment_terms: PaymentTerms | None = None,
) -> Invoice:
    """Make a draft of what is open on an order, or of these quantities by order line.

    The quantities count as invoiced from now on, so that a second draft cannot take them. Raises
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
        save_new_draft(invoice, lines, billed)
    return invoice


def save_draft(
    *,
    invoice: Invoice,
    by: User,
    data: InvoiceData,
    quantities: Mapping[int, Decimal] | None = None,
    version: int | None = None,
) -> Invoice:
    """Change a draft's head, and the quantities of these of its lines; 0 removes a line.

    Raises AlreadyIssued, DocumentChanged, EntryErrors (its `lines` by the key of the invoice
    line), QuantityNotOpen, and NothingToInvoice when no line would be left.
    """
    with write():
        stored, billed = locked_draft_with_sources(invoice)
        check_version(stored, version)
        lines = lines_of(stored)
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
        for field in _TEXTS:
            setattr(stored, field, getattr(data, field).strip())
        stored.updated_by = by
        stored.version += 1
        check_head(stored)
        for line in kept:
            line.quantity = wanted[line.pk]
        removed = [line.pk for line in lines if not wanted[line.pk]]
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


def save_new_draft(invoice: Invoice, lines: list[InvoiceLine], billed: Billed) -> None:
    """Check and store a new draft, and count on its sources what it takes.

    Errors name a line by the key of the delivery's line that it is made from, else of the order's.
    """
    billed.count(
        taking_of(line, line.quantity, key=line.trade_line_id or line.order_line_id or 0)
        for line in lines
    )
    check_head(invoice)
    save_content(invoice, lines, billed)


def save_content(invoice: Invoice, lines: list[InvoiceLine], billed: Billed | None = None) -> None:
    """Work a draft out from its lines, and store both; then what it was made from says so."""
    kind = invoice.kind
    taxes = work_out(invoice, lines)
    if invoice.number is not None and invoice.kind != kind:
        raise AlreadyNumbered(
            _("The draft has the number %(number)s as %(kind)s: it can be no other document.")
            % {"number": invoice.number, "kind": InvoiceKind(kind).label},
            field="payment_terms",
        )
    invoice.save(draw=False)
    store_content(invoice, lines, taxes)
    if billed is not None:
        billed.refresh()
    invoice.draw_numbers(by=invoice.updated_by)  # of another year, where the date has moved there


def line_of(
    invoice: Invoice, source: OrderLine | TradeLine, quantity: Decimal, **facts: Any
) -> InvoiceLine:
    """The line that takes this quantity of a line, as that says it."""
    return InvoiceLine(
        invoice=invoice,
        item=source.item,
        text=source.text,
        quantity=quantity,
        unit=source.unit,
        price=source.price,
        **facts,
    )


def usual_terms(party: Party) -> PaymentTerms:
    """The customer's payment terms. Raises SetupError where there are none."""
    terms = payment_terms_for(party)
    if terms is None:
        raise SetupError(
            _(
                "There are no payment terms for this customer: an administrator sets the company's"
                " default ones in Settings › Payment terms."
            ),
            field="payment_terms",
        )
    return terms


def check_head(invoice: Invoice) -> None:
    """Check what was typed on a draft's head; raises EntryErrors."""
    findings = Findings()
    findings.check_fields(invoice, _TEXTS)
    findings.check_date(invoice)
    findings.check_company(invoice.payment_terms, invoice.company_id, "payment_terms")
    findings.raise_if_any()
