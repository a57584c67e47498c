"""Filters that the lists of orders and invoices share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from numbering.kinds import registers_of
from numbering.models import Company, Department
from numbering.pages import Filter, ListPage, RelatedFilter
from numbering.pages.search import ByNumber, ByRow, ByStart, Question, numbers_beginning
from orders.choices import DeliveryState, OrderState, TradeState
from orders.models import Item, OrderType, Party
from orders.partners import partner
from orders.querysets import NOT_YET_DELIVERED, OPEN_TRADE_STATES, TO_INVOICE_STATES
from orders.tradekinds import With


def offered_types(page: ListPage) -> QuerySet[OrderType]:
    """The order types a list can be narrowed to."""
    return OrderType.objects.of(page.company).for_orders()


# So many are named one by one, which tells the database how many of the documents are theirs.
MOST_PARTIES = 5_000
MOST_ITEMS = 5_000
TO_INVOICE = "to_invoice"
# Open and partly invoiced orders together: what the start page leads to.
ORDER_STATES = [(TO_INVOICE, _("to invoice")), *OrderState.choices]
TO_DELIVER = "to_deliver"
DELIVERY_STATES = [(TO_DELIVER, _("to deliver")), *DeliveryState.choices]
TO_DO = "to_do"
TRADE_STATES = [(TO_DO, _("to do")), *TradeState.choices]


def order_state(value: str) -> Q:
    """A state, or all orders with something left to invoice."""
    return Q(state__in=TO_INVOICE_STATES) if value == TO_INVOICE else Q(state=value)


def delivery_state(value: str) -> Q:
    """A state of delivery, or all orders with something left to deliver."""
    return NOT_YET_DELIVERED if value == TO_DELIVER else Q(delivery_state=value)


def trade_state(value: str) -> Q:
    """A state, or all trade documents with something left to convert."""
    return Q(state__in=OPEN_TRADE_STATES) if value == TO_DO else Q(state=value)


class PartyFilter(Filter):
    """A customer or a supplier by number or name; a select would hold thousands.

    Every word typed must begin the number or be in the name.
    """

    def __init__(self, key: str, parties: With = With.CUSTOMERS) -> None:
        self.partner = partner(parties)
        super().__init__(key, self.partner.label)

    def fields(self, page: ListPage) -> dict[str, forms.Field]:
        """One short text."""
        widget = forms.TextInput(attrs={"size": 14, "autocomplete": "off", "maxlength": 100})
        return {self.key: forms.CharField(label=self.label, required=False, widget=widget)}

    def condition(self, cleaned: Mapping[str, Any], page: ListPage) -> Q:
        """The parties are looked up first: there are far fewer of them than of documents."""
        words = (cleaned.get(self.key) or "")[:100].split()[:8]
        if not words:
            return Q()
        parties = Party.objects.of(page.company)
        for word in words:
            found = Q(name__finds=word)
            for field, kind in self.partner.numbers:
                numbers = numbers_beginning(page, word, registers_of(kind))
                found |= Q(**{f"{field}__in": numbers})
            parties = parties.filter(found)
        keys = list(parties.order_by().values_list("pk", flat=True)[: MOST_PARTIES + 1])
        if len(keys) > MOST_PARTIES:
            return Q(party__in=parties.order_by().values("pk"))
        return Q(party__in=keys)


class DepartmentFilter(RelatedFilter):
    """A department; absent where the company has none."""

    def __init__(self, key: str) -> None:
        super().__init__(
            key, _("Department"), lambda page: Department.objects.filter(company=page.company)
        )

    def fields(self, page: ListPage) -> dict[str, forms.Field]:
        """A select with more than its own name."""
        found = super().fields(page)
        choices = found[self.key].choices  # type: ignore[attr-defined]
        return found if len(choices) > 1 else {}


class ItemFilter(Filter):
    """An item by number or text; an item's whole number means that item alone."""

    def __init__(self, key: str) -> None:
        super().__init__(key, _("Item"))

    def fields(self, page: ListPage) -> dict[str, forms.Field]:
        """One short text."""
        widget = forms.TextInput(attrs={"size": 14, "autocomplete": "off", "maxlength": 100})
        return {self.key: forms.CharField(label=self.label, required=False, widget=widget)}

    def condition(self, cleaned: Mapping[str, Any], page: ListPage) -> Q:
        """The items are looked up first: there are far fewer of them than of documents."""
        text = (cleaned.get(self.key) or "")[:100].strip()
        return Q(**{f"{self.key}__in": items_called(page.company, text)}) if text else Q()


def items_called(company: Company, text: str) -> list[int]:
    """The keys of the items with this number, else of those whose number or text has the words."""
    items = Item.objects.of(company).order_by()
    exactly = list(items.filter(number__text__iexact=text).values_list("pk", flat=True)[:2])
    return exactly or list(items.matching(text).values_list("pk", flat=True)[:MOST_ITEMS])


SEARCH_NOTE = _(
    "Numbers and references are found by how they begin, customers and suppliers by any part of"
    " their name and town."
)


def party_questions(*numbers: Question, parties: With = With.CUSTOMERS) -> list[Question]:
    """How documents are searched: by these numbers, the other side, its reference."""
    return [
        *numbers,
        *(
            ByNumber(f"party__{field}", *registers_of(kind))
            for field, kind in partner(parties).numbers
        ),
        ByRow("party", Party.objects.of, "searched"),
        ByStart("your_reference"),
    ]
