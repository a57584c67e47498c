"""A company's kinds of documents: those declared in code and those its administrators made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numbering.kinds import NumberKind, all_kinds, find_kind
from numbering.models import Company, OwnKind, SeriesAssignment

if TYPE_CHECKING:
    from numbering.kinds import Label


def kinds_of(company: Company) -> list[NumberKind]:
    """Every kind the company can number, its own ones last."""
    return [*all_kinds(), *own_kinds_of(company)]


def own_kinds_of(company: Company) -> list[NumberKind]:
    """The kinds its administrators made up."""
    rows = OwnKind.objects.filter(company=company).order_by("name", "pk")
    return [NumberKind(row.code, row.name, "own") for row in rows]


def numbered_kinds(company: Company) -> set[str]:
    """The codes of the kinds that a series is set for, be it for one department only."""
    rows = SeriesAssignment.objects.filter(company=company).order_by()
    return set(rows.values_list("kind", flat=True).distinct())


def find_own_kind(company: Company, code: str) -> OwnKind | None:
    """The kind with this code that its administrators made up."""
    return OwnKind.objects.filter(company=company, code=code).order_by("pk").first()


def label_of(company: Company, code: str) -> Label:
    """What the company calls a kind."""
    known = find_kind(code)
    if known is not None:
        return known.label
    own = find_own_kind(company, code)
    return own.name if own else code
