"""What lies where, as tests ask for it."""

from __future__ import annotations

from decimal import Decimal

from orders.models import Item, StockBalance, StockLocation


def balance(item: Item, location: StockLocation) -> Decimal:
    """How much of an item lies at a location."""
    found = StockBalance.objects.filter(item=item, location=location).first()
    return found.quantity if found else Decimal(0)
