"""What orders still want made: positions that no production order is for yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from numbering.models import Company
from orders.chain import open_quantities
from orders.choices import OrderState, Side
from orders.models import Order, OrderLine, ProductionOrder
from orders.querysets import OrderLineQuerySet
from orders.selectors import is_numbered

KIND = "production_order"
# Without an item to look for, the positions of so many orders are looked through.
NEWEST_ORDERS = 1_000
# So many positions are looked at, and so many of them shown; a page is for ticking, not for paging.
NEWEST_POSITIONS = 300
SHOWN_POSITIONS = 100


@dataclass(frozen=True, slots=True)
class Position:
    """An order position, and how much of it is left to be planned."""

    line: OrderLine
    left: Decimal


@dataclass(frozen=True, slots=True)
class OrderProduction:
    """The production orders of an order, and whether more can be planned."""

    orders: list[ProductionOrder]
    can_plan: bool


def positions_of(order: Order) -> list[Position]:
    """What is left to be planned of an order, in its order."""
    return _left(_makeable().filter(order=order).in_order())


def positions_to_combine(company: Company, items: Collection[int] | None) -> list[Position]:
    """The newest positions with something left to be planned, of these items or of any.

    Of orders that are delivered nothing is made any more.
    """
    orders = Order.objects.of(company).to_deliver().order_by()
    lines = _makeable().filter(order__in=orders.values("pk"), item__isnull=False)
    if items is None:
        recent = Order.objects.of(company).newest_first().values("pk")[:NEWEST_ORDERS]
        lines = lines.filter(order__in=recent)
    else:
        lines = lines.filter(item__in=items)
    return _left(_newest_first(lines)[:NEWEST_POSITIONS])[:SHOWN_POSITIONS]


def positions_with_keys(company: Company, keys: Collection[int]) -> list[Position]:
    """These positions, whatever is left of them by now."""
    lines = _newest_first(_makeable().filter(order__company=company, pk__in=keys))
    return _left(lines, all_of_them=True)


def production_of_order(order: Order) -> OrderProduction:
    """What an order's page tells of production."""
    made = ProductionOrder.objects.filter(order_lines__order=order).select_related("number")
    is_open = order.state != OrderState.CANCELLED
    return OrderProduction(
        orders=list(made.distinct().order_by("pk")),
        can_plan=is_open and is_numbered(order.company, KIND),
    )


def _makeable() -> OrderLineQuerySet:
    """Positions of goods that go out; services and what comes back are not made."""
    return (
        OrderLine.objects.filter(Q(item=None) | Q(item__is_stocked=True), side=Side.DEBIT)
        .exclude(order__state=OrderState.CANCELLED)
        .select_related("item__number", "order__number", "order__party")
    )


def _newest_first(lines: OrderLineQuerySet) -> OrderLineQuerySet:
    return lines.order_by("-order__date", "-order_id", "position", "pk")


def _left(lines: Iterable[OrderLine], *, all_of_them: bool = False) -> list[Position]:
    known = list(lines)
    left = open_quantities(known, KIND)
    return [Position(line, left[line.pk]) for line in known if all_of_them or left[line.pk] > 0]
