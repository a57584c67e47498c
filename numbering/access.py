"""Who may enter: roles, the current company, and what becomes of a form whose login was lost.

Roles are Django groups made by a migration. Every page names the roles it is for; every row it
shows belongs to `request.company`, one of the companies that the user is a member of.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlsplit

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views import View

from numbering.formatting import person_name
from numbering.models import Company

ADMINISTRATORS = "Administrators"
CLERKS = "Clerks"
AUDITORS = "Auditors"
ROLES = frozenset({ADMINISTRATORS, CLERKS, AUDITORS})
# Those who write documents; auditors only read.
WRITERS: tuple[str, ...] = (ADMINISTRATORS, CLERKS)
EVERYONE: tuple[str, ...] = (ADMINISTRATORS, CLERKS, AUDITORS)

COMPANY_SESSION_KEY = "company"
KEPT_SESSION_KEY = "kept_post"
KEPT_FIELD = "kept"
_KEPT_SALT = "numbering.kept-post"
_KEPT_SECONDS = 12 * 3600

# The only forms that somebody without a login may send; see also `auditors_may_send`.
OPEN_POSTS = frozenset(
    {
        "login",
        "logout",
        "company",
        "set_language",
        "numbering:proof_check",  # a file is compared, nothing written
        "admin:login",
        "admin:logout",
        "admin:password_change",
        "admin:jsi18n",
    }
)
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})

ViewFunction = Callable[..., HttpResponseBase]


class CompanyRequest(HttpRequest):
    """A request as a page behind `role_required` gets it; for annotations."""

    user: User
    company: Company
    companies: list[Company]
    roles: frozenset[str]
    htmx: Any


def roles_of(user: AbstractBaseUser | AnonymousUser) -> frozenset[str]:
    """The roles of a user; a superuser has all of them."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    if user.is_superuser:
        return ROLES
    return ROLES.intersection(user.groups.values_list("name", flat=True))


def administrators_of(company: Company) -> list[str]:
    """The names of those who can set the company up."""
    found = _administrators(company).order_by("first_name", "last_name", "username")
    return [person_name(user) for user in found]


def addresses_of_administrators(company: Company) -> list[str]:
    """The e-mail addresses of those who can set the company up, each once."""
    return sorted(set(_administrators(company).exclude(email="").values_list("email", flat=True)))


def _administrators(company: Company) -> QuerySet[User]:
    people = User.objects.filter(
        Q(groups__name=ADMINISTRATORS) | Q(is_superuser=True),
        memberships__company=company,
        is_active=True,
    )
    return people.distinct()


class CompanyMiddleware:
    """Gives every request its roles and its company, and stops forms that nobody may send."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        companies: list[Company] = []
        if user.is_authenticated:
            companies = list(Company.objects.for_user(user))
        chosen = request.session.get(COMPANY_SESSION_KEY) if len(companies) > 1 else None
        company = next((one for one in companies if one.pk == chosen), None)
        extended = cast(Any, request)
        extended.roles = roles_of(user)
        extended.companies = companies
        extended.company = company or (companies[0] if companies else None)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: ViewFunction, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Without a login a form is kept and the login asked for; auditors only read."""
        if request.method in SAFE_METHODS or getattr(view, "csrf_exempt", False):
            return None
        match = request.resolver_match
        if match is None or match.view_name in OPEN_POSTS:
            return None
        if not request.user.is_authenticated:
            return ask_login_again(request)
        is_forbidden = cast(CompanyRequest, request).roles.isdisjoint(WRITERS)
        if is_forbidden and not getattr(view, "is_open_to_auditors", False):
            raise PermissionDenied(_("Auditors read: this would change something."))
        return None


def refuse_without(request: HttpRequest, roles: tuple[str, ...]) -> HttpResponseBase | None:
    """An answer for those who are not logged in; raises PermissionDenied for the wrong role."""
    if not request.user.is_authenticated:
        # A part of a page: the page itself stays as it is and says what happened.
        return login_ended(request) or redirect_to_login(request.get_full_path())
    page = cast(CompanyRequest, request)
    if page.roles.isdisjoint(roles):
        if not page.roles:
            raise PermissionDenied(
                _("You have no role yet. An administrator can give you one: Settings, People.")
            )
        raise PermissionDenied(
            _("This page is for %(roles)s. An administrator can give you that role.")
            % {"roles": ", ".join(role_name(role) for role in roles)}
        )
    if page.company is None:
        raise PermissionDenied(
            _(
                "You are not a member of any company yet. "
                "An administrator can add you: Settings, People."
            )
        )
    return None


