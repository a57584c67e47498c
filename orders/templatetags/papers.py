"""Template words of orders and invoices: `{% load papers %}`."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from numbering import formatting
from orders.looks import Style
from orders.paperkinds import Column

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


@register.simple_tag
def paper_cell(line: Any, column: Column) -> str:
    """`{% paper_cell line column %}`: what a line shows in a column of its paper.

    Lines of invoices say all by themselves, those of other documents refer to item and tax rate.
    """
    return _CELLS[column.code](line)


@register.simple_tag(takes_context=True)
def paper_style(context: Context) -> SafeString:
    """`{% paper_style %}`: the style of the look; in the page itself only where it is a PDF's."""
    look = context.get("look")
    style = look.style if look is not None else Style()
    if context.get("is_pdf"):
        return format_html("<style>{}</style>", mark_safe(style.css()))
    url = reverse("orders:paper_style", args=[context["paper_language"], style.name])
    return format_html('<link rel="stylesheet" href="{}">', url)


def _item(line: Any) -> str:
    if hasattr(line, "item_number"):
        return str(line.item_number)
    return str(line.item.number or "") if line.item is not None else ""


def _percent(line: Any) -> str:
    rate = line.tax_percent if hasattr(line, "tax_percent") else line.tax_rate.percent
    return f"{formatting.quantity(rate)}\u00a0%"


def _amount(line: Any) -> str:
    printed = line.printed_amount if hasattr(line, "printed_amount") else line.amount
    return formatting.money(printed)


_CELLS: dict[str, Callable[[Any], str]] = {
    "position": lambda line: str(line.position),
    "item": _item,
    "text": lambda line: str(line.text),
    "quantity": lambda line: formatting.quantity(getattr(line, "shown_quantity", line.quantity)),
    "unit": lambda line: str(line.unit),
    "price": lambda line: price(getattr(line, "shown_price", line.price)),
    "tax": _percent,
    "amount": _amount,
}
