"""What the tests of stock share."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User

from orders.entries import JournalLineData
from orders.models import Item, ItemJournal, StockBalance, StockLocation, StockMovement
from orders.services.journals import post_item_journal
from tests.factories import DAY


def posted(
    by: User, action: str, location: StockLocation, *lines: tuple[Item, int], **facts: Any
) -> ItemJournal:
    """A posted journal of these items and quantities."""
    return post_item_journal(
        company=facts.pop("company", location.company),
        by=by,
        action=action,
        date=facts.pop("date", DAY),
        location=location,
        lines=[JournalLineData(item=item, quantity=Decimal(count)) for item, count in lines],
        **facts,
    )


def in_stock(item: Item, location: StockLocation) -> Decimal:
    """How much the books say is there."""
    found = StockBalance.objects.filter(item=item, location=location).first()
    return found.quantity if found is not None else Decimal(0)


def moved_in_all() -> dict[tuple[int, int], Decimal]:
    """The sum of all movements by item and location, what adds up to nothing left out."""
    sums: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    for item, location, quantity in StockMovement.objects.values_list(
        "item", "location", "quantity"
    ):
        sums[item, location] += quantity
    return {key: total for key, total in sums.items() if total}


def balances() -> dict[tuple[int, int], Decimal]:
    """Every balance that is not nothing, by item and location."""
    rows = StockBalance.objects.exclude(quantity=0).values_list("item", "location", "quantity")
    return {(item, location): quantity for item, location, quantity in rows}
