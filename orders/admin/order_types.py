"""Order types: one grid for all of them, and the screen that couples them to stock locations."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from numbering.access import kept_message, take_kept_post
from numbering.admin.base import CompanyModelAdmin, company_of, person_of
from numbering.admin.uses import numbered_elsewhere
from numbering.exceptions import NumberingError
from numbering.models import Company
from numbering.transactions import write
from orders.exceptions import OrderTypeErrors
from orders.forms.order_types import (
    FIRST_FREE_SLOT,
    LAST_SLOT,
    CouplingForm,
    OrderTypeForm,
    OrderTypeFormSet,
)
from orders.models import OrderType, StockLocation
from orders.querysets import ADVANCE_SLOT
from orders.selectors import GridRow, order_type_rows
from orders.services.order_types import (
    couple_stock_locations,
    delete_order_type,
    save_order_types,
)


class _Undo(Exception):
    """Rolls back a check that was only asked what it would say."""


@admin.register(OrderType)
class OrderTypeAdmin(CompanyModelAdmin):
    """The grid stands in for list and form: ranges are compared, not edited one by one."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Rows come in the grid."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Rows go in the grid."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """The check while typing and the coupling besides admin's own."""
        wrap = self.admin_site.admin_view
        return [
            path("check/", wrap(self.check_view), name="orders_ordertype_check"),
            path("locations/", wrap(self.locations_view), name="orders_ordertype_locations"),
            *super().get_urls(),
        ]

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A new type is a new row of the grid."""
        return HttpResponseRedirect(self.url("changelist"))

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """A type is a row of the grid."""
        self.get_object_or_404(request, object_id)
        return HttpResponseRedirect(self.url("changelist"))

    # ---- the grid ----

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the grid; save all of it or nothing."""
        if not self.is_administrator(request):
            raise PermissionDenied
        company = company_of(request)
        rows = order_type_rows(company)
        kept = take_kept_post(request) if request.method == "GET" else None
        formset = self._formset(request, company, rows, kept)
        if kept is not None:
            self.message_user(request, kept_message(), level="WARNING")
        elif request.method == "POST" and self._saved_types(request, company, formset):
            self.tell(request, _("The order types are saved."))
            return HttpResponseRedirect(self.url("changelist"))
        return self._grid(request, company, rows, formset)

    def _formset(
        self, request: HttpRequest, company: Company, rows: list[GridRow], kept: Any = None
    ) -> Any:
        locations: list[tuple[Any, str]] = [("", "–")]
        locations += [(place.pk, str(place)) for place in StockLocation.objects.of(company).fixed()]
        stored = {row.order_type.slot: row for row in rows}
        return OrderTypeFormSet(
            request.POST if request.method == "POST" else kept,
            initial=[_initial(row) for row in rows if _is_shown(row, company)],
            prefix="lines",
            form_kwargs={"locations": locations, "company": company, "stored": stored},
        )

    def _saved_types(self, request: HttpRequest, company: Company, formset: Any) -> bool:
        if not formset.is_valid():
            return False
        try:
            with write():
                self._save(request, company, formset)
        except OrderTypeErrors as error:
            formset.put_errors(error.rows)
            return False
        except NumberingError as error:
            formset.forms[0].add_error(None, str(error))
            return False
        return True

    def _save(self, request: HttpRequest, company: Company, formset: Any) -> None:
        person = person_of(request)
        going = formset.deleted_forms
        for form in going:
            if form.stored is not None:
                delete_order_type(order_type=form.stored.order_type, by=person)
        rows = [form.row() for form in formset.forms if form not in going]
        save_order_types(company=company, rows=rows, by=person)

    def _grid(
        self, request: HttpRequest, company: Company, rows: list[GridRow], formset: Any
    ) -> HttpResponse:
        taken = {form.slot_shown for form in formset.forms}
        free = next(
            (slot for slot in range(FIRST_FREE_SLOT, LAST_SLOT + 1) if slot not in taken), ""
        )
        empty: OrderTypeForm = formset.empty_form
        empty.initial["slot"] = free
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "formset": formset,
            "types": [form for form in formset.forms if form.takes_orders],
            "shared": [form for form in formset.forms if not form.takes_orders],
            "empty_row": empty,
            "wrong": [
                (form, target, sentence)
                for form in formset.forms
                for target, sentence in form.sentences
            ]
            if formset.is_bound
            else [],
            "whole": formset.non_form_errors() if formset.is_bound else [],
            "positions": company.number_positions,
            "company_url": reverse("admin:numbering_company_change", args=[company.pk]),
            "check_url": self.url("check"),
            "locations_url": self.url("locations"),
        }
        return TemplateResponse(request, "admin/orders/ordertype/grid.html", context)

    # ---- while typing ----

    def check_view(self, request: HttpRequest) -> HttpResponse:
        """What saving would say to the grid as typed; nothing is saved, no number is used."""
        if not self.is_administrator(request):
            raise PermissionDenied
        response: HttpResponse = require_POST(self._check)(request)
        return response

    def _check(self, request: HttpRequest) -> HttpResponse:
        company = company_of(request)
        formset = self._formset(request, company, order_type_rows(company))
        if formset.is_valid():
            try:
                # Inside a transaction that never ends well: the services say what they find.
                with write(), transaction.atomic():
                    self._save(request, company, formset)
                    raise _Undo
            except _Undo:
                pass
            except OrderTypeErrors as error:
                formset.put_errors(error.rows)
            except NumberingError as error:
                return JsonResponse({"rows": {}, "message": str(error)})
        rows = {
            form.prefix: {
                "sentences": [sentence for _target, sentence in form.sentences],
                "fields": [form[name].html_name for name in form.errors if name in form.fields],
            }
            for form in formset.forms
            if form.errors
        }
        return JsonResponse({"rows": rows})

    # ---- order types and stock locations ----

    def locations_view(self, request: HttpRequest) -> HttpResponse:
        """Couple order types, service orders included, to fixed stock locations (Winbas)."""
        if not self.is_administrator(request):
            raise PermissionDenied
        company = company_of(request)
        types = [
            one
            for one in OrderType.objects.of(company).order_by("slot")
            if one.is_active and one.takes_orders
        ]
        locations = list(StockLocation.objects.of(company).fixed().order_by("code", "pk"))
        form = CouplingForm(request.POST or None, types=types, locations=locations)
        if request.method == "POST" and form.is_valid():
            try:
                couple_stock_locations(
                    company=company, couplings=form.couplings(), by=person_of(request)
                )
            except NumberingError as error:
                form.add_error(None, str(error))
            else:
                self.tell(request, _("The stock locations of the order types are saved."))
                return HttpResponseRedirect(self.url("locations"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "form": form,
            "types": types,
            "grid_url": self.url("changelist"),
            "places_url": reverse("admin:orders_stocklocation_changelist"),
        }
        return TemplateResponse(request, "admin/orders/ordertype/locations.html", context)


def _initial(row: GridRow) -> dict[str, Any]:
    entry = asdict(row.entry())
    entry["stock_location"] = row.order_type.stock_location_id
    return entry


def _is_shown(row: GridRow, company: Company) -> bool:
    """The advance series belongs to a switch of the company."""
    slot = row.order_type.slot
    return slot != ADVANCE_SLOT or company.advances_through_receivables


for _kind in (
    "sales_order",
    "service_order",
    "invoice",
    "credit_note",
    "internal_invoice",
    "cash_note",
    "advance_payment",
):
    numbered_elsewhere(
        _kind, text=gettext_lazy("by order type"), url_name="admin:orders_ordertype_changelist"
    )
