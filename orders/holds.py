"""What other apps have against changing what an order rests on: its customer, that it stands.

Orders know nothing of what is made of them elsewhere, so whoever holds on to one says so here.
"""

from __future__ import annotations

from collections.abc import Callable

from orders.models import Order

# What holds on to an order, in words; "" where nothing does.
Hold = Callable[[Order], str]

_holds: dict[str, Hold] = {}


def declare_hold(name: str, hold: Hold) -> None:
    """Make a hold known; the same name again replaces it."""
    _holds[name] = hold


def held_by(order: Order) -> str:
    """The first that holds on to the order, in words; "" where nothing does."""
    return next((found for hold in _holds.values() if (found := hold(order))), "")
