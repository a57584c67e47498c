"""Several people at one document: nothing is converted twice, nothing waits in a circle."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.auth.models import User

from numbering.models import Company
from orders.exceptions import DocumentClosed, DocumentFollowed, EntryErrors, NothingOpen
from orders.models import Order, StockLocation, TradeDocument
from orders.services.trade_steps import cancel_trade_document, convert
from orders.tradekinds import ORDER
from tests.factories import (
    DAY,
    ItemFactory,
    OrderFactory,
    StockLocationFactory,
    TradeFactory,
    UserFactory,
    WinbasCompanyFactory,
    line_data,
    number_kinds,
)
from tests.orders.stock import in_stock
from tests.together import PEOPLE, at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def company(transactional_db: None) -> Company:
    """A company that quotes and delivers, visible to all threads."""
    company = WinbasCompanyFactory()
    number_kinds(company, "sales_quote", "delivery", "voucher")
    return company


@pytest.fixture
def user(transactional_db: None) -> User:
    """Somebody."""
    return UserFactory()


@pytest.fixture
def location(company: Company) -> StockLocation:
    """Where the goods lie."""
    return StockLocationFactory(company=company, is_default=True)


def test_a_quote_is_ordered_once(company: Company, user: User) -> None:
    quote = TradeFactory(company=company, by=user)

    outcomes = at_once(lambda _: convert(source=quote, into=ORDER, by=user, date=DAY))

    assert outcomes[0] is None
    assert set(outcomes[1:]) <= {NothingOpen, EntryErrors}
    assert Order.objects.get().gross == quote.gross
    assert str(Order.objects.get().voucher_number) == "1002"


def test_parts_of_an_order_are_delivered_side_by_side_up_to_the_whole(
    company: Company, user: User, location: StockLocation
) -> None:
    item = ItemFactory(company=company)
    order = OrderFactory(company=company, by=user, lines=[line_data(company, item=item)])
    line = order.lines.get()

    def deliver(_number: int) -> None:
        taken = {line.pk: Decimal(4)}
        convert(source=order, into="delivery", by=user, date=DAY, quantities=taken)

    outcomes = at_once(deliver)

    assert outcomes == [None, None] + [EntryErrors] * (PEOPLE - 2)
    assert in_stock(item, location) == -8
    order.refresh_from_db()
    assert order.delivery_state == "partly"
    numbers = {str(one.number) for one in TradeDocument.objects.select_related("number")}
    assert numbers == {"1001", "1002"}


def test_one_cancels_what_the_other_converts(company: Company, user: User) -> None:
    quote = TradeFactory(company=company, by=user)

    def act(number: int) -> None:
        if number % 2:
            convert(source=quote, into=ORDER, by=user, date=DAY)
        else:
            cancel_trade_document(document=quote, by=user, reason="Refused")

    outcomes = at_once(act)

    assert outcomes.count(None) == 1
    assert set(outcomes[1:]) <= {EntryErrors, NothingOpen, DocumentClosed, DocumentFollowed}
    quote.refresh_from_db()
    assert Order.objects.exists() == (quote.state == "done")
