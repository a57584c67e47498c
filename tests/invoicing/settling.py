"""What tests of payments, open items and reminders do and look at."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from invoicing.models import Invoice, InvoiceBalance, Payment, Reminder
from invoicing.services.credit import credit_invoice
from invoicing.services.issue import issue_invoice
from invoicing.services.payments import record_payment
from invoicing.services.reminders import make_reminders
from tests.factories import DAY, InvoiceFactory, OrderFactory


def pay(invoice: Invoice, amount: object = None, **facts: object) -> Payment:
    """Record a payment; all that is open, without an amount."""
    facts = {"by": invoice.created_by, "date": DAY} | facts
    return record_payment(
        invoice=invoice, amount=None if amount is None else Decimal(str(amount)), **facts
    )


def standing(invoice: Invoice) -> tuple[Decimal, Decimal, str]:
    """Paid, open and state."""
    balance = InvoiceBalance.objects.get(invoice=invoice)
    return balance.paid, balance.open, balance.state


def reminded(invoice: Invoice) -> Reminder:
    """The reminder of the invoice's customer, ten days after it was due."""
    on = invoice.due_date + timedelta(days=10)
    (reminder,) = make_reminders(
        company=invoice.company, by=invoice.created_by, on=on, parties=[invoice.party_id]
    )
    return reminder


def credited(invoice: Invoice, quantity: int) -> Invoice:
    """A credit note for so many of the ten chairs, issued."""
    by = invoice.created_by
    draft = credit_invoice(
        invoice=invoice, by=by, quantities={invoice.lines.get().pk: Decimal(quantity)}
    )
    return issue_invoice(invoice=draft, by=by)


def invoice_like(invoice: Invoice) -> Invoice:
    """Another invoice for the same customer, over the same amount."""
    order = OrderFactory(company=invoice.company, by=invoice.created_by, party=invoice.party)
    return InvoiceFactory(order=order, by=invoice.created_by)
