"""How long the numbers last: every line in force, what runs out first in front."""

from __future__ import annotations

from typing import cast

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from numbering.access import ADMINISTRATORS, AUDITORS, CompanyRequest, role_required
from numbering.pages.outlook import NextYear, Outlook, draw_plots, outlook_of

PAGE_SIZE = 20


@require_safe
@role_required(ADMINISTRATORS, AUDITORS)
def outlook(request: HttpRequest) -> HttpResponse:
    """The lines of the company; a row leads to where the reader may look further."""
    asked = cast(CompanyRequest, request)
    is_administrator = ADMINISTRATORS in asked.roles
    rows = outlook_of(asked.company, today=timezone.localdate())
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    draw_plots(shown)
    for row in shown:
        row.url = _url(row, is_administrator)
    context = {
        "rows": shown,
        "outlook_page": page,
        "soon": sum(row.is_soon for row in rows),
        "to_prepare": sum(row.next_year == NextYear.TO_PREPARE for row in rows),
        "next_year_url": reverse("admin:numbering_numberseries_nextyear")
        if is_administrator
        else "",
    }
    return render(request, "numbering/outlook.html", context)


def _url(row: Outlook, is_administrator: bool) -> str:
    """Settings are for administrators; an auditor reads what became of the numbers."""
    series = row.level.series
    if is_administrator:
        return series.get_absolute_url()
    query = {"period": row.level.period} if row.level.period else {}
    return reverse("numbering:completeness_of", args=[series.pk], query=query)
