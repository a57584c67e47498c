"""Django's admin as the settings screen: for administrators, behind the one log-in page."""

from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import LogoutView, redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from numbering.access import ADMINISTRATORS


class SettingsSite(AdminSite):
    """The settings screen; who may enter is decided by the role, not by `is_staff`."""

    site_header = _("Settings")
    site_title = _("Nummerwerk")
    index_title = _("Settings")
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether this person is an administrator."""
        user = request.user
        if isinstance(user, AnonymousUser) or not user.is_active:
            return False
        if user.is_superuser:
            return True
        roles = getattr(request, "roles", None)
        if roles is None:
            return user.groups.filter(name=ADMINISTRATORS).exists()
        return ADMINISTRATORS in roles

    def index_groups(self, request: HttpRequest) -> list[dict[str, Any]]:
        """The index as groups of models: `{"label": …, "models": […]}`; by application here."""
        return [
            {"label": app["name"], "models": app["models"]} for app in self.get_app_list(request)
        ]

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """The first page of the settings."""
        groups = {"index_groups": self.index_groups(request)}
        return super().index(request, groups | (extra_context or {}))

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """To the shared log-in page; who is logged in but no administrator is told so."""
        target = request.GET.get("next") or resolve_url("admin:index")
        if self.has_permission(request):
            return HttpResponseRedirect(resolve_url("admin:index"))
        if request.user.is_authenticated:
            raise PermissionDenied(_("Only administrators can change settings."))
        return redirect_to_login(target, resolve_url(settings.LOGIN_URL))

    def logout(  # type: ignore[override]  # ours leads on, where Django's shows a page
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Log out as everywhere else."""
        return LogoutView.as_view()(request)
