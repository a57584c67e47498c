"""Items with what lies where."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.admin.base import CompanyModelAdmin, company_of, person_of
from numbering.admin.lists import SettingsList
from numbering.formatting import quantity
from numbering.forms.base import CompanyForm
from numbering.pages import ChoiceFilter, Column, by_number
from numbering.pages.forms import AmountField
from orders.entries import ItemData
from orders.models import Item, StockBalance, StockLocation
from orders.selectors import total_stock
from orders.services.items import save_item
from orders.services.stock import set_stock


class ItemList(SettingsList):
    """All items."""

    ordering = by_number("number")
    columns = [
        Column("number", gettext_lazy("Number"), "number", sort=by_number("number"), link=True),
        Column("text", gettext_lazy("Text"), sort="text", css="grow"),
        Column("unit", gettext_lazy("Unit"), sort="unit"),
        Column("price", gettext_lazy("Price"), "money", sort="price"),
        Column("tax_rate", gettext_lazy("Tax rate"), sort="tax_rate__percent"),
        Column("is_active", gettext_lazy("Active"), "tick", sort="is_active"),
    ]
    search = ("number__text", "text")
    filters = [
        ChoiceFilter(
            "is_active",
            gettext_lazy("All items"),
            [("True", gettext_lazy("active")), ("False", gettext_lazy("not active"))],
        )
    ]
    export_name = "items"

    def get_queryset(self) -> Any:
        """With what the columns show."""
        return super().get_queryset().select_related("number", "tax_rate")

    def row_css(self, row: Any) -> str:
        return "" if row.is_active else "is-off"


class ItemForm(CompanyForm):
    """An item; its quantities are fields that the admin adds, one a location."""

    renamed = {"number": "typed_number", "location": "", "quantity": ""}

    typed_number = forms.CharField(
        label=gettext_lazy("Item number"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("Empty: the next one is drawn."),
        widget=forms.TextInput(attrs={"class": "num-input"}),
    )
    price = AmountField(label=gettext_lazy("Price"), initial=0)

    class Meta:
        model = Item
        fields = ["text", "unit", "price", "tax_rate", "is_active", "is_stocked"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["typed_number"]
            balances = StockBalance.objects.filter(item=self.instance)
            for location, amount in balances.values_list("location", "quantity"):
                if f"stock_{location}" in self.fields:
                    self.initial[f"stock_{location}"] = amount


@admin.register(Item)
class ItemAdmin(CompanyModelAdmin):
    """Items."""

    form = ItemForm
    list_page = ItemList
    readonly_fields = ["total"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("number", "tax_rate")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """A field for every location; the number where there is none yet."""
        number = [] if obj else ["typed_number"]
        stock = [name for name, _field in self._stock_fields(request)]
        groups: list[Any] = [
            (
                None,
                {
                    "fields": [
                        *number,
                        "text",
                        "unit",
                        "price",
                        "tax_rate",
                        "is_active",
                        "is_stocked",
                    ],
                    "classes": ["fields-4"],
                },
            )
        ]
        if stock:
            shown = [*stock, "total"] if obj else stock
            groups.append((_("Stock"), {"fields": shown, "classes": ["fields-4"]}))
        return groups

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm[Any]]:
        """The form with this company's locations."""
        base = type("ItemForm", (ItemForm,), dict(self._stock_fields(request)))
        return super().get_form(request, obj, change=change, form=base, **kwargs)

    def _stock_fields(self, request: HttpRequest) -> list[tuple[str, AmountField]]:
        # Asked for twice in a request: for the fieldsets and for the form.
        cached = getattr(request, "stock_locations", None)
        if cached is None:
            cached = list(StockLocation.objects.of(company_of(request)).order_by("code", "pk"))
            request.stock_locations = cached  # type: ignore[attr-defined]
        return [
            (
                f"stock_{location.pk}",
                AmountField(
                    label=str(location),
                    max_digits=12,
                    decimal_places=3,
                    required=False,
                    help_text=""
                    if location.in_total_stock
                    else gettext_lazy("Not counted in the total."),
                ),
            )
            for location in cached
        ]

    @admin.display(description=gettext_lazy("Total stock"))
    def total(self, obj: Item) -> SafeString:
        """What the company has; consignment left out."""
        return format_html("<strong>{}</strong> {}", quantity(total_stock(obj)), obj.unit)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Through the services: the number is drawn or claimed, each quantity is stated."""
        data = form.cleaned_data
        saved = save_item(
            company=company_of(request),
            by=person_of(request),
            data=ItemData(
                text=data["text"],
                unit=data["unit"],
                price=data["price"],
                tax_rate=data["tax_rate"],
                is_active=data["is_active"],
                is_stocked=data["is_stocked"],
            ),
            item=obj if change else None,
            typed_number=data.get("typed_number", ""),
        )
        obj.pk, obj.number, obj.version = saved.pk, saved.number, saved.version
        obj._state.adding = False
        for location in cast("list[StockLocation]", request.stock_locations):  # type: ignore[attr-defined]
            amount = data.get(f"stock_{location.pk}")
            if f"stock_{location.pk}" in form.changed_data:
                set_stock(
                    item=obj,
                    location=location,
                    quantity=amount or Decimal(0),
                    by=person_of(request),
                )

    def describe(self, obj: Item) -> str:
        return f"{obj.number} {obj.text}"
