"""Filters that the lists of orders and invoices share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from numbering.pages import Filter, ListPage
from orders.choices import OrderState
from orders.models import OrderType
from orders.querysets import TO_INVOICE_STATES


def offered_types(page: ListPage) -> QuerySet[OrderType]:
    """The order types a list can be narrowed to."""
    return OrderType.objects.of(page.company).for_orders()


TO_INVOICE = "to_invoice"
# Open and partly invoiced orders together: what the start page leads to.
ORDER_STATES = [(TO_INVOICE, _("to invoice")), *OrderState.choices]


def order_state(value: str) -> Q:
    """A state, or all orders with something left to invoice."""
    return Q(state__in=TO_INVOICE_STATES) if value == TO_INVOICE else Q(state=value)


class CustomerFilter(Filter):
    """A customer by number or name; a select would hold thousands.

    `number` and `name` lead to both; every word typed must begin the number or be in the name.
    """

    def __init__(self, key: str, *, number: str, name: str) -> None:
        super().__init__(key, _("Customer"))
        self.number = number
        self.name = name

    def fields(self, page: ListPage) -> dict[str, forms.Field]:
        """One short text."""
        widget = forms.TextInput(attrs={"size": 14, "autocomplete": "off", "maxlength": 100})
        return {self.key: forms.CharField(label=self.label, required=False, widget=widget)}

    def condition(self, cleaned: Mapping[str, Any]) -> Q:
        """Every word in one of both."""
        found = Q()
        for word in (cleaned.get(self.key) or "")[:100].split()[:8]:
            found &= Q(**{f"{self.number}__istartswith": word}) | Q(**{f"{self.name}__finds": word})
        return found
