"""The settings screens of payment terms."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from invoicing.admin.customers import CUSTOMER_COLUMNS, CustomerForm
from invoicing.models import CustomerTerms, PaymentTerms
from numbering.admin.base import CompanyModelAdmin
from numbering.admin.lists import SettingsList
from numbering.forms.base import CompanyForm
from numbering.pages import Column
from orders.admin.stock import take_over_default


class PaymentTermsList(SettingsList):
    """When invoices are to be paid."""

    columns = [
        Column("code", _("Code"), "number", sort="code", link=True),
        Column("name", _("Name"), sort="name", css="grow"),
        Column("days", _("Days"), "quantity", sort="days"),
        Column("is_cash", _("Cash"), "tick", sort="is_cash"),
        Column("is_default", _("Default"), "tick", sort="is_default"),
    ]
    search = ("code", "name")
    export_name = "payment-terms"


class PaymentTermsForm(CompanyForm):
    """Terms; new default ones take over from the old."""

    settled_by_service = frozenset({"is_default"})

    class Meta:
        model = PaymentTerms
        fields = ["code", "name", "days", "is_cash", "is_default"]


@admin.register(PaymentTerms)
class PaymentTermsAdmin(CompanyModelAdmin):
    """Payment terms."""

    form = PaymentTermsForm
    list_page = PaymentTermsList
    ordering = ["code"]
    intro = _("An issued invoice keeps its due date when terms change.")
    fieldsets = [
        (None, {"fields": ["code", "name", "days"], "classes": ["fields-3"]}),
        (_("What they are for"), {"fields": ["is_cash", "is_default"], "classes": ["fields-3"]}),
    ]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """There are one company's default terms: these, if ticked."""
        take_over_default(request, obj)
        super().save_model(request, obj, form, change)


class CustomerTermsList(SettingsList):
    """Customers with terms of their own."""

    ordering = ("party__name",)
    intro = _("Terms that were agreed with a customer. All others have the default ones.")
    columns = [
        *CUSTOMER_COLUMNS,
        Column("payment_terms", _("Payment terms"), sort="payment_terms__days"),
    ]
    search = ("party__name", "party__customer_number__text", "payment_terms__name")
    export_name = "terms-of-customers"

    def get_queryset(self) -> Any:
        """With what the columns show."""
        return super().get_queryset().select_related("party__customer_number", "payment_terms")


class CustomerTermsForm(CustomerForm):
    """A customer and the terms."""

    class Meta:
        model = CustomerTerms
        fields = ["party", "payment_terms"]


@admin.register(CustomerTerms)
class CustomerTermsAdmin(CompanyModelAdmin):
    """Payment terms of customers."""

    form = CustomerTermsForm
    list_page = CustomerTermsList
    company_path = "party__company"
    fieldsets = [(None, {"fields": ["party", "payment_terms"], "classes": ["fields-2"]})]

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request)
        return rows.select_related("party__customer_number", "payment_terms")

    def describe(self, obj: CustomerTerms) -> str:
        return f"{obj.party}: {obj.payment_terms}"
