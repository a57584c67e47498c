"""Moving stock: every change of a balance is a movement that says what it was for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date as Date
from decimal import Decimal

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from numbering.models import Company
from numbering.transactions import require_transaction
from orders.exceptions import StockTooLarge
from orders.models import ItemJournal, ProductionOrder, StockBalance, StockMovement, TradeDocument

# By item and location: how much more lies there.
Changes = Mapping[tuple[int, int], Decimal]
# Nine digits before the decimals: what a quantity's column holds.
LARGEST_QUANTITY = Decimal(10) ** 9


def post_movements(
    changes: Changes,
    *,
    company: Company,
    on: Date,
    by: User | None,
    document: TradeDocument | None = None,
    journal: ItemJournal | None = None,
    production_order: ProductionOrder | None = None,
) -> None:
    """Record movements and change the balances by them, in the transaction of what moves them.

    A balance may fall below zero: goods often leave before their receipt is written. Pages tell it
    afterwards (orders.selectors.balances_below_zero). Raises StockTooLarge.
    """
    require_transaction()
    moved = {key: change for key, change in sorted(changes.items()) if change}
    if not moved:
        return
    balances = locked_balances(moved.keys())
    for key, change in moved.items():
        balances[key].quantity += change
        if abs(balances[key].quantity) >= LARGEST_QUANTITY:
            raise StockTooLarge(_("So much cannot lie at one location: check the quantities."))
    StockBalance.objects.bulk_update([balances[key] for key in moved], ["quantity"])
    StockMovement.objects.bulk_create(
        StockMovement(
            company=company,
            item_id=item,
            location_id=location,
            quantity=change,
            date=on,
            document=document,
            journal=journal,
            production_order=production_order,
            moved_by=by,
        )
        for (item, location), change in moved.items()
    )


def locked_balances(
    keys: Collection[tuple[int, int]],
) -> dict[tuple[int, int], StockBalance]:
    """The balances of these items and locations, made where missing, held until the end.

    Always taken by item and location, so that two people never wait for each other in a circle.
    """
    wanted = sorted(keys)
    StockBalance.objects.bulk_create(
        (StockBalance(item_id=item, location_id=location) for item, location in wanted),
        ignore_conflicts=True,
    )
    rows = (
        StockBalance.objects.select_for_update()
        .filter(
            item__in={item for item, _location in wanted},
            location__in={location for _item, location in wanted},
        )
        .order_by("item_id", "location_id")
    )
    found = {(row.item_id, row.location_id): row for row in rows}
    return {key: found[key] for key in wanted}


def move_document(document: TradeDocument, *, by: User | None) -> None:
    """Let the stock be as the document says: what is missing is moved, what is too much goes back.

    A changed delivery moves the difference, a cancelled one everything back.
    """
    changes: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    moves, location = document.trade_kind.moves, document.stock_location_id
    if moves and location is not None and not document.is_cancelled:
        lines = document.lines.filter(item__is_stocked=True)
        for item, quantity in lines.values_list("item_id", "quantity"):
            if item is not None:
                changes[item, location] += quantity * moves
    moved = StockMovement.objects.filter(document=document)
    for item_id, location_id, quantity in moved.values_list("item", "location", "quantity"):
        changes[item_id, location_id] -= quantity
    post_movements(changes, company=document.company, on=document.date, by=by, document=document)
