"""Writing stock balances."""

from __future__ import annotations

from decimal import Decimal

from numbering.transactions import write
from orders.findings import Findings
from orders.models import Item, StockBalance, StockLocation


def set_stock(*, item: Item, location: StockLocation, quantity: Decimal) -> StockBalance:
    """State how much of an item lies at a location.

    Raises EntryErrors for a location of another company or a quantity that cannot be.
    """
    with write():
        findings = Findings()
        findings.check_company(location, item.company_id, "location")
        findings.check_fields(StockBalance(quantity=quantity), ["quantity"])
        findings.raise_if_any()
        balance, _ = StockBalance.objects.update_or_create(
            item=item, location=location, defaults={"quantity": quantity}
        )
    return balance
