"""Credits settle what a customer owes: their own invoice at once, others when somebody says so."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.auth.models import User

from invoicing.models import Invoice, Payment
from invoicing.services.payments import set_off, withdraw_payment
from numbering.exceptions import RuleError
from numbering.models import Company
from tests.factories import DAY, InvoiceFactory, OrderFactory
from tests.invoicing.settling import credited, invoice_like, pay, standing


@pytest.fixture
def invoice(company: Company, clerk: User) -> Invoice:
    """99001 over 1250.00."""
    return InvoiceFactory(order=OrderFactory(company=company, by=clerk), by=clerk)


def test_a_credit_note_settles_the_open_invoice_that_it_credits(
    invoice: Invoice, clerk: User
) -> None:
    """Worked example: 3 of 10 chairs come back, 375.00 of 1250.00."""
    credit_note = credited(invoice, 3)
    assert standing(credit_note) == (-375, 0, "paid")
    assert standing(invoice) == (375, 875, "partly")
    returned, settled = Payment.objects.order_by("pk")
    assert (returned.other_side, settled.other_side) == (settled, returned)


def test_a_credit_note_of_a_paid_invoice_stays_open(invoice: Invoice, clerk: User) -> None:
    """Worked example: 1000.00 of 1250.00 is paid, 375.00 is credited: 125.00 goes back."""
    pay(invoice, 1000)
    credit_note = credited(invoice, 3)
    assert standing(invoice) == (1250, 0, "paid")
    assert standing(credit_note) == (-250, -125, "partly")
    refund = pay(credit_note, 125, by=clerk)
    assert (str(refund), refund.amount) == (f"{credit_note.number}-00002", -125)
    assert standing(credit_note) == (-375, 0, "paid")


def test_an_open_credit_is_set_off_against_other_invoices(invoice: Invoice, clerk: User) -> None:
    """Worked example: a credit of 1250.00 takes 1000.00 of one invoice and 250.00 of another."""
    pay(invoice)
    credit_note = credited(invoice, 10)
    first, second = invoice_like(invoice), invoice_like(invoice)
    amounts = {first.pk: Decimal(1000), second.pk: Decimal(250)}
    set_off(invoice=credit_note, by=clerk, date=DAY, amounts=amounts)
    assert standing(credit_note) == (-1250, 0, "paid")
    assert standing(first) == (1000, 250, "partly")
    assert standing(second) == (250, 1000, "partly")


def test_an_invoice_is_set_off_against_a_credit(invoice: Invoice, clerk: User) -> None:
    pay(invoice)
    credit_note, other = credited(invoice, 2), invoice_like(invoice)
    entries = set_off(invoice=other, by=clerk, date=DAY, amounts={credit_note.pk: Decimal(250)})
    assert [(one.invoice, one.amount) for one in entries] == [(credit_note, -250), (other, 250)]
    withdraw_payment(payment=entries[1], by=clerk, reason="Not agreed")
    assert standing(credit_note) == (0, -250, "open")
    assert standing(other) == (0, 1250, "open")


def test_what_does_not_belong_together_is_not_set_off(
    company: Company, invoice: Invoice, clerk: User
) -> None:
    pay(invoice)
    credit_note, other = credited(invoice, 2), invoice_like(invoice)
    foreign = InvoiceFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    for amounts, said in (
        ({foreign.pk: Decimal(1)}, "cannot be set off"),
        ({credit_note.pk: Decimal(1)}, "cannot be set off"),
        ({other.pk: Decimal(251)}, "more than the 250.00"),
        ({other.pk: Decimal(1251)}, "Only 1,250.00 is open"),
        ({other.pk: Decimal(-1)}, "Only 1,250.00 is open"),
        ({other.pk: Decimal(0)}, "Type how much"),
    ):
        with pytest.raises(RuleError, match=said):
            set_off(invoice=credit_note, by=clerk, date=DAY, amounts=amounts)
    assert standing(credit_note) == (0, -250, "open")
