"""Two people pay, set off or withdraw at once: nothing is settled twice."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.contrib.auth.models import User

from invoicing.exceptions import NothingToPay, NothingToRemind, PaymentKept
from invoicing.models import Invoice, InvoiceBalance, Payment, Reminder
from invoicing.services.payments import set_off, withdraw_payment
from invoicing.services.reminders import make_reminders
from numbering.models import Company, IssuedNumber
from orders.exceptions import EntryErrors
from tests.factories import (
    DAY,
    DraftFactory,
    InvoiceFactory,
    OrderFactory,
    UserFactory,
    WinbasCompanyFactory,
)
from tests.invoicing.settling import credited, invoice_like, pay, standing
from tests.together import PEOPLE, at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def company(transactional_db: None) -> Company:
    """Winbas' example, visible to all threads."""
    return WinbasCompanyFactory()


@pytest.fixture
def user(transactional_db: None) -> User:
    """Somebody."""
    return UserFactory()


@pytest.fixture
def invoice(company: Company, user: User) -> Invoice:
    """99001 over 1250.00."""
    return InvoiceFactory(order=OrderFactory(company=company, by=user), by=user)


def test_an_invoice_is_paid_once(invoice: Invoice) -> None:
    assert at_once(lambda _: pay(invoice)) == [None] + [NothingToPay] * (PEOPLE - 1)
    assert standing(invoice) == (1250, 0, "paid")


def test_parts_paid_side_by_side_add_up(invoice: Invoice) -> None:
    assert at_once(lambda _: pay(invoice, 300)) == [None] * PEOPLE
    assert standing(invoice) == (1200, 50, "partly")
    identifiers = sorted(Payment.objects.values_list("identifier", flat=True))
    assert identifiers == [f"99001-{suffix:05d}" for suffix in range(1, PEOPLE + 1)]


def test_a_draft_paid_by_several_is_issued_and_paid_once(company: Company, user: User) -> None:
    draft = DraftFactory(order=OrderFactory(company=company, by=user), by=user)
    assert at_once(lambda _: pay(draft)) == [None] + [NothingToPay] * (PEOPLE - 1)
    assert standing(draft) == (1250, 0, "paid")
    assert IssuedNumber.objects.filter(register="invoice").count() == 1


def test_a_payment_is_withdrawn_once(invoice: Invoice, user: User) -> None:
    payment = pay(invoice)
    outcomes = at_once(lambda _: withdraw_payment(payment=payment, by=user, reason="Mistake"))
    assert outcomes == [None] + [PaymentKept] * (PEOPLE - 1)
    assert standing(invoice) == (0, 1250, "open")


def test_a_credit_is_set_off_once_from_whichever_side(invoice: Invoice, user: User) -> None:
    """Half of them start at the credit, half at the invoice: they wait for each other in turn."""
    pay(invoice)
    credit_note, other = credited(invoice, 10), invoice_like(invoice)

    def act(number: int) -> None:
        here, there = (credit_note, other) if number % 2 else (other, credit_note)
        set_off(invoice=here, by=user, date=DAY, amounts={there.pk: Decimal(1250)})

    assert at_once(act) == [None] + [EntryErrors] * (PEOPLE - 1)
    assert standing(credit_note) == (-1250, 0, "paid")
    assert standing(other) == (1250, 0, "paid")
    assert InvoiceBalance.objects.unsettled().count() == 0


def test_a_customer_is_reminded_once(invoice: Invoice, user: User, levels: object) -> None:
    on = invoice.due_date + datetime.timedelta(days=8)

    def remind(_number: int) -> None:
        make_reminders(company=invoice.company, by=user, on=on, parties=[invoice.party_id])

    assert at_once(remind) == [None] + [NothingToRemind] * (PEOPLE - 1)
    assert Reminder.objects.count() == 1
