"""The order type grid, and the coupling of order types to stock locations, as forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.models import Company
from orders.choices import TypeSides
from orders.entries import OrderTypeRow
from orders.models import OrderType, StockLocation
from orders.querysets import ADVANCE_SLOT, FIXED_SLOTS, SERVICE_SLOTS, SHARED_INVOICE_SLOT

RANGE_FIELDS = (
    "order_from",
    "order_to",
    "order_next",
    "invoice_from",
    "invoice_to",
    "invoice_next",
)
FIRST_FREE_SLOT = 10
LAST_SLOT = 99


def _number(label: Any) -> forms.CharField:
    attrs = {"class": "num-input", "inputmode": "numeric", "autocomplete": "off", "maxlength": "20"}
    return forms.CharField(
        label=label, required=False, max_length=20, widget=forms.TextInput(attrs=attrs)
    )


class OrderTypeForm(forms.Form):
    """One row of the grid. Everything is text until the service reads it."""

    slot = forms.IntegerField(label=gettext_lazy("Type"), min_value=1, max_value=LAST_SLOT)
    description = forms.CharField(label=gettext_lazy("Description"), max_length=40, required=False)
    side = forms.ChoiceField(label=gettext_lazy("Side"), choices=TypeSides.choices, required=False)
    order_from = _number(gettext_lazy("Orders from"))
    order_to = _number(gettext_lazy("Orders to"))
    order_next = _number(gettext_lazy("Next order"))
    own_invoice_series = forms.BooleanField(
        label=gettext_lazy("Own invoice series"), required=False, initial=True
    )
    invoice_from = _number(gettext_lazy("Invoices from"))
    invoice_to = _number(gettext_lazy("Invoices to"))
    invoice_next = _number(gettext_lazy("Next invoice"))
    stock_location = forms.ModelChoiceField(
        StockLocation.objects.none(), label=gettext_lazy("Stock location"), required=False
    )
    is_internal = forms.BooleanField(label=gettext_lazy("Internal"), required=False)
    order_next_shown = forms.CharField(required=False, widget=forms.HiddenInput)
    invoice_next_shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        locations: list[tuple[Any, str]],
        company: Company,
        stored: Mapping[int, Any],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.empty_permitted = False
        field = self.fields["stock_location"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = StockLocation.objects.of(company)
        field.choices = locations
        self.stored = stored.get(self.slot_shown)
        if self.slot_shown <= FIRST_FREE_SLOT - 1 or self.stored is not None:
            self.fields["slot"].widget = forms.HiddenInput()
        for name in ("description", "side"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    @property
    def slot_shown(self) -> int:
        """The row's slot as shown; 0 for one that is being added."""
        value = self["slot"].value()
        return int(value) if str(value or "").isdecimal() and len(str(value)) < 4 else 0

    @property
    def is_fixed(self) -> bool:
        """Whether the description is given."""
        return self.slot_shown in FIXED_SLOTS

    @property
    def is_service(self) -> bool:
        """Whether it is for service orders."""
        return self.slot_shown in SERVICE_SLOTS

    @property
    def takes_orders(self) -> bool:
        """Whether orders can be of this type: not of the rows that only hold a series."""
        return self.slot_shown not in (SHARED_INVOICE_SLOT, ADVANCE_SLOT)

    @property
    def is_in_use(self) -> bool:
        """Whether its description, as shown, puts it into use."""
        return self.is_fixed or bool(self["description"].value())

    @property
    def is_own(self) -> bool:
        """Whether its invoices have numbers of their own, as shown."""
        return not self.takes_orders or bool(self["own_invoice_series"].value())

    @property
    def can_go(self) -> bool:
        """Whether the row can be taken away."""
        return self.slot_shown not in range(1, FIRST_FREE_SLOT)

    @property
    def sentences(self) -> list[tuple[str, str]]:
        """What is wrong with the row: the input's id and a sentence."""
        found = []
        for name, errors in self.errors.items():
            bound = self[name] if name in self.fields else None
            target = "" if bound is None or bound.is_hidden else bound.auto_id
            label = "" if bound is None or bound.is_hidden else f"{bound.label}: "
            found += [(target, f"{label}{error}") for error in errors]
        return found

    def row(self) -> OrderTypeRow:
        """What the service is told."""
        data = self.cleaned_data
        return OrderTypeRow(
            slot=data["slot"],
            description=data["description"],
            side=data["side"] or TypeSides.DEBIT,
            own_invoice_series=data["own_invoice_series"] or not self.takes_orders,
            stock_location=data["stock_location"],
            is_internal=data["is_internal"],
            order_next_shown=data["order_next_shown"] if self.stored else None,
            invoice_next_shown=data["invoice_next_shown"] if self.stored else None,
            **{name: data[name].strip() for name in RANGE_FIELDS},
        )


class BaseOrderTypeFormSet(forms.BaseFormSet[OrderTypeForm]):
    """All rows of the grid."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """The tick for removing is set by the button."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget = forms.HiddenInput()

    def clean(self) -> None:
        """A slot can only be one type."""
        seen: set[int] = set()
        for form in self.forms:
            slot = form.cleaned_data.get("slot") if hasattr(form, "cleaned_data") else None
            if slot is None or form.cleaned_data.get("DELETE"):
                continue
            if slot in seen:
                form.add_error(None, _("There is a type %(slot)d already.") % {"slot": slot})
            seen.add(slot)

    def put_errors(self, rows: Mapping[int, Mapping[str, str]]) -> None:
        """Put what the service found at the cells it belongs to."""
        by_slot = {form.slot_shown: form for form in self.forms}
        for slot, sentences in rows.items():
            form = by_slot.get(slot)
            for name, sentence in sentences.items():
                if form is not None:
                    form.add_error(name if name in form.fields else None, sentence)


OrderTypeFormSet = forms.formset_factory(
    OrderTypeForm, formset=BaseOrderTypeFormSet, extra=0, can_delete=True, max_num=LAST_SLOT
)


class CouplingForm(forms.Form):
    """Which order types are coupled to which location: a tick where they meet."""

    def __init__(
        self,
        *args: Any,
        types: list[OrderType],
        locations: list[StockLocation],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.types, self.locations = types, locations
        for location in locations:
            for one in types:
                self.fields[self.name(location, one)] = forms.BooleanField(
                    label=_("%(type)s at %(location)s") % {"type": one, "location": location},
                    required=False,
                    initial=one.stock_location_id == location.pk,
                    widget=forms.CheckboxInput(attrs={"data-type": one.slot}),
                )

    @staticmethod
    def name(location: StockLocation, one: OrderType) -> str:
        """The field where a location and a type meet."""
        return f"location-{location.pk}-type-{one.slot}"

    def rows(self) -> list[tuple[StockLocation, list[forms.BoundField]]]:
        """The table, a row a location."""
        return [
            (location, [self[self.name(location, one)] for one in self.types])
            for location in self.locations
        ]

    def clean(self) -> dict[str, Any]:
        """A type is at one location only."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for one in self.types:
            ticked = [place for place in self.locations if data.get(self.name(place, one))]
            for place in ticked[1:]:
                self.add_error(
                    self.name(place, one),
                    _("%(type)s is coupled to %(location)s already: one location for each type.")
                    % {"type": one, "location": ticked[0]},
                )
        return data

    def couplings(self) -> dict[int, StockLocation | None]:
        """The location of each type, by slot."""
        return {
            one.slot: next(
                (place for place in self.locations if self.cleaned_data.get(self.name(place, one))),
                None,
            )
            for one in self.types
        }
