"""Writing production orders by themselves; from the positions of orders: views.planning."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.demand import KIND
from orders.entries import ProductionData
from orders.forms.cards import CardForm, CardNumber
from orders.forms.production import ProductionForm
from orders.models import Item, ProductionOrder
from orders.selectors import stock_location_for
from orders.services.production import refuse_done, save_production
from orders.views.cards import CardEntry

PRODUCTION_NUMBER = gettext_lazy("Production order number")


class ProductionEntry(CardEntry):
    """Enter a production order for stock, or change one."""

    form_class = ProductionForm
    numbers = (CardNumber(kind=KIND, label=PRODUCTION_NUMBER),)
    new_title = gettext_lazy("New production order")
    change_title = gettext_lazy("Change production order")
    list_title = gettext_lazy("Production orders")
    list_name = "orders:production_list"
    rule_name = "orders:production_rule"

    def refuse_change(self, card: ProductionOrder) -> None:
        """What is finished or cancelled is shown instead."""
        refuse_done(card)

    def cards(self) -> QuerySet[ProductionOrder]:
        """The company's production orders."""
        return ProductionOrder.objects.of(self.company).select_related(
            "number", "item__number", "stock_location", "commission", "updated_by"
        )

    def begun_with(self) -> dict[str, Any]:
        """At the usual location; `?item=` begins with an item."""
        usual = stock_location_for(self.company, self.request.user).location
        found: dict[str, Any] = {"stock_location": usual}
        key = self.request.GET.get("item", "")
        if key.isdecimal() and len(key) < 19:
            item = Item.objects.of(self.company).filter(pk=key).first()
            if item is not None:
                found |= {"item": item, "title": item.text, "unit": item.unit}
        return found

    def save(
        self, form: CardForm[ProductionData], *, typed: Mapping[str, str], series: Any
    ) -> ProductionOrder:
        """Through the service."""
        return save_production(
            company=self.company,
            by=self.request.user,
            data=form.card_data(),
            production=self.card,
            version=form.cleaned_data["version"],
            typed_number=typed["number"],
            series=series.get("number"),
        )

    def saved_sentence(self, card: ProductionOrder) -> str:
        """With its number."""
        return _("Production order %(number)s is saved.") % {"number": card.number or card}
