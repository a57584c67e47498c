"""The company's own settings, and who belongs to it."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from numbering.access import ADMINISTRATORS, COMPANY_SESSION_KEY, CompanyRequest
from numbering.admin.base import CompanyModelAdmin, person_of
from numbering.admin.lists import SettingsList
from numbering.forms.base import CompanyForm
from numbering.models import Company
from numbering.pages import Column
from numbering.services.companies import save_company
from numbering.services.newcompany import create_company

NEW_COMPANY = _(
    "A code and a name are enough; the rest may follow. With its country the company gets that "
    "country's tax rates at once, besides payment terms and a stock location. Then you choose a "
    "set-up of number series."
)


class CompanySettingsForm(CompanyForm):
    """The company's settings."""

    class Meta:
        model = Company
        fields = [
            "code",
            "name",
            "street",
            "postcode",
            "city",
            "country",
            "tax_id",
            "email",
            "phone",
            "language",
            "currency",
            "fiscal_year_first_month",
            "number_positions",
            "ledger_account_digits",
            "same_series_for_credit_notes",
            "automatic_item_numbers",
            "advances_through_receivables",
            "certified_control_unit",
        ]
        help_texts = {
            "code": _("Short and unique; commands name the company by it."),
            "tax_id": _("Printed on every invoice."),
            "language": _("Of documents, where the customer has none."),
            "fiscal_year_first_month": _("1 to 12. Series that start again each year do so here."),
            "same_series_for_credit_notes": _(
                "Credit notes then continue the invoices' numbers instead of having their own."
            ),
            "automatic_item_numbers": _(
                "A new item shows the next number of its series; it may be changed."
            ),
            "advances_through_receivables": _(
                "Adds the series for advance payments to the order types (type 9)."
            ),
        }

    def clean_code(self) -> str:
        """Codes are in capitals."""
        return cast(str, self.cleaned_data["code"]).strip().upper()

    def clean_country(self) -> str:
        """Two letters, in capitals."""
        return self._letters("country", 2)

    def clean_currency(self) -> str:
        """Three letters, in capitals."""
        return self._letters("currency", 3)

    def _letters(self, name: str, count: int) -> str:
        found = cast(str, self.cleaned_data[name]).strip().upper()
        if found and not (len(found) == count and found.isascii() and found.isalpha()):
            raise forms.ValidationError(
                _("Type %(count)d letters."), params={"count": count}, code="letters"
            )
        return found


class CompanyList(SettingsList):
    """The companies of this person."""

    columns = [
        Column("code", _("Code"), "number", sort="code", link=True),
        Column("name", _("Name"), sort="name", css="grow"),
        Column("city", _("Town"), sort="city"),
        Column("currency", _("Currency"), sort="currency"),
    ]
    search = ("code", "name")
    export_name = "companies"


@admin.register(Company)
class CompanyAdmin(CompanyModelAdmin):
    """Companies of which the person is a member."""

    form = CompanySettingsForm
    list_page = CompanyList
    ordering = ["code"]
    fieldsets = [
        (_("Company"), {"fields": ["code", "name", "tax_id", "email", "phone"]}),
        (_("Address"), {"fields": ["street", "postcode", "city", "country"]}),
        (
            _("Documents"),
            {"fields": ["language", "currency", "fiscal_year_first_month"]},
        ),
        (
            _("Numbers"),
            {
                "fields": [
                    "number_positions",
                    "ledger_account_digits",
                    "same_series_for_credit_notes",
                    "automatic_item_numbers",
                    "advances_through_receivables",
                    "certified_control_unit",
                ],
                "classes": ["fields-3"],
                "description": _(
                    "Switches for the whole company. What they change shows at once in the order "
                    "types and on entry pages."
                ),
            },
        ),
    ]

    def is_administrator(self, request: HttpRequest) -> bool:
        """Without a company too: the first one has to be made by somebody."""
        page = cast(CompanyRequest, request)
        return page.user.is_active and ADMINISTRATORS in page.roles

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The current company; others are settings of others."""
        company = cast(CompanyRequest, request).company
        mine = Company.objects.filter(pk=company.pk) if company else Company.objects.none()
        return mine.order_by("code")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Its numbers stay for ever, and so does it."""
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """There is one current company: straight to it."""
        company = cast(CompanyRequest, request).company
        if company is None or not self.is_administrator(request):
            return super().changelist_view(request, extra_context)
        return HttpResponseRedirect(self.url("change", company.pk))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Through the service; a new company is the one to go on with."""
        person = person_of(request)
        if change:
            save_company(obj, by=person)
        else:
            create_company(obj, by=person)
            request.session[COMPANY_SESSION_KEY] = obj.pk

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The language that the person reads."""
        return {"language": (get_language() or "en")[:2]}

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Tell what a new company comes with."""
        intro = self.intro if object_id else NEW_COMPANY
        context = {"intro": intro, **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, context)

    def after_save_url(self, request: HttpRequest, obj: Any) -> str:
        """Back to it; a new one goes on to the ready-made set-ups."""
        known = cast(CompanyRequest, request).companies
        return self.url("change", obj.pk) if obj in known else reverse("admin:presets")
