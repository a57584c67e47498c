"""Sample invoices and reminders that show what a print form looks like; none is ever stored."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from invoicing.choices import InvoiceKind, InvoiceState
from invoicing.models import Invoice, InvoiceLine, PaymentTerms, Reminder, ReminderLine
from invoicing.papers import INVOICE_PAPER, PAPER_TITLES, REMINDER_PAPER
from invoicing.services.content import copy_parties, work_out_content
from numbering.models import Company
from orders.choices import Side
from orders.models import OrderLine, OrderType
from orders.paper_samples import (
    REFERENCE,
    SAMPLE_KEY,
    sample_lines,
    sample_number,
    sample_party,
)
from orders.paperkinds import MakeSample, Paper, Sample, declare_paper


def declare_own_papers() -> None:
    """The kinds of invoices, which go by the invoice's form, and reminders."""
    labels = {InvoiceKind.INVOICE: gettext_lazy("invoices of every kind")}
    for kind in InvoiceKind:
        declare_paper(
            Paper(
                code=kind,
                label=labels.get(kind, kind.label),
                make_sample=invoice_sample(kind),
                general=INVOICE_PAPER,
            )
        )
    declare_paper(
        Paper(
            code=REMINDER_PAPER,
            label=gettext_lazy("reminder"),
            make_sample=reminder_sample,
            columns=(),
            is_of_type=False,
        )
    )


def invoice_sample(kind: InvoiceKind) -> MakeSample:
    """What makes a sample of this kind of invoice."""

    def make(company: Company, order_type: OrderType | None, language: str) -> Sample:
        invoice = Invoice(
            pk=SAMPLE_KEY,
            company=company,
            number=sample_number("90001"),
            order_type=order_type,
            party=sample_party(company, language),
            date=timezone.localdate(),
            payment_terms=PaymentTerms(company=company, name=_("30 days"), days=30),
            your_reference=REFERENCE,
            state=InvoiceState.ISSUED,
        )
        is_credit = kind == InvoiceKind.CREDIT_NOTE
        lines = _lines(invoice, Side.CREDIT if is_credit else Side.DEBIT)
        taxes = work_out_content(invoice, lines)
        invoice.kind = kind
        invoice.order_number = "20001"
        invoice.credited_number = "89001" if is_credit else ""
        context = {
            "invoice": invoice,
            "seller": invoice.seller,
            "title": PAPER_TITLES[kind],
            "lines": lines,
            "taxes": taxes,
        }
        return Sample("print/invoice.html", context, "90001", invoice.internal_id)

    return make


def _lines(invoice: Invoice, side: str) -> list[InvoiceLine]:
    return [
        InvoiceLine(
            invoice=invoice,
            order_line=line,
            position=line.position,
            item=line.item,
            text=line.text,
            quantity=line.quantity,
            unit=line.unit,
            price=line.price,
            side=side,
        )
        for line in sample_lines(invoice.company, OrderLine, side=side)
    ]


def reminder_sample(company: Company, order_type: OrderType | None, language: str) -> Sample:
    """A first reminder of one invoice."""
    today = timezone.localdate()
    reminder = Reminder(
        pk=SAMPLE_KEY,
        company=company,
        number=sample_number("5001"),
        party=sample_party(company, language),
        date=today,
        level=1,
        pay_by=today + timedelta(days=10),
        open=Decimal("1250.00"),
        fee=Decimal(0),
        total=Decimal("1250.00"),
    )
    copy_parties(reminder)
    line = ReminderLine(
        reminder=reminder,
        position=1,
        invoice_number="90001",
        invoice_date=today - timedelta(days=45),
        due_date=today - timedelta(days=15),
        days=15,
        gross=Decimal("1250.00"),
        open=Decimal("1250.00"),
        level=1,
    )
    context = {"reminder": reminder, "seller": reminder.seller, "lines": [line]}
    return Sample("print/reminder.html", context, "5001", reminder.internal_id)
