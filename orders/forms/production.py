"""Production orders as typed: one by itself, from the positions of orders, and what is finished."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from numbering.exceptions import NumberingError
from numbering.pages.forms import AmountField
from numbering.pages.pickers import PickerField
from orders.demand import Position
from orders.entries import ProductionData
from orders.exceptions import EntryErrors
from orders.forms.cards import CardForm
from orders.forms.fields import DateField, EntryForm, RowField, text_field
from orders.models import Item, ProductionOrder, StockLocation


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
    stock_location = RowField(
        label=_("Stock location"), required=False, help_text=_("Where the finished goods go.")
    )
    text = text_field(_("Text"), widget=forms.Textarea(attrs={"rows": 3}))

    def prepare(self) -> None:
        """The company's items and locations; the picker fills what is made and its unit."""
        item, location = self.fields["item"], self.fields["stock_location"]
        assert isinstance(item, PickerField)
        assert isinstance(location, RowField)
        item.queryset = Item.objects.of(self.company).with_number()
        rows = StockLocation.objects.of(self.company).order_by("code")
        location.offer(((one, str(one)) for one in rows), empty="–")
        self.fields["title"].widget.attrs["data-fill"] = "text"
        self.fields["unit"].widget.attrs["data-fill"] = "unit"

    def card_data(self) -> ProductionData:
        """The typed production order; what the page does not ask for stays."""
        data = super().card_data()
        if isinstance(self.card, ProductionOrder):
            data = replace(data, commission=self.card.commission)
        return data


@dataclass(frozen=True)
class PositionRow:
    """A position beside the field for its quantity, and its tick where there is one."""

    position: Position
    field: BoundField
    tick: BoundField | None


class PositionsForm(EntryForm):
    """How much is to be made of each of these order positions; empty counts as 0."""

    date = DateField()
    due_date = DateField(label=_("Finish by"), required=False)
    has_ticks = False

    def __init__(self, *args: Any, positions: Sequence[Position], **kwargs: Any) -> None:
        super().__init__(*args, initial={"date": timezone.localdate()}, **kwargs)
        self.positions = positions
        for one in positions:
            facts = {"position": one.line.position, "text": one.line.text}
            label = _("Quantity, line %(position)d") % facts
            field = _quantity(label=label, required=False, initial=one.left)
            field.widget.attrs |= {"aria-label": label}
            self.fields[self.quantity_name(one.line.pk)] = field
            if self.has_ticks:
                tick = forms.BooleanField(label=_("Make %(text)s") % facts, required=False)
                tick.widget.attrs |= {"aria-label": tick.label}
                self.fields[self.tick_name(one.line.pk)] = tick

    @staticmethod
    def quantity_name(key: int) -> str:
        """The field of a position's quantity."""
        return f"quantity_{key}"

    @staticmethod
    def tick_name(key: int) -> str:
        """The tick of a position."""
        return f"take_{key}"

    @classmethod
    def keys_of(cls, data: Any) -> list[int]:
        """The positions that were on the page when it was sent."""
        start = cls.quantity_name(0).removesuffix("0")
        keys = [name.removeprefix(start) for name in data if name.startswith(start)]
        return [int(key) for key in keys if key.isdecimal() and len(key) < 19]

    def rows(self) -> list[PositionRow]:
        """The positions with their fields, for the page."""
        return [
            PositionRow(
                one,
                self[self.quantity_name(one.line.pk)],
                self[self.tick_name(one.line.pk)] if self.has_ticks else None,
            )
            for one in self.positions
        ]

    def quantities(self) -> dict[int, Decimal]:
        """The typed quantities by the key of the position; only of those ticked."""
        cleaned = self.cleaned_data
        return {
            one.line.pk: cleaned[self.quantity_name(one.line.pk)] or Decimal(0)
            for one in self.positions
            if not self.has_ticks or cleaned[self.tick_name(one.line.pk)]
        }

    def add_service_error(self, error: NumberingError, **fields: str) -> None:
        """Put what a service refused at its position, else where other forms put it."""
        if not (isinstance(error, EntryErrors) and error.lines):
            super().add_service_error(error, **fields)
            return
        for key, errors in error.lines.items():
            name = self.quantity_name(key)
            self.add_error(name if name in self.fields else None, " ".join(errors.values()))


class PlanForm(PositionsForm):
    """Production orders for an order."""

    one_each = forms.BooleanField(
        label=_("One for each position"),
        required=False,
        initial=True,
        help_text=_("Off: positions of the same item are made together."),
    )


class CombineForm(PositionsForm):
    """One production order for positions of several orders."""

    has_ticks = True


class FinishForm(EntryForm):
    """How much is finished."""

    quantity = _quantity(
        label=_("Finished quantity"),
        error_messages={"required": _("Type how much is finished.")},
    )
    date = DateField()
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
