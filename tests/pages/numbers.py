"""What the tests of the number field share."""

from __future__ import annotations

import html
import re
from typing import Any

from django.urls import reverse

from numbering.models import Company, NumberSeries, SeriesRelation
from numbering.services import create_series, find_series, save_series
from tests.factories import order_type, usual_rate

NEW_ORDER = reverse("orders:order_new")
NEW_PARTY = reverse("orders:party_new")
NEW_ITEM = reverse("orders:item_new")
ORDER_RULE = reverse("orders:order_rule")
PARTY_RULE = reverse("orders:party_rule")


def typed_party(**changes: Any) -> dict[str, Any]:
    typed = {"name": "Acme Byg", "is_customer": "on", "language": "da", "country": "dk"}
    return typed | {"city": "Aarhus"} | changes


def typed_item(company: Company, **changes: Any) -> dict[str, Any]:
    rate = usual_rate(company).pk
    return {"text": "Oak plank", "price": "12,50", "tax_rate": rate, "is_active": "on"} | changes


def switched(series: NumberSeries, **switches: Any) -> NumberSeries:
    """The series with other switches, saved as the settings screens do."""
    for name, value in switches.items():
        setattr(series, name, value)
    return save_series(series)


def customer_series(company: Company, **switches: Any) -> NumberSeries:
    series = find_series(company, "customer")
    assert series is not None
    return switched(series, **switches)


def relate(series: NumberSeries, code: str, start: str, **facts: Any) -> NumberSeries:
    """A further series of the same register that may be picked instead."""
    other = create_series(
        series.company,
        code,
        register=series.register,
        start=start,
        description=code.title(),
        **facts,
    )
    SeriesRelation.objects.create(series=series, related=other)
    return other


def order_series(company: Company, slot: int = 1, **switches: Any) -> NumberSeries:
    series = order_type(company, slot).order_series
    assert series is not None
    return switched(series, **switches)


def text_of(response: Any) -> str:
    """The words of a page, without its tags."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(text).split())


def field_of(response: Any) -> dict[str, str]:
    """The number field: what can be typed or picked, by name; a customer's under plain names."""
    page = response.content.decode()
    found = {}
    for tag in re.findall(r"<(?:input|select)\b[^>]*>", page):
        name = re.search(r'name="(?:customer_)?(number\w*)"', tag)
        if name:
            value = re.search(r'value="([^"]*)"', tag)
            found[name[1]] = html.unescape(value[1]) if value else ""
    return found
