"""Deliveries and returns for the tests of their invoices."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User

from invoicing.models import Invoice
from invoicing.services.deliveries import create_invoice_from_trade
from numbering.models import Company
from orders.models import Order, TradeDocument
from orders.services.trade_steps import convert
from tests.factories import DAY, number_kinds

KINDS = {"delivery": "30001", "return_delivery": "40001", "sales_complaint": "70001"}


def number_trade(company: Company) -> None:
    """Let the company number the documents of sales."""
    for kind, start in KINDS.items():
        number_kinds(company, kind, start=start)


def made_of(source: Order | TradeDocument, into: str, by: User, **quantities: int) -> TradeDocument:
    """The next document of the chain: all that is open, or so much of the lines by their text."""
    chosen: Mapping[int, Decimal] | None = None
    if quantities:
        chosen = {
            line.pk: Decimal(quantities[line.text])
            for line in source.lines.all()
            if line.text in quantities
        }
    found = convert(source=source, into=into, by=by, date=DAY, quantities=chosen)
    assert isinstance(found, TradeDocument)
    return found


def delivered(order: Order, by: User, **quantities: int) -> TradeDocument:
    """A delivery of an order."""
    return made_of(order, "delivery", by, **quantities)


def invoiced(*documents: TradeDocument, by: User, **facts: Any) -> Invoice:
    """The draft of an invoice for deliveries, of a credit note for returns."""
    return create_invoice_from_trade(documents=documents, by=by, date=DAY, **facts)


def taken(invoice: Invoice) -> list[tuple[str, Decimal]]:
    """What is on the lines of an invoice."""
    return [(line.text, line.quantity) for line in invoice.lines.in_order()]


def states(*documents: Order | TradeDocument) -> list[str]:
    """How far these have come, as stored."""
    return [type(one)._default_manager.get(pk=one.pk).state for one in documents]
