"""Asking for advances and taking them off."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User

from invoicing.entries import InvoiceData
from invoicing.models import Invoice
from invoicing.services.advances import create_advance
from invoicing.services.drafts import create_invoice_from_order, save_draft
from invoicing.services.issue import issue_invoice
from numbering.models import Company
from orders.models import Order
from orders.selectors import order_type_rows
from orders.services.order_types import save_order_types
from tests.factories import DAY


def give_advances(company: Company, administrator: User) -> None:
    """Switch advances on; their series is 9900001–9999999."""
    company.number_positions = 7
    company.advances_through_receivables = True
    company.save()
    shown = {one.order_type.slot: one.entry() for one in order_type_rows(company)}
    row = dataclasses.replace(
        shown[9], invoice_from="9900001", invoice_to="9999999", invoice_next="9900001"
    )
    save_order_types(company=company, rows=[row], by=administrator)


def advance(order: Order, by: User, **facts: Any) -> Invoice:
    """An issued advance; 100 without a word."""
    if not facts.keys() & {"amount", "percent"}:
        facts["amount"] = Decimal(100)
    return issue_invoice(invoice=create_advance(order=order, by=by, date=DAY, **facts), by=by)


def final(order: Order, by: User, quantities: Mapping[int, Decimal] | None = None) -> Invoice:
    """An issued invoice of the order, whole or in part."""
    draft = create_invoice_from_order(order=order, by=by, date=DAY, quantities=quantities)
    return issue_invoice(invoice=draft, by=by)


def deducted(invoice: Invoice) -> dict[str, Decimal]:
    """What an invoice takes off advances, by their numbers."""
    lines = invoice.lines.filter(settles__isnull=False)
    return {
        str(line.settles.invoice.number): line.quantity
        for line in lines.select_related("settles__invoice__number")
    }


def edited(draft: Invoice, by: User, **changes: Any) -> Invoice:
    """The draft, saved with other quantities or settlements."""
    data = InvoiceData(date=draft.date, payment_terms=draft.payment_terms)
    return save_draft(invoice=draft, by=by, data=data, **changes)
