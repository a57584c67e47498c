"""From the positions of orders to production orders: of one order, or of several together."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from numbering.access import WRITERS, CompanyRequest, role_required
from numbering.exceptions import NumberingError
from numbering.pages.setaside import typed_before
from numbering.services import number_entry
from orders.demand import (
    KIND,
    SHOWN_POSITIONS,
    positions_of,
    positions_to_combine,
    positions_with_keys,
)
from orders.forms.lines import MOST_LINES
from orders.forms.numbers import NumberPlace
from orders.forms.production import CombineForm, PlanForm
from orders.models import ProductionOrder
from orders.services.planning import combine_production, plan_production
from orders.views.filters import items_called
from orders.views.numbers import led_to_setup, place_of, tell_of_number
from orders.views.orders import find_order
from orders.views.production_entry import PRODUCTION_NUMBER


@role_required(*WRITERS)
def order_production(request: CompanyRequest, pk: int) -> HttpResponse:
    """Have positions of an order made: one production order for each, or one for each item."""
    order = find_order(request, pk)
    place = _place(request)
    led = led_to_setup(request, place, KIND) if request.method == "GET" else None
    if led is not None:
        return led
    data = request.POST if request.method == "POST" else typed_before(request)
    if data is None:
        positions = positions_of(order)
    else:
        # Those that were on the page, also where somebody has planned one of them meanwhile.
        keys = PlanForm.keys_of(data)[:MOST_LINES]
        sent = positions_with_keys(request.company, keys)
        positions = [one for one in sent if one.line.order_id == order.pk]
    if data is None and not positions:
        messages.error(request, _("Nothing is left of this order that could be made."))
        return redirect(order)
    form = PlanForm(data, positions=positions)
    if request.method == "POST" and form.is_valid():
        try:
            made = plan_production(
                order=order,
                by=request.user,
                date=form.cleaned_data["date"],
                line_quantities=form.quantities(),
                due_date=form.cleaned_data["due_date"],
                one_each=form.cleaned_data["one_each"],
            )
        except NumberingError as error:
            form.add_service_error(error)
        else:
            _tell_of_plan(request, made)
            return redirect(order if len(made) > 1 else made[0])
    context = {
        "order": order,
        "form": form,
        "number_place": place,
        "is_dirty": data is not None,
    }
    return render(request, "orders/order_production.html", context)


@role_required(*WRITERS)
def production_combine(request: CompanyRequest) -> HttpResponse:
    """Have positions of several orders made together; `?q=` narrows them to an item."""
    place = _place(request)
    led = led_to_setup(request, place, KIND) if request.method == "GET" else None
    if led is not None:
        return led
    data = request.POST if request.method == "POST" else typed_before(request)
    words = request.GET.get("q", "").replace("\x00", "")[:100].strip()
    if data is None:
        items = items_called(request.company, words) if words else None
        positions = positions_to_combine(request.company, items)
    else:
        keys = CombineForm.keys_of(data)[:SHOWN_POSITIONS]
        positions = positions_with_keys(request.company, keys)
    form = CombineForm(data, positions=positions)
    if request.method == "POST" and form.is_valid():
        try:
            made = combine_production(
                company=request.company,
                by=request.user,
                date=form.cleaned_data["date"],
                lines=form.quantities(),
                due_date=form.cleaned_data["due_date"],
            )
        except NumberingError as error:
            form.add_service_error(error)
        else:
            _tell_of_plan(request, [made])
            return redirect(made)
    context = {
        "form": form,
        "words": words,
        "is_cut": len(positions) == SHOWN_POSITIONS,
        "number_place": place,
        "is_dirty": data is not None,
    }
    return render(request, "orders/production_combine.html", context)


def _place(request: CompanyRequest) -> NumberPlace:
    """Which number comes next; nothing can be typed where several are drawn."""
    entry = number_entry(request.company, KIND, on=timezone.localdate(), by=request.user)
    return place_of(request, entry, PRODUCTION_NUMBER, {})


def _tell_of_plan(request: CompanyRequest, made: list[ProductionOrder]) -> None:
    numbers = ", ".join(str(one.number) for one in made)
    sentence = ngettext(
        "Production order %(numbers)s is planned.",
        "Production orders %(numbers)s are planned.",
        len(made),
    )
    messages.success(request, sentence % {"numbers": numbers})
    tell_of_number(request, made[-1].number)
