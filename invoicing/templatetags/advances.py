"""What the page of an order shows of its advances: `{% load advances %}`."""

from __future__ import annotations

from django import template
from django.template import Context

from invoicing.advances import OrderAdvances, advances_of_order
from orders.models import Order

register = template.Library()


@register.simple_tag(takes_context=True)
def advances_of(context: Context, order: Order) -> OrderAdvances:
    """`{% advances_of order as advances %}`: orders know nothing of invoices, their pages do.

    Buttons and sections of one page ask for the same: it is read once.
    """
    kept: OrderAdvances | None = context.render_context.get("advances")
    if kept is None:
        kept = context.render_context["advances"] = advances_of_order(order)
    return kept
