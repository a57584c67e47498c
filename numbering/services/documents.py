"""Numbers of documents as they are saved and deleted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from numbering.choices import GapPolicy, Origin, State
from numbering.engine.request import User
from numbering.exceptions import (
    ConflictError,
    NumberedDocumentKept,
    NumberingError,
    SeriesExhausted,
    SeriesNotRelated,
    SetupError,
)
from numbering.models import IssuedNumber, NumberSeries
from numbering.periods import period_of
from numbering.services.claiming import claim
from numbering.services.drawing import draw_many, numbers_left
from numbering.services.holding import release
from numbering.services.lookup import find_series, pickable_series, series_for

if TYPE_CHECKING:
    from numbering.documents import NumberedModel


Refused = Callable[["NumberedModel", NumberingError], None]


@dataclass(frozen=True, slots=True)
class Due:
    """A number that a document needs now."""

    document: NumberedModel
    field: str
    series: NumberSeries
    kind: str
    on: date
    typed: str
    # The number that it replaces, because the document's date has moved to another period.
    former: IssuedNumber | None = None

    @property
    def group(self) -> tuple[int, bool, date]:
        """What is drawn in one go; typed numbers come first, so that the drawn ones skip them."""
        return (self.series.pk, not self.typed, self.on)


def draw_for_documents(
    documents: Iterable[NumberedModel], *, by: User = None, refused: Refused | None = None
) -> list[tuple[NumberedModel, str, IssuedNumber | None]]:
    """Draw or claim each number that is due and empty, or out of its period.

    Returns which fields were filled, and the numbers that stood there before.

    One statement per series and date, as long as the kind stays the same; on one date numbers
    follow the order of the documents. Series are taken in the order of their keys, whatever
    order the fields stand in, so that two documents that draw from the same two series never wait
    for each other in a circle.

    A document that can get no number goes to `refused`; without that, its error is raised. Where
    one was refused, others may be without their numbers, and it may have one of several: the
    caller rolls all of it back, and draws for the rest. Raises ConflictError in any case.
    """
    groups = due_in_groups(documents, refused=refused)
    taken = [pair for group in groups for pair in _taken(group, by, refused)]
    for due, number in taken:  # all of them, or none
        setattr(due.document, due.field, number)
        if due.former is not None:
            _give_back_moved(due.former, number, due.on)
    return [(due.document, due.field, due.former) for due, _number in taken]


def claim_for_documents(
    documents: Iterable[NumberedModel],
    *,
    by: User = None,
    origin: str = Origin.TYPED,
    refused: Refused,
) -> list[str]:
    """Claim the numbers that were typed; those that are drawn wait for `draw_for_documents`.

    One that cannot be had goes to `refused`, so that many documents learn each of its own.
    Returns the fields that were filled. Raises ConflictError.
    """
    fields: list[str] = []
    for group in due_in_groups(documents, refused=refused):
        for due in group if group[0].typed else ():
            try:
                with _naming(due.field):
                    number = _claimed(due, by, origin)
            except ConflictError:
                raise
            except NumberingError as error:
                refused(due.document, error)
            else:
                setattr(due.document, due.field, number)
                fields.append(due.field)
    return fields


def due_in_groups(
    documents: Iterable[NumberedModel], *, refused: Refused | None = None
) -> list[list[Due]]:
    """The numbers that documents need now: what is drawn together, in the order of drawing.

    A document whose series cannot be told goes to `refused`; without that, its error is raised.
    """
    groups: dict[tuple[int, bool, date], list[Due]] = defaultdict(list)
    # Many documents ask for few kinds.
    find, assigned = cache(find_series), cache(series_for)
    for document in documents:
        try:
            for due in _due(document, find, assigned):
                groups[due.group].append(due)
        except NumberingError as error:
            if refused is None:
                raise
            refused(document, error)
    return [
        list(alike)
        for key in sorted(groups)
        for _, alike in groupby(groups[key], key=lambda due: (due.kind, due.field, due.typed))
    ]


def _due(
    document: NumberedModel,
    find: Callable[..., NumberSeries | None],
    assigned: Callable[..., NumberSeries],
) -> Iterator[Due]:
    """What the document needs; `find` and `assigned` tell the series set for a kind."""
    typed: dict[str, str] = getattr(document, "_typed_numbers", {})
    for field in document.number_fields():
        name = field.name
        if not document.number_due(name):
            continue
        number: IssuedNumber | None = getattr(document, name)
        if number is not None and not has_moved(document, number):
            continue
        kind = document.number_kind(name)
        if field.where_assigned and number is None:
            there = find(document.company, kind)
            if there is None:
                continue
            series = there
        else:
            with _naming(name):
                series = series_of(document, name, number, assigned=assigned)
        yield Due(
            document=document,
            field=name,
            series=series,
            kind=kind,
            on=document.number_date(),
            typed=typed.get(name, "") if number is None else "",
            former=number,
        )


def series_of(
    document: NumberedModel,
    field: str,
    former: IssuedNumber | None = None,
    *,
    assigned: Callable[..., NumberSeries] = series_for,
) -> NumberSeries:
    """Where a number comes from.

    The series picked at entry, the document's own choice, or the one set for its kind, which
    `assigned` tells; a document that moves to another period stays in its series.
    """
    if former is not None and former.series is not None:
        return former.series
    department = document.number_department()
    usual = document.number_series(field) or assigned(
        document.company, document.number_kind(field), department=department
    )
    if usual.company_id != document.company_id:
        raise SetupError(
            _("%(series)s is the number series of another company.") % {"series": usual.code},
            series=usual,
        )
    picked: NumberSeries | None = getattr(document, "_picked_series", {}).get(field)
    if picked is None or picked == usual:
        return usual
    if picked not in pickable_series(usual):
        raise SeriesNotRelated(
            _("%(picked)s is not related to %(usual)s: pick another series, or leave it.")
            % {"picked": picked.code, "usual": usual.code},
            series=picked,
        )
    return picked


def has_moved(document: NumberedModel, number: IssuedNumber) -> bool:
    """Whether the document's date now lies in another period of a line that starts again."""
    if not number.period or number.line is None:
        return False
    month = document.company.fiscal_year_first_month
    return period_of(document.number_date(), number.line.restart, month) != number.period


