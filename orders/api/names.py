"""What requests name by number or code, as rows of the company."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from numbering.models import Company, NumberSeries
from numbering.services import pickable_series
from orders.findings import Findings
from orders.imports.lookups import by_number
from orders.models import Item, OrderType, Party, TaxRate


def find_party(
    company: Company, number: str | None, key: int | None, findings: Findings
) -> Party | None:
    """The customer with this number, or with this id; notes what is wrong."""
    if (number is None) == (key is None):
        findings.add("party", _("Say either `customer` (a number) or `customer_id`."))
        return None
    parties = Party.objects.of(company).with_number()
    wanted: dict[str, Any] = {"pk": key} if key is not None else {"customer_number__text": number}
    found = parties.filter(**wanted).order_by("pk").first()
    if found is None:
        findings.add("party", _("There is no such customer."))
    return found


def find_order_type(company: Company, slot: int, findings: Findings) -> OrderType | None:
    """The order type in this slot; notes where there is none."""
    types = OrderType.objects.of(company).select_related("order_series", "stock_location")
    found = types.in_slot(slot)
    if found is None:
        findings.add("order_type", _("There is no order type with this slot."))
    return found


def find_related(series: NumberSeries, code: str | None, findings: Findings) -> NumberSeries | None:
    """The related series that is picked by its code; None for the usual one."""
    if code is None:
        return None
    found = next((one for one in pickable_series(series) if one.code == code), None)
    if found is None:
        findings.add("series", _("This series is neither the usual one nor related to it."))
    return found


def items_of(company: Company, numbers: Iterable[str | None]) -> dict[str, Item]:
    """The items with these numbers, in one query for some hundreds."""
    items = Item.objects.of(company).with_number().order_by("pk")
    found = by_number(items, "number", (number for number in numbers if number))
    return {number: rows[0] for number, rows in found.items()}


def rates_of(company: Company) -> dict[str, TaxRate]:
    """The company's tax rates by code."""
    return {rate.code: rate for rate in TaxRate.objects.of(company)}
