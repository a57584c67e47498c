"""Stock locations, those of users, and tax rates."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from numbering.admin.base import CompanyModelAdmin, person_of
from numbering.admin.lists import SettingsList
from numbering.formatting import person_name
from numbering.forms.base import CompanyForm
from numbering.pages import Action, Column
from numbering.trail import changed_by
from orders.models import StockLocation, TaxRate, UserStockLocation


class StockLocationList(SettingsList):
    """Locations, with what each is for."""

    intro = _(
        "Where goods lie. An order is on its type's location, else on the user's, else on the "
        "default one."
    )
    columns = [
        Column("code", _("Code"), "number", sort="code", link=True),
        Column("name", _("Name"), sort="name", css="grow"),
        Column("is_fixed", _("Fixed"), "tick", sort="is_fixed"),
        Column("in_total_stock", _("In total stock"), "tick", sort="in_total_stock"),
        Column("is_default", _("Default"), "tick", sort="is_default"),
    ]
    search = ("code", "name")
    export_name = "stock-locations"

    @property
    def actions(self) -> list[Action]:  # type: ignore[override]
        """Coupling besides a new one."""
        coupling = Action(_("Couple order types"), "admin:orders_ordertype_locations", main=False)
        return [coupling, *super().actions]


class StockLocationForm(CompanyForm):
    """A location; a new default takes over from the old one."""

    settled_by_service = frozenset({"is_default"})

    class Meta:
        model = StockLocation
        fields = ["code", "name", "is_fixed", "in_total_stock", "is_default"]


@admin.register(StockLocation)
class StockLocationAdmin(CompanyModelAdmin):
    """Stock locations."""

    form = StockLocationForm
    list_page = StockLocationList
    ordering = ["code"]
    fieldsets = [
        (None, {"fields": ["code", "name"], "classes": ["fields-2"]}),
        (
            _("What it is for"),
            {"fields": ["is_fixed", "in_total_stock", "is_default"], "classes": ["fields-3"]},
        ),
    ]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """There is one default location: this one, if it is ticked."""
        take_over_default(request, obj)
        super().save_model(request, obj, form, change)


def take_over_default(request: HttpRequest, obj: Any) -> None:
    """Let the row that was the default so far be it no longer."""
    if not obj.is_default:
        return
    rows = type(obj).objects.filter(company=obj.company, is_default=True).exclude(pk=obj.pk)
    for other in rows:
        other.is_default = False
        changed_by(other, person_of(request))
        other.save()


class UserStockLocationList(SettingsList):
    """Users with the location whose goods they sell."""

    intro = _("The location of a user's orders, unless the order type has one of its own.")
    ordering = ("user__username",)
    columns = [
        Column(
            "user",
            _("User"),
            value=lambda row: person_name(row.user),
            sort="user__username",
            link=True,
        ),
        Column("location", _("Stock location"), sort="location__code", css="grow"),
    ]
    search = ("user__username", "user__last_name", "location__name")
    export_name = "stock-locations-of-users"

    def get_queryset(self) -> Any:
        """Both names with the row."""
        return super().get_queryset().select_related("user", "location")


@admin.register(UserStockLocation)
class UserStockLocationAdmin(CompanyModelAdmin):
    """Stock locations of users."""

    list_page = UserStockLocationList
    list_select_related = ["user", "location"]
    fieldsets = [(None, {"fields": ["user", "location"], "classes": ["fields-2"]})]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("user", "location")

    def describe(self, obj: UserStockLocation) -> str:
        return f"{person_name(obj.user)}: {obj.location}"


class TaxRateList(SettingsList):
    """Rates of value added tax."""

    columns = [
        Column("code", _("Code"), "number", sort="code", link=True),
        Column("name", _("Name"), sort="name", css="grow"),
        Column("percent", _("Percent"), "quantity", sort="percent"),
        Column("category", _("Category"), value="get_category_display", sort="category"),
        Column("exemption_reason", _("Reason for no tax")),
    ]
    search = ("code", "name", "exemption_reason")
    export_name = "tax-rates"


@admin.register(TaxRate)
class TaxRateAdmin(CompanyModelAdmin):
    """Tax rates."""

    list_page = TaxRateList
    ordering = ["code"]
    intro = _("An issued invoice keeps the percent and the category it was issued with.")
    fieldsets = [
        (None, {"fields": ["code", "name", "percent"], "classes": ["fields-3"]}),
        (
            _("What e-invoices say"),
            {"fields": ["category", "exemption_reason"], "classes": ["fields-2"]},
        ),
    ]
