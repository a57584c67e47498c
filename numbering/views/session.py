"""Logging in and out, and the choice of the company."""

from typing import Any, cast
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from numbering.access import (
    COMPANY_SESSION_KEY,
    KEPT_FIELD,
    KEPT_SESSION_KEY,
    CompanyRequest,
    keep_post,
)


class SessionLoginView(LoginView):
    """The one log-in page. It carries along what was typed when an earlier login had ended."""

    template_name = "session/login.html"
    redirect_authenticated_user = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Who has logged in meanwhile, in another window, gets the kept form back at once."""
        kept = request.POST.get(KEPT_FIELD)
        if kept and request.user.is_authenticated:
            return HttpResponseRedirect(self._back_to_kept(kept))
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Log in; then back to where the person was."""
        response = super().form_valid(form)
        kept = self.request.POST.get(KEPT_FIELD)
        return HttpResponseRedirect(self._back_to_kept(kept)) if kept else response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The kept fields once more, when the password was wrong."""
        kept = self.request.POST.get(KEPT_FIELD, "")
        return super().get_context_data(**{KEPT_FIELD: kept} | kwargs)

    def _back_to_kept(self, signed: str) -> str:
        back = keep_post(self.request, signed)
        if back is None:
            return resolve_url("start")
        if urlsplit(back).path != self.request.session[KEPT_SESSION_KEY]["path"]:
            # It was a button, not a form: there is nothing to show again.
            del self.request.session[KEPT_SESSION_KEY]
            messages.warning(
                self.request,
                _("Your login had ended before this was done. Nothing was changed: do it again."),
            )
        return back


login = SessionLoginView.as_view()
logout = LogoutView.as_view()


@require_POST
def switch_company(request: HttpRequest) -> HttpResponse:
    """Make another of the user's companies the current one, and start there."""
    page = cast(CompanyRequest, request)
    chosen = request.POST.get("company", "")
    for company in page.companies:
        if str(company.pk) == chosen:
            request.session[COMPANY_SESSION_KEY] = company.pk
            return HttpResponseRedirect(resolve_url("start"))
    raise PermissionDenied(_("You are not a member of that company."))
