"""The start page: what needs doing, by role."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from config.panels import panels_for
from numbering.access import ADMINISTRATORS, EVERYONE, CompanyRequest, role_required


def start(request: HttpRequest) -> HttpResponseBase:
    """The panels of the person's roles; who can make the first company is led there."""
    page = cast(CompanyRequest, request)
    if getattr(request, "company", None) is None and ADMINISTRATORS in page.roles:
        return HttpResponseRedirect(reverse("admin:numbering_company_add"))
    return panels(request)


@role_required(*EVERYONE)
def panels(request: HttpRequest) -> HttpResponse:
    """What needs doing."""
    return render(request, "start.html", {"panels": panels_for(cast(CompanyRequest, request))})
