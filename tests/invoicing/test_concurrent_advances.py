"""Two people at once: an advance is taken off once, and asked for once."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.auth.models import User

from invoicing.advances import advances_of_order
from invoicing.exceptions import AdvanceTooLarge, CannotBeCredited
from invoicing.models import Invoice
from invoicing.services.advances import create_advance
from invoicing.services.credit import credit_invoice
from invoicing.services.drafts import create_invoice_from_order
from numbering.models import Company
from orders.models import Order
from tests.factories import DAY, OrderFactory, UserFactory, WinbasCompanyFactory
from tests.invoicing.advances import advance, edited, give_advances
from tests.together import PEOPLE, at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def company(transactional_db: None) -> Company:
    """Winbas' example with advances, visible to all threads."""
    company = WinbasCompanyFactory()
    give_advances(company, UserFactory())
    return company


@pytest.fixture
def user(transactional_db: None) -> User:
    """Somebody."""
    return UserFactory()


@pytest.fixture
def order(company: Company, user: User) -> Order:
    """An order of 1000 net."""
    return OrderFactory(company=company, by=user)


def test_part_invoices_at_the_same_moment_settle_an_advance_once(order: Order, user: User) -> None:
    advance(order, user, amount=Decimal(500))
    part = {order.lines.get().pk: Decimal(2)}

    def act(_number: int) -> None:
        create_invoice_from_order(order=order, by=user, date=DAY, quantities=part)

    assert at_once(act) == [None] * PEOPLE
    nets = sorted(Invoice.objects.exclude(kind="advance").values_list("net", flat=True))
    assert nets == [0, 0, 100, 200]
    assert advances_of_order(order).left == 0


def test_an_advance_is_settled_or_credited_not_both(order: Order, user: User) -> None:
    paid = advance(order, user, amount=Decimal(500))

    def act(number: int) -> None:
        if number % 2:
            credit_invoice(invoice=paid, by=user, date=DAY)
        else:
            part = {order.lines.get().pk: Decimal(5)}
            create_invoice_from_order(order=order, by=user, date=DAY, quantities=part)

    outcomes = at_once(act)
    assert set(outcomes) == {None, CannotBeCredited}
    standing = advances_of_order(order)
    assert (standing.left, standing.settled + standing.credited) == (0, 500)


def test_drafts_changed_at_the_same_moment_take_off_no_more_than_there_is(
    order: Order, user: User
) -> None:
    key = advance(order, user, amount=Decimal(200)).lines.get().pk
    part = {order.lines.get().pk: Decimal(2)}
    drafts = [
        create_invoice_from_order(order=order, by=user, date=DAY, quantities=part)
        for _ in range(PEOPLE)
    ]
    edited(drafts[0], user, settlements={key: Decimal(0)})

    at_once(lambda number: edited(drafts[number], user, settlements={key: Decimal(150)}))

    standing = advances_of_order(order)
    assert (standing.settled, standing.left) == (150, 50)


def test_advances_asked_for_at_the_same_moment_are_no_more_than_the_order(
    order: Order, user: User
) -> None:
    outcomes = at_once(
        lambda _number: create_advance(order=order, by=user, date=DAY, percent=Decimal(40))
    )
    assert outcomes == [None, None, AdvanceTooLarge, AdvanceTooLarge]
