"""Entering and changing orders."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.access import WRITERS, CompanyRequest, role_required
from orders.choices import LocationRule, Side
from orders.forms.numbers import NumberPlace, kept_number, picked_series
from orders.forms.orders import OrderEntry
from orders.models import Order, OrderType
from orders.selectors import LocationChoice, order_number_entry, stock_location_for
from orders.tradekinds import ORDER, With
from orders.views.begun import commission_asked_for, party_asked_for
from orders.views.entry import EntryPage
from orders.views.numbers import after_move, place_of
from orders.views.orders import OrderList, find_order

ORDER_NUMBER = gettext_lazy("Order number")
# Where an administrator sets the numbers of orders up.
TYPES_SCREEN = "admin:orders_ordertype_changelist"


@role_required(*WRITERS)
def order_new(request: CompanyRequest) -> HttpResponse:
    """Write a new order; `?party=` begins with a customer."""
    return OrderPage(request, None).answer()


@role_required(*WRITERS)
def order_edit(request: CompanyRequest, pk: int) -> HttpResponse:
    """Change an order."""
    order = find_order(request, pk)
    if order.is_cancelled and request.method == "GET":
        messages.error(request, _("The order is cancelled and cannot be changed."))
        return redirect(order)
    return OrderPage(request, order).answer()


@role_required(*WRITERS)
def order_rule(request: CompanyRequest) -> HttpResponse:
    """What type, date and series decide: number field, location, sides. A part of the page."""
    page = OrderPage(request, None)
    entry = page.entry(request.GET)
    context = page.facts(entry) | {"number_place": page.place(entry)}
    response = render(request, "orders/order_rule.html", context)
    response.headers["HX-Trigger"] = json.dumps({"order-sides": {"sides": context["sides"]}})
    return response


@role_required(*WRITERS)
def order_move(request: CompanyRequest, pk: int) -> HttpResponse:
    """The number of a stored order once more, after its date was changed. A part of the page."""
    page = OrderPage(request, find_order(request, pk))
    context = {"number_place": page.place(page.entry(request.GET))}
    return render(request, "orders/number_field.html", context)


class OrderPage(EntryPage[Order]):
    """The page of an order: its type decides number, stock location and sides."""

    template = "orders/order_entry.html"
    new_title = gettext_lazy("New order")
    list_title = OrderList.title
    list_url = reverse_lazy("orders:order_list")
    number_kind = ORDER
    number_screen = TYPES_SCREEN

    def entry(self, data: Any, initial: Mapping[str, Any] | None = None) -> OrderEntry:
        """The order as typed."""
        return OrderEntry(
            company=self.request.company,
            by=self.request.user,
            document=self.document,
            data=data,
            initial=initial,
        )

    def stored(self, document: Order) -> Order:
        """The order as it is stored by now."""
        return find_order(self.request, document.pk)

    def begun_with(self) -> dict[str, Any]:
        """The customer and the commission that the address names."""
        asked = party_asked_for(self.request, With.CUSTOMERS)
        return asked | commission_asked_for(self.request)

    def place(self, entry: OrderEntry) -> NumberPlace:
        """The number of a stored order, or how the field of a new one behaves."""
        order = self.document
        if order is not None:
            return NumberPlace(
                issued=order.number,
                label=ORDER_NUMBER,
                rule_url=reverse("orders:order_move", args=[order.pk]),
                notice=after_move(order, entry.date),
            )
        return new_order_place(self.request, entry.order_type, entry.date, entry.data or {})

    def facts(self, entry: OrderEntry) -> dict[str, Any]:
        """The stock location with its rule, and the sides that lines may have."""
        order, order_type = self.document, entry.order_type
        sides = order_type.side if order_type is not None else Side.DEBIT
        facts: dict[str, Any] = {"order": order, "sides": sides}
        if order is not None:
            rule = LocationRule(order.stock_location_rule)
            facts["location"] = LocationChoice(order.stock_location, rule)
        elif order_type is not None:
            request = self.request
            facts["location"] = stock_location_for(request.company, request.user, order_type)
        return facts


def new_order_place(
    request: CompanyRequest, order_type: OrderType | None, on: Any, data: Any
) -> NumberPlace:
    """The number field of an order that is not saved yet."""
    url = reverse("orders:order_rule")
    if order_type is None:
        return NumberPlace(label=ORDER_NUMBER, typed=kept_number(data), rule_url=url)
    picked = picked_series(request.company, data)
    entry = order_number_entry(order_type, on=on, by=request.user, picked=picked)
    return place_of(request, entry, ORDER_NUMBER, data, rule_url=url)
