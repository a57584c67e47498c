"""A certified control unit: cash notes have a series that nothing else uses (Winbas).

It is a rule on settings, whatever screen saves them, and on every cash note that is numbered: the
unit vouches for an unbroken series of cash notes and of nothing but cash notes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from invoicing.choices import InvoiceKind
from invoicing.exceptions import CashNotesApart
from numbering.models import Company, NumberSeries, SeriesAssignment, SeriesRelation
from numbering.ownkinds import label_of
from numbering.services import find_series
from orders.models import OrderType

if TYPE_CHECKING:
    from invoicing.models import Invoice


def check_cash_notes(company: Company) -> None:
    """Refuse a set-up that a certified control unit does not allow. Raises CashNotesApart."""
    if not company.certified_control_unit:
        return
    rows = SeriesAssignment.objects.filter(company=company, kind=InvoiceKind.CASH_NOTE)
    assigned = list(rows.select_related("series").order_by("pk"))
    if all(row.department_id is not None for row in assigned):
        raise CashNotesApart(
            _(
                "With a certified control unit, cash notes need a number series of their own: set"
                " one for cash notes in Settings › Where numbers are used first."
            )
        )
    for row in assigned:
        refuse_shared(row.series)


def refuse_shared(series: NumberSeries) -> None:
    """Raise CashNotesApart where anything but cash notes takes numbers from their series."""
    other = _other_use(series)
    if other:
        raise CashNotesApart(
            _(
                "With a certified control unit, cash notes need a number series that nothing else"
                " uses, and %(series)s is used for “%(other)s” as well: give one of the two"
                " another series."
            )
            % {"series": series.code, "other": other},
            series=series,
        )


def refuse_outside(invoice: Invoice) -> None:
    """Raise CashNotesApart where a cash note has a number that is not from its own series."""
    many = invoice.series_of_many
    own = find_series(invoice.company, InvoiceKind.CASH_NOTE) if many is None else many(invoice)
    number = invoice.number
    if number is not None and (own is None or number.series_id != own.pk):
        raise CashNotesApart(
            _(
                "%(number)s is not of the cash notes' own series, and with a certified control unit"
                " a cash note has no other number: leave the number to be drawn."
            )
            % {"number": number.text},
            field="number",
        )


def _other_use(series: NumberSeries) -> str:
    """What else takes numbers from a series, or may be given some of it; "" where nothing does."""
    used = SeriesAssignment.objects.filter(series=series).exclude(kind=InvoiceKind.CASH_NOTE)
    row = used.order_by("pk").first()
    if row is not None:
        return str(label_of(row.company, row.kind))
    held = OrderType.objects.filter(Q(order_series=series) | Q(invoice_series=series))
    order_type = held.order_by("pk").first()
    if order_type is not None:
        return str(order_type)
    relations = SeriesRelation.objects.filter(Q(series=series) | Q(related=series))
    relation = relations.select_related("series", "related").order_by("pk").first()
    if relation is None:
        return ""
    return relation.related.code if relation.series_id == series.pk else relation.series.code
