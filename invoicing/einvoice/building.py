"""From an issued invoice to what its e-invoice says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date as Date
from decimal import Decimal

from django.db.models import Max
from django.utils import translation

from invoicing.choices import PAYABLE_KINDS, InvoiceKind
from invoicing.einvoice.codes import unit_code
from invoicing.einvoice.identities import identity_of
from invoicing.einvoice.model import (
    CREDIT_NOTE,
    Address,
    Contact,
    EInvoice,
    Line,
    Preceding,
    Tax,
    Totals,
    Trader,
)
from invoicing.einvoice.payment import payment_of
from invoicing.models import Invoice, InvoiceLine, InvoiceTax
from invoicing.papers import CASH_NOTE_PAID, TO_YOUR_CREDIT
from orders.choices import Side, TaxCategory

# UNTDID 1001. A cash note is an invoice that is paid already.
_TYPE_CODES = {
    InvoiceKind.INVOICE: "380",
    InvoiceKind.CASH_NOTE: "380",
    InvoiceKind.CREDIT_NOTE: CREDIT_NOTE,
    InvoiceKind.ADVANCE: "386",
}
# What the VATEX list has a code for in general; an exemption's depends on the law that exempts.
_REASON_CODES = {
    TaxCategory.REVERSE_CHARGE: "VATEX-EU-AE",
    TaxCategory.INTRA_COMMUNITY: "VATEX-EU-IC",
    TaxCategory.EXPORT: "VATEX-EU-G",
    TaxCategory.OUTSIDE: "VATEX-EU-O",
}


def read_einvoice(invoice: Invoice) -> EInvoice:
    """What the e-invoice of an issued invoice says; its lines and taxes are read from the database.

    The day of delivery is that of the last delivery that is invoiced; what came back was not
    delivered.
    """
    lines = list(invoice.lines.in_order())
    delivered = None
    if invoice.kind != InvoiceKind.CREDIT_NOTE:
        delivered = invoice.lines.aggregate(day=Max("trade_line__document__date"))["day"]
    return einvoice_of(invoice, lines, list(invoice.taxes.all()), delivered=delivered)


def einvoice_of(
    invoice: Invoice,
    lines: Sequence[InvoiceLine],
    taxes: Iterable[InvoiceTax],
    *,
    delivered: Date | None = None,
) -> EInvoice:
    """What the e-invoice of an issued invoice says.

    Only what is frozen is read, so that it stays the same whatever becomes of customer and company.
    """
    assert invoice.number is not None
    summed = _taxes(invoice, taxes)
    categories = {tax.category for tax in summed}
    # BR-IC-11 and 12 want day and country: without a delivery note, the day of the invoice.
    is_intra_community = TaxCategory.INTRA_COMMUNITY in categories
    if is_intra_community and delivered is None:
        delivered = invoice.date
    return EInvoice(
        number=str(invoice.number),
        date=invoice.date,
        type_code=_TYPE_CODES[InvoiceKind(invoice.kind)],
        currency=invoice.currency,
        due_date=invoice.due_date if invoice.kind in PAYABLE_KINDS else None,
        buyer_reference=invoice.your_reference,
        sales_order=invoice.order_number,
        terms=_terms(invoice),
        note=invoice.text,
        preceding=_preceding(invoice),
        seller=_seller(invoice, categories),
        buyer=_buyer(invoice, categories),
        delivered=delivered,
        delivered_to=invoice.buyer_country if is_intra_community else "",
        payment=payment_of(invoice),
        totals=_totals(invoice),
        taxes=summed,
        lines=tuple(_line(invoice, line) for line in lines),
    )


def _preceding(invoice: Invoice) -> tuple[Preceding, ...]:
    """What is credited; an invoice of an old system is known by its number alone."""
    if not invoice.credited_number:
        return ()
    day = invoice.credits.date if invoice.credits else None
    return (Preceding(invoice.credited_number, day),)


def _terms(invoice: Invoice) -> str:
    """Payment terms in the buyer's language, as on the paper."""
    if invoice.kind in PAYABLE_KINDS:
        return invoice.payment_terms_name
    with translation.override(invoice.language):
        # BR-CO-25 wants terms of a credit note, too.
        is_cash = invoice.kind == InvoiceKind.CASH_NOTE
        return str(CASH_NOTE_PAID if is_cash else TO_YOUR_CREDIT)


