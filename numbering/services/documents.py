"""Numbers of documents as they are saved and deleted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from numbering.choices import GapPolicy, State
from numbering.engine.request import User
from numbering.exceptions import NumberedDocumentKept
from numbering.models import IssuedNumber, NumberSeries
from numbering.services.claiming import claim
from numbering.services.drawing import draw_many
from numbering.services.holding import release
from numbering.services.lookup import series_for

if TYPE_CHECKING:
    from numbering.documents import NumberedModel


@dataclass(frozen=True, slots=True)
class _Due:
    """A number that a document needs now."""

    document: NumberedModel
    field: str
    series: NumberSeries
    kind: str
    on: date
    typed: str

    @property
    def group(self) -> tuple[int, bool, date, str, str]:
        """What is drawn together; typed numbers come first, so that the drawn ones skip them."""
        return (self.series.pk, not self.typed, self.on, self.kind, self.field)


def draw_for_documents(
    documents: Iterable[NumberedModel], *, by: User = None
) -> list[tuple[NumberedModel, str]]:
    """Draw or claim each number that is due and empty; returns which fields were filled.

    One statement per series, kind and date. Series are taken in the order of their keys, whatever
    order the fields stand in, so that two documents that draw from the same two series never wait
    for each other in a circle.
    """
    groups: dict[tuple[int, bool, date, str, str], list[_Due]] = defaultdict(list)
    for document in documents:
        for due in _due(document):
            groups[due.group].append(due)
    taken = [pair for key in sorted(groups) for pair in _take(groups[key], by)]
    for due, number in taken:  # all of them, or none
        setattr(due.document, due.field, number)
    return [(due.document, due.field) for due, _number in taken]


def _due(document: NumberedModel) -> Iterator[_Due]:
    typed: dict[str, str] = getattr(document, "_typed_numbers", {})
    for field in document.number_fields():
        if getattr(document, field.attname) is None and document.number_due(field.name):
            kind = document.number_kind(field.name)
            yield _Due(
                document=document,
                field=field.name,
                series=document.number_series(field.name) or series_for(document.company, kind),
                kind=kind,
                on=document.number_date(),
                typed=typed.get(field.name, ""),
            )


def _take(group: list[_Due], by: User) -> Iterator[tuple[_Due, IssuedNumber]]:
    """The numbers of a group, which are all typed or all drawn."""
    first = group[0]
    series, on, kind = first.series, first.on, first.kind
    if not first.typed:
        numbers = draw_many(series, len(group), on=on, by=by, kind=kind)
        yield from zip(group, numbers, strict=True)
        return
    for due in group:
        yield due, claim(due.typed, company=series.company, kind=kind, on=on, by=by, series=series)


def refuse_deletion(document: NumberedModel) -> None:
    """Refuse to delete a document whose number may leave no gap. Raises NumberedDocumentKept."""
    for number in _numbers_of(document):
        if number.line is None or number.line.gap_policy == GapPolicy.UNBROKEN:
            raise NumberedDocumentKept(
                _(
                    "%(number)s has its number from a series without gaps and cannot be deleted: "
                    "cancel it instead."
                )
                % {"number": number.text}
            )


def give_back_numbers(document: NumberedModel) -> None:
    """A deleted document's numbers are freed where gaps are filled, void where they may stay."""
    for number in _numbers_of(document):
        if number.state == State.IN_USE:
            release(number, reason=_("document deleted"))


def _numbers_of(document: NumberedModel) -> list[IssuedNumber]:
    keys = [getattr(document, field.attname) for field in document.number_fields()]
    numbers = IssuedNumber.objects.filter(pk__in=[key for key in keys if key is not None])
    return list(numbers.select_related("line").order_by("pk"))
