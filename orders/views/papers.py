"""The style sheet of a paper's look."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils import translation
from django.views.decorators.cache import cache_control

from numbering.access import EVERYONE, CompanyRequest, role_required
from numbering.models.company import LANGUAGES
from orders.looks import Style

_A_DAY = 24 * 3600


@role_required(*EVERYONE)
@cache_control(private=True, max_age=_A_DAY)
def paper_style(request: CompanyRequest, language: str, style: str) -> HttpResponse:
    """Accent, width of the logo, and how pages are counted in a language; see looks.Style."""
    found = Style.named(style)
    if found is None or language not in dict(LANGUAGES):
        raise Http404
    with translation.override(language):
        return HttpResponse(found.css(), content_type="text/css; charset=utf-8")
