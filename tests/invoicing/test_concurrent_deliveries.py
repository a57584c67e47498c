"""Two people at once on an order and its deliveries: nothing is invoiced twice, nobody waits in a
circle.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.auth.models import User

from invoicing.exceptions import NothingToInvoice
from invoicing.models import Invoice, InvoiceLine
from invoicing.services.drafts import create_invoice_from_order, discard_draft
from numbering.exceptions import SeriesBusy
from numbering.models import Company
from orders.entries import OrderData
from orders.exceptions import DocumentClosed, DocumentFollowed
from orders.models import Order, TradeDocument
from orders.services.orders import save_order
from orders.services.trade_steps import cancel_trade_document
from tests.factories import DAY, OrderFactory, UserFactory, WinbasCompanyFactory, line_data
from tests.invoicing.deliveries import delivered, invoiced, number_trade, states
from tests.invoicing.test_concurrency import PEOPLE, at_once

pytestmark = pytest.mark.django_db(transaction=True)

ONE_WAS_FASTER = [None] + [NothingToInvoice] * (PEOPLE - 1)


@pytest.fixture
def company(transactional_db: None) -> Company:
    """Winbas' example with deliveries, visible to all threads."""
    company = WinbasCompanyFactory()
    number_trade(company)
    return company


@pytest.fixture
def user(transactional_db: None) -> User:
    """Somebody."""
    return UserFactory()


@pytest.fixture
def order(company: Company, user: User) -> Order:
    """An order of ten chairs."""
    return OrderFactory(company=company, by=user)


@pytest.fixture
def delivery(order: Order, user: User) -> TradeDocument:
    """All of it, delivered."""
    return delivered(order, user)


def on_invoices() -> Decimal:
    """How much is on invoices."""
    return sum(InvoiceLine.objects.values_list("quantity", flat=True), Decimal(0))


def test_a_delivery_is_invoiced_once(order: Order, delivery: TradeDocument, user: User) -> None:
    assert at_once(lambda _: invoiced(delivery, by=user)) == ONE_WAS_FASTER
    assert Invoice.objects.count() == 1
    assert order.lines.get().invoiced_quantity == on_invoices() == 10


def test_an_order_or_its_delivery_is_invoiced_not_both(
    order: Order, delivery: TradeDocument, user: User
) -> None:
    def act(number: int) -> None:
        if number % 2:
            create_invoice_from_order(order=order, by=user, date=DAY)
        else:
            invoiced(delivery, by=user)

    assert at_once(act) == ONE_WAS_FASTER
    assert order.lines.get().invoiced_quantity == on_invoices() == 10
    assert states(order, delivery) == ["invoiced", "done"]


def test_deliveries_are_invoiced_together_in_whatever_order_they_are_picked(
    order: Order, user: User
) -> None:
    pair = [delivered(order, user, Chair=5) for _ in range(2)]

    assert at_once(lambda n: invoiced(*pair[:: 1 if n % 2 else -1], by=user)) == ONE_WAS_FASTER
    assert order.lines.get().invoiced_quantity == on_invoices() == 10


def test_a_delivery_is_invoiced_or_cancelled_not_both(
    order: Order, delivery: TradeDocument, user: User
) -> None:
    def act(number: int) -> None:
        if number % 2:
            cancel_trade_document(document=delivery, by=user, reason="Wrong goods")
        else:
            invoiced(delivery, by=user)

    outcomes = at_once(act)
    told = {NothingToInvoice, DocumentFollowed} if on_invoices() else {DocumentClosed}
    assert (outcomes.count(None), set(outcomes[1:])) == (1, told)


def test_an_order_is_changed_delivered_and_invoiced_at_the_same_time(
    order: Order, user: User
) -> None:
    """A delivery that comes to light late is not waited for: whoever meets it may try again."""
    stored = order.lines.get()
    first = delivered(order, user, Chair=2)

    def act(number: int) -> None:
        if number == 0:
            delivered(order, user, Chair=3)
        elif number == 1:
            draft = invoiced(first, by=user)
            discard_draft(invoice=draft, by=user)
        elif number == 2:
            quantities = {stored.pk: Decimal(4)}
            create_invoice_from_order(order=order, by=user, date=DAY, quantities=quantities)
        else:
            save_order(
                company=order.company,
                by=user,
                order=order,
                data=OrderData(order_type=order.order_type, party=order.party, date=DAY),
                lines=[line_data(order.company, id=stored.pk, quantity=Decimal(12))],
            )

    assert set(at_once(act)) <= {None, SeriesBusy}
    assert order.lines.get().invoiced_quantity == on_invoices()
    assert set(TradeDocument.objects.values_list("state", flat=True)) == {"open"}
