"""Stating how much there is, without a journal."""

from __future__ import annotations

from datetime import date as Date
from decimal import Decimal

from django.contrib.auth.models import User
from django.utils import timezone

from numbering.transactions import write
from orders.findings import Findings
from orders.models import Item, StockBalance, StockLocation
from orders.services.movements import locked_balances, post_movements


def set_stock(
    *,
    item: Item,
    location: StockLocation,
    quantity: Decimal,
    by: User | None = None,
    on: Date | None = None,
) -> StockBalance:
    """State how much of an item lies at a location; the difference is a movement of today.

    For setting up and for the settings screens, where nothing is numbered; a count by clerks is an
    item journal. Raises EntryErrors for a location of another company or a quantity that cannot be.
    """
    key = (item.pk, location.pk)
    with write():
        findings = Findings()
        findings.check_company(location, item.company_id, "location")
        findings.check_fields(StockBalance(quantity=quantity), ["quantity"])
        findings.raise_if_any()
        balance = locked_balances([key])[key]
        change = quantity - balance.quantity
        post_movements({key: change}, company=item.company, on=on or timezone.localdate(), by=by)
        balance.quantity = quantity
    return balance
