"""Error pages: Django's own views with the project's templates."""

from django.http import HttpRequest, HttpResponse
from django.views import csrf, defaults

from numbering.api.problems import Refused, answer_refused


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: logged in, but without the role or the company."""
    return defaults.permission_denied(request, exception, "errors/403.html")


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return defaults.page_not_found(request, exception, "errors/404.html")


def server_error(request: HttpRequest) -> HttpResponse:
    """500; the template must stand by itself, without request and database."""
    if request.path.startswith("/api/"):
        return answer_refused(Refused("ServerError"))
    return defaults.server_error(request, "errors/500.html")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that was open too long or came from elsewhere."""
    return csrf.csrf_failure(request, reason, "errors/403_csrf.html")
