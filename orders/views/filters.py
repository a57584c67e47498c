"""Filters that the lists of orders and invoices share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from numbering.kinds import registers_of
from numbering.pages import Filter, ListPage
from numbering.pages.search import ByNumber, ByRow, ByStart, Question, numbers_beginning
from orders.choices import OrderState
from orders.models import OrderType, Party
from orders.querysets import TO_INVOICE_STATES


def offered_types(page: ListPage) -> QuerySet[OrderType]:
    """The order types a list can be narrowed to."""
    return OrderType.objects.of(page.company).for_orders()


CUSTOMER_REGISTERS = registers_of("customer")
# So many are named one by one, which tells the database how many of the documents are theirs.
MOST_CUSTOMERS = 5_000
TO_INVOICE = "to_invoice"
# Open and partly invoiced orders together: what the start page leads to.
ORDER_STATES = [(TO_INVOICE, _("to invoice")), *OrderState.choices]


def order_state(value: str) -> Q:
    """A state, or all orders with something left to invoice."""
    return Q(state__in=TO_INVOICE_STATES) if value == TO_INVOICE else Q(state=value)


class CustomerFilter(Filter):
    """A customer by number or name; a select would hold thousands.

    Every word typed must begin the number or be in the name.
    """

    def __init__(self, key: str) -> None:
        super().__init__(key, _("Customer"))

    def fields(self, page: ListPage) -> dict[str, forms.Field]:
        """One short text."""
        widget = forms.TextInput(attrs={"size": 14, "autocomplete": "off", "maxlength": 100})
        return {self.key: forms.CharField(label=self.label, required=False, widget=widget)}

    def condition(self, cleaned: Mapping[str, Any], page: ListPage) -> Q:
        """The customers are looked up first: there are far fewer of them than of documents."""
        words = (cleaned.get(self.key) or "")[:100].split()[:8]
        if not words:
            return Q()
        parties = Party.objects.of(page.company)
        for word in words:
            numbers = numbers_beginning(page, word, CUSTOMER_REGISTERS)
            parties = parties.filter(Q(customer_number__in=numbers) | Q(name__finds=word))
        keys = list(parties.order_by().values_list("pk", flat=True)[: MOST_CUSTOMERS + 1])
        if len(keys) > MOST_CUSTOMERS:
            return Q(party__in=parties.order_by().values("pk"))
        return Q(party__in=keys)


SEARCH_NOTE = _(
    "Numbers and the customer's reference are found by how they begin, customers by any part of"
    " their name and town."
)


def customer_questions(*numbers: Question) -> list[Question]:
    """How documents are searched: by these numbers, their customer, the customer's reference."""
    return [
        *numbers,
        ByNumber("party__customer_number", *CUSTOMER_REGISTERS),
        ByRow("party", Party.objects.of, "searched"),
        ByStart("your_reference"),
    ]
