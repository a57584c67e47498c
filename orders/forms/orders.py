"""The order entry: a head and a grid of lines, checked together."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from numbering.exceptions import NumberingError
from numbering.models import Company
from numbering.pages.pickers import PickerField, preload
from orders.choices import TypeSides
from orders.entries import LineData, OrderData
from orders.exceptions import DocumentChanged, EntryErrors
from orders.forms.fields import (
    DateField,
    EntryForm,
    NumberTextField,
    RowField,
    text_field,
)
from orders.forms.lines import PREFIX, LineForm, NewOrderLines, OrderLines
from orders.forms.numbers import picked_series, typed_number
from orders.models import Item, Order, OrderLine, OrderType, Party, TaxRate
from orders.services.orders import save_order


def party_label(party: Any) -> str:
    """A customer in the search field: number and name."""
    return f"{party.customer_number or ''} {party.name}".strip()


class OrderForm(EntryForm):
    """The head of an order."""

    order_type = RowField(
        label=_("Order type"), error_messages={"required": _("Pick an order type.")}
    )
    party = PickerField(
        Party.objects.none(),
        url_name="orders:party_search",
        number_path="customer_number__text",
        describe=party_label,
        label=_("Customer"),
        error_messages={
            "required": _("Pick a customer: type a part of the number, name or town."),
            "invalid_choice": _("This customer is no longer there: pick another one."),
        },
    )
    date = DateField()
    number = NumberTextField(label=_("Order number"))
    your_reference = text_field(_("Your reference"))
    our_reference = text_field(_("Our reference"))
    text = text_field(_("Text on the order"), widget=forms.Textarea(attrs={"rows": 2}))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, company: Company, order: Order | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        types = self.fields["order_type"]
        assert isinstance(types, RowField)
        if order is None:
            rows = OrderType.objects.of(company).for_orders()
            # Forms read the company of a type: it is this one, no need to fetch it.
            offered = list(rows.select_related("order_series", "stock_location"))
            for order_type in offered:
                order_type.company = company
            types.offer((one, str(one)) for one in offered)
        else:
            types.offer([(order.order_type, str(order.order_type))])
            types.disabled = True
        party = self.fields["party"]
        assert isinstance(party, PickerField)
        party.queryset = Party.objects.of(company).with_number()
        if order is not None:
            party.remember([order.party])
        elif not self.is_bound:
            party.widget.attrs["autofocus"] = True


class OrderEntry:
    """An order as typed: reads the form, hands it to the service, places what was refused."""

    def __init__(
        self,
        *,
        company: Company,
        by: User,
        order: Order | None = None,
        data: Any = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        self.company, self.by, self.order, self.data = company, by, order, data
        self.rates = list(TaxRate.objects.of(company).order_by("-percent", "code"))
        self.form = OrderForm(data, company=company, order=order, initial=self._head(initial or {}))
        factory = OrderLines if order is not None else NewOrderLines
        self.lines: Any = factory(
            data,
            prefix=PREFIX,
            initial=self._stored_lines(),
            form_kwargs={
                "items": Item.objects.of(company).with_number(),
                "rates": self.rates,
            },
        )
        preload(self.lines.forms, "item")
        self.conflict: DocumentChanged | None = None

    def _head(self, initial: Mapping[str, Any]) -> dict[str, Any]:
        order = self.order
        if order is None:
            return {"date": timezone.localdate(), **initial}
        fields = ("party", "date", "your_reference", "our_reference", "text", "version")
        head = {name: getattr(order, name) for name in fields}
        return head | {"order_type": str(order.order_type_id)}

    def _stored_lines(self) -> list[dict[str, Any]]:
        if self.order is None:
            return []
        lines = self.order.lines.select_related("tax_rate").in_order()
        return [
            {
                "id": line.pk,
                "item": line.item_id,
                "text": line.text,
                "quantity": line.quantity,
                "unit": line.unit,
                "price": line.price,
                "tax_rate": str(line.tax_rate_id),
                "side": line.side,
            }
            for line in lines
        ]

    @property
    def percents(self) -> str:
        """Percent by tax rate, for the totals while typing."""
        return json.dumps({str(rate.pk): str(rate.percent) for rate in self.rates})

    @property
    def order_type(self) -> OrderType | None:
        """The order type chosen at the moment, on a form that may be wrong elsewhere."""
        field = self.form.fields["order_type"]
        assert isinstance(field, RowField)
        if self.order is not None:
            return self.order.order_type
        value = self.form["order_type"].value()
        chosen = field.rows.get(int(value)) if str(value or "").isdecimal() else None
        if chosen is None and not self.form.is_bound:
            chosen = next(iter(field.rows.values()), None)
        return chosen

    @property
    def date(self) -> Any:
        """The date on the form; today where it is none."""
        try:
            return self.form.fields["date"].clean(self.form["date"].value())
        except forms.ValidationError:
            return timezone.localdate()

    def is_valid(self) -> bool:
        """Whether head and lines can be read; both are checked, so that all errors show."""
        return all([self.form.is_valid(), self.lines.is_valid()])

    def save(self) -> Order | None:
        """The saved order, or None: the forms then say why."""
        if not self.is_valid():
            return None
        try:
            return save_order(
                company=self.company,
                by=self.by,
                data=self._order_data(),
                lines=[self._line_data(form) for form in self.lines.filled()],
                order=self.order,
                version=self.form.cleaned_data["version"] if self.order else None,
                typed_number=typed_number(self.data),
                series=picked_series(self.company, self.data),
            )
        except DocumentChanged as error:
            self.conflict = error
        except NumberingError as error:
            self._place(error)
        return None

    def _place(self, error: NumberingError) -> None:
        self.form.add_service_error(error, series="number")
        if isinstance(error, EntryErrors):
            filled = self.lines.filled()
            for index, errors in error.lines.items():
                for field, sentence in errors.items():
                    form = filled[index]
                    form.add_error(field if field in form.fields else None, sentence)

    def _order_data(self) -> OrderData:
        cleaned = self.form.cleaned_data
        return OrderData(
            order_type=cleaned["order_type"],
            party=cleaned["party"],
            date=cleaned["date"],
            your_reference=cleaned["your_reference"],
            our_reference=cleaned["our_reference"],
            text=cleaned["text"],
        )

    def _line_data(self, form: LineForm) -> LineData:
        cleaned = form.cleaned_data
        both = self.order_type is not None and self.order_type.side == TypeSides.BOTH
        return LineData(
            id=cleaned["id"],
            item=cleaned["item"],
            text=cleaned["text"],
            quantity=cleaned["quantity"],
            unit=cleaned["unit"],
            price=cleaned["price"],
            tax_rate=cleaned["tax_rate"],
            side=cleaned["side"] if both else "",
        )


def over_stored(order: Order, data: Any, lines: int) -> Any:
    """The same typed fields, as if what is stored by now had been opened: saving replaces it.

    Lines that somebody else took out become new lines again.
    """
    stored = set(OrderLine.objects.filter(order=order).values_list("pk", flat=True))
    changed = data.copy()
    changed["version"] = str(order.version)
    for index in range(lines):
        name = f"{PREFIX}-{index}-id"
        key = str(changed.get(name, ""))
        if key.isdecimal() and int(key) not in stored:
            changed[name] = ""
    return changed
