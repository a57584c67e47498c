"""The order type grid as tests type into it."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from django.contrib.auth.models import User

from numbering.models import Company
from orders.entries import OrderTypeRow
from orders.exceptions import OrderTypeErrors
from orders.selectors import order_type_rows
from orders.services.order_types import save_order_types


def row(company: Company, slot: int, **changes: Any) -> OrderTypeRow:
    """The row of this slot as the grid shows it, with some fields typed over."""
    shown = {shown.order_type.slot: shown for shown in order_type_rows(company)}[slot]
    return dataclasses.replace(shown.entry(), **changes)


def save(company: Company, by: User, *rows: OrderTypeRow) -> None:
    """Save these rows."""
    save_order_types(company=company, rows=rows, by=by)


def errors_of(company: Company, by: User, *rows: OrderTypeRow) -> dict[int, dict[str, str]]:
    """What is wrong with these rows, by slot and field; nothing was saved."""
    with pytest.raises(OrderTypeErrors) as caught:
        save(company, by, *rows)
    return caught.value.rows


# A type that overlaps nothing of the worked example.
MONTAGE = {
    "description": "Montage",
    "order_from": "20001",
    "order_to": "20999",
    "order_next": "20001",
    "invoice_from": "80001",
    "invoice_to": "80999",
    "invoice_next": "80001",
}
