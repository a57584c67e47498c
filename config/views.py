"""The start page: what needs doing, by role."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from config.panels import panels_for
from numbering.access import EVERYONE, CompanyRequest, role_required


@role_required(*EVERYONE)
def start(request: HttpRequest) -> HttpResponse:
    """The panels of the person's roles."""
    return render(request, "start.html", {"panels": panels_for(cast(CompanyRequest, request))})
