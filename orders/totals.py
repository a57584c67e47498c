"""Sums of documents: one rounding for every place that shows or stores them.

A line's amount is quantity times price, rounded to the cent; credit lines count negative. Tax is
computed once per rate on the sum of its lines, not line by line, and rounded to the cent; halves
are rounded away from zero, as a bookkeeper does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from orders.choices import Side, TaxCategory

CENT = Decimal("0.01")


def cents(amount: Decimal) -> Decimal:
    """The amount rounded to the cent, halves away from zero."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def line_amount(quantity: Decimal, price: Decimal, side: str) -> Decimal:
    """What a line adds to its document: negative on the credit side."""
    amount = cents(quantity * price)
    return -amount if side == Side.CREDIT else amount


class Rate(Protocol):
    """A tax rate, living or frozen."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def percent(self) -> Decimal: ...
    @property
    def category(self) -> str: ...
    @property
    def exemption_reason(self) -> str: ...


@dataclass(frozen=True, slots=True)
class FrozenRate:
    """What a document says of a tax rate, whatever becomes of the rate."""

    code: str
    name: str
    percent: Decimal
    category: str = TaxCategory.STANDARD
    exemption_reason: str = ""

    @classmethod
    def of(cls, rate: Rate) -> FrozenRate:
        """What the rate says now."""
        return cls(rate.code, rate.name, rate.percent, rate.category, rate.exemption_reason)


@dataclass(frozen=True, slots=True)
class TaxTotal:
    """The sum of the lines with one tax rate, and its tax."""

    rate: FrozenRate
    net: Decimal
    tax: Decimal


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of a document."""

    net: Decimal
    tax: Decimal
    gross: Decimal
    taxes: tuple[TaxTotal, ...]


def totals_of(amounts: Iterable[tuple[Rate, Decimal]]) -> Totals:
    """Add up line amounts with their tax rates; the highest rate comes first."""
    nets: dict[FrozenRate, Decimal] = {}
    for rate, amount in amounts:
        frozen = FrozenRate.of(rate)
        nets[frozen] = nets.get(frozen, Decimal("0.00")) + amount
    taxes = tuple(
        TaxTotal(rate, net, cents(net * rate.percent / 100))
        for rate, net in sorted(nets.items(), key=lambda row: (-row[0].percent, row[0].code))
    )
    net = sum((row.net for row in taxes), Decimal("0.00"))
    tax = sum((row.tax for row in taxes), Decimal("0.00"))
    return Totals(net=net, tax=tax, gross=net + tax, taxes=taxes)
