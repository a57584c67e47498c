"""The numbers of a journal's series that none of its invoices has, each with what became of it.

The law wants invoices numbered without a break, so a journal names every number between the first
and the last one given out in its period: what is void and why, what waits on a draft, what bears a
date of another period, and what was never given out at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date as Date
from typing import Any

from django.db.models import Exists, Max, Min, OuterRef, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator

from invoicing.choices import Fate
from invoicing.journal.figures import Figures
from invoicing.journal.scope import Scope, invoice_series_of
from invoicing.models import Invoice
from invoicing.papers import GAPS_ALLOWED
from numbering.choices import GapPolicy, State
from numbering.kinds import documents_of_numbers
from numbering.models import IssuedNumber, NumberSeries, SeriesLine
from numbering.querysets import IssuedNumberQuerySet, Span, within
from numbering.services.spans import holes_in, in_parts

# So many are named; beyond, a journal says how many more there are.
MOST_NAMED = 500
_FATES = {State.VOID: Fate.VOID, State.FREE: Fate.FREE, State.RESERVED: Fate.RESERVED}


@dataclass(slots=True)
class Unused:
    """A number without an invoice, or a run of such numbers with one cause."""

    series: str
    first: str
    last: str
    count: int
    fate: Fate
    note: str = ""
    url: str = ""
    # Where it stands: series, line, period, counter.
    place: tuple[Any, ...] = ()

    @property
    def is_alarm(self) -> bool:
        """Whether nothing explains it."""
        return self.fate == Fate.MISSING


_OTHER = (
    "pk",
    "date",
    *(f"number__{name}" for name in ("line_id", "period", "value", "text")),
)


@dataclass(frozen=True, slots=True)
class _Other:
    """An invoice of another period whose number lies between those of the journal."""

    pk: int
    date: Date
    line: int
    period: str
    value: int
    text: str

    def is_before(self, other: _Other, increment: int) -> bool:
        """Whether the other has the very next number."""
        same = (self.line, self.period) == (other.line, other.period)
        return same and other.value - self.value == increment


@dataclass(slots=True)
class UnusedNumbers:
    """All of them, as many as are named one by one."""

    rows: list[Unused] = field(default_factory=list)
    # How many numbers are not named, for there are too many.
    more: int = 0

    @property
    def missing(self) -> int:
        """How many numbers nothing explains."""
        return sum(one.count for one in self.rows if one.is_alarm)


def read_unused(scope: Scope, figures: Figures) -> UnusedNumbers:
    """The numbers between the first and the last of each series that no invoice here has.

    A number of queries that does not grow with the invoices, nor with the numbers named.
    """
    series = list(invoice_series_of(scope.company))
    if scope.only is not None:
        series = [one for one in series if one.pk == scope.only.pk]
    spans = _spans(scope, series, figures)
    lines = SeriesLine.objects.select_related("series").in_bulk({one.line_id for one in spans})
    found = UnusedNumbers()
    for rows, count in (
        _without_invoice(scope, series, spans),
        _of_other_periods(scope, spans, lines),
    ):
        found.rows += rows[:MOST_NAMED]
        found.more += max(0, count - MOST_NAMED)
    for span, holes in holes_in(spans).items():
        line = lines[span.line_id]
        found.rows += [
            Unused(
                line.series.code,
                hole.first,
                hole.last,
                hole.count,
                Fate.SKIPPED if hole.cause else Fate.MISSING,
                _cause(line, hole.cause),
                place=(*_line_place(line), span.period, hole.value),
            )
            for hole in holes
        ]
    found.rows.sort(key=lambda one: one.place)
    return found


def _cause(line: SeriesLine, cause: str) -> str:
    """Why numbers were stepped over: the reason that was given, or a word of the paper's own."""
    is_loose = line.gap_policy == GapPolicy.GAPS_ALLOWED
    return str(GAPS_ALLOWED) if is_loose else cause


def _line_place(line: SeriesLine | None) -> tuple[Any, ...]:
    if line is None:
        return ("", True, Date.max, 0, 0)
    return (line.series.code, False, line.starting_date or Date.min, line.first_number, line.pk)


