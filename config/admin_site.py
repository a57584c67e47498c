"""Django's admin as the settings screen: for administrators, behind the one log-in page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import LogoutView, redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from config import presets
from numbering.access import ADMINISTRATORS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

# The index of the settings: groups and the models in them, in this order.
GROUPS: list[tuple[StrOrPromise, list[str]]] = [
    (
        _("Company"),
        [
            "numbering.Company",
            "orders.TaxRate",
            "invoicing.PaymentTerms",
            "invoicing.BankDetails",
            "invoicing.ReminderLevel",
        ],
    ),
    (_("Number series"), ["numbering.NumberSeries"]),
    (
        _("Where numbers are used"),
        ["numbering.SeriesAssignment", "numbering.OwnKind", "numbering.Department"],
    ),
    (_("Order types"), ["orders.OrderType"]),
    (
        _("Stock"),
        ["orders.StockLocation", "orders.UserStockLocation", "orders.StockBalance"],
    ),
    (
        _("Parties and items"),
        [
            "orders.Party",
            "invoicing.CustomerTerms",
            "invoicing.CustomerReference",
            "orders.Item",
        ],
    ),
    (_("Print forms"), ["orders.PrintForm", "invoicing.MailText"]),
    (_("People"), ["auth.User", "numbering.Team", "axes.AccessAttempt"]),
    (_("Other systems"), ["numbering.ApiToken"]),
]

# What a screen is for, where its admin class does not say so itself.
TEXTS: dict[str, StrOrPromise] = {
    "numbering.Company": _("Address, language, currency, and the company's switches."),
    "orders.TaxRate": _("The rates that lines are taxed with."),
    "invoicing.PaymentTerms": _("When an invoice is to be paid, and what is paid in cash."),
    "invoicing.BankDetails": _("Accounts that customers pay to, and payment references."),
    "invoicing.ReminderLevel": _(
        "When overdue invoices are reminded of, at what fee, in what words."
    ),
    "invoicing.MailText": _("What stands in the mails with which invoices are sent."),
    "numbering.NumberSeries": _("What numbers look like, from where to where, and the next one."),
    "numbering.SeriesAssignment": _("Which series numbers which kind of document."),
    "numbering.OwnKind": _("Records that only your company numbers: permits, complaints …"),
    "numbering.Department": _("Parts of the company with series of their own."),
    "orders.OrderType": _("From – to – next of orders and invoices, type by type."),
    "orders.StockLocation": _("Where goods lie, and what counts in the total stock."),
    "orders.UserStockLocation": _("The location a person's orders are delivered from."),
    "orders.StockBalance": _("How much of an item lies where."),
    "orders.Party": _("Customers with their addresses."),
    "invoicing.CustomerTerms": _("Customers who pay by other terms than the usual ones."),
    "invoicing.CustomerReference": _("Customers who pay with another reference than the usual."),
    "orders.Item": _("What is sold: text, unit, price and tax."),
    "auth.User": _("Who may log in, with which role, to which companies."),
    "numbering.Team": _("Groups of people with rights to single number series."),
    "numbering.ApiToken": _("Which systems may read and write here, and what each may do."),
    "axes.AccessAttempt": _("Who is locked out after wrong passwords; delete a row to let in."),
}


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

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """Who is logged in but no administrator is refused at once, not asked to log in again."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.user.is_authenticated and not self.has_permission(request):
                if request.path == reverse("admin:logout"):
                    return self.logout(request)
                raise PermissionDenied(_("Only administrators can change settings."))
            return inner(request, *args, **kwargs)

        return cast(View, guarded)

    def get_urls(self) -> list[Any]:
        """The ready-made set-ups besides the screens of models."""
        return [
            path("presets/", self.admin_view(self.presets_view), name="presets"),
            path("presets/<slug:name>/", self.admin_view(self.preset_view), name="preset"),
            *super().get_urls(),
        ]

    def presets_view(self, request: HttpRequest) -> HttpResponse:
        """All set-ups."""
        return presets.choose(request, self.each_context(request))

    def preset_view(self, request: HttpRequest, name: str) -> HttpResponse:
        """One, before it is installed."""
        return presets.preview(request, self.each_context(request), name)

    def index_groups(self, request: HttpRequest) -> list[dict[str, Any]]:
        """The index: `{"label": …, "entries": [{"name", "url", "add_url", "text"}, …]}`.

        An admin class may say what its screen is for (`index_text`) and add screens of its own
        beside it: `index_extra(request)`, a list of such entries.
        """
        found = {
            f"{app['app_label']}.{model['object_name']}": model
            for app in self.get_app_list(request)
            for model in app["models"]
            if model["admin_url"]
        }
        groups = []
        for label, names in GROUPS:
            models = [found.pop(name) for name in names if name in found]
            entries = [entry for model in models for entry in self._entries(request, model)]
            if entries and "numbering.NumberSeries" in names:
                entries.append(
                    {
                        "name": _("Ready-made set-ups"),
                        "url": reverse("admin:presets"),
                        "text": _("Series as KeyBalance, Winbas and others have them, at once."),
                    }
                )
                entries.append(
                    {
                        "name": _("Take over old numbers"),
                        "url": reverse("numbering:takeover"),
                        "text": _("Numbers of an old system, from a file; the next ones go on."),
                    }
                )
            if entries:
                groups.append({"label": label, "entries": entries})
        if found:
            entries = [entry for model in found.values() for entry in self._entries(request, model)]
            groups.append({"label": _("More"), "entries": entries})
        history = {
            "name": _("Changes of settings"),
            "url": reverse("numbering:history"),
            "text": _("Who changed what, when, from which value to which."),
        }
        groups.append({"label": _("History"), "entries": [history]})
        return groups

    def _entries(self, request: HttpRequest, model: dict[str, Any]) -> list[dict[str, Any]]:
        admin_class = self.get_model_admin(model["model"])
        label = model["model"]._meta.label
        entry = {
            "name": capfirst(model["name"]),
            "url": model["admin_url"],
            "add_url": model["add_url"],
            "text": getattr(admin_class, "index_text", "") or TEXTS.get(label, ""),
        }
        extra = getattr(admin_class, "index_extra", None)
        return [entry, *(extra(request) if extra else ())]

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
