"""The worked example of Winbas' own text: order types 1 Faktura and 2 Kredit."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.models import Company
from numbering.presets.registry import Person, Preset, PresetReport, read_rows
from orders.entries import OrderTypeRow
from orders.selectors import GridRow, order_type_rows
from orders.services.companies import prepare_company
from orders.services.order_types import save_order_types

DATA = Path(__file__).with_name("winbas.csv")


def install(company: Company, by: Person) -> PresetReport:
    """Put the two types into use; a type that the company uses already stays as it is."""
    report = PresetReport()
    prepare_company(company=company)
    present = {row.order_type.slot: row for row in order_type_rows(company)}
    rows = []
    for data in read_rows(DATA):
        row = OrderTypeRow(
            slot=int(data["slot"]),
            description=data["description"],
            order_from=data["order_from"],
            order_to=data["order_to"],
            order_next=data["order_next"],
            invoice_from=data["invoice_from"],
            invoice_to=data["invoice_to"],
            invoice_next=data["invoice_next"],
            own_invoice_series=data["own_invoice_series"] == "yes",
            side=data["side"],
        )
        what = f"{row.slot} {row.description}"
        stored = present[row.slot]
        if not stored.order_type.is_active:
            rows.append(row)
            report.made.append(what)
        elif _is_so(stored, row):
            report.kept.append(what)
        else:
            report.left_out.append(
                _("%(what)s: type %(slot)d is “%(name)s”")
                % {"what": what, "slot": row.slot, "name": stored.order_type.description}
            )
    if rows:
        # Without a person it is the program that makes them; the history says so.
        save_order_types(company=company, rows=rows, by=cast(User, by))
    return report


def _is_so(stored: GridRow, row: OrderTypeRow) -> bool:
    """Whether the type is the example's; its next numbers may have moved on."""
    return (
        stored.order_type.description == row.description
        and (stored.orders.first, stored.orders.last) == (row.order_from, row.order_to)
        and (stored.invoices.first, stored.invoices.last) == (row.invoice_from, row.invoice_to)
    )


WINBAS = Preset(
    "winbas",
    gettext_lazy("Winbas"),
    gettext_lazy(
        "Order types 1 Faktura (orders 00001–10999, invoices 99001–99999) and 2 Kredit "
        "(90001–90999 both)."
    ),
    install,
)
