"""The grids of lines on entry pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext_lazy as _

from numbering.exceptions import NumberingError
from numbering.pages.forms import AmountField
from numbering.pages.pickers import PickerField
from orders.choices import Side
from orders.exceptions import EntryErrors
from orders.forms.fields import PriceField, RowField, text_field
from orders.models import Item, TaxRate

PREFIX = "lines"
NEW_LINES = 5
MOST_LINES = 500


def item_label(item: Any) -> str:
    """An item in a cell: its number, or its text where it has none."""
    return str(item.number) if item.number else str(item.text)


class GridLine(forms.Form):
    """One line of a grid."""

    use_required_attribute = False

    # What makes a line count; the other fields are filled in on empty lines, too.
    content: tuple[str, ...] = ()

    def __init__(self, *args: Any, items: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        item = self.fields["item"]
        assert isinstance(item, PickerField)
        item.queryset = items
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = field.label

    def has_changed(self) -> bool:
        """Whether anything was typed on the line."""
        return bool(set(self.content).intersection(self.changed_data))

    @property
    def is_removed(self) -> bool:
        """Whether the line was taken out on the page."""
        return self.is_bound and self["DELETE"].value() in ("on", "true", "True", True)


def item_field(**kwargs: Any) -> PickerField:
    """The item of a line: shown by its number, its text has a cell of its own."""
    return PickerField(
        Item.objects.none(),
        url_name="orders:item_search",
        number_path="number__text",
        describe=item_label,
        number_only=True,
        label=_("Item"),
        **kwargs,
    )


class LineForm(GridLine):
    """One line of a document."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    # What the line was made from (orders.chain.SourceRef); a line put back takes it along.
    source = forms.CharField(required=False, widget=forms.HiddenInput)
    item = item_field(required=False)
    text = text_field(
        _("Text"), required=True, error_messages={"required": _("Type what it is about.")}
    )
    quantity = AmountField(
        label=_("Quantity"),
        max_digits=12,
        decimal_places=3,
        error_messages={"required": _("Type a quantity.")},
    )
    unit = text_field(_("Unit"))
    price = PriceField(label=_("Price"), error_messages={"required": _("Type a price, or 0.")})
    tax_rate = RowField(label=_("Tax"), error_messages={"required": _("Pick a tax rate.")})
    side = forms.ChoiceField(
        label=_("Side"), choices=Side.choices, required=False, initial=Side.DEBIT
    )

    # Tax rate and side are always filled in; a line with nothing else is an empty line.
    content = ("item", "text", "quantity", "unit", "price")
    # By these the totals are worked out while typing.
    marks = {
        "quantity": "data-quantity",
        "price": "data-price",
        "tax_rate": "data-tax",
        "side": "data-side",
    }

    def __init__(
        self, *args: Any, rates: list[TaxRate], has_sides: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not has_sides:
            del self.fields["side"]
        rate = self.fields["tax_rate"]
        assert isinstance(rate, RowField)
        rate.offer((one, one.name) for one in rates)
        rate.initial = str(rates[0].pk) if rates else None
        for name in self.marks.keys() & self.fields.keys():
            self.fields[name].widget.attrs[self.marks[name]] = ""


class LineFormSet(BaseFormSet[Any]):
    """The lines of a document."""

    deletion_widget = forms.HiddenInput

    def filled(self) -> list[Any]:
        """The lines that count: neither removed nor left empty."""
        return [
            form
            for form in self.forms
            if not form.is_removed and (form.has_changed() or not form.empty_permitted)
        ]

    def add_service_error(self, error: NumberingError) -> None:
        """Put what a service refused at its lines."""
        if not isinstance(error, EntryErrors):
            return
        filled = self.filled()
        for index, errors in error.lines.items():
            form = filled[index]
            for field, sentence in errors.items():
                form.add_error(field if field in form.fields else None, sentence)


def grid_of(line: type[GridLine], *, new_lines: int = 0) -> type[BaseFormSet[Any]]:
    """A grid of such lines, with so many empty ones at its end."""
    return forms.formset_factory(
        line,
        formset=LineFormSet,
        extra=new_lines,
        can_delete=True,
        max_num=MOST_LINES,
        absolute_max=MOST_LINES + 100,
        validate_max=True,
    )


OrderLines = grid_of(LineForm)
NewOrderLines = grid_of(LineForm, new_lines=NEW_LINES)
