"""Where numbers are used: every kind of document with the series it takes its numbers from."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from numbering.access import kept_message, take_kept_post
from numbering.admin.base import CompanyModelAdmin, company_of, person_of
from numbering.admin.uses import UsesScreen
from numbering.models import SeriesAssignment
from numbering.ownkinds import kinds_of
from numbering.services.warnings import assignment_warnings


@admin.register(SeriesAssignment)
class SeriesAssignmentAdmin(CompanyModelAdmin):
    """One page for all kinds."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Kinds are all there already."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A row is cleared in its place."""
        return False

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Kinds are all there already."""
        return HttpResponseRedirect(self.url("changelist"))

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """A use is a row of the page."""
        self.get_object_or_404(request, object_id)
        return HttpResponseRedirect(self.url("changelist"))

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show and save all rows, all or nothing."""
        if not self.is_administrator(request):
            raise PermissionDenied
        company = company_of(request)
        kept = take_kept_post(request) if request.method == "GET" else None
        screen = UsesScreen(
            company, request.POST if request.method == "POST" else kept, kinds=kinds_of(company)
        )
        if kept is not None:
            self.message_user(request, kept_message(), level="WARNING")
        elif request.method == "POST" and screen.is_valid() and screen.save(person_of(request)):
            self.tell(request, _("Where numbers are used is saved."))
            for warning in assignment_warnings(company):
                self.message_user(request, warning, level="WARNING")
            return HttpResponseRedirect(self.url("changelist"))
        areas = screen.areas()
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "screen": screen,
            "areas": areas,
            "missing": [use for _label, uses in areas for use in uses if use.is_missing],
            "has_errors": request.method == "POST",
            "kinds_url": reverse("admin:numbering_ownkind_changelist"),
            "departments_url": reverse("admin:numbering_department_changelist"),
        }
        return TemplateResponse(request, "admin/numbering/seriesassignment/uses.html", context)
