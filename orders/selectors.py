"""What pages read across models."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q

from numbering.exceptions import SeriesNotAssigned
from numbering.models import Company, Department, NumberSeries, SeriesAssignment
from numbering.services import NumberEntry, number_entry, peek
from numbering.services.documents import has_moved
from orders.choices import LocationRule
from orders.entries import OrderTypeRow
from orders.models import (
    Commission,
    DocumentLine,
    Item,
    ItemJournal,
    OrderType,
    ProductionOrder,
    StockBalance,
    StockLocation,
    StockMovement,
    TradeDocument,
    UserStockLocation,
)
from orders.ranges import ShownRange, shown_ranges
from orders.totals import Totals, totals_of


@dataclass(frozen=True, slots=True)
class GridRow:
    """An order type with its two ranges, as the grid shows it."""

    order_type: OrderType
    orders: ShownRange
    invoices: ShownRange

    def entry(self) -> OrderTypeRow:
        """The row as it is typed when nothing is changed: what a form starts with."""
        order_type = self.order_type
        return OrderTypeRow(
            slot=order_type.slot,
            description=str(order_type.name),
            order_from=self.orders.first,
            order_to=self.orders.last,
            order_next=self.orders.next,
            order_next_shown=self.orders.next,
            own_invoice_series=order_type.own_invoice_series,
            invoice_from=self.invoices.first,
            invoice_to=self.invoices.last,
            invoice_next=self.invoices.next,
            invoice_next_shown=self.invoices.next,
            side=order_type.side,
            is_internal=order_type.is_internal,
            stock_location=order_type.stock_location,
        )


def order_type_rows(company: Company) -> list[GridRow]:
    """Every order type of a company, in use or not, with its ranges."""
    types = (
        OrderType.objects.of(company)
        .select_related("order_series__company", "invoice_series__company", "stock_location")
        .prefetch_related("order_series__lines", "invoice_series__lines")
        .order_by("slot", "pk")
    )
    series = [one for row in types for one in (row.order_series, row.invoice_series) if one]
    ranges = shown_ranges(series)
    nothing = ShownRange()
    return [
        GridRow(
            row,
            ranges.get(row.order_series_id or 0, nothing),
            ranges.get(row.invoice_series_id or 0, nothing),
        )
        for row in types
    ]


@dataclass(frozen=True, slots=True)
class InUse:
    """What a company does that others do without; pages leave out what it does not."""

    vouchers: bool
    departments: bool
    commissions: bool


def in_use(company: Company) -> InUse:
    """What of this the company does. One query."""
    of_company = {"company": OuterRef("pk")}
    found = Company.objects.filter(pk=company.pk).values_list(
        Exists(SeriesAssignment.objects.filter(**of_company, kind="voucher")),
        Exists(Department.objects.filter(**of_company)),
        Exists(Commission.objects.filter(**of_company)),
    )
    return InUse(*found.get())


def is_numbered(company: Company, kind: str) -> bool:
    """Whether the company has a series for the kind, be it for one department only."""
    return SeriesAssignment.objects.filter(company=company, kind=kind).exists()


def numbered_among(company: Company, kinds: Collection[str]) -> list[str]:
    """Those of the kinds that the company has a series for, in their order. One query."""
    rows = SeriesAssignment.objects.filter(company=company, kind__in=kinds).order_by()
    numbered = set(rows.values_list("kind", flat=True))
    return [kind for kind in kinds if kind in numbered]


@dataclass(frozen=True, slots=True)
class LocationChoice:
    """A stock location and the rule that chose it."""

    location: StockLocation | None
    rule: LocationRule


def stock_location_for(
    company: Company, user: User, order_type: OrderType | None = None
) -> LocationChoice:
    """The location of a new document, whoever the other side is (Winbas).

    The order type's, else the user's, else the company's default.
    """
    if order_type is not None and order_type.stock_location is not None:
        return LocationChoice(order_type.stock_location, LocationRule.ORDER_TYPE)
    chosen = UserStockLocation.objects.filter(company=company, user=user, location=OuterRef("pk"))
    location = (
        StockLocation.objects.filter(company=company)
        .annotate(is_of_user=Exists(chosen))
        .filter(Q(is_of_user=True) | Q(is_default=True))
        .order_by("-is_of_user", "pk")
        .first()
    )
    if location is None:
        return LocationChoice(None, LocationRule.NONE)
    is_of_user = vars(location)["is_of_user"]
    return LocationChoice(location, LocationRule.USER if is_of_user else LocationRule.COMPANY)


def order_number_entry(
    order_type: OrderType,
    *,
    on: date,
    by: User | None = None,
    picked: NumberSeries | None = None,
) -> NumberEntry:
    """How the number field behaves on a new order of this type; `picked` is a related series."""
    try:
        series = order_type.series_for_orders()
    except SeriesNotAssigned as error:
        return NumberEntry("blocked", message=str(error), rule=str(error))
    return number_entry(
        order_type.company, order_type.number_kind, on=on, by=by, series=series, picked=picked
    )


def number_after_move(document: Any, *, on: date) -> str:
    """The number that a stored document would get with another date; "" where it keeps its own.

    Raises what drawing raises.
    """
    number, stored = document.number, document.date
    if number is None or number.series is None:
        return ""
    document.date = on
    try:
        return peek(number.series, on=on) if has_moved(document, number) else ""
    finally:
        document.date = stored


def total_stock(item: Item) -> Decimal:
    """What the company has of an item; consignment locations are left out."""
    counted = StockBalance.objects.filter(item=item, location__in_total_stock=True)
    # Added up here: SQLite would add as floating point.
    return sum(counted.values_list("quantity", flat=True), Decimal(0))


def stock_by_location(item: Item) -> list[StockBalance]:
    """What lies where, locations outside the total included."""
    return list(
        StockBalance.objects.filter(item=item)
        .select_related("location")
        .order_by("location__code", "pk")
    )


def balances_below_zero(
    moved_by: TradeDocument | ItemJournal | ProductionOrder,
) -> list[StockBalance]:
    """What is less than nothing where this document took goods away: told after saving it."""
    taken_away = moved_by.movements.filter(
        item=OuterRef("item"), location=OuterRef("location"), quantity__lt=0
    )
    return list(
        StockBalance.objects.filter(Exists(taken_away), quantity__lt=0)
        .select_related("item__number", "location")
        .order_by("item", "location")
    )


def last_movements(item: Item, count: int) -> list[StockMovement]:
    """The newest movements of an item with their documents."""
    return list(StockMovement.objects.filter(item=item).for_list().newest_first()[:count])


def totals_of_lines(lines: Iterable[DocumentLine]) -> Totals:
    """The sums of a document with these lines, with its tax by rate."""
    return totals_of((line.tax_rate, line.amount) for line in lines)
