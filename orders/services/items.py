"""Writing items."""

from __future__ import annotations

from django.contrib.auth.models import User

from numbering.models import Company, NumberSeries
from orders.entries import ItemData
from orders.models import Item
from orders.services.cards import save_card


def save_item(
    *,
    company: Company,
    by: User,
    data: ItemData,
    item: Item | None = None,
    version: int | None = None,
    typed_number: str = "",
    series: NumberSeries | None = None,
    draw: bool = True,
) -> Item:
    """Enter an item or save a changed one; a new one gets its number, drawn or typed.

    `series` is the related series that was picked instead of the usual one; `draw=False`: see
    save_card. Raises EntryErrors, DocumentChanged, and what drawing or claiming a number raises.
    """
    return save_card(
        Item(company=company) if item is None else item,
        by=by,
        data=data,
        version=version,
        typed={"number": typed_number},
        series={} if series is None else {"number": series},
        draw=draw,
    )