def role_name(role: str) -> str:
    """What a role is called on the screen."""
    names = {ADMINISTRATORS: _("administrators"), CLERKS: _("clerks"), AUDITORS: _("auditors")}
    return names.get(role, role)


def role_required(*roles: str) -> Callable[[ViewFunction], ViewFunction]:
    """For views: only these roles, only with a company."""

    def decorate(view: ViewFunction) -> ViewFunction:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return refuse_without(request, roles) or view(request, *args, **kwargs)

        return guarded

    return decorate


def auditors_may_send(view: ViewFunction) -> ViewFunction:
    """For the outermost of a view: auditors may send its form, for it changes nothing they read.

    What is kept of their own work, such as a journal that they printed, is no document.
    """
    view.is_open_to_auditors = True  # type: ignore[attr-defined]
    return view


class RoleRequiredMixin(View):
    """For class-based views: `roles` may enter, only with a company."""

    roles: tuple[str, ...] = ()
    request: CompanyRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in or refuse."""
        return refuse_without(request, self.roles) or super().dispatch(request, *args, **kwargs)

    @property
    def company(self) -> Company:
        """The company whose rows this page may show."""
        return self.request.company


# ---- a lost login ----------------------------------------------------------------------------


def signed_post(request: HttpRequest) -> str:
    """The posted fields and where they belong, signed so that a page can carry them."""
    fields = request.POST.copy()
    fields.pop("csrfmiddlewaretoken", None)
    back = request.get_full_path()
    referrer = request.headers.get("Referer", "")
    if referrer and url_has_allowed_host_and_scheme(referrer, {request.get_host()}):
        # A button such as "issue" posts to an address of its own: go back to the page it is on.
        parts = urlsplit(referrer)
        back = parts.path + (f"?{parts.query}" if parts.query else "")
    kept = {"path": request.path, "back": back, "fields": fields.urlencode()}
    return signing.dumps(kept, salt=_KEPT_SALT, compress=True)


def is_own_form(request: HttpRequest) -> bool:
    """Whether a posted form came from a page of this very site."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def ask_login_again(request: HttpRequest) -> HttpResponse:
    """The login page in place of an answer; it carries the posted fields along."""
    told = login_ended(request)
    if told is not None:
        return told
    context = {"form": AuthenticationForm(request), KEPT_FIELD: signed_post(request)}
    return render(request, "session/login.html", context, status=401)


def login_ended(request: HttpRequest) -> HttpResponse | None:
    """What a part of a page asked for without a login gets; None for whole pages."""
    if not getattr(request, "htmx", False):
        return None
    return HttpResponse(status=401, headers={"HX-Trigger": "login-ended"})


def keep_post(request: HttpRequest, signed: str) -> str | None:
    """Put kept fields into the session; the address to go back to, or None if not genuine."""
    try:
        kept = signing.loads(signed, salt=_KEPT_SALT, max_age=_KEPT_SECONDS)
    except signing.BadSignature:
        return None
    request.session[KEPT_SESSION_KEY] = {"path": kept["path"], "fields": kept["fields"]}
    return cast(str, kept["back"])


def take_kept_post(request: HttpRequest) -> QueryDict | None:
    """The fields that were posted to this page when the login had ended; only once.

    An entry view binds its form to them instead of saving, and shows KEPT_MESSAGE.
    """
    kept = request.session.get(KEPT_SESSION_KEY)
    if not kept:
        return None
    del request.session[KEPT_SESSION_KEY]
    return QueryDict(kept["fields"]) if kept["path"] == request.path else None


def kept_message() -> str:
    """What to tell whoever gets a form back that was not saved."""
    return _(
        "Your login had ended before this was saved. Nothing was saved yet: "
        "check it and save again."
    )
