"""Entering and changing orders."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from numbering.access import (
    WRITERS,
    CompanyRequest,
    kept_message,
    role_required,
    take_kept_post,
)
from orders.choices import LocationRule, OrderState
from orders.forms.differences import differences
from orders.forms.numbers import NumberPlace, kept_number, settings_url
from orders.forms.orders import OrderEntry, over_stored
from orders.models import Order, OrderType, Party
from orders.selectors import LocationChoice, order_number_entry, stock_location_for
from orders.views.orders import find_order

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
    """What type and date decide: number field, location, sides. A part of the entry page."""
    entry = OrderEntry(company=request.company, by=request.user, data=request.GET)
    context = rule_context(request, entry.order_type, entry.date, kept_number(request.GET))
    response = render(request, "orders/order_rule.html", context)
    response.headers["HX-Trigger"] = json.dumps({"order-sides": {"sides": context["sides"]}})
    return response


def rule_context(
    request: CompanyRequest, order_type: OrderType | None, on: Any, typed: str
) -> dict[str, Any]:
    """The number field, the stock location and the sides of a new order."""
    if order_type is None:
        return {"number_place": NumberPlace(label=_("Order number"), typed=typed), "sides": "debit"}
    entry = order_number_entry(order_type, on=on, by=request.user)
    return {
        "number_place": NumberPlace(
            entry=entry,
            label=_("Order number"),
            typed=typed,
            settings_url=settings_url(request, entry, TYPES_SCREEN),
        ),
        "location": stock_location_for(order_type, request.user),
        "sides": order_type.side,
    }


def _enter(request: CompanyRequest, order: Order | None) -> HttpResponse:
    kept = take_kept_post(request) if request.method == "GET" else None
    if kept is not None:
        messages.warning(request, kept_message())
    entry = OrderEntry(
        company=request.company,
        by=request.user,
        order=order,
        data=request.POST if request.method == "POST" else kept,
        initial=_begun_with(request),
    )
    if request.method == "POST":
        if order is not None and "over" in request.POST:
            count = entry.lines.total_form_count()
            data = over_stored(order, request.POST, count)
            entry = OrderEntry(company=request.company, by=request.user, order=order, data=data)
        saved = entry.save()
        if saved is not None:
            messages.success(
                request, _("Order %(number)s is saved.") % {"number": saved.number or saved}
            )
            return redirect(saved)
    return render(request, "orders/order_entry.html", _context(request, entry, kept is not None))


def _begun_with(request: CompanyRequest) -> dict[str, Any]:
    key = request.GET.get("party", "")
    if not key.isdecimal():
        return {}
    party = Party.objects.of(request.company).filter(pk=key).first()
    return {"party": party.pk} if party else {}


def _context(request: CompanyRequest, entry: OrderEntry, is_kept: bool) -> dict[str, Any]:
    order = entry.order
    if order is None:
        typed = kept_number(entry.data or {})
        context = rule_context(request, entry.order_type, entry.date, typed)
    else:
        context = {
            "number_place": NumberPlace(issued=order.number, label=_("Order number")),
            "location": LocationChoice(
                order.stock_location, LocationRule(order.stock_location_rule)
            ),
            "sides": order.order_type.side,
        }
    if entry.form.is_bound:
        place: NumberPlace = context["number_place"]
        context["number_place"] = place.with_errors(entry.form.errors.get("number", []))
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
