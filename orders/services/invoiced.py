"""Counting what of an order is on invoices. Called by invoicing, drafts included."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from numbering.formatting import quantity as shown_quantity
from orders.exceptions import QuantityNotOpen
from orders.models import Order, OrderLine
from orders.services.orders import state_of


def count_invoiced(*, order: Order, changes: Mapping[int, Decimal]) -> None:
    """Add these quantities, by line, to what is on invoices; negative ones give back.

    The order must be locked (services.locks): that is what keeps two invoices from taking the
    same quantity. Raises QuantityNotOpen.
    """
    lines = list(order.lines.in_order())
    by_id = {line.pk: line for line in lines}
    for line_id, change in changes.items():
        line = by_id[line_id]
        if change > line.open_quantity:
            raise QuantityNotOpen(
                _("Line %(position)d, %(text)s: only %(open)s are left to invoice.")
                % {
                    "position": line.position,
                    "text": line.text,
                    "open": shown_quantity(line.open_quantity),
                },
                line_id=line_id,
            )
        line.invoiced_quantity += change
    OrderLine.objects.bulk_update([by_id[key] for key in changes], ["invoiced_quantity"])
    state = state_of(lines)
    if state != order.state:
        order.state = state
        order.save(draw=False, update_fields=["state"])
