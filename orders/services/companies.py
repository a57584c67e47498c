"""Setting up a company for orders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from numbering.models import Company, NumberSeries
from numbering.presets.registry import Person
from numbering.services import assign_series, create_series, find_series
from numbering.trail import changed_by
from numbering.transactions import write
from orders.choices import TaxCategory
from orders.models import OrderType, StockLocation, TaxRate
from orders.querysets import FIXED_SLOTS
from orders.services.order_types import ensure_order_types

# The rates of value added tax, by country.
TAX_RATES: dict[str, tuple[str, ...]] = {
    "DE": ("19", "7"),
    "DK": ("25",),
    "FI": ("25.5", "13.5", "10"),
    "PL": ("23", "8", "5"),
    "SE": ("25", "12", "6"),
}
# Elsewhere nobody is taxed by guesswork; the start page asks for the country's own rates.
UNKNOWN_RATES = ("0",)
FIRST_ITEM = "1001"


def prepare_company(*, company: Company) -> None:
    """Give a new company what every company has; running it twice changes nothing."""
    with write():
        ensure_order_types(company=company)


def equip_company(company: Company, by: Person = None) -> None:
    """Make a new company usable at once: order types, its country's tax rates, one location.

    What the company has already is left alone.
    """
    with write(), translation.override(company.language):
        prepare_company(company=company)
        if not TaxRate.objects.filter(company=company).exists():
            for percent in TAX_RATES.get(company.country, UNKNOWN_RATES):
                rate = TaxRate(company=company, code=percent, name=f"{percent} %")
                rate.percent = Decimal(percent)
                # Z says least: it asks for no reason that nobody gave.
                rate.category = TaxCategory.STANDARD if rate.percent else TaxCategory.ZERO
                changed_by(rate, by)
                rate.save()
        if not StockLocation.objects.filter(company=company).exists():
            location = StockLocation(company=company, code="MAIN", name=_("Main stock"))
            location.is_default = True
            changed_by(location, by)
            location.save()


@dataclass(frozen=True, slots=True)
class Completion:
    """Something that the first order needs, and that can be set up along with a preset."""

    name: str
    text: Callable[[Company], str]
    is_needed: Callable[[Company], bool]
    make: Callable[[Company, Person], None]


def missing_completions(company: Company) -> list[Completion]:
    """What the first order would stumble over and can be made on the spot."""
    return [one for one in COMPLETIONS if one.is_needed(company)]


def complete_company(company: Company, names: set[str], *, by: Person = None) -> list[Completion]:
    """Make those of the completions that are still missing; all or nothing."""
    with write(), translation.override(company.language):
        wanted = [one for one in missing_completions(company) if one.name in names]
        for one in wanted:
            one.make(company, by)
    return wanted


def _needs_order_type(company: Company) -> bool:
    """Nothing to order by, though orders and invoices could be numbered."""
    own = OrderType.objects.of(company).active().exclude(slot__in=FIXED_SLOTS)
    numbered = [find_series(company, kind) for kind in ("sales_order", "invoice")]
    return all(numbered) and not own.exists()


def _make_order_type(company: Company, by: Person) -> None:
    """Type 1, numbered by the series that are set for orders and for invoices."""
    prepare_company(company=company)
    order_type = OrderType.objects.get(company=company, slot=1)
    order_type.description = _("Order")
    order_type.own_invoice_series = False
    changed_by(order_type, by)
    order_type.save()


def _first_customer(company: Company) -> str:
    """Customer numbers are one digit longer than ledger accounts (easyWinArt)."""
    return f"1{1:0{company.ledger_account_digits}d}"


def _make_customers(company: Company, by: Person) -> None:
    first = _first_customer(company)
    _use_series(company, "customer", code="CUSTOMER", text=_("Customers"), first=first, by=by)


def _make_items(company: Company, by: Person) -> None:
    flags = {"manual_numbers": True}
    _use_series(company, "item", code="ITEM", text=_("Items"), first=FIRST_ITEM, by=by, **flags)


def _use_series(
    company: Company, kind: str, *, code: str, text: str, first: str, by: Person, **flags: Any
) -> None:
    """Let the kind take its numbers from the series of this code, made if it is not there."""
    there = NumberSeries.objects.of(company).filter(code=code, register=kind).first()
    series = there or create_series(
        company, code, register=kind, description=text, start=first, by=by, **flags
    )
    assign_series(company, kind, series, by=by)


COMPLETIONS = (
    Completion(
        "order-type",
        lambda company: _(
            "Order type 1 “Order”, numbered by the series for orders and for invoices"
        ),
        _needs_order_type,
        _make_order_type,
    ),
    Completion(
        "customer",
        lambda company: (
            _("Customer numbers, from %(number)s on") % {"number": _first_customer(company)}
        ),
        lambda company: find_series(company, "customer") is None,
        _make_customers,
    ),
    Completion(
        "item",
        lambda company: _("Item numbers, from %(number)s on") % {"number": FIRST_ITEM},
        lambda company: find_series(company, "item") is None,
        _make_items,
    ),
)
