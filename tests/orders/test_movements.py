"""Every service that moves stock leaves movements that add up to the balances."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User

from numbering.models import Company
from orders.entries import TradeData
from orders.models import Item, StockLocation, TradeDocument
from orders.services.journals import post_opposite
from orders.services.production import finish_production
from orders.services.stock import set_stock
from orders.services.trade import save_trade_document
from orders.services.trade_steps import cancel_trade_document, convert
from tests.factories import DAY, ItemFactory, PartyFactory, line_data, number_kinds
from tests.orders.production import for_stock
from tests.orders.stock import balances, in_stock, moved_in_all, posted

pytestmark = pytest.mark.usefixtures("journal_series", "production_series")


@pytest.fixture
def chair(company: Company) -> Item:
    return ItemFactory(company=company, text="Chair")


def delivered(company: Company, by: User, item: Item, count: int, **facts: Any) -> TradeDocument:
    data = TradeData(kind="delivery", party=PartyFactory(company=company), date=DAY)
    lines = [line_data(company, item=item, quantity=Decimal(count))]
    return save_trade_document(company=company, by=by, data=replace(data, **facts), lines=lines)


def test_the_sum_of_movements_is_the_balance_whatever_moved(
    company: Company, clerk: User, store: StockLocation, shop: StockLocation, chair: Item
) -> None:
    number_kinds(company, "delivery", "return_delivery")

    def books(expected_in_store: int, expected_in_shop: int) -> None:
        assert (in_stock(chair, store), in_stock(chair, shop)) == (
            expected_in_store,
            expected_in_shop,
        )
        assert moved_in_all() == balances()

    set_stock(item=chair, location=store, quantity=Decimal(20))
    books(20, 0)
    transfer = posted(clerk, "transfer", store, (chair, 5), to_location=shop)
    books(15, 5)
    posted(clerk, "count", shop, (chair, 4))
    books(15, 4)
    delivery = delivered(company, clerk, chair, 6)
    books(9, 4)
    convert(source=delivery, into="return_delivery", by=clerk, date=DAY)
    books(15, 4)
    second = delivered(company, clerk, chair, 3, stock_location=shop)
    books(15, 1)
    cancel_trade_document(document=second, by=clerk, reason="not wanted")
    books(15, 4)
    made = for_stock(company, clerk, chair)
    finish_production(production=made, by=clerk, quantity=Decimal(7), date=DAY)
    books(22, 4)
    post_opposite(journal=transfer, by=clerk, date=DAY)
    books(27, -1)
    posted(clerk, "issue", store, (chair, 30))
    books(-3, -1)
