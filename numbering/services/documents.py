"""Numbers of documents as they are saved and deleted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from numbering.choices import GapPolicy, State
from numbering.engine.request import User
from numbering.exceptions import NumberedDocumentKept
from numbering.models import IssuedNumber, NumberSeries
from numbering.services.claiming import claim
from numbering.services.drawing import draw, draw_many
from numbering.services.holding import release
from numbering.services.lookup import series_for

if TYPE_CHECKING:
    from numbering.documents import NumberedModel


def draw_for_document(document: NumberedModel, *, by: User = None) -> list[str]:
    """Draw or claim each number that is due and empty; returns the fields that were filled.

    Series are taken in the order of their keys, whatever order the fields stand in, so that two
    documents that draw from the same two series never wait for each other in a circle.
    """
    wanted = [
        (_series_of(document, field.name), field.name)
        for field in document.number_fields()
        if getattr(document, field.attname) is None and document.number_due(field.name)
    ]
    typed: dict[str, str] = getattr(document, "_typed_numbers", {})
    for series, field in sorted(wanted, key=lambda pair: (pair[0].pk, pair[1])):
        number = _number(document, field, series, typed.get(field, ""), by)
        setattr(document, field, number)
    return [field for _series, field in wanted]


def _series_of(document: NumberedModel, field: str) -> NumberSeries:
    series = document.number_series(field)
    return series or series_for(document.company, document.number_kind(field))


def _number(
    document: NumberedModel, field: str, series: NumberSeries, typed: str, by: User
) -> IssuedNumber:
    on, kind = document.number_date(), document.number_kind(field)
    if typed:
        return claim(typed, company=series.company, kind=kind, on=on, by=by, series=series)
    return draw(series, on=on, by=by, kind=kind)


def draw_for_documents(documents: Iterable[NumberedModel], *, by: User = None) -> None:
    """Draw the numbers of many new documents: one statement per series, kind and date."""
    wanted: dict[tuple[int, str, str, str], list[tuple[NumberedModel, NumberSeries, str]]]
    wanted = defaultdict(list)
    for document in documents:
        for field in document.number_fields():
            if getattr(document, field.attname) is None and document.number_due(field.name):
                series = _series_of(document, field.name)
                kind = document.number_kind(field.name)
                key = (series.pk, document.number_date().isoformat(), kind, field.name)
                wanted[key].append((document, series, field.name))
    for key in sorted(wanted):
        group = wanted[key]
        first, series, _field = group[0]
        numbers = draw_many(series, len(group), on=first.number_date(), by=by, kind=key[2])
        for (document, _s, name), number in zip(group, numbers, strict=True):
            setattr(document, name, number)


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
