"""The settings screens of accounts and payment references."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from invoicing.admin.customers import CUSTOMER_COLUMNS, CustomerForm
from invoicing.models import BankDetails, CustomerReference
from invoicing.reference_samples import samples_of
from invoicing.references.accounts import show_bankgiro, show_iban, show_plusgiro
from invoicing.selectors import bank_details_of
from invoicing.services.bank_details import save_bank_details, save_customer_reference
from numbering.admin.base import CompanyModelAdmin, company_of, person_of
from numbering.admin.lists import SettingsList
from numbering.forms.base import CompanyForm
from numbering.pages import Column

_SHOWN = {
    "iban": show_iban,
    "qr_iban": show_iban,
    "bankgiro": show_bankgiro,
    "plusgiro": show_plusgiro,
}


class BankDetailsForm(CompanyForm):
    """Accounts as banks print them; they may be typed with or without spaces."""

    class Meta:
        model = BankDetails
        exclude = ["company"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, show in _SHOWN.items():
            self.initial[name] = show(getattr(self.instance, name))
        for name in (*_SHOWN, "bic", "fik_creditor"):
            self.fields[name].widget.attrs["class"] = "num-input"


@admin.register(BankDetails)
class BankDetailsAdmin(CompanyModelAdmin):
    """A company's one set of bank details: its list leads straight to it."""

    form = BankDetailsForm
    change_form_template = "admin/invoicing/bankdetails/change_form.html"
    intro = _("Printed on invoices from the next one on; an issued invoice keeps what it says.")
    fieldsets = [
        (
            _("Accounts"),
            {
                "fields": [
                    "bank_name",
                    "iban",
                    "bic",
                    "qr_iban",
                    "bankgiro",
                    "plusgiro",
                    "fik_creditor",
                ]
            },
        ),
        (
            _("Payment references"),
            {
                "fields": [
                    "reference",
                    "fik_card",
                    "kid_length",
                    "kid_check",
                    "ocr_length_digit",
                    "finnish_rf",
                ]
            },
        ),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Once: then there is something to change."""
        return super().has_add_permission(request) and not self.get_queryset(request).exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What is not used is cleared."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """The samples while typing besides admin's own."""
        samples = self.admin_site.admin_view(require_POST(self.samples_view))
        return [
            path("samples/", samples, name="invoicing_bankdetails_samples"),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Straight to the one row, or to making it."""
        if not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        row = self.get_queryset(request).first()
        return HttpResponseRedirect(self.url("change", row.pk) if row else self.url("add"))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """With the references of the next invoice as the settings stand."""
        samples = samples_of(bank_details_of(company_of(request)), on=timezone.localdate())
        context = {"samples": samples, "samples_url": self.url("samples")}
        return super().changeform_view(
            request, object_id, form_url, context | (extra_context or {})
        )

    def samples_view(self, request: HttpRequest) -> HttpResponse:
        """The references of the next invoice as the form stands; nothing is saved."""
        details = bank_details_of(company_of(request))
        form = self.get_form(request, details)(request.POST, instance=details)
        context: dict[str, Any] = {}
        if form.is_valid():
            context["samples"] = samples_of(form.instance, on=timezone.localdate())
        else:
            context["errors"] = [error for errors in form.errors.values() for error in errors]
        return TemplateResponse(request, "admin/invoicing/bankdetails/samples.html", context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Through the service."""
        save_bank_details(obj, by=person_of(request))

    def after_save_url(self, request: HttpRequest, obj: Any) -> str:
        """Back to it, with the next invoice's references."""
        return self.url("change", obj.pk)


class CustomerReferenceList(SettingsList):
    """Customers with a payment reference of their own."""

    ordering = ("party__name",)
    intro = _("References that were agreed with a customer. All others have the company's.")
    columns = [
        *CUSTOMER_COLUMNS,
        Column(
            "reference",
            _("Payment reference"),
            value=lambda row: row.get_reference_display(),
            sort="reference",
        ),
    ]
    search = ("party__name", "party__customer_number__text")
    export_name = "references-of-customers"

    def get_queryset(self) -> Any:
        """With what the columns show."""
        return super().get_queryset().select_related("party__customer_number")


class CustomerReferenceForm(CustomerForm):
    """A customer and the reference."""

    class Meta:
        model = CustomerReference
        fields = ["party", "reference"]


@admin.register(CustomerReference)
class CustomerReferenceAdmin(CompanyModelAdmin):
    """Payment references of customers."""

    form = CustomerReferenceForm
    list_page = CustomerReferenceList
    company_path = "party__company"
    fieldsets = [(None, {"fields": ["party", "reference"], "classes": ["fields-2"]})]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("party__customer_number")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Through the service."""
        save_customer_reference(obj, by=person_of(request))

    def describe(self, obj: CustomerReference) -> str:
        return f"{obj.party}: {obj.get_reference_display()}"
