"""The frame of every page: the areas that a person may enter, and which of them this page is in."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise, cached_property
from django.utils.translation import get_language_info

from config.menu import Page, areas
from numbering.access import ADMINISTRATORS, AUDITORS, is_own_form, roles_of, signed_post
from numbering.ownkinds import numbered_kinds, own_kinds_of
from numbering.pages.setaside import SetAside, waiting

# A list shows the other pages of its area beside its title; longer names would not fit there.
MOST_LETTERS = 90


@dataclass(frozen=True)
class Link:
    """A page as this person sees it."""

    label: str | Promise
    url: str
    current: bool
    group: str


@dataclass(frozen=True)
class AreaLink:
    """An area with the pages that this person may enter."""

    label: str | Promise
    url: str
    current: bool
    pages: tuple[Link, ...]

    @property
    def tabs(self) -> tuple[Link, ...]:
        """The pages as a heading shows them; none where there is nothing to choose from."""
        letters = sum(len(str(page.label)) for page in self.pages)
        return self.pages if len(self.pages) > 1 and letters <= MOST_LETTERS else ()


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
        """The areas that this person may enter, with what the company has a use for."""
        if not self.roles:
            return ()
        own = own_kinds_of(self.company) if self.company else []
        kinds = numbered_kinds(self.company) if self.company else set()
        found = []
        for area in areas(own):
            pages = [
                (page, page.url)
                for page in area.pages
                if not self.roles.isdisjoint(page.roles) and page.is_wanted(kinds)
            ]
            if any(url for _page, url in pages):
                found.append(self._link(area.label, [pair for pair in pages if pair[1]]))
        return tuple(found)

    def _link(self, label: str | Promise, pages: list[tuple[Page, str]]) -> AreaLink:
        """An area; of its pages that hold this one the last says most, as a filter does."""
        holding = [page for page, _url in pages if page.holds(self.request)]
        links = tuple(
            Link(page.label, url, bool(holding) and page is holding[-1], page.group)
            for page, url in pages
        )
        leading = next((url for page, url in pages if page.leads), links[0].url)
        return AreaLink(label, leading, bool(holding), links)

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


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `shell` for the frame of every page."""
    return {"shell": Shell(request)}
