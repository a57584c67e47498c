"""What is loose at one end: numbers in use without a document, and documents without a number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils.text import capfirst

from numbering.choices import State
from numbering.kinds import NumberKind, places_of
from numbering.models import Company, IssuedNumber, OldDocument
from numbering.ownkinds import kinds_of

# So many documents of a sort are named; all are counted.
NAMED = 20


@dataclass(slots=True)
class Unnumbered:
    """Documents of one sort that should have a number and have none."""

    label: str
    count: int = 0
    documents: list[Any] = field(default_factory=list)


def without_document(company: Company, numbers: QuerySet[IssuedNumber]) -> QuerySet[IssuedNumber]:
    """Those of the numbers that are in use although no document holds them: each is an alarm.

    A reference to another system explains a number, and so do a document of the old system that
    was taken over, and a kind whose documents are not kept here.
    """
    by_places: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for kind in kinds_of(company):
        places = tuple(places_of(kind.code))
        if places:
            by_places.setdefault(places, []).append(kind.code)
    loose = Q(pk__in=())
    old = Exists(OldDocument.objects.filter(number=OuterRef("pk")))
    for places, kinds in by_places.items():
        condition: Any = Q(kind__in=kinds) & ~old
        for path, attribute in places:
            documents = apps.get_model(path)._default_manager.filter(**{attribute: OuterRef("pk")})
            condition &= ~Exists(documents)
        loose |= condition
    found = numbers.filter(loose, state=State.IN_USE, reference="")
    return found.select_related("issued_by").order_by("pk")


def unnumbered(company: Company) -> list[Unnumbered]:
    """Documents whose number is due and lacking: each sort is an alarm.

    One statement for each sort of number. Numbers that a company may do without are never due.
    """
    found = []
    for model, attribute, where_assigned in _number_fields(kinds_of(company)):
        if where_assigned:
            continue
        rows = model._default_manager.filter(company=company, **{f"{attribute}__isnull": True})
        one = Unnumbered(str(capfirst(model._meta.verbose_name_plural)))
        for row in rows.order_by("pk").iterator(chunk_size=500):
            document: Any = row
            if not document.number_due(attribute):
                continue
            one.count += 1
            if len(one.documents) < NAMED:
                one.documents.append(document)
        if one.count:
            found.append(one)
    return found


def _number_fields(kinds: Iterable[NumberKind]) -> Iterator[tuple[type[Model], str, bool]]:
    places = {place: None for kind in kinds for place in places_of(kind.code)}
    for path, attribute in places:
        model = apps.get_model(path)
        where_assigned = getattr(model._meta.get_field(attribute), "where_assigned", False)
        yield model, attribute, where_assigned
