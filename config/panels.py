"""The panels of the start page. Each is a function of the request; the roles list theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.tasks import Task, tasks_of
from invoicing.aging import OVERDUE
from invoicing.models import Invoice, InvoiceBalance
from numbering.access import ADMINISTRATORS, AUDITORS, CLERKS, CompanyRequest
from numbering.choices import State
from numbering.levels import low_levels
from numbering.models import IssuedNumber, NumberSeries
from numbering.ownkinds import numbered_kinds
from numbering.pages.changes import read_changes
from numbering.pages.plots import plots_of
from numbering.pages.search import NEWEST
from numbering.services import propose_next_year
from numbering.views.register import attach_documents
from orders.models import Order, TradeDocument

# So many rows a panel has, and so many where there are more than four panels, or more than six: one
# screen is enough.
ROWS, FEWER_ROWS, FEWEST_ROWS = 8, 5, 4
ALL = gettext_lazy("All")


@dataclass(frozen=True)
class Panel:
    """A part of the start page: a heading, a template and what it shows."""

    title: str | Promise
    template: str
    rows: list[Any]
    empty: str | Promise
    more: str = ""
    more_label: str | Promise = ALL
    css: str = "panel"


PanelFunction = Callable[[CompanyRequest], Panel]


def panels_for(request: CompanyRequest) -> list[Panel]:
    """The panels of all the person's roles, each once."""
    functions: list[PanelFunction] = []
    for role in (CLERKS, ADMINISTRATORS, AUDITORS):
        if role in request.roles:
            functions += [one for one in PANELS[role] if one not in functions]
    if not_set_up in functions and not NumberSeries.objects.of(request.company).exists():
        # A new company: nothing else can be done before this.
        functions.remove(not_set_up)
        functions.insert(0, not_set_up)
    if any(function in NEEDS for function in functions):
        kinds = numbered_kinds(request.company)
        functions = [one for one in functions if NEEDS.get(one) in (None, *kinds)]
    panels = [function(request) for function in functions]
    if len(panels) <= 4:
        return panels
    count = FEWER_ROWS if len(panels) <= 6 else FEWEST_ROWS
    return [replace(panel, rows=panel.rows[:count]) for panel in panels]


# ---- clerk ----


def orders_to_invoice(request: CompanyRequest) -> Panel:
    """The oldest orders with something left to invoice."""
    rows = Order.objects.of(request.company).to_invoice().for_list().order_by("date", "pk")[:ROWS]
    return Panel(
        _("Orders to invoice"),
        "start/orders.html",
        list(rows),
        _("Every order is invoiced."),
        more=f"{reverse('orders:order_list')}?state=to_invoice",
    )


def orders_to_deliver(request: CompanyRequest) -> Panel:
    """The oldest orders of which something still has to go out."""
    rows = Order.objects.of(request.company).to_deliver().for_list().order_by("date", "pk")[:ROWS]
    return Panel(
        _("Orders to deliver"),
        "start/to_deliver.html",
        list(rows),
        _("Every order is delivered."),
        more=f"{reverse('orders:order_list')}?delivery=to_deliver",
    )


def deliveries_to_invoice(request: CompanyRequest) -> Panel:
    """The oldest deliveries with something left to invoice."""
    rows = _to_do(request, "delivery").order_by("date", "pk")[:ROWS]
    return Panel(
        _("Deliveries to invoice"),
        "start/trade.html",
        list(rows),
        _("Every delivery is invoiced."),
        more=f"{reverse('orders:trade_list', args=['delivery'])}?state=to_do",
    )


def open_purchase_orders(request: CompanyRequest) -> Panel:
    """Purchase orders that have not come in, the latest by their day of delivery first."""
    rows = _to_do(request, "purchase_order")
    today = timezone.localdate()
    found: list[Any] = list(rows.order_by(F("due_date").asc(nulls_last=True), "date", "pk")[:ROWS])
    for row in found:
        row.is_late = row.due_date is not None and row.due_date < today
    return Panel(
        _("Open purchase orders"),
        "start/trade.html",
        found,
        _("Everything that was ordered has come in."),
        more=f"{reverse('orders:trade_list', args=['purchase_order'])}?state=to_do",
    )


def _to_do(request: CompanyRequest, kind: str) -> QuerySet[TradeDocument]:
    return TradeDocument.objects.of(request.company).of_kind(kind).open().for_list()


def drafts_to_issue(request: CompanyRequest) -> Panel:
    """Invoices that wait for their number."""
    rows = Invoice.objects.of(request.company).drafts().for_list().order_by("date", "pk")[:ROWS]
    return Panel(
        _("Invoice drafts to issue"),
        "start/drafts.html",
        list(rows),
        _("No drafts: every invoice has been issued."),
        more=f"{reverse('invoicing:invoice_list')}?state=draft",
    )


def overdue(request: CompanyRequest) -> Panel:
    """Invoices that should have been paid, the longest due first."""
    rows = InvoiceBalance.objects.of(request.company).overdue(timezone.localdate()).for_list()
    return Panel(
        _("Overdue"),
        "start/overdue.html",
        list(rows.oldest_first()[:ROWS]),
        _("Nothing is overdue: every invoice was paid in time."),
        more=f"{reverse('invoicing:open_items')}?age={OVERDUE}",
    )


