"""Writing items."""

from __future__ import annotations

import dataclasses

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from numbering.models import Company, NumberSeries
from numbering.transactions import write
from orders.entries import ItemData
from orders.findings import Findings
from orders.models import Item

_COPIED = tuple(field.name for field in dataclasses.fields(ItemData))
_CHECKED = ("text", "unit", "price")


def save_item(
    *,
    company: Company,
    by: User,
    data: ItemData,
    item: Item | None = None,
    typed_number: str = "",
    series: NumberSeries | None = None,
) -> Item:
    """Enter an item or save a changed one; a new one gets its number, drawn or typed.

    `series` is the related series that was picked instead of the usual one.
    Raises EntryErrors, and what drawing or claiming a number raises.
    """
    stored = Item(company=company) if item is None else item
    with write(stored.missing_from):
        findings = Findings()
        for field in _COPIED:
            setattr(stored, field, getattr(data, field))
        stored.text, stored.unit = data.text.strip(), data.unit.strip()
        findings.check_fields(stored, _CHECKED)
        findings.check_company(stored, company.pk, "")
        findings.check_company(data.tax_rate, company.pk, "tax_rate")
        if stored.number is not None and typed_number not in ("", str(stored.number)):
            findings.add(
                "number",
                _("The item has the number %(number)s already: it cannot be changed.")
                % {"number": stored.number},
            )
        findings.raise_if_any()
        if typed_number and stored.number is None:
            stored.type_number("number", typed_number)
        if series is not None and stored.number is None:
            stored.pick_series("number", series)
        stored.save(by=by)
    return stored
