"""Writing the address book."""

from __future__ import annotations

from dataclasses import replace

from django.contrib.auth.models import User

from numbering.models import Company
from orders.entries import PartyData
from orders.models import Party
from orders.services.cards import NOTHING, Picked, Typed, save_card


def save_party(
    *,
    company: Company,
    by: User,
    data: PartyData,
    party: Party | None = None,
    version: int | None = None,
    typed: Typed = NOTHING,
    series: Picked = NOTHING,
    draw: bool = True,
) -> Party:
    """Enter an address or save a changed one.

    easyWinArt: every address has an address number, where the company has a series for them; the
    moment it becomes a customer or a supplier it gets that number too, drawn or typed. `typed`
    and `series` go by field: number, customer_number, supplier_number. `draw=False`: see save_card.
    Raises EntryErrors, DocumentChanged, and what drawing or claiming a number raises.
    """
    card = Party(company=company) if party is None else party
    data = replace(data, country=data.country.upper())
    return save_card(card, by=by, data=data, version=version, typed=typed, series=series, draw=draw)
