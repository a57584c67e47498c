"""What every request to the API passes before ninja sees it, and every answer after it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, path, re_path
from django.views.decorators.csrf import csrf_exempt

from numbering.api.problems import Refused, answer_refused

LARGEST_BODY = 1_000_000

View = Callable[..., HttpResponseBase]


def gated(patterns: Iterable[URLPattern | URLResolver]) -> list[URLPattern]:
    """ninja's addresses behind the gate, and an answer for all others."""
    return [
        *(
            path(str(one.pattern), gate(one.callback), name=one.name)
            for one in patterns
            if isinstance(one, URLPattern)
        ),
        re_path(r"^.*$", gate(nothing_here), name="nothing"),
    ]


def gate(view: View) -> View:
    """Refuse bodies that are too large or no JSON; answer in one shape; keep nothing."""

    @csrf_exempt
    @wraps(view)
    def passed(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        refused = _refused(request)
        try:
            response = refused or view(request, *args, **kwargs)
        except Http404:  # ninja's own root, which leads nowhere
            response = nothing_here(request)
        if response.status_code == 405:
            allowed = response.headers.get("Allow", "")
            response = answer_refused(Refused("MethodNotAllowed"))
            response["Allow"] = allowed
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return passed


def nothing_here(request: HttpRequest) -> HttpResponse:
    """An address that there is not."""
    return answer_refused(Refused("NotFound"))


def _refused(request: HttpRequest) -> HttpResponse | None:
    if request.method != "POST":
        return None
    try:
        size = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        size = 0
    if size > LARGEST_BODY:
        return answer_refused(Refused("BodyTooLarge"))
    if size and request.content_type != "application/json":
        return answer_refused(Refused("MediaTypeNotSupported"))
    return None