def _give_back_moved(former: IssuedNumber, number: IssuedNumber, on: date) -> None:
    """easyWinArt: a document moved to another year gets a new number; the old one is given back."""
    if former.state == State.IN_USE:
        reason = _("document moved to %(date)s, now %(number)s") % {
            "date": date_format(on, "SHORT_DATE_FORMAT"),
            "number": number.text,
        }
        release(former, reason=reason)


@contextmanager
def _naming(field: str) -> Iterator[None]:
    """Errors say which of a document's numbers they are about, for forms that show several."""
    try:
        yield
    except NumberingError as error:
        error.facts.setdefault("number_field", field)
        raise


def _taken(group: list[Due], by: User, refused: Refused | None) -> list[tuple[Due, IssuedNumber]]:
    try:
        with _naming(group[0].field):
            return list(_take(group, by))
    except ConflictError:
        raise
    except NumberingError as error:
        if refused is None:
            raise
        for due in group[_reach(group, error) :]:
            refused(due.document, error)
        return []


def _reach(group: list[Due], error: NumberingError) -> int:
    """For how many of a group the numbers last; one at least was refused."""
    if not isinstance(error, SeriesExhausted):
        return 0
    left = numbers_left(group[0].series, on=group[0].on)
    return len(group) - 1 if left is None else min(left, len(group) - 1)


def _take(group: list[Due], by: User) -> Iterator[tuple[Due, IssuedNumber]]:
    """The numbers of a group, which are all typed or all drawn."""
    first = group[0]
    series, on, kind = first.series, first.on, first.kind
    if not first.typed:
        numbers = draw_many(series, len(group), on=on, by=by, kind=kind)
        yield from zip(group, numbers, strict=True)
        return
    for due in group:
        yield due, _claimed(due, by)


def _claimed(due: Due, by: User, origin: str = Origin.TYPED) -> IssuedNumber:
    return claim(
        due.typed,
        company=due.series.company,
        kind=due.kind,
        on=due.on,
        by=by,
        series=due.series,
        origin=origin,
    )


def refuse_deletion(document: NumberedModel) -> None:
    """Refuse to delete a document whose number may leave no gap. Raises NumberedDocumentKept."""
    for number in _numbers_of(document):
        if number.line is None or number.line.gap_policy == GapPolicy.UNBROKEN:
            raise NumberedDocumentKept(
                _(
                    "%(number)s has its number from %(code)s, a series without gaps, and cannot "
                    "be deleted: cancel it instead."
                )
                % {
                    "number": number.text,
                    "code": number.series.code if number.series else number.register,
                }
            )


def give_back_numbers(document: NumberedModel) -> None:
    """A deleted document's numbers are freed where gaps are filled, void where they may stay."""
    for number in _numbers_of(document):
        if number.state == State.IN_USE:
            release(number, reason=_("document deleted"))


def _numbers_of(document: NumberedModel) -> list[IssuedNumber]:
    keys = [getattr(document, field.attname) for field in document.number_fields()]
    numbers = IssuedNumber.objects.filter(pk__in=[key for key in keys if key is not None])
    return list(numbers.select_related("line", "series").order_by("pk"))
