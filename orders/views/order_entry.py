"""Entering and changing orders."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.access import WRITERS, CompanyRequest, role_required
from numbering.exceptions import NumberingError
from numbering.pages.setaside import not_yet_checked, typed_before, wants_detour
from orders.choices import LocationRule, OrderState
from orders.forms.differences import differences
from orders.forms.numbers import NumberPlace, kept_number, picked_series
from orders.forms.orders import OrderEntry, over_stored
from orders.models import Order, OrderType, Party
from orders.selectors import (
    LocationChoice,
    number_after_move,
    order_number_entry,
    stock_location_for,
)
from orders.views.numbers import (
    detour,
    place_of,
    tell_of_change,
    with_form_errors,
)
from orders.views.orders import find_order

ORDER_NUMBER = gettext_lazy("Order number")
TYPES_SCREEN = "admin:orders_ordertype_changelist"


@role_required(*WRITERS)
def order_new(request: CompanyRequest) -> HttpResponse:
    """Write a new order; `?party=` begins with a customer."""
    return _enter(request, None)


@role_required(*WRITERS)
def order_edit(request: CompanyRequest, pk: int) -> HttpResponse:
    """Change an order."""
    order = find_order(request, pk)
    if order.state == OrderState.CANCELLED and request.method == "GET":
        messages.error(request, _("The order is cancelled and cannot be changed."))
        return redirect(order)
    return _enter(request, order)


@role_required(*WRITERS)
def order_rule(request: CompanyRequest) -> HttpResponse:
    """What type, date and series decide: number field, location, sides. A part of the page."""
    entry = OrderEntry(company=request.company, by=request.user, data=request.GET)
    context = rule_context(request, entry.order_type, entry.date, request.GET)
    response = render(request, "orders/order_rule.html", context)
    response.headers["HX-Trigger"] = json.dumps({"order-sides": {"sides": context["sides"]}})
    return response


@role_required(*WRITERS)
def order_move(request: CompanyRequest, pk: int) -> HttpResponse:
    """The number of a stored order once more, after its date was changed. A part of the page."""
    order = find_order(request, pk)
    entry = OrderEntry(company=request.company, by=request.user, order=order, data=request.GET)
    context = {"number_place": stored_place(order, entry.date)}
    return render(request, "orders/number_field.html", context)


def stored_place(order: Order, on: Any) -> NumberPlace:
    """The number of a stored order, and what becomes of it with this date."""
    return NumberPlace(
        issued=order.number,
        label=ORDER_NUMBER,
        rule_url=reverse("orders:order_move", args=[order.pk]),
        notice=_after_move(order, on),
    )


def _after_move(order: Order, on: Any) -> str:
    try:
        moved = number_after_move(order, on=on)
    except NumberingError as error:
        return str(error)
    if not moved:
        return ""
    return _("This date lies in another period: saved, the order gets the number %(number)s.") % {
        "number": moved
    }


def rule_context(
    request: CompanyRequest, order_type: OrderType | None, on: Any, data: Any
) -> dict[str, Any]:
    """The number field, the stock location and the sides of a new order."""
    url = reverse("orders:order_rule")
    if order_type is None:
        typed = kept_number(data)
        place = NumberPlace(label=ORDER_NUMBER, typed=typed, rule_url=url)
        return {"number_place": place, "sides": "debit"}
    picked = picked_series(request.company, data)
    entry = order_number_entry(order_type, on=on, by=request.user, picked=picked)
    return {
        "number_place": place_of(request, entry, ORDER_NUMBER, data, rule_url=url),
        "location": stock_location_for(request.company, request.user, order_type),
        "sides": order_type.side,
    }


def _enter(request: CompanyRequest, order: Order | None) -> HttpResponse:
    kept = typed_before(request)
    entry = OrderEntry(
        company=request.company,
        by=request.user,
        order=order,
        data=request.POST if request.method == "POST" else kept,
        initial=_begun_with(request),
    )
    if wants_detour(request) and order is None:
        place = rule_context(request, entry.order_type, entry.date, request.POST)["number_place"]
        away = detour(request, place, _("New order"), "sales_order", screen=TYPES_SCREEN)
        if away is not None:
            return away
    elif kept is not None:
        not_yet_checked(entry.form, entry.lines)
    elif request.method == "POST":
        if order is not None and "over" in request.POST:
            count = entry.lines.total_form_count()
            data = over_stored(order, request.POST, count)
            entry = OrderEntry(company=request.company, by=request.user, order=order, data=data)
        saved = entry.save()
        if saved is not None:
            _tell(request, saved, order)
            return redirect(saved)
    return render(request, "orders/order_entry.html", _context(request, entry, kept is not None))


def _tell(request: CompanyRequest, saved: Order, before: Order | None) -> None:
    """What became of an order that was saved; `before` is as it was."""
    sentence = _("Order %(number)s is saved.") % {"number": saved.number or saved}
    messages.success(request, sentence)
    tell_of_change(request, before.number if before is not None else None, saved.number)


def _begun_with(request: CompanyRequest) -> dict[str, Any]:
    key = request.GET.get("party", "")
    if not key.isdecimal():
        return {}
    party = Party.objects.of(request.company).filter(pk=key).first()
    return {"party": party.pk} if party else {}


def _context(request: CompanyRequest, entry: OrderEntry, is_kept: bool) -> dict[str, Any]:
    order = entry.order
    if order is None:
        context = rule_context(request, entry.order_type, entry.date, entry.data or {})
    else:
        context = {
            "number_place": stored_place(order, entry.date),
            "location": LocationChoice(
                order.stock_location, LocationRule(order.stock_location_rule)
            ),
            "sides": order.order_type.side,
        }
    context["number_place"] = with_form_errors(context["number_place"], entry.form)
    context |= {
        "order": order,
        "entry": entry,
        "form": entry.form,
        "lines": entry.lines,
        "conflict": entry.conflict,
        "is_dirty": is_kept,
    }
    if entry.conflict is not None and order is not None:
        stored = find_order(request, order.pk)
        context |= {"stored": stored, "differences": differences(entry, stored)}
    return context
