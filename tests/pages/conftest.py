"""Logged-in browsers of the people, and what they type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from numbering.models import Company
from orders.models import Order
from tests.factories import DAY, PartyFactory, order_type, usual_rate

Typed = dict[str, Any]


@pytest.fixture
def as_clerk(clerk) -> Client:
    return _logged_in(clerk)


@pytest.fixture
def as_administrator(administrator) -> Client:
    return _logged_in(administrator)


@pytest.fixture
def as_auditor(auditor) -> Client:
    return _logged_in(auditor)


@pytest.fixture
def as_outsider(outsider) -> Client:
    return _logged_in(outsider)


def _logged_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def typed_order(company) -> Callable[..., Typed]:
    """An order as a clerk types it: ten chairs at 100, 25 % tax; keywords change fields."""
    party = PartyFactory(company=company, name="Acme Byg")

    def typed(slot: int = 1, **changes: Any) -> Typed:
        fields: Typed = {
            "order_type": order_type(company, slot).pk,
            "party": party.pk,
            "party_text": "Acme Byg",
            "date": DAY.isoformat(),
            "your_reference": "PO 4711",
            "our_reference": "",
            "text": "",
        }
        fields |= lines_typed([line_typed(company)])
        return fields | changes

    return typed


def line_typed(company: Company, **changes: Any) -> Typed:
    """One line as typed."""
    return {
        "text": "Chair",
        "quantity": "10",
        "unit": "pcs",
        "price": "100",
        "tax_rate": str(usual_rate(company).pk),
        "side": "debit",
    } | changes


def lines_typed(lines: list[Typed], *, stored: int = 0) -> Typed:
    """Lines as the grid posts them."""
    fields: Typed = {"lines-TOTAL_FORMS": len(lines), "lines-INITIAL_FORMS": stored}
    for index, line in enumerate(lines):
        fields |= {f"lines-{index}-{name}": value for name, value in line.items()}
    return fields


def retyped(order: Order, **changes: Any) -> Typed:
    """A stored order as the entry page shows it; keywords change fields."""
    lines = [
        {
            "id": line.pk,
            "text": line.text,
            "quantity": line.quantity,
            "unit": line.unit,
            "price": line.price,
            "tax_rate": line.tax_rate_id,
            "side": line.side,
        }
        for line in order.lines.in_order()
    ]
    fields: Typed = {
        "party": order.party_id,
        "date": order.date.isoformat(),
        "your_reference": order.your_reference,
        "our_reference": order.our_reference,
        "text": order.text,
        "version": order.version,
    }
    return fields | lines_typed(lines, stored=len(lines)) | changes
