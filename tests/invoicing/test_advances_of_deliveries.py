"""Advances are taken off the invoices of deliveries as well, of each order at its own rates."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.auth.models import User

from invoicing.advances import advances_of_order
from invoicing.services.issue import issue_invoice
from numbering.models import Company
from orders.models import Order, Party
from tests.factories import OrderFactory, PartyFactory, line_data
from tests.invoicing.advances import advance, deducted, give_advances
from tests.invoicing.deliveries import delivered, invoiced, made_of, number_trade


@pytest.fixture
def party(company: Company, administrator: User) -> Party:
    number_trade(company)
    give_advances(company, administrator)
    return PartyFactory(company=company)


def ordered(company: Company, by: User, party: Party, chairs: int) -> Order:
    lines = [line_data(company, quantity=Decimal(chairs))]
    return OrderFactory(company=company, by=by, party=party, lines=lines)


def test_the_invoice_of_a_delivery_takes_the_advance_off(
    company: Company, clerk: User, party: Party
) -> None:
    order = ordered(company, clerk, party, 10)
    advance(order, clerk, amount=Decimal(400))

    first = invoiced(delivered(order, clerk, Chair=3), by=clerk)
    second = invoiced(delivered(order, clerk), by=clerk)

    assert [deducted(one) for one in (first, second)] == [{"9900001": 300}, {"9900001": 100}]
    assert [one.net for one in (first, second)] == [0, 600]


def test_a_collective_invoice_settles_each_orders_own_advance(
    company: Company, clerk: User, party: Party
) -> None:
    small, large = (ordered(company, clerk, party, chairs) for chairs in (1, 9))
    advance(small, clerk, amount=Decimal(80))
    advance(large, clerk, amount=Decimal(500))
    other = ordered(company, clerk, party, 5)
    advance(other, clerk, amount=Decimal(50))

    draft = invoiced(delivered(small, clerk), delivered(large, clerk, Chair=4), by=clerk)

    # Of the larger order's advance as much as its own delivery comes to; none of a third order's.
    assert deducted(draft) == {"9900001": 80, "9900002": 400}
    assert draft.net == 20


def test_what_comes_back_takes_nothing_off(company: Company, clerk: User, party: Party) -> None:
    order = ordered(company, clerk, party, 10)
    delivery = delivered(order, clerk, Chair=5)
    issue_invoice(invoice=invoiced(delivery, by=clerk), by=clerk)
    advance(order, clerk, amount=Decimal(400))

    note = invoiced(made_of(delivery, "return_delivery", clerk, Chair=2), by=clerk)

    assert (note.kind, note.net, deducted(note)) == ("credit_note", -200, {})
    assert advances_of_order(order).left == 400
