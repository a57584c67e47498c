"""The search over everything: the apps declare what can be found, one search asks it all.

A group for each sort of document, each asked as a large list is asked (see numbering.pages.search):
a bounded number of statements, each led by an index or held to the newest rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Model, Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from numbering.internalids import declare_prefix
from numbering.kinds import places_of
from numbering.models import Company, IssuedNumber
from numbering.pages.columns import follow
from numbering.pages.paging import Sort
from numbering.pages.search import (
    ByNumber,
    Inquiry,
    Question,
    Searched,
    keys_found,
    whole_numbers,
    words_of,
)

if TYPE_CHECKING:
    from numbering.kinds import Label


@dataclass(frozen=True, kw_only=True)
class Searchable:
    """A sort of document that can be found: how it is asked for, and what is told of it."""

    title: Label
    model: type[Model]
    # A company's rows with all that is told of them.
    rows: Callable[[Company], QuerySet[Any]]
    # The prefixes of its internal ids, with the rows that have them.
    prefixes: Mapping[str, Q | None]
    # The fields that hold its numbers, the one that people call it by first.
    numbers: Sequence[str] = ("number",)
    questions: Sequence[Question] = ()
    # Texts that are looked through in the newest rows.
    search: Sequence[str] = ()
    ordering: Sequence[Sort] = ("-date", "-pk")
    # Paths to what it is, its name or that of who it is for, and more about it.
    what: str = ""
    name: str = ""
    text: str = ""
    # Whether its numbers may be of every kind: documents of an old system.
    of_every_kind: bool = False
    # Fetches what the hits need besides: a fixed number of queries.
    prepare: Callable[[Company, list[Any]], None] | None = None


@dataclass(frozen=True)
class Hit:
    """A row that was found; `is_exact` where its number or its internal id was typed in full."""

    row: Any
    what: str
    number: str
    name: str
    text: str
    is_exact: bool = False

    @property
    def url(self) -> str:
        """Its page."""
        return str(self.row.get_absolute_url())

    @property
    def date(self) -> date | None:
        """Its day; none of what has no day, as an item."""
        return getattr(self.row, "date", None) or getattr(self.row, "document_date", None)

    @property
    def total(self) -> Decimal | None:
        """Its sum with tax."""
        return getattr(self.row, "gross", None)

    @property
    def state(self) -> str:
        """How far it has come."""
        return getattr(self.row, "state", "")

    @property
    def state_label(self) -> str:
        """How far it has come, in words."""
        return str(self.row.get_state_display()) if self.state else ""

    @property
    def internal_id(self) -> str:
        """Its id beside the number."""
        return getattr(self.row, "internal_id", "")


@dataclass(frozen=True)
class Group:
    """What was found of one sort of document; `more` where there is more than is shown."""

    title: Label
    hits: list[Hit]
    more: bool = False


@dataclass(frozen=True)
class Findings:
    """All that was found, what was typed in full first."""

    groups: list[Group] = field(default_factory=list)

    @property
    def hits(self) -> list[Hit]:
        """The hits of all groups, what was typed in full first."""
        hits = [hit for group in self.groups for hit in group.hits]
        return sorted(hits, key=lambda hit: not hit.is_exact)

    def best(self, count: int) -> list[Hit]:
        """So many hits: every group has its share, what is left over goes to the first ones."""
        share = count // max(1, len(self.groups))
        ranks = {id(hit): rank for group in self.groups for rank, hit in enumerate(group.hits)}
        taken = sorted(self.hits, key=lambda hit: (not hit.is_exact, ranks[id(hit)] >= share))
        chosen = {id(hit) for hit in taken[:count]}
        return [hit for hit in self.hits if id(hit) in chosen]

    @property
    def only(self) -> Hit | None:
        """The one whose number or internal id was typed; None where several could be meant."""
        exact = [hit for hit in self.hits if hit.is_exact]
        return exact[0] if len(exact) == 1 else None


_searchables: dict[str, Searchable] = {}


def declare_searchable(searchable: Searchable) -> None:
    """Let the search find a sort of document, and every list its internal ids."""
    for prefix, where in searchable.prefixes.items():
        declare_prefix(prefix, searchable.model, where)
    _searchables[searchable.model._meta.label] = searchable


def find_everywhere(company: Company, typed: str, *, most: int) -> Findings:
    """What a company has under these words, at most so many of a sort."""
    words = words_of(typed)
    if not words:
        return Findings()
    inquiry = Inquiry(company)
    # What an old system knew comes last: it is seldom what is meant.
    asked = sorted(_searchables.values(), key=lambda one: one.of_every_kind)
    parts = [_Part(one, inquiry, words) for one in asked]
    groups = [part.found(most) for part in parts]
    groups.append(_numbers_alone(inquiry, words, groups))
    return Findings([group for group in groups if group.hits])


class _ByOwnNumber(ByNumber):
    """By the beginning of a number of the kinds that this field of a model holds."""

    def __init__(self, label: str, path: str, *, of_every_kind: bool) -> None:
        super().__init__(path)
        self.place = (label, path)
        self.of_every_kind = of_every_kind

    def keys(self, page: Searched, word: str) -> list[int]:
        """Those among all numbers: the register is asked once for all that is searched."""
        return self.own(page, super().keys(page, word))

    def own(self, page: Searched, keys: list[int]) -> list[int]:
        """The numbers that are of this field's kinds."""
        if self.of_every_kind:
            return keys
        kinds = page.inquiry.once(("kinds", *keys), lambda: _kinds_of(keys))
        return [key for key in keys if self.place in places_of(kinds[key])]


