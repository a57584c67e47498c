"""What the tests of production share."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User

from numbering.models import Company
from orders.entries import ProductionData
from orders.models import Item, Order, OrderLine, ProductionOrder
from orders.services.planning import plan_production
from orders.services.production import save_production
from tests.factories import DAY, OrderFactory, line_data


def order_of(company: Company, *lines: tuple[Item, int], **facts: Any) -> Order:
    """An order of these items and quantities."""
    typed = [
        line_data(company, item=item, text=item.text, unit=item.unit, quantity=Decimal(count))
        for item, count in lines
    ]
    return OrderFactory(company=company, lines=typed, **facts)


def wanted(order: Order, *quantities: int) -> dict[int, Decimal]:
    """Quantities by the keys of the order's lines; all that was ordered without any."""
    lines: list[OrderLine] = list(order.lines.in_order())
    counts = quantities or [line.quantity for line in lines]
    return {line.pk: Decimal(count) for line, count in zip(lines, counts, strict=False)}


def planned(order: Order, by: User, *quantities: int, **facts: Any) -> list[ProductionOrder]:
    """The production orders of an order."""
    return plan_production(
        order=order, by=by, date=DAY, line_quantities=wanted(order, *quantities), **facts
    )


def for_stock(company: Company, by: User, item: Item, count: int = 10) -> ProductionOrder:
    """A production order that no order waits for."""
    data = ProductionData(date=DAY, title="", quantity=Decimal(count), item=item)
    return save_production(company=company, by=by, data=data)


def changed(production: ProductionOrder, by: User, **changes: Any) -> ProductionOrder:
    """The production order as stored, saved with some fields typed over."""
    stored = ProductionOrder.objects.get(pk=production.pk)
    facts = {
        name: getattr(stored, name)
        for name in (
            "date",
            "title",
            "quantity",
            "item",
            "unit",
            "due_date",
            "stock_location",
            "commission",
            "text",
        )
    }
    version = changes.pop("version", stored.version)
    return save_production(
        company=stored.company,
        by=by,
        production=stored,
        version=version,
        data=ProductionData(**{**facts, **changes}),
    )
