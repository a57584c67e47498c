"""Template words of orders and invoices: `{% load papers %}`."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template
from django.utils.formats import number_format

from numbering import formatting

register = template.Library()

CENT = Decimal("0.01")


@register.filter
def price(value: Any) -> str:
    """`{{ line.price|price }}`: two decimals, more only where they say something (0.0125)."""
    if not isinstance(value, Decimal):
        return ""
    decimals = (
        2 if value == value.quantize(CENT) else len(f"{value:f}".rstrip("0").partition(".")[2])
    )
    return str(number_format(value, decimal_pos=decimals, force_grouping=True))


@register.filter
def signed(value: Any) -> str:
    """`{{ line.change|signed }}`: a change says its direction: +3, -2.5, 0."""
    return formatting.signed(value)