def my_documents(request: CompanyRequest) -> Panel:
    """What this person saved last, documents of every sort together."""
    rows: list[Any] = []
    company = request.company
    everything: tuple[QuerySet[Any], ...] = (
        Order.objects.of(company).for_list(),
        TradeDocument.objects.of(company).for_list(),
        Invoice.objects.of(company).for_list(),
    )
    for documents in everything:
        # No index leads to what a person saved; among the newest it is soon found.
        newest = documents.order_by("-date", "-pk").values("pk")[:NEWEST]
        mine = documents.filter(pk__in=newest, updated_by=request.user)
        rows += mine.order_by("-updated_at", "-pk")[:ROWS]
    rows.sort(key=lambda row: row.updated_at, reverse=True)
    return Panel(
        _("My last documents"),
        "start/documents.html",
        rows[:ROWS],
        _("You have not saved a document yet. Press N to write an order."),
    )


# ---- administrator ----


def series_running_low(request: CompanyRequest) -> Panel:
    """Lines with few numbers left or none, with their last 12 months."""
    today = timezone.localdate()
    rows: list[Any] = low_levels(request.company, on=today)[:ROWS]
    plots = plots_of(rows, today=today)
    for level in rows:
        level.plot = plots[level.line.pk]
    return Panel(
        _("Number series that run low"),
        "start/levels.html",
        rows,
        _("Every series has numbers enough."),
        more=reverse("numbering:outlook"),
        more_label=_("Outlook"),
    )


def not_set_up(request: CompanyRequest) -> Panel:
    """What an order or an invoice would stumble over."""
    return Panel(
        _("Not set up yet"),
        "start/tasks.html",
        list(tasks_of(request.company)),
        _("Everything that orders and invoices need is set up."),
    )


def next_year(request: CompanyRequest) -> Panel:
    """Series that need a line for the next fiscal year."""
    proposals = propose_next_year(request.company, today=timezone.localdate())
    url = reverse("admin:numbering_numberseries_nextyear")
    return Panel(
        _("To prepare for the next year"),
        "start/tasks.html",
        [
            Task(
                _("%(code)s: %(former)s, then %(next)s")
                % {"code": one.series.code, "former": one.former, "next": one.line},
                url,
            )
            for one in proposals[:ROWS]
        ],
        _("Every series goes on into the next year."),
        more=url if proposals else "",
        more_label=_("Prepare the next year"),
        css="panel panel-wide",
    )


def last_changes(request: CompanyRequest) -> Panel:
    """The newest changes of settings."""
    page = read_changes(request.company, size=ROWS, links=ADMINISTRATORS in request.roles)
    return Panel(
        _("Last changes of settings"),
        "start/changes.html",
        page.changes,
        _("No setting has been changed yet."),
        more=reverse("numbering:history"),
        css="panel panel-wide",
    )


# ---- auditor ----


def last_numbers(request: CompanyRequest) -> Panel:
    """The numbers given out last."""
    numbers = IssuedNumber.objects.of(request.company).select_related("issued_by")
    rows: list[Any] = list(numbers.order_by("-pk")[:ROWS])
    attach_documents(rows, request.company)
    return Panel(
        _("Numbers given out last"),
        "start/numbers.html",
        rows,
        _("No number has been given out yet."),
        more=reverse("numbering:register"),
        more_label=_("Register"),
        css="panel panel-tall",
    )


def last_voids(request: CompanyRequest) -> Panel:
    """The numbers made void last, with their reasons."""
    numbers = IssuedNumber.objects.of(request.company).filter(state=State.VOID)
    return Panel(
        _("Void numbers"),
        "start/voids.html",
        list(numbers.select_related("issued_by").order_by("-pk")[:ROWS]),
        _("No number is void."),
        more=f"{reverse('numbering:register')}?state=void",
    )


def missing_numbers(request: CompanyRequest) -> Panel:
    """Series with gaps; the rows come after the page."""
    return Panel(
        _("Completeness"),
        "start/missing.html",
        [None],
        "",
        more=reverse("numbering:completeness"),
        css="panel",
    )


PANELS: dict[str, tuple[PanelFunction, ...]] = {
    CLERKS: (
        orders_to_deliver,
        orders_to_invoice,
        deliveries_to_invoice,
        drafts_to_issue,
        overdue,
        open_purchase_orders,
        my_documents,
    ),
    ADMINISTRATORS: (
        series_running_low,
        not_set_up,
        orders_to_invoice,
        drafts_to_issue,
        next_year,
        last_changes,
    ),
    AUDITORS: (last_numbers, missing_numbers, last_voids, last_changes),
}
# Panels about documents that not every company has: the kind that it must number.
NEEDS: dict[PanelFunction, str] = {
    orders_to_deliver: "delivery",
    deliveries_to_invoice: "delivery",
    open_purchase_orders: "purchase_order",
}
