"""The order entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from numbering.models import Company
from orders.choices import TypeSides
from orders.entries import LineData, OrderData
from orders.forms.documents import DocumentEntry, DocumentForm
from orders.forms.fields import NumberTextField, RowField, text_field
from orders.forms.lines import LineForm
from orders.forms.numbers import picked_series, typed_number
from orders.models import Order, OrderType
from orders.services.orders import save_order
from orders.tradekinds import With


class OrderTypeField(RowField):
    """A select of the order types that take new orders."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Order type"),
            error_messages={"required": _("Pick an order type.")},
            **kwargs,
        )

    def offer_of(
        self, company: Company, *, empty: Any = None, kept: OrderType | None = None
    ) -> None:
        """The types of a company, in the order of their slots; `kept` stands on the document and
        may stay, in use or not.
        """
        rows = OrderType.objects.of(company).for_orders()
        # Forms read the company of a type: it is this one, no need to fetch it.
        offered = list(rows.select_related("order_series", "stock_location"))
        if kept is not None and kept not in offered:
            offered.append(kept)
        for order_type in offered:
            order_type.company = company
        self.offer(((one, str(one)) for one in offered), empty=empty)

    @property
    def first(self) -> OrderType | None:
        """The type that a new order begins with."""
        return next(iter(self.rows.values()), None)


class OrderForm(DocumentForm):
    """The head of an order."""

    order_type = OrderTypeField()
    number = NumberTextField(label=_("Order number"))
    text = text_field(_("Text on the order"), widget=forms.Textarea(attrs={"rows": 2}))

    field_order = ("order_type",)

    def __init__(self, *args: Any, company: Company, document: Order | None, **kwargs: Any) -> None:
        super().__init__(
            *args, company=company, document=document, parties=With.CUSTOMERS, **kwargs
        )
        if document is None:
            self.order_types.offer_of(company)
        else:
            self.order_types.offer([(document.order_type, str(document.order_type))])
            self.order_types.disabled = True

    @property
    def order_types(self) -> OrderTypeField:
        """The field of the order type."""
        field = self.fields["order_type"]
        assert isinstance(field, OrderTypeField)
        return field


class OrderEntry(DocumentEntry[Order]):
    """An order as typed."""

    form_class = OrderForm
    has_sides = True
    form: OrderForm

    def make_form(self, initial: Mapping[str, Any]) -> OrderForm:
        """The head with its order type."""
        return OrderForm(
            self.data,
            company=self.company,
            used=self.used,
            document=self.document,
            initial=initial,
        )

    def stored_head(self, document: Order) -> dict[str, Any]:
        """What the head begins with."""
        return super().stored_head(document) | {"order_type": str(document.order_type_id)}

    @property
    def order_type(self) -> OrderType | None:
        """The order type chosen at the moment, on a form that may be wrong elsewhere."""
        if self.document is not None:
            return self.document.order_type
        field = self.form.order_types
        chosen: OrderType | None = field.picked(self.form["order_type"].value())
        return field.first if chosen is None and not self.form.is_bound else chosen

    def write(self, lines: list[LineData]) -> Order:
        """Save the order."""
        form = self.form
        return save_order(
            company=self.company,
            by=self.by,
            data=OrderData(order_type=form.cleaned_data["order_type"], **form.head_data()),
            lines=lines,
            order=self.document,
            version=form.cleaned_data["version"] if self.document else None,
            typed_number=typed_number(self.data),
            series=picked_series(self.company, self.data),
        )

    def line_data(self, form: LineForm) -> LineData:
        """One line; its side counts only where the type has both."""
        data = super().line_data(form)
        both = self.order_type is not None and self.order_type.side == TypeSides.BOTH
        return data if both else replace(data, side="")
