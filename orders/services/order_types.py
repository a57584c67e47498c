"""Writing order types: the one write path of the grid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import User
from django.utils import translation
from django.utils.translation import gettext as _

from numbering.models import Company
from numbering.services import delete_series
from numbering.services.locks import lock_settings
from numbering.services.setuprules import check_setup
from numbering.trail import changed_by
from numbering.transactions import write
from orders.choices import TypeSides
from orders.entries import OrderTypeRow
from orders.exceptions import OrderTypeKept
from orders.models import Order, OrderType, StockLocation
from orders.models.order_types import FIXED_DESCRIPTIONS
from orders.services.type_changes import GridErrors, RowChange, check_location, save_type


def ensure_order_types(*, company: Company) -> None:
    """Give a company its nine order types, 1–5 not in use, 6–9 fixed; twice changes nothing."""
    with write(), translation.override(company.language):
        lock_settings(company.pk)
        known = set(OrderType.objects.of(company).values_list("slot", flat=True))
        for slot in range(1, 10):
            if slot not in known:
                OrderType.objects.create(
                    company=company,
                    slot=slot,
                    description=str(FIXED_DESCRIPTIONS.get(slot, "")),
                    side=TypeSides.CREDIT if slot == 7 else TypeSides.DEBIT,
                )


def save_order_type(
    *, company: Company, by: User, slot: int, description: str, **fields: Any
) -> OrderType:
    """Save one order type with its ranges; the fields are those of OrderTypeRow.

    Raises OrderTypeErrors.
    """
    row = OrderTypeRow(slot=slot, description=description, **fields)
    save_order_types(company=company, rows=[row], by=by)
    return OrderType.objects.select_related("order_series", "invoice_series").get(
        company=company, slot=slot
    )


def save_order_types(*, company: Company, rows: Iterable[OrderTypeRow], by: User) -> None:
    """Save rows of the grid, all or none: ranges may trade places between rows.

    Raises OrderTypeErrors with every row's mistakes; nothing is saved then.
    """
    with write():
        # Two administrators at the same grid wait for each other here.
        lock_settings(company.pk)
        errors = GridErrors()
        changes = [RowChange.of(company, row, by) for row in rows]
        for change in changes:
            with errors.of_row(change.row.slot):
                change.check()
        if not errors.rows:
            # First all that gives room, then all that takes it.
            for change in changes:
                change.make_room()
            for change in changes:
                change.take_room(errors)
        if changes and not errors.rows:
            with errors.of_row(changes[0].row.slot, "invoice"):
                check_setup(company)
        errors.raise_if_any()


def couple_stock_locations(
    *, company: Company, couplings: Mapping[int, StockLocation | None], by: User
) -> None:
    """Couple order types, by slot, to stock locations; None uncouples.

    Orders of a coupled type are on its location, whoever the customer is (Winbas). Raises
    OrderTypeErrors.
    """
    with write():
        lock_settings(company.pk)
        errors = GridErrors()
        types = {row.slot: row for row in OrderType.objects.of(company)}
        for slot, location in couplings.items():
            with errors.of_row(slot):
                check_location(types[slot], location)
                if types[slot].stock_location != location:
                    types[slot].stock_location = location
                    save_type(types[slot], by)
        errors.raise_if_any()


def delete_order_type(*, order_type: OrderType, by: User) -> None:
    """Delete an order type above 9 that was never used, and its series. Raises OrderTypeKept."""
    if order_type.slot < 10:
        raise OrderTypeKept(
            _("Types 1 to 9 are always there: clear the description to take one out of use.")
        )
    with write():
        if Order.objects.of_type(order_type).exists():
            raise OrderTypeKept(
                _("Type %(slot)d has orders: clear its description to take it out of use.")
                % {"slot": order_type.slot}
            )
        series = [order_type.order_series, order_type.invoice_series]
        changed_by(order_type, by)
        order_type.delete()
        for one in series:
            if one is not None:
                delete_series(one, by=by)
