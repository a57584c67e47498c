"""Invoices for journals, and what a journal says in short."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User

from invoicing.journal import Journal, Scope, read_journal
from invoicing.models import Invoice
from numbering.models import Company, NumberSeries
from tests.factories import DraftFactory, InvoiceFactory, OrderFactory, line_data

NOVEMBER = (datetime.date(2026, 11, 1), datetime.date(2026, 11, 30))


def day(number: int, month: int = 11) -> datetime.date:
    return datetime.date(2026, month, number)


def draft(company: Company, by: User, on: datetime.date, *lines: Any, slot: int = 1) -> Invoice:
    """A draft; lines are quantity, price and tax rate, 1 × 100 at 25 % without."""
    typed = [
        line_data(company, quantity=Decimal(quantity), price=Decimal(price), tax_rate=rate)
        for quantity, price, rate in lines or [("1", "100", None)]
    ]
    order = OrderFactory(company=company, by=by, slot=slot, lines=typed)
    return DraftFactory(order=order, by=by, date=on)


def issued(company: Company, by: User, on: datetime.date, *lines: Any, slot: int = 1) -> Invoice:
    typed = [
        line_data(company, quantity=Decimal(quantity), price=Decimal(price), tax_rate=rate)
        for quantity, price, rate in lines or [("1", "100", None)]
    ]
    order = OrderFactory(company=company, by=by, slot=slot, lines=typed)
    return InvoiceFactory(order=order, by=by, date=on)


def november(company: Company, **narrowed: Any) -> Scope:
    return Scope(company=company, first=NOVEMBER[0], last=NOVEMBER[1], **narrowed)


def named(journal: Journal) -> list[tuple[str, str, int, str, str]]:
    """The numbers without an invoice: from, to, how many, what became of them, note."""
    return [
        (one.first, one.last, one.count, one.fate.value, one.note) for one in journal.unused.rows
    ]


def unused(company: Company, **narrowed: Any) -> list[tuple[str, str, int, str, str]]:
    return named(read_journal(november(company, **narrowed)))


def series_of(company: Company, code: str) -> NumberSeries:
    return NumberSeries.objects.get(company=company, code=code)