def _spans(scope: Scope, series: list[NumberSeries], figures: Figures) -> list[Span]:
    """From the first to the last number given out in the period, of each line and period.

    Numbers without an invoice count by the date they were given out for: one that is void may be
    the last of its month.
    """
    given = (
        _without(scope)
        .filter(series__in=series, document_date__range=(scope.first, scope.last))
        .exclude(line=None)
        .order_by()
        .values_list("line", "period")
        .annotate(low=Min("value"), high=Max("value"))
    )
    ends = {(one.line_id, one.period): (one.first, one.last) for one in figures.spans}
    for line, period, low, high in given:
        first, last = ends.get((line, period), (low, high))
        ends[line, period] = min(first, low), max(last, high)
    return [Span(line, period, *both) for (line, period), both in sorted(ends.items())]


def _without(scope: Scope) -> IssuedNumberQuerySet:
    """The company's numbers that no issued invoice has."""
    issued = Invoice.objects.issued().filter(number=OuterRef("pk"))
    return IssuedNumber.objects.of(scope.company).filter(~Exists(issued))


def _without_invoice(
    scope: Scope, series: list[NumberSeries], spans: list[Span]
) -> tuple[list[Unused], int]:
    """Void, reserved, given back, on a draft, or taken by something that is no invoice."""
    typed = Q(line=None, series__in=series, document_date__range=(scope.first, scope.last))
    numbers: list[IssuedNumber] = []
    count = 0
    for part in in_parts(spans) or [[]]:
        found = _without(scope).filter(within(part) | typed)
        typed = Q(pk__in=())
        rows = found.select_related("series", "line__series").order_by(
            "line_id", "period", "value", "pk"
        )
        some = list(rows[: MOST_NAMED + 1])
        count += len(some) if len(some) <= MOST_NAMED else found.count()
        numbers += some
    numbers = numbers[:MOST_NAMED]
    documents = documents_of_numbers({one.pk: one.kind for one in numbers})
    return [_named(one, documents.get(one.pk)) for one in numbers], count


def _named(number: IssuedNumber, document: Any) -> Unused:
    is_draft = isinstance(document, Invoice)
    fate = _FATES.get(State(number.state), Fate.DRAFT if is_draft else Fate.TAKEN)
    if is_draft:
        note = f"{document.internal_id}, {_day(document.date)}"
    else:
        note = number.reason or number.reference
    series = number.series.code if number.series is not None else ""
    place = (*_line_place(number.line), number.period, number.value or 0)
    return Unused(
        series,
        number.text,
        number.text,
        1,
        fate,
        Truncator(note).chars(200),
        (document or number).get_absolute_url(),
        (series, *place[1:]),
    )


def _of_other_periods(
    scope: Scope, spans: list[Span], lines: dict[int, SeriesLine]
) -> tuple[list[Unused], int]:
    """Numbers between those of the journal whose invoices bear a date outside of its period."""
    found: list[Unused] = []
    count = 0
    others = (
        Invoice.objects.of(scope.company).issued().exclude(date__range=(scope.first, scope.last))
    )
    for part in in_parts(spans):
        rows = others.filter(within(part, "number__"))
        values = rows.order_by("number__line_id", "number__period", "number__value", "pk")
        some = [_Other(*one) for one in values.values_list(*_OTHER)[: MOST_NAMED + 1]]
        count += len(some) if len(some) <= MOST_NAMED else rows.count()
        found += _runs(some, lines)
    return found, count


def _runs(others: Iterable[_Other], lines: dict[int, SeriesLine]) -> Iterator[Unused]:
    """Numbers that follow each other, as one row with the first and the last date."""
    run: list[_Other] = []
    for one in others:
        if run and not run[-1].is_before(one, lines[one.line].increment):
            yield _run(run, lines[run[-1].line])
            run = []
        run.append(one)
    if run:
        yield _run(run, lines[run[-1].line])


def _run(run: list[_Other], line: SeriesLine) -> Unused:
    first, dates = run[0], sorted(one.date for one in run)
    note = _day(dates[0]) if dates[0] == dates[-1] else f"{_day(dates[0])} – {_day(dates[-1])}"
    return Unused(
        line.series.code,
        first.text,
        run[-1].text,
        len(run),
        Fate.ELSEWHERE,
        note,
        reverse("invoicing:invoice_detail", args=[first.pk]) if len(run) == 1 else "",
        (*_line_place(line), first.period, first.value),
    )


def _day(day: Date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
