"""What the screens of one series share: whose it is, and what stands around their content."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from numbering.admin.base import CompanyModelAdmin
from numbering.models import NumberSeries


def series_or_404(screens: CompanyModelAdmin, request: HttpRequest, key: Any) -> NumberSeries:
    """The company's series; raises PermissionDenied for whoever may not change it."""
    series = screens.get_object_or_404(request, key)
    assert isinstance(series, NumberSeries)
    if not screens.has_change_permission(request, series):
        raise PermissionDenied
    return series


def series_screen(
    screens: CompanyModelAdmin,
    request: HttpRequest,
    series: NumberSeries,
    template: str,
    **content: Any,
) -> HttpResponse:
    """A screen about one series, with the way back to its page."""
    context = {
        **screens.admin_site.each_context(request),
        "opts": screens.opts,
        "series": series,
        "list_url": screens.url("changelist"),
        "back_url": screens.url("change", series.pk),
        **content,
    }
    return TemplateResponse(request, f"admin/numbering/numberseries/{template}.html", context)


def list_screen(
    screens: CompanyModelAdmin, request: HttpRequest, template: str, **content: Any
) -> HttpResponse:
    """A screen about all series."""
    context = {
        **screens.admin_site.each_context(request),
        "opts": screens.opts,
        "list_url": screens.url("changelist"),
        **content,
    }
    return TemplateResponse(request, f"admin/numbering/numberseries/{template}.html", context)
