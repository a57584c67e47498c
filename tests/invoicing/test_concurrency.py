"""Two people at once: nothing is invoiced, numbered or overwritten twice."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.auth.models import User

from invoicing.exceptions import AlreadyIssued, NothingToInvoice
from invoicing.models import Invoice
from invoicing.services.credit import credit_invoice
from invoicing.services.drafts import create_invoice_from_order
from invoicing.services.issue import issue_invoice
from numbering.models import Company, IssuedNumber
from orders.entries import OrderData
from orders.exceptions import DocumentChanged, OrderTypeErrors
from orders.models import Order, OrderType
from orders.services.order_types import save_order_type
from orders.services.orders import save_order
from tests.factories import (
    DAY,
    DraftFactory,
    InvoiceFactory,
    OrderFactory,
    UserFactory,
    WinbasCompanyFactory,
    line_data,
)
from tests.together import PEOPLE, at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def order(company: Company) -> Order:
    """An order of ten chairs."""
    return OrderFactory(company=company, by=UserFactory())


@pytest.fixture
def company(transactional_db: None) -> Company:
    """Winbas' example, visible to all threads."""
    return WinbasCompanyFactory()


@pytest.fixture
def user(transactional_db: None) -> User:
    """Somebody."""
    return UserFactory()


def test_an_order_is_invoiced_once(order: Order, user: User) -> None:
    outcomes = at_once(lambda _: create_invoice_from_order(order=order, by=user, date=DAY))
    assert outcomes == [None] + [NothingToInvoice] * (PEOPLE - 1)
    assert Invoice.objects.count() == 1
    assert order.lines.get().invoiced_quantity == 10


def test_a_draft_is_issued_once(order: Order, user: User) -> None:
    draft = DraftFactory(order=order, by=user)
    outcomes = at_once(lambda _: issue_invoice(invoice=draft, by=user))
    assert outcomes == [None] + [AlreadyIssued] * (PEOPLE - 1)
    assert IssuedNumber.objects.filter(register="invoice").count() == 1


def test_an_invoice_is_credited_once(order: Order, user: User) -> None:
    invoice = InvoiceFactory(order=order, by=user)
    outcomes = at_once(lambda _: credit_invoice(invoice=invoice, by=user))
    assert outcomes.count(None) == 1
    assert invoice.credit_notes.get().gross == -invoice.gross


def test_drafts_of_one_type_are_issued_side_by_side_without_a_gap(
    company: Company, user: User
) -> None:
    drafts = [
        DraftFactory(order=OrderFactory(company=company, by=user), by=user) for _ in range(PEOPLE)
    ]
    assert at_once(lambda n: issue_invoice(invoice=drafts[n], by=user)) == [None] * PEOPLE
    texts = set(Invoice.objects.issued().values_list("number__text", flat=True))
    assert texts == {"99001", "99002", "99003", "99004"}


def test_the_second_to_save_an_order_is_told(order: Order, user: User) -> None:
    stored = order.lines.get()

    def save(number: int) -> None:
        save_order(
            company=order.company,
            by=user,
            order=order,
            version=1,
            data=OrderData(order_type=order.order_type, party=order.party, date=order.date),
            lines=[line_data(order.company, id=stored.pk, quantity=Decimal(number + 1))],
        )

    assert at_once(save) == [None] + [DocumentChanged] * (PEOPLE - 1)


def test_two_administrators_cannot_slip_past_each_other(company: Company, user: User) -> None:
    def save(number: int) -> None:
        save_order_type(
            company=company,
            by=user,
            slot=10 + number,
            description="Montage",
            order_from="20001",
            order_to="20999",
            order_next="20001",
            invoice_from="",
            invoice_to="",
            invoice_next="",
        )

    assert at_once(save) == [None] + [OrderTypeErrors] * (PEOPLE - 1)
    assert OrderType.objects.filter(slot__gte=10).count() == 1
