"""The content of an invoice: worked out from what it refers to, and stored so that it can stand
by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from invoicing.choices import InvoiceKind
from invoicing.models import Invoice, InvoiceLine, InvoiceTax, Reminder
from invoicing.models.heads import BUYER, SELLER
from invoicing.services.references import copy_payment
from orders.choices import Side
from orders.services.layouts import Layouts
from orders.totals import line_amount, totals_of

_WORKED_OUT = (
    *("item_number", "amount"),
    *("tax_code", "tax_name", "tax_percent", "tax_category", "tax_reason"),
)
_STORED = ("position", "quantity", *_WORKED_OUT)
_SUMS = ("code", "name", "percent", "category", "reason", "net", "tax")


@dataclass(frozen=True, slots=True)
class Content:
    """An invoice with its lines and taxes as worked out, none of it stored yet."""

    invoice: Invoice
    lines: list[InvoiceLine]
    taxes: list[InvoiceTax]


def lines_of(invoice: Invoice) -> list[InvoiceLine]:
    """The stored lines with all that working them out reads."""
    return lines_of_all([invoice])[invoice.pk]


def lines_of_all(invoices: Iterable[Invoice]) -> dict[int, list[InvoiceLine]]:
    """The stored lines of many invoices by their keys, in one query."""
    known = {invoice.pk: invoice for invoice in invoices}
    found: dict[int, list[InvoiceLine]] = {key: [] for key in known}
    stored = InvoiceLine.objects.filter(invoice__in=known).select_related(
        "item__number",
        "order_line__tax_rate",
        "trade_line__tax_rate",
        "trade_line__document__number",
        "credits__invoice",
        "settles",
        "tax_rate",
    )
    for line in stored.in_order():
        line.invoice = known[line.invoice_id]
        line.as_stored = _facts_of(line)
        found[line.invoice_id].append(line)
    return found


def work_out(invoice: Invoice, lines: Sequence[InvoiceLine]) -> list[InvoiceTax]:
    """Fill in all that follows from customer, company, terms and lines; return the taxes.

    Nothing of the invoice is saved. What a draft shows is worked out anew at issue: it freezes as
    it is then.
    """
    taxes = work_out_content(invoice, lines)
    set_layouts([invoice])
    return taxes


def set_layouts(invoices: Sequence[Invoice]) -> None:
    """How the papers of invoices of one company look; a layout that is not stored yet is now."""
    layouts = Layouts(invoices[0].company)
    for invoice in invoices:
        invoice.print_layout = layouts.of(invoice.kind, invoice.order_type_id, invoice.language)


def work_out_content(invoice: Invoice, lines: Sequence[InvoiceLine]) -> list[InvoiceTax]:
    """All but the layout: what the law wants to stand on the paper."""
    _copy_head(invoice)
    invoice.delivery_numbers = _deliveries(lines)
    for line in lines:
        _copy_line(line)
    invoice.kind = kind_of(invoice, lines)
    copy_payment(invoice)
    totals = totals_of((line.rate, line.amount) for line in lines)
    invoice.net, invoice.tax, invoice.gross = totals.net, totals.tax, totals.gross
    return [
        InvoiceTax(
            invoice=invoice,
            code=row.rate.code,
            name=row.rate.name,
            percent=row.rate.percent,
            category=row.rate.category,
            reason=row.rate.exemption_reason,
            net=row.net,
            tax=row.tax,
        )
        for row in totals.taxes
    ]


def store_content(invoice: Invoice, lines: list[InvoiceLine], taxes: list[InvoiceTax]) -> None:
    """Write the lines, positions from 1, and the taxes anew: few statements however many lines."""
    store_contents([Content(invoice, lines, taxes)])


def store_contents(contents: Sequence[Content]) -> None:
    """Write the lines and taxes of many invoices: what is stored so already is left alone."""
    lines = []
    for content in contents:
        for position, line in enumerate(content.lines, start=1):
            line.position = position
            lines.append(line)
    changed = [line for line in lines if line.pk and _facts_of(line) != line.as_stored]
    if changed:
        InvoiceLine.objects.bulk_update(changed, _STORED)
    InvoiceLine.objects.bulk_create(line for line in lines if line.pk is None)
    _store_taxes(contents)


def _store_taxes(contents: Sequence[Content]) -> None:
    stored: dict[int, set[tuple[object, ...]]] = {one.invoice.pk: set() for one in contents}
    for tax in InvoiceTax.objects.filter(invoice__in=stored).order_by():
        stored[tax.invoice_id].add(_sums_of(tax))
    changed = [
        one for one in contents if stored[one.invoice.pk] != {_sums_of(tax) for tax in one.taxes}
    ]
    former = [one.invoice.pk for one in changed if stored[one.invoice.pk]]
    if former:
        InvoiceTax.objects.filter(invoice__in=former).delete()
    InvoiceTax.objects.bulk_create(tax for one in changed for tax in one.taxes)


def _facts_of(line: InvoiceLine) -> tuple[object, ...]:
    """What working out an invoice may change of a line that is there."""
    return tuple(getattr(line, name) for name in _STORED)


def _sums_of(tax: InvoiceTax) -> tuple[object, ...]:
    return tuple(getattr(tax, name) for name in _SUMS)


def copy_parties(document: Invoice | Reminder) -> None:
    """Seller, buyer, language and currency, as company and customer are now."""
    company, party = document.company, document.party
    for field in SELLER:
        setattr(document, f"seller_{field}", getattr(company, field))
    for field in BUYER:
        setattr(document, f"buyer_{field}", getattr(party, field))
    document.buyer_number = _text(party.customer_number)
    document.language, document.currency = party.language, company.currency


def _copy_head(invoice: Invoice) -> None:
    """Seller, buyer, references and terms; the due date follows from the terms."""
    copy_parties(invoice)
    invoice.order_number = _text(invoice.order.number) if invoice.order else ""
    invoice.order_type_name = str(invoice.order_type.name) if invoice.order_type else ""
    if invoice.credits:
        # Else what was typed: the number of an old system's invoice.
        invoice.credited_number = _text(invoice.credits.number)
    invoice.payment_terms_name = invoice.payment_terms.name
    invoice.due_date = invoice.payment_terms.due_date(invoice.date)


def _deliveries(lines: Iterable[InvoiceLine]) -> str:
    """The numbers of the deliveries that are invoiced, each once, as they stand on the lines."""
    documents = {
        line.trade_line.document_id: line.trade_line.document for line in lines if line.trade_line
    }
    return ", ".join(str(one.number) for one in documents.values() if one.number)


def _copy_line(line: InvoiceLine) -> None:
    """Item number, tax rate and amount.

    What was delivered says the rate before what was ordered, and of a line written freely the line
    itself. The line of a credit note keeps the rate of the line it credits, and what takes an
    advance off the advance's, whatever the rate is today. An advance was shared out by its rates:
    they stay.
    """
    if line.item is not None:
        line.item_number = _text(line.item.number)
    source = line.trade_line or line.order_line
    frozen = line.credits or line.settles
    rate = frozen.rate if frozen else source.tax_rate if source else line.tax_rate
    if rate is not None:
        line.rate = rate
    line.amount = line_amount(line.quantity, line.price, line.side)


def kind_of(invoice: Invoice, lines: Sequence[InvoiceLine]) -> str:
    """Internal by its order type, a credit note when every line is credit, a cash note by its
    payment terms (Winbas), else an invoice. An advance is made as one and stays one.
    """
    if invoice.kind == InvoiceKind.ADVANCE:
        return InvoiceKind.ADVANCE
    if invoice.credits is not None:
        return InvoiceKind.CREDIT_NOTE
    if invoice.order_type is not None and invoice.order_type.is_internal:
        return InvoiceKind.INTERNAL_INVOICE
    if all(line.side == Side.CREDIT for line in lines):
        return InvoiceKind.CREDIT_NOTE
    if invoice.payment_terms.is_cash:
        return InvoiceKind.CASH_NOTE
    return InvoiceKind.INVOICE


def _text(number: object) -> str:
    """The text of an issued number, empty where there is none."""
    return "" if number is None else str(number)