class _ByWholeNumber(_ByOwnNumber):
    """By such a number typed in full: asked first, for it is what is meant."""

    def asked(self, page: Searched, rows: QuerySet[Any], words: Sequence[str]) -> QuerySet[Any]:
        """The row, or the few, with this number."""
        return rows.filter(self.held(self.own(page, whole_numbers(page.inquiry, words))))


def _kinds_of(keys: Sequence[int]) -> dict[int, str]:
    """What these numbers number."""
    numbers = IssuedNumber.objects.filter(pk__in=keys).order_by()
    return dict(numbers.values_list("pk", "kind"))


class _Part:
    """The search of one sort of document."""

    def __init__(self, searchable: Searchable, inquiry: Inquiry, words: Sequence[str]) -> None:
        self.declared = searchable
        self.inquiry = inquiry
        self.words = words
        self.phrase = " ".join(words).upper()
        self.ordering = searchable.ordering

    @cached_property
    def search(self) -> Sequence[str]:
        """The texts looked through."""
        return self.declared.search

    @cached_property
    def questions(self) -> Sequence[Question]:
        """What was typed in full comes first, then beginnings of numbers."""
        label, numbers = self.declared.model._meta.label, self.declared.numbers
        every = self.declared.of_every_kind
        return [
            *(_ByWholeNumber(label, path, of_every_kind=every) for path in numbers),
            *(_ByOwnNumber(label, path, of_every_kind=every) for path in numbers),
            *self.declared.questions,
        ]

    def found(self, most: int) -> Group:
        """The hits, best first."""
        rows = self.declared.rows(self.inquiry.company).select_related(*self.declared.numbers)
        keys, more = keys_found(self, rows, self.words, most)
        by_key = {row.pk: row for row in rows.filter(pk__in=keys[:most]).order_by("pk")}
        found = [by_key[key] for key in keys[:most] if key in by_key]
        if found and self.declared.prepare:
            self.declared.prepare(self.inquiry.company, found)
        hits = sorted(map(self._hit, found), key=lambda hit: not hit.is_exact)
        return Group(self.declared.title, hits, more or len(keys) > most)

    def _hit(self, row: Any) -> Hit:
        """Its first number, and any other that answers to what was typed."""
        declared = self.declared
        known = [str(number) for path in declared.numbers if (number := getattr(row, path))]
        shown = known[:1] + [one for one in known[1:] if one.upper().startswith(self.phrase)]
        names = {one.upper() for one in (*known, row.internal_id)}
        return Hit(
            row,
            what=capfirst(_told(row, declared.what) or str(row._meta.verbose_name)),
            number=" · ".join(shown),
            name=_told(row, declared.name),
            text=_told(row, declared.text),
            is_exact=self.phrase in names,
        )


def _told(row: Any, path: str) -> str:
    found = follow(row, path) if path else None
    return "" if found is None else str(found)


def _numbers_alone(inquiry: Inquiry, words: Sequence[str], groups: list[Group]) -> Group:
    """Numbers typed in full that none of the documents found holds: void, free, reserved."""
    held = {
        getattr(hit.row, f"{path}_id")
        for group in groups
        for hit in group.hits
        for path in _searchables[hit.row._meta.label].numbers
    }
    keys = [key for key in whole_numbers(inquiry, words) if key not in held]
    numbers = IssuedNumber.objects.of(inquiry.company).filter(pk__in=keys).order_by("pk")
    hits = [
        Hit(one, str(_("Number")), one.text, name="", text=one.reason, is_exact=True)
        for one in numbers
    ]
    return Group(_("Numbers without a document"), hits)
