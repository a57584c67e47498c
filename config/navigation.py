"""The areas of the top bar: which pages they lead to, and for which roles."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from numbering.access import (
    ADMINISTRATORS,
    AUDITORS,
    EVERYONE,
    is_own_form,
    roles_of,
    signed_post,
)
from numbering.pages.setaside import SetAside, waiting


@dataclass(frozen=True)
class Page:
    """A page of an area; `belongs` are the beginnings of the names of pages beneath it."""

    label: str | Promise
    name: str
    belongs: tuple[str, ...]
    roles: tuple[str, ...] = EVERYONE


@dataclass(frozen=True)
class Area:
    """An entry of the top bar."""

    label: str | Promise
    pages: tuple[Page, ...]


AREAS = (
    Area(
        _("Sales"),
        (
            Page(_("Orders"), "orders:order_list", ("orders:order_",)),
            Page(_("Invoices"), "invoicing:invoice_list", ("invoicing:invoice_",)),
        ),
    ),
    Area(_("Customers"), (Page(_("Customers"), "orders:party_list", ("orders:party_",)),)),
    Area(_("Items"), (Page(_("Items"), "orders:item_list", ("orders:item_",)),)),
    Area(
        _("Numbers"),
        (
            Page(_("Register"), "numbering:register", ("numbering:register", "numbering:number_")),
            Page(
                _("Changes of settings"),
                "numbering:history",
                ("numbering:history",),
                (ADMINISTRATORS, AUDITORS),
            ),
        ),
    ),
    Area(
        _("Settings"),
        (Page(_("Settings"), "admin:index", ("admin:", "numbering:setup"), (ADMINISTRATORS,)),),
    ),
)


@dataclass(frozen=True)
class Link:
    """A page as this person sees it."""

    label: str | Promise
    url: str
    current: bool


@dataclass(frozen=True)
class AreaLink:
    """An area with the pages that this person may enter."""

    label: str | Promise
    url: str
    current: bool
    pages: tuple[Link, ...]


class Shell:
    """What the frame of a page shows; nothing is worked out before a template asks."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.company = getattr(request, "company", None)
        self.companies = getattr(request, "companies", [])

    @cached_property
    def roles(self) -> frozenset[str]:
        """The person's roles."""
        known = getattr(self.request, "roles", None)
        if known is not None:
            return frozenset(known)
        user = getattr(self.request, "user", None)
        return roles_of(user) if user is not None else frozenset()

    @property
    def is_administrator(self) -> bool:
        """Whether the person may change settings."""
        return ADMINISTRATORS in self.roles

    @property
    def is_writer(self) -> bool:
        """Whether the person may write documents."""
        return bool(self.roles - {AUDITORS})

    @property
    def waiting(self) -> SetAside | None:
        """In the settings: the document that was set aside on the way there."""
        match = self.request.resolver_match
        if match is None or not match.view_name.startswith("admin:"):
            return None
        return waiting(self.request)

    @cached_property
    def areas(self) -> tuple[AreaLink, ...]:
        """The areas that this person may enter."""
        match = self.request.resolver_match
        view = match.view_name if match else ""
        found = []
        for area in AREAS:
            links = tuple(
                Link(page.label, url, view.startswith(page.belongs))
                for page in area.pages
                if not self.roles.isdisjoint(page.roles) and (url := _url(page.name))
            )
            if links:
                current = any(link.current for link in links)
                found.append(AreaLink(area.label, links[0].url, current, links))
        return tuple(found)

    @cached_property
    def area(self) -> AreaLink | None:
        """The area that this page is in."""
        return next((area for area in self.areas if area.current), None)

    @cached_property
    def languages(self) -> list[tuple[str, str]]:
        """Codes and own names of the languages."""
        return [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]

    @cached_property
    def kept(self) -> str:
        """The fields of a form of ours that was refused, for the page that says so."""
        if self.request.method != "POST" or not is_own_form(self.request):
            return ""
        return signed_post(self.request)


def _url(name: str) -> str:
    """The address of a page, or "" where it is not part of this installation."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `shell` for the frame of every page."""
    return {"shell": Shell(request)}
