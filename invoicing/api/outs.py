"""What answers say of invoices."""

from __future__ import annotations

from typing import Any

from invoicing.models import Invoice, InvoiceLine, KeptPaper
from numbering.api.fields import Out, moment, money, price, quantity, text


class InvoiceLineOut(Out):
    """A line of an invoice; `id` is what a credit note of a part of it names."""

    id: int
    position: int
    order_line: int | None
    item: str
    text: str
    quantity: str
    unit: str
    price: str
    side: str
    tax_rate: str
    tax_percent: str
    amount: str


class InvoiceTaxOut(Out):
    """The tax of one rate."""

    code: str
    name: str
    percent: str
    net: str
    tax: str


class InvoiceHeadOut(Out):
    """An invoice without its lines.

    `kind` is invoice, credit_note, cash_note, internal_invoice or advance; `state` is draft or
    issued. `open` is what is still to be paid; null of drafts and of what nobody pays.
    """

    id: int
    number: str | None
    kind: str
    state: str
    order_id: int | None
    order_number: str
    credits_id: int | None
    customer: str
    customer_id: int
    date: str
    due_date: str
    currency: str
    net: str
    tax: str
    gross: str
    open: str | None
    payment_reference: str
    your_reference: str
    our_reference: str
    version: int
    issued_at: str | None


class InvoiceOut(InvoiceHeadOut):
    """An invoice."""

    text: str
    lines: list[InvoiceLineOut]
    taxes: list[InvoiceTaxOut]


class InvoiceListOut(Out):
    """A page of invoices without their lines; `next` is the cursor of the page after it."""

    items: list[InvoiceHeadOut]
    next: str | None


class PaperOut(Out):
    """A file that was made of an issued invoice, once; `kind` is pdf, cii or ubl."""

    kind: str
    file_name: str
    media_type: str
    size: int
    sha256: str


class PaperListOut(Out):
    """What is kept of an invoice."""

    items: list[PaperOut]


def paper_out(row: KeptPaper) -> PaperOut:
    """A paper for an answer, without its bytes."""
    return PaperOut(
        kind=row.kind,
        file_name=row.file_name,
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
    )


def invoice_head_out(row: Any) -> InvoiceHeadOut:
    """An invoice's head for an answer, as `for_list` and `with_settlement` fetch it."""
    return InvoiceHeadOut(
        id=row.pk,
        number=text(row.number),
        kind=row.kind,
        state=row.state,
        order_id=row.order_id,
        order_number=row.order_number,
        credits_id=row.credits_id,
        customer=row.buyer_number,
        customer_id=row.party_id,
        date=row.date.isoformat(),
        due_date=row.due_date.isoformat(),
        currency=row.currency,
        net=money(row.net),
        tax=money(row.tax),
        gross=money(row.gross),
        open=None if row.open is None else money(row.open),
        payment_reference=row.payment_reference,
        your_reference=row.your_reference,
        our_reference=row.our_reference,
        version=row.version,
        issued_at=moment(row.issued_at),
    )


def invoice_out(row: Invoice) -> InvoiceOut:
    """An invoice with its lines for an answer."""
    taxes = row.taxes.order_by("-percent", "code", "pk")
    return InvoiceOut(
        **dict(invoice_head_out(row)),
        text=row.text,
        lines=[_line_out(line) for line in row.lines.in_order()],
        taxes=[
            InvoiceTaxOut(
                code=tax.code,
                name=tax.name,
                percent=f"{tax.percent:.2f}",
                net=money(tax.net),
                tax=money(tax.tax),
            )
            for tax in taxes
        ],
    )


def _line_out(line: InvoiceLine) -> InvoiceLineOut:
    return InvoiceLineOut(
        id=line.pk,
        position=line.position,
        order_line=line.order_line_id,
        item=line.item_number,
        text=line.text,
        quantity=quantity(line.quantity),
        unit=line.unit,
        price=price(line.price),
        side=line.side,
        tax_rate=line.tax_code,
        tax_percent=f"{line.tax_percent:.2f}",
        amount=money(line.amount),
    )
