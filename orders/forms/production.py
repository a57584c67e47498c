"""Production orders as typed: one by itself, from the positions of orders, and what is finished."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from numbering.pages.forms import AmountField
from numbering.pages.pickers import PickerField
from orders.demand import Position
from orders.entries import ProductionData
from orders.forms.cards import CardForm
from orders.forms.fields import (
    CommissionField,
    DateField,
    EntryForm,
    LocationField,
    text_field,
)
from orders.forms.quantities import QuantitiesForm, QuantityRow
from orders.models import Item, ProductionOrder
from orders.selectors import in_use


def item_words(item: Any) -> str:
    """An item in a search field: number and text."""
    return f"{item.number or ''} {item.text}".strip()


def _quantity(**kwargs: Any) -> AmountField:
    return AmountField(max_digits=12, decimal_places=3, **kwargs)


class ProductionForm(CardForm[ProductionData]):
    """What is to be made."""

    data_class = ProductionData
    decides = ("date",)
    begins_at = "item"
    widths = {"item": "field-2", "title": "field-2", "text": "field-all"}

    item = PickerField(
        Item.objects.none(),
        url_name="orders:item_search",
        number_path="number__text",
        describe=item_words,
        required=False,
        label=_("Item"),
        error_messages={"invalid_choice": _("This item is no longer there: pick another one.")},
    )
    title = text_field(_("What is made"), help_text=_("Empty: called like the item."))
    quantity = _quantity(
        label=_("Quantity"), error_messages={"required": _("Type how much is to be made.")}
    )
    unit = text_field(_("Unit"))
    date = DateField()
    due_date = DateField(label=_("Finish by"), required=False)
    stock_location = LocationField(help_text=_("Where the finished goods go."))
    commission = CommissionField()
    text = text_field(_("Text"), widget=forms.Textarea(attrs={"rows": 3}))

    def prepare(self) -> None:
        """The company's items, locations and commissions; the item fills name and unit."""
        item, location = self.fields["item"], self.fields["stock_location"]
        commission = self.fields["commission"]
        assert isinstance(item, PickerField)
        assert isinstance(location, LocationField)
        assert isinstance(commission, CommissionField)
        item.queryset = Item.objects.of(self.company).with_number()
        location.offer_of(self.company, None)
        commission.offer(self.company)
        if isinstance(self.card, ProductionOrder) and self.card.commission is not None:
            # What stands there may stay, although it would not be offered any more.
            commission.remember([self.card.commission])
        elif not in_use(self.company).commissions:
            del self.fields["commission"]
        self.fields["title"].widget.attrs["data-fill"] = "text"
        self.fields["unit"].widget.attrs["data-fill"] = "unit"

    def card_data(self) -> ProductionData:
        """The typed production order; without a field there is no commission."""
        typed = {name: self.cleaned_data.get(name) for name in self.data_names()}
        return ProductionData(**typed)  # type: ignore[arg-type]


class PositionsForm(QuantitiesForm):
    """How much is to be made of each of these order positions."""

    date = DateField()
    due_date = DateField(label=_("Finish by"), required=False)

    def __init__(self, *args: Any, positions: Sequence[Position], **kwargs: Any) -> None:
        lines = [(one.line, one.left, one.left) for one in positions]
        super().__init__(*args, lines=lines, initial={"date": timezone.localdate()}, **kwargs)

    @classmethod
    def keys_of(cls, data: Any) -> list[int]:
        """The positions that were on the page when it was sent."""
        start = cls.name_of(0).removesuffix("0")
        keys = [name.removeprefix(start) for name in data if name.startswith(start)]
        return [int(key) for key in keys if key.isdecimal() and len(key) < 19]


class PlanForm(PositionsForm):
    """Production orders for an order."""

    one_each = forms.BooleanField(
        label=_("One for each position"),
        required=False,
        initial=True,
        help_text=_("Off: positions of the same item are made together."),
    )


class CombineForm(PositionsForm):
    """One production order for those positions of several orders that are ticked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line, _left in self.document_lines:
            label = _("Make %(text)s") % {"text": line.text}
            tick = forms.BooleanField(label=label, required=False)
            tick.widget.attrs |= {"aria-label": label}
            self.fields[self.tick_name(line.pk)] = tick

    @staticmethod
    def tick_name(key: int) -> str:
        """The tick of a position."""
        return f"take_{key}"

    def rows(self) -> list[QuantityRow]:
        """The positions with their fields and ticks, for the page."""
        return [replace(row, tick=self[self.tick_name(row.line.pk)]) for row in super().rows()]

    def quantities(self) -> dict[int, Decimal]:
        """The typed quantities by the key of the position; only of those ticked."""
        return {
            key: quantity
            for key, quantity in super().quantities().items()
            if self.cleaned_data[self.tick_name(key)]
        }


class FinishForm(EntryForm):
    """How much is finished."""

    quantity = _quantity(
        label=_("Finished quantity"),
        error_messages={"required": _("Type how much is finished.")},
    )
    date = DateField()
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
