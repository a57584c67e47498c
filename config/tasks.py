"""What orders and invoices would stumble over: told on the administrator's start page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from invoicing.models import PaymentTerms
from numbering.kinds import kind_label
from numbering.models import Company, IssuedNumber, NumberSeries, SeriesAssignment, SeriesLine
from numbering.ownkinds import own_kinds_of
from orders.models import OrderType, StockLocation, TaxRate
from orders.querysets import ADVANCE_SLOT, FIXED_SLOTS, SHARED_INVOICE_SLOT

ROWS = 8


@dataclass(frozen=True)
class Task:
    """Something that is not set up, and where to do it."""

    text: str
    url: str


def tasks_of(company: Company) -> Iterator[Task]:
    """What is not set up yet, what stands in the way of everything else first."""
    if NumberSeries.objects.of(company).exists():
        yield from _numbers(company)
    else:
        yield Task(
            _("Number series: choose a ready-made set-up, or make your own"),
            reverse("admin:presets"),
        )
    if not (company.street and company.city and company.tax_id):
        yield Task(
            _("Address and tax identity of the company, for its invoices"),
            reverse("admin:numbering_company_change", args=[company.pk]),
        )
    yield from _master_data(company)


def _numbers(company: Company) -> Iterator[Task]:
    general = SeriesAssignment.objects.filter(company=company, department=None)
    assigned = set(general.values_list("kind", flat=True))
    yield from _order_types(company, assigned)
    uses = reverse("admin:numbering_seriesassignment_changelist")
    wanted = [(kind, str(kind_label(kind))) for kind in ("customer", "item")]
    if company.certified_control_unit:
        wanted.append(("cash_note", str(kind_label("cash_note"))))
    wanted += [(kind.code, str(kind.label)) for kind in own_kinds_of(company)]
    for code, label in wanted:
        if code not in assigned:
            yield Task(_("Number series for: %(kind)s") % {"kind": label}, f"{uses}#use-{code}")
    yield from _empty_series(company)


def _order_types(company: Company, assigned: set[str]) -> Iterator[Task]:
    """Types that orders or their invoices cannot be numbered by; none to write orders with."""
    grid = reverse("admin:orders_ordertype_changelist")
    types = list(OrderType.objects.of(company).active().for_orders())
    if all(one.slot in FIXED_SLOTS for one in types):
        yield Task(_("An order type, so that orders can be written"), grid)
    for one in types:
        orders = one.order_series_id is not None or one.number_kind in assigned
        invoices = one.invoice_series_id is not None or not one.own_invoice_series
        if not (orders and invoices):
            yield Task(_("Numbers of order type %(type)s") % {"type": one}, grid)
    held = set(
        OrderType.objects.of(company)
        .exclude(invoice_series=None)
        .filter(slot__in=(SHARED_INVOICE_SLOT, ADVANCE_SLOT))
        .values_list("slot", flat=True)
    )
    shares = any(not one.own_invoice_series for one in types)
    if shares and SHARED_INVOICE_SLOT not in held and "invoice" not in assigned:
        yield Task(_("Shared invoice series"), grid)
    advances = company.advances_through_receivables
    if advances and ADVANCE_SLOT not in held and "advance_payment" not in assigned:
        yield Task(_("Number series for: %(kind)s") % {"kind": kind_label("advance_payment")}, grid)


def _empty_series(company: Company) -> Iterator[Task]:
    """Series that cannot number anything."""
    lines = SeriesLine.objects.filter(series=OuterRef("pk"))
    empty = NumberSeries.objects.of(company).filter(~Exists(lines), default_numbers=True)
    for series in empty.order_by("code", "pk")[:ROWS]:
        yield Task(
            _("Numbers of the series %(series)s") % {"series": series}, series.get_absolute_url()
        )


def _master_data(company: Company) -> Iterator[Task]:
    for model, text, name in (
        (TaxRate, _("A tax rate"), "orders_taxrate"),
        (StockLocation, _("A stock location"), "orders_stocklocation"),
        (PaymentTerms, _("Terms of payment"), "invoicing_paymentterms"),
    ):
        if not model._default_manager.filter(company=company).exists():
            yield Task(text, reverse(f"admin:{name}_changelist"))
    rates = TaxRate.objects.filter(company=company)
    invoices = IssuedNumber.objects.of(company).filter(register="invoice")
    # A company that owes no tax is not asked for ever.
    if rates.exists() and not rates.exclude(percent=0).exists() and not invoices.exists():
        yield Task(
            _("The tax rates of your country: there is only one of 0 %"),
            reverse("admin:orders_taxrate_changelist"),
        )
