"""One search box over everything that a company has."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from numbering.access import EVERYONE, CompanyRequest, role_required
from numbering.pages.everywhere import find_everywhere

# So many of a sort of document are shown.
MOST = 20
# Beneath the box, while somebody types, so many in all.
SUGGESTED = 12


@require_safe
@role_required(*EVERYONE)
def search(request: HttpRequest) -> HttpResponse:
    """What was found; a number or an internal id typed in full leads straight to its page."""
    page = cast(CompanyRequest, request)
    typed = request.GET.get("q", "")
    if page.htmx:
        found = find_everywhere(page.company, typed, most=SUGGESTED)
        context = {"hits": found.best(SUGGESTED), "searched": typed.strip()}
        return render(request, "search/suggestions.html", context)
    found = find_everywhere(page.company, typed, most=MOST)
    if found.only:
        return HttpResponseRedirect(found.only.url)
    return render(request, "search/page.html", {"found": found, "searched": typed.strip()[:200]})
