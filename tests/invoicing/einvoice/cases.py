"""Invoices to make e-invoices of: issued ones of every kind, and any number unsaved ones."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User

from invoicing.choices import InvoiceKind
from invoicing.einvoice import EInvoice, einvoice_of
from invoicing.models import BankDetails, Invoice, InvoiceLine, InvoiceTax
from invoicing.services.advances import create_advance
from invoicing.services.bank_details import save_bank_details
from invoicing.services.credit import credit_invoice
from invoicing.services.issue import issue_invoice
from numbering.models import Company, IssuedNumber
from orders.choices import Side
from orders.models import Order
from orders.services.order_types import save_order_type
from orders.totals import FrozenRate, line_amount, totals_of
from tests.factories import (
    DAY,
    InvoiceFactory,
    OrderFactory,
    PartyFactory,
    PaymentTermsFactory,
    TaxRateFactory,
    line_data,
    order_type,
)

S25 = FrozenRate("25", "25 %", Decimal(25))
SELLER = {
    "name": "Nordisk Træ & Søn ApS",
    "street": "Havnegade 1",
    "postcode": "1058",
    "city": "København",
    "country": "DK",
    "tax_id": "DK12345674",
    "email": "post@company.test",
    "phone": "+45 33 12 34 56",
}
BUYER = {
    "name": "Kowalski <Meble>",
    "street": "ul. Długa 1",
    "postcode": "80-827",
    "city": "Gdańsk",
    "country": "PL",
    "tax_id": "PL8567346215",
    "email": "faktury@kowalski.test",
}


def order(company: Company, by: User, *, language: str = "en", **facts: Any) -> Order:
    """Three rates, prices of four decimals, and something taken back."""
    both = order_type(company, 1)
    both.side = "both"
    both.save()
    for name, value in SELLER.items():
        setattr(company, name, value)
    company.save()
    if not company.tax_rates.filter(code="12").exists():
        TaxRateFactory(company=company, code="12", percent=Decimal(12))
        TaxRateFactory(company=company, code="5.5", percent=Decimal("5.50"))
    rates = {rate.code: rate for rate in company.tax_rates.all()}
    rows = [
        ("Chair", "10", "pcs", "100", "25", Side.DEBIT),
        ("Screws, by weight", "0.333", "kg", "7.1235", "12", Side.DEBIT),
        ("Work", "1.5", "Std.", "612.4", "5.5", Side.DEBIT),
        ("Free sample", "1", "box", "0", "25", Side.DEBIT),
        ("Discount “Spring”", "1", "", "50.005", "25", Side.CREDIT),
    ]
    lines = [
        line_data(
            company,
            text=text,
            quantity=Decimal(quantity),
            unit=unit,
            price=Decimal(price),
            tax_rate=rates[rate],
            side=side,
        )
        for text, quantity, unit, price, rate, side in rows
    ]
    party = PartyFactory(company=company, by=by, language=language, **BUYER)
    known = {
        "your_reference": "Eriksson",
        "our_reference": "Berg",
        "text": "First line\r\nsecond & last",
    }
    return OrderFactory(company=company, by=by, party=party, lines=lines, **known | facts)


def issued(kind: str, company: Company, by: User, **facts: Any) -> Invoice:
    """An issued invoice of this kind: `part` is a credit note of a part, `settled` the final
    invoice after an advance.
    """
    of = order(company, by, **facts)
    if kind == InvoiceKind.CASH_NOTE:
        cash = PaymentTermsFactory(company=company, is_cash=True, days=0)
        made = InvoiceFactory(order=of, by=by, payment_terms=cash)
    elif kind in (InvoiceKind.ADVANCE, "settled"):
        company.advances_through_receivables = True
        company.save()
        save_order_type(
            company=company,
            by=by,
            slot=9,
            description="Advance payments",
            invoice_from="970001",
            invoice_to="979999",
            invoice_next="970001",
        )
        draft = create_advance(order=of, by=by, date=DAY, percent=Decimal(30))
        made = issue_invoice(invoice=draft, by=by)
        if kind == "settled":
            made = InvoiceFactory(order=of, by=by)
    else:
        made = InvoiceFactory(order=of, by=by)
        if kind != InvoiceKind.INVOICE:
            quantities = None
            if kind == "part":
                lines = list(made.lines.in_order())
                quantities = {lines[0].pk: Decimal(3), lines[4].pk: Decimal(1)}
            later = DAY + datetime.timedelta(days=3)
            draft = credit_invoice(invoice=made, by=by, quantities=quantities, date=later)
            made = issue_invoice(invoice=draft, by=by)
    return Invoice.objects.select_related("number", "credits").get(pk=made.pk)


def accounts(company: Company, **facts: str) -> None:
    """The company's bank details."""
    details = BankDetails.objects.filter(company=company).first() or BankDetails(company=company)
    for name, value in facts.items():
        setattr(details, name, value)
    save_bank_details(details)


def unsaved(
    rows: Iterable[tuple[str, str, str, FrozenRate]],
    kind: str = InvoiceKind.INVOICE,
    **facts: Any,
) -> tuple[Invoice, list[InvoiceLine], list[InvoiceTax]]:
    """An invoice that no database knows, of quantities, prices, sides and rates."""
    head: dict[str, Any] = {
        "kind": kind,
        "number": IssuedNumber(text="99001"),
        "date": DAY,
        "due_date": DAY + datetime.timedelta(days=30),
        "payment_terms_name": "30 days net",
        "currency": "EUR",
        "language": "en",
        "your_reference": "Eriksson",
        "seller_iban": "DK5000400440116243",
        "seller_bic": "DABADKKK",
        **{f"seller_{name}": value for name, value in SELLER.items()},
        **{f"buyer_{name}": value for name, value in BUYER.items()},
    }
    invoice = Invoice(**head | facts)
    lines = []
    for position, (quantity, price, side, rate) in enumerate(rows, start=1):
        line = InvoiceLine(
            invoice=invoice,
            position=position,
            text=f"Thing {position}",
            quantity=Decimal(quantity),
            unit="pcs",
            price=Decimal(price),
            side=side,
        )
        line.rate = rate
        line.amount = line_amount(line.quantity, line.price, line.side)
        lines.append(line)
    totals = totals_of((line.rate, line.amount) for line in lines)
    invoice.net, invoice.tax, invoice.gross = totals.net, totals.tax, totals.gross
    taxes = [
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
    return invoice, lines, taxes


def model(*rows: tuple[str, str, str, FrozenRate], **facts: Any) -> EInvoice:
    """What the e-invoice of an unsaved invoice says; one chair, unless rows are given."""
    return einvoice_of(*unsaved(rows or [("1", "100", Side.DEBIT, S25)], **facts))
