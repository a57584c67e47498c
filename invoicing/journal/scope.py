"""What a journal is about: a period, and the series or the invoice type it is narrowed to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date as Date

from django.db.models import Q
from django.utils.translation import gettext as _

from invoicing.choices import InvoiceKind
from invoicing.exceptions import NoOwnSeries
from invoicing.kinds import KINDS
from invoicing.models import Invoice
from invoicing.papers import PAPER_TITLES
from invoicing.querysets import InvoiceQuerySet
from numbering.kinds import registers_of
from numbering.models import Company, NumberSeries, SeriesAssignment
from numbering.querysets import NumberSeriesQuerySet
from orders.models import OrderType
from orders.querysets import ADVANCE_SLOT, SHARED_INVOICE_SLOT

# Every kind of number that an invoice can have.
_NUMBERED = tuple(kind.code for kind in KINDS if ("invoicing.Invoice", "number") in kind.documents)
_REGISTERS = frozenset(register for kind in _NUMBERED for register in registers_of(kind)) | {
    *_NUMBERED
}
_KEYS = {InvoiceKind.ADVANCE: "advance_payment"}


@dataclass(frozen=True, slots=True)
class OwnType:
    """An invoice type that has a number series to itself: an order type, or a kind of invoice."""

    key: str
    name: str
    series: NumberSeries
    # Which invoices are of this type, wherever their numbers come from.
    condition: Q


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The period of a journal, by the invoices' dates, and what it is narrowed to."""

    company: Company
    first: Date
    last: Date
    series: NumberSeries | None = None
    own_type: OwnType | None = None

    @property
    def only(self) -> NumberSeries | None:
        """The only series of the journal; none where it has all of them."""
        return self.own_type.series if self.own_type is not None else self.series

    @property
    def narrowed_to(self) -> str:
        """What it is narrowed to, in words; empty where it has every series."""
        if self.own_type is not None:
            return f"{self.own_type.name} ({self.own_type.series.code})"
        return str(self.series) if self.series is not None else ""

    def invoices(self) -> InvoiceQuerySet:
        """The invoices of the journal."""
        found = Invoice.objects.of(self.company).issued().dated(self.first, self.last)
        return found.filter(number__series=self.only) if self.only is not None else found

    def numbered_elsewhere(self) -> int:
        """How many invoices of its type have numbers of other series, and so are not in it."""
        if self.own_type is None:
            return 0
        found = Invoice.objects.of(self.company).issued().dated(self.first, self.last)
        others = found.filter(self.own_type.condition)
        return others.exclude(number__series=self.own_type.series).count()


def invoice_series_of(company: Company) -> NumberSeriesQuerySet:
    """The series that invoices, credit notes and advance invoices are numbered from."""
    return NumberSeries.objects.of(company).filter(register__in=_REGISTERS).order_by("code", "pk")


def types_with_own_series(company: Company) -> list[OwnType]:
    """The invoice types that a journal can be narrowed to: two queries.

    Winbas: a single type can be chosen only where it has a number series of its own. In a shared
    one the numbers of the other types would be missing.
    """
    types = list(
        OrderType.objects.of(company)
        .active()
        .exclude(invoice_series=None)
        .filter(Q(own_invoice_series=True) | Q(slot__in=(SHARED_INVOICE_SLOT, ADVANCE_SLOT)))
        .select_related("invoice_series")
        .order_by("slot", "pk")
    )
    slots = {one.slot: one.invoice_series for one in types}
    kinds = _series_of_kinds(company, slots)
    uses = Counter(
        [
            *(one.invoice_series_id for one in types if one.slot != ADVANCE_SLOT),
            *(series.pk for series in kinds.values()),
        ]
    )
    found = [
        OwnType(f"type:{one.pk}", str(one), one.invoice_series, Q(order_type=one))
        for one in types
        if one.slot not in (SHARED_INVOICE_SLOT, ADVANCE_SLOT)
        and one.invoice_series is not None
        and uses[one.invoice_series_id] == 1
    ]
    found += [
        OwnType(f"kind:{kind}", str(PAPER_TITLES[kind]), series, Q(kind=kind))
        for kind, series in kinds.items()
        if kind != InvoiceKind.INVOICE and uses[series.pk] == 1
    ]
    return found


def own_type_of(company: Company, key: str) -> OwnType:
    """The invoice type with this key, to narrow a journal to. Raises NoOwnSeries (Winbas)."""
    for one in types_with_own_series(company):
        if one.key == key:
            return one
    kind, _colon, pk = key.partition(":")
    types = OrderType.objects.of(company).active()
    shared = types.filter(pk=pk).first() if kind == "type" and pk.isdecimal() else None
    raise NoOwnSeries(
        _(
            "“%(type)s” has no number series of its own, so the journal cannot be narrowed to it:"
            " the numbers of the other types in its series would be missing. Choose the series"
            " instead, or sort the list of invoices by type."
        )
        % {"type": shared or key}
    )


def _series_of_kinds(
    company: Company, slots: dict[int, NumberSeries | None]
) -> dict[str, NumberSeries]:
    """The series that kinds of invoices have apart from their order types; see services.series."""
    kinds = {kind: _KEYS.get(kind, kind.value) for kind in InvoiceKind}
    rows = SeriesAssignment.objects.filter(
        company=company, kind__in=kinds.values(), department=None
    ).select_related("series")
    assigned = {row.kind: row.series for row in rows.order_by("pk")}
    found = {kind.value: assigned.get(code) for kind, code in kinds.items()}
    advances = slots.get(ADVANCE_SLOT)
    if advances is not None:
        found[InvoiceKind.ADVANCE] = advances
    if company.same_series_for_credit_notes:
        found[InvoiceKind.CREDIT_NOTE] = None
    if slots.get(SHARED_INVOICE_SLOT) is not None:
        found[InvoiceKind.INTERNAL_INVOICE] = found[InvoiceKind.INVOICE] = None
    return {kind: series for kind, series in found.items() if series is not None}
