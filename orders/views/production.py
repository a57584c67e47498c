"""Production orders: list, page, and the steps from planned to finished."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from numbering.access import EVERYONE, WRITERS, CompanyRequest, role_required
from numbering.exceptions import NumberingError
from numbering.formatting import quantity as shown_quantity
from numbering.kinds import registers_of
from numbering.pages import Action, ChoiceFilter, Column, ListPage, PeriodFilter
from numbering.pages.search import ByNumber
from numbering.pages.setaside import typed_before
from orders.chain import chain_of
from orders.choices import ProductionState
from orders.forms.production import FinishForm
from orders.models import ProductionOrder, ProductionShare
from orders.querysets import TO_MAKE_STATES
from orders.services.production import cancel_production, finish_production, start_production
from orders.views.cancelling import cancel_page
from orders.views.document_lists import DATE, NUMBER, STATE
from orders.views.filters import ItemFilter

TO_MAKE = "to_make"


def production_state(value: str) -> Q:
    """A state, or all production orders with something left to make."""
    return Q(state__in=TO_MAKE_STATES) if value == TO_MAKE else Q(state=value)


class ProductionList(ListPage):
    """The production orders of a company with the orders that wait for them, newest first."""

    title = gettext_lazy("Production orders")
    columns = [
        NUMBER,
        DATE,
        Column("due", gettext_lazy("Finish by"), "date", value="due_date", sort="due_date"),
        Column("item", gettext_lazy("Item"), "number", value="item.number", optional=True),
        Column("title", gettext_lazy("What is made"), sort="title", css="grow clip"),
        Column("orders", gettext_lazy("For orders"), "number", value="order_numbers", css="clip"),
        Column("quantity", gettext_lazy("Quantity"), "quantity", sort="quantity"),
        Column(
            "finished",
            gettext_lazy("Finished"),
            "quantity",
            value="finished_quantity",
            sort="finished_quantity",
        ),
        Column("unit", gettext_lazy("Unit"), optional=True),
        Column(
            "location",
            gettext_lazy("Location"),
            value="stock_location.name",
            optional=True,
            shown=False,
        ),
        STATE,
    ]
    search = ["number__text", "title", "item__number__text"]
    search_label = gettext_lazy("Number, what is made, item")
    search_note = gettext_lazy(
        "Numbers of production orders and items are found by how they begin."
    )
    is_large = True
    questions = [
        ByNumber("number", *registers_of("production_order")),
        ByNumber("item__number", *registers_of("item")),
    ]
    filters = [
        ChoiceFilter(
            "state",
            gettext_lazy("State"),
            [(TO_MAKE, gettext_lazy("to make")), *ProductionState.choices],
            where=production_state,
        ),
        ItemFilter("item"),
        PeriodFilter("date", gettext_lazy("Date")),
    ]
    ordering = ["-date", "-pk"]
    actions = [
        Action(
            gettext_lazy("Combine positions"),
            "orders:production_combine",
            main=False,
            roles=WRITERS,
        ),
        Action(
            gettext_lazy("New production order"), "orders:production_new", key="n", roles=WRITERS
        ),
    ]
    empty = gettext_lazy(
        "No production orders yet. Plan them on an order's page, or press N to make something for"
        " stock."
    )
    export_name = "production-orders"

    def get_queryset(self) -> QuerySet[ProductionOrder]:
        """The company's production orders with all that a row shows."""
        return ProductionOrder.objects.of(self.company).for_list()

    def prepare(self, rows: list[Any]) -> None:
        """The orders that wait for the rows of one page: one query."""
        numbers: dict[int, list[str]] = defaultdict(list)
        pairs = ProductionShare.objects.filter(production_order__in=rows).order_by("pk")
        for key, number in pairs.values_list("production_order", "order_line__order__number__text"):
            if number and number not in numbers[key]:
                numbers[key].append(number)
        for row in rows:
            row.order_numbers = ", ".join(numbers[row.pk])

    def row_css(self, row: Any) -> str:
        """What is cancelled steps back."""
        return "is-off" if row.is_cancelled else ""


def find_production(request: CompanyRequest, pk: int) -> ProductionOrder:
    """A production order of the company with all that its page shows; 404 for any other."""
    orders = ProductionOrder.objects.of(request.company).select_related(
        "company",
        "number__series",
        "number__issued_by",
        "item__number",
        "stock_location",
        "commission__number",
        "created_by",
        "updated_by",
    )
    return get_object_or_404(orders, pk=pk)


@role_required(*EVERYONE)
def production_detail(request: CompanyRequest, pk: int) -> HttpResponse:
    """One production order: for which order positions, how far it is, what went into stock."""
    production = find_production(request, pk)
    is_open = production.state in TO_MAKE_STATES
    context = {
        "production": production,
        "left": production.quantity - production.finished_quantity,
        "shares": production.shares.select_related(
            "order_line__order__number", "order_line__order__party"
        ).order_by("pk"),
        "movements": production.movements.select_related("location", "moved_by").order_by("pk"),
        "chain": chain_of(production),
        "is_open": is_open,
        "can_start": production.state == ProductionState.PLANNED,
        "can_cancel": is_open and not production.finished_quantity,
    }
    return render(request, "orders/production_detail.html", context)


@role_required(*WRITERS)
@require_POST
def production_start(request: CompanyRequest, pk: int) -> HttpResponse:
    """Say that work on it has begun."""
    production = find_production(request, pk)
    try:
        start_production(production=production, by=request.user)
    except NumberingError as error:
        messages.error(request, str(error))
    else:
        sentence = _("Work on production order %(number)s has begun.")
        messages.success(request, sentence % {"number": production.number or production})
    return redirect(production)


@role_required(*WRITERS)
def production_finish(request: CompanyRequest, pk: int) -> HttpResponse:
    """Put finished goods into stock: all that is left, or a part."""
    production = find_production(request, pk)
    kept = typed_before(request)
    left = production.quantity - production.finished_quantity
    form = FinishForm(
        request.POST if request.method == "POST" else kept,
        initial={"quantity": left, "date": timezone.localdate(), "version": production.version},
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            saved = finish_production(
                production=production,
                by=request.user,
                quantity=typed["quantity"],
                date=typed["date"],
                version=typed["version"],
            )
        except NumberingError as error:
            form.add_service_error(error)
        else:
            messages.success(request, _finished_words(saved))
            return redirect(saved)
    context = {"form": form, "production": production, "left": left, "is_dirty": kept is not None}
    return render(request, "orders/production_finish.html", context)


def _finished_words(production: ProductionOrder) -> str:
    if production.state == ProductionState.FINISHED:
        return _("Production order %(number)s is finished.") % {
            "number": production.number or production
        }
    return _("%(finished)s of %(quantity)s are finished.") % {
        "finished": shown_quantity(production.finished_quantity),
        "quantity": shown_quantity(production.quantity),
    }


@role_required(*WRITERS)
def production_cancel(request: CompanyRequest, pk: int) -> HttpResponse:
    """Cancel a production order, with the reason."""
    production = find_production(request, pk)

    def cancel(reason: str, version: int | None) -> None:
        cancel_production(production=production, by=request.user, reason=reason, version=version)

    return cancel_page(request, production, cancel, template="orders/production_cancel.html")
