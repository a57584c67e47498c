"""What one row of the order type grid changes, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from numbering.exceptions import ConflictError, NumberingError
from numbering.models import Company, NumberSeries
from numbering.services import delete_series
from numbering.trail import changed_by
from orders.entries import OrderTypeRow
from orders.exceptions import EntryErrors, OrderTypeErrors
from orders.findings import Findings
from orders.models import OrderType, StockLocation
from orders.querysets import ADVANCE_SLOT, SHARED_INVOICE_SLOT
from orders.services.type_series import RangeError, TypedRange, place_of


class GridErrors:
    """The mistakes found so far, by row and field."""

    def __init__(self) -> None:
        self.rows: dict[int, dict[str, str]] = {}

    def add(self, slot: int, place: str, message: str) -> None:
        """Note a mistake; the first one of a field stands."""
        self.rows.setdefault(slot, {}).setdefault(place, message)

    @contextmanager
    def of_row(self, slot: int, prefix: str = "") -> Iterator[None]:
        """Note what goes wrong inside, and undo it; `prefix` is `order` or `invoice`."""
        try:
            with transaction.atomic():
                yield
        except RangeError as error:
            self.add(slot, f"{prefix}_{error.place}", str(error))
        except EntryErrors as error:
            for place, message in error.fields.items():
                self.add(slot, place, message)
        except ConflictError:
            raise  # nothing is wrong with the row
        except NumberingError as error:
            self.add(slot, f"{prefix}_{place_of(error)}" if prefix else error.field, str(error))

    def raise_if_any(self) -> None:
        """Raise OrderTypeErrors when something was found."""
        if self.rows:
            raise OrderTypeErrors(self.rows)


@dataclass(slots=True)
class RowChange:
    """What one row of the grid changes."""

    order_type: OrderType
    row: OrderTypeRow
    by: User
    orders: TypedRange
    invoices: TypedRange
    before: tuple[object, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.before = _state(self.order_type)

    @classmethod
    def of(cls, company: Company, row: OrderTypeRow, by: User) -> RowChange:
        """The change that this row asks for, compared with what is stored."""
        found = (
            OrderType.objects.of(company)
            .select_related("order_series__company", "invoice_series__company")
            .in_slot(row.slot)
        )
        order_type = found or OrderType(company=company, slot=row.slot)
        name = str(order_type.name) if order_type.is_fixed else row.description.strip()
        code, register = _invoice_series_of(row.slot)
        was_active = found is not None and found.is_active
        return cls(
            order_type=order_type,
            row=row,
            by=by,
            orders=TypedRange(
                company=company,
                code=f"ORDER-{row.slot}",
                register="order",
                description=name,
                series=order_type.order_series,
                first=row.order_from,
                last=row.order_to,
                next=row.order_next,
                next_shown=row.order_next_shown,
                may_be_typed=True,
                comes_into_use=not was_active,
            ),
            invoices=TypedRange(
                company=company,
                code=code,
                register=register,
                description=name,
                series=order_type.invoice_series,
                first=row.invoice_from,
                last=row.invoice_to,
                next=row.invoice_next,
                next_shown=row.invoice_next_shown,
                may_be_typed=False,
                comes_into_use=not (was_active and order_type.own_invoice_series),
            ),
        )

    def check(self) -> None:
        """Check all but the ranges. Raises EntryErrors."""
        findings = Findings()
        order_type, row = self.order_type, self.row
        description = row.description.strip()
        if order_type.is_fixed:
            if description not in (order_type.description, str(order_type.name)):
                findings.add(
                    "description",
                    _("Type %(slot)d is fixed: its description is always “%(name)s”.")
                    % {"slot": row.slot, "name": order_type.name},
                )
        else:
            order_type.description = description
        order_type.side = row.side
        order_type.is_internal = row.is_internal
        order_type.own_invoice_series = row.own_invoice_series or not order_type.takes_orders
        order_type.stock_location = row.stock_location
        findings.check_fields(order_type, ["slot", "description", "side"])
        if not 1 <= row.slot <= 99:
            findings.add("slot", _("Order types are numbered 1 to 99."))
        if not order_type.takes_orders and not self.orders.is_empty:
            findings.add("order_from", _("This row holds invoice numbers only."))
        new_ranges = [
            part for part in (self.orders, self.invoices) if part.series is None and part.first
        ]
        if not order_type.is_active and new_ranges:
            findings.add("description", _("Type a description: it puts the type into use."))
        findings.raise_if_any()
        check_location(order_type, row.stock_location)

    def make_room(self) -> None:
        """Block what goes out of use, and park what is about to move."""
        for part, in_use in self._parts():
            if in_use:
                part.park()
            else:
                part.block(by=self.by)

    def take_room(self, errors: GridErrors) -> None:
        """Save the ranges in use and the row itself."""
        slot = self.row.slot
        for prefix, (part, in_use) in zip(("order", "invoice"), self._parts(), strict=True):
            if in_use:
                with errors.of_row(slot, prefix):
                    setattr(self.order_type, f"{prefix}_series", self._saved(part, prefix))
        with errors.of_row(slot):
            if self.order_type.pk is None or _state(self.order_type) != self.before:
                save_type(self.order_type, self.by)

    def _parts(self) -> tuple[tuple[TypedRange, bool], tuple[TypedRange, bool]]:
        """The two ranges, each with whether it is in use."""
        active = self.order_type.is_active
        return (
            (self.orders, active and self.order_type.takes_orders),
            (self.invoices, active and self.order_type.own_invoice_series),
        )

    def _saved(self, part: TypedRange, prefix: str) -> NumberSeries | None:
        if not part.is_empty:
            return part.save(by=self.by)
        if part.series is None:
            return None
        if part.has_issued:
            raise RangeError(
                "from",
                _(
                    "%(range)s has given out numbers and stays. To take the type out of use, clear"
                    " its description."
                )
                % {"range": f"{part.shown.first}–{part.shown.last}"},
            )
        setattr(self.order_type, f"{prefix}_series", None)
        save_type(self.order_type, self.by)
        self.before = _state(self.order_type)
        delete_series(part.series, by=self.by)
        return None


def check_location(order_type: OrderType, location: StockLocation | None) -> None:
    """Order types are coupled to fixed locations of their company (Winbas)."""
    findings = Findings()
    findings.check_company(location, order_type.company_id, "stock_location")
    if location is not None and not location.is_fixed:
        findings.add("stock_location", _("Order types can be coupled to fixed locations only."))
    if location is not None and not order_type.takes_orders:
        findings.add("stock_location", _("This row holds invoice numbers only."))
    findings.raise_if_any()


def save_type(order_type: OrderType, by: User) -> None:
    """Save the row itself; the history names who did."""
    changed_by(order_type, by)
    order_type.save()


def _invoice_series_of(slot: int) -> tuple[str, str]:
    """Code and register of the invoice series that a row makes."""
    if slot == SHARED_INVOICE_SLOT:
        return "INVOICE-SHARED", "invoice"
    if slot == ADVANCE_SLOT:
        return "ADVANCE", "advance_payment"
    return f"INVOICE-{slot}", "invoice"


def _state(order_type: OrderType) -> tuple[object, ...]:
    return tuple(getattr(order_type, column.attname) for column in order_type._meta.concrete_fields)