def _seller(invoice: Invoice, categories: set[str]) -> Trader:
    found = identity_of(invoice.seller_tax_id, invoice.seller_country)
    # BR-O-02: with lines outside the scope of tax, no number may say that somebody is taxed.
    is_outside = TaxCategory.OUTSIDE in categories
    return Trader(
        name=invoice.seller_name,
        address=Address(
            street=invoice.seller_street,
            postcode=invoice.seller_postcode,
            city=invoice.seller_city,
            country=invoice.seller_country,
        ),
        identifier=found.other or (found.vat_number if is_outside else ""),  # BR-CO-26
        registration=found.registration,
        vat_number="" if is_outside else found.vat_number,
        tax_number="" if is_outside else found.other,
        electronic=found.electronic(invoice.seller_email),
        contact=Contact(
            person=invoice.our_reference, phone=invoice.seller_phone, email=invoice.seller_email
        ),
    )


def _buyer(invoice: Invoice, categories: set[str]) -> Trader:
    found = identity_of(invoice.buyer_tax_id, invoice.buyer_country)
    # Between Danes every identifier says its register (Peppol DK-R-013), and ours has none.
    is_danish = invoice.seller_country == invoice.buyer_country == "DK"
    return Trader(
        name=invoice.buyer_name,
        address=Address(
            street=invoice.buyer_street,
            postcode=invoice.buyer_postcode,
            city=invoice.buyer_city,
            country=invoice.buyer_country,
        ),
        identifier="" if is_danish else invoice.buyer_number,
        registration=found.registration,
        vat_number="" if TaxCategory.OUTSIDE in categories else found.vat_number,
        electronic=found.electronic(invoice.buyer_email),
    )


def _totals(invoice: Invoice) -> Totals:
    gross = invoice.printed_gross
    paid = gross if invoice.kind == InvoiceKind.CASH_NOTE else Decimal("0.00")
    return Totals(lines=invoice.printed_net, tax=invoice.printed_tax, gross=gross, paid=paid)


def _taxes(invoice: Invoice, taxes: Iterable[InvoiceTax]) -> tuple[Tax, ...]:
    """One sum per category and rate, as the standard wants it (BR-S-08).

    A company may have several codes of one rate, each with its own sum on the paper. Added up they
    differ from the tax on the whole by a cent at most per code, which the standard's rules allow.
    """
    found: dict[tuple[str, Decimal], list[InvoiceTax]] = {}
    for row in taxes:
        found.setdefault((row.category, row.percent), []).append(row)
    return tuple(
        Tax(
            category=category,
            percent=_percent(category, percent),
            net=invoice.printed(sum((row.net for row in rows), Decimal("0.00"))),
            tax=invoice.printed(sum((row.tax for row in rows), Decimal("0.00"))),
            reason="; ".join(dict.fromkeys(row.reason for row in rows if row.reason)),
            reason_code=_REASON_CODES.get(TaxCategory(category), ""),
        )
        for (category, percent), rows in found.items()
    )


def _line(invoice: Invoice, line: InvoiceLine) -> Line:
    """A line of the paper. What goes the other way has a negative quantity: prices have no sign."""
    quantity = -line.shown_quantity if line.side == Side.CREDIT else line.shown_quantity
    quantity = invoice.printed(quantity)
    return Line(
        identifier=str(line.position),
        name=line.text,
        item_number=line.item_number,
        quantity=-quantity if line.price < 0 else quantity,
        unit=unit_code(line.unit),
        price=abs(line.shown_price),
        amount=invoice.printed(line.amount),
        category=line.tax_category,
        percent=_percent(line.tax_category, line.tax_percent),
    )


def _percent(category: str, percent: Decimal) -> Decimal | None:
    """BR-O-05: outside the scope of tax there is no rate, not even 0."""
    return None if category == TaxCategory.OUTSIDE else percent
