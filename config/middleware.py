"""What every answer gets, and what becomes of a rule that a request broke."""

from collections.abc import Callable, Mapping, Sequence

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from numbering.exceptions import NumberingError, SeriesBusy
from numbering.transactions import is_busy

Policy = Mapping[str, Sequence[str]]


def policy_header(policy: Policy) -> str:
    """The value of the Content-Security-Policy header for a SECURE_CSP setting."""
    return "; ".join(" ".join([directive, *sources]) for directive, sources in policy.items())


class ContentSecurityPolicyMiddleware:
    """Sends SECURE_CSP with every answer; Django 6 has the same middleware built in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Django's own pages for developers bring their styles inline.
        developer_page = settings.DEBUG and response.status_code in (404, 500)
        if settings.SECURE_CSP and not developer_page:
            response.headers.setdefault(
                "Content-Security-Policy", policy_header(settings.SECURE_CSP)
            )
        return response


class DomainErrorMiddleware:
    """Turns a rule of the domain that no view has caught into a page that says what to do.

    Views put such errors on their forms; this is the net beneath them, so that none becomes a
    server error. A database that gave up waiting for others is told in the same way.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """An answer for such an error; None, and so Django's own handling, for all others."""
        if isinstance(exception, DatabaseError) and is_busy(exception):
            exception = SeriesBusy(_("Others are saving at the same time: try again in a moment."))
        if not isinstance(exception, NumberingError):
            return None
        htmx = getattr(request, "htmx", None)
        fragment = htmx is not None and bool(htmx) and not htmx.boosted
        template = "errors/domain_fragment.html" if fragment else "errors/domain.html"
        return render(request, template, {"error": exception}, status=exception.status_code)
