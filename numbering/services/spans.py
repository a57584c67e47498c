"""What is missing from a stretch of numbers, without reading the line that it is a part of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F, Max, Q, Window
from django.db.models.functions import Lag

from numbering.choices import GapPolicy
from numbering.engine.plan import LinePlan, plan_of_line
from numbering.models import Counter, CounterJump, IssuedNumber, SeriesLine
from numbering.querysets import IssuedNumberQuerySet, Span
from numbering.services.completeness import Hole, runs, taken_elsewhere

# So many stretches are asked for at once: SQLite takes no condition that is deeper than 1000.
_TOGETHER = 100
_Place = tuple[int, str]
_Gap = tuple[int, int]


@dataclass(slots=True)
class _Stretch:
    """A span with what explains its holes."""

    span: Span
    line: SeriesLine
    plan: LinePlan
    jumps: list[CounterJump]
    # Numbers typed ahead of the counter leave none missing that it did not come to yet.
    reached: int | None

    @property
    def place(self) -> _Place:
        """Its line and period."""
        return self.span.line_id, self.span.period

    def step_from(self, value: int) -> int:
        """The first number from this counter on that the line itself draws."""
        first, increment = self.plan.first, self.plan.increment
        return first + -(-(value - first) // increment) * increment


def in_parts(spans: Iterable[Span]) -> list[list[Span]]:
    """The spans in parts that one query can ask for."""
    rows = list(spans)
    return [rows[start : start + _TOGETHER] for start in range(0, len(rows), _TOGETHER)]


def holes_in(spans: Iterable[Span]) -> dict[Span, list[Hole]]:
    """The numbers that were never given out within these spans, each with its cause.

    The ones just below a span's first number belong to it, so that spans which follow each other
    leave none out. As in `completeness`, one without a cause is an alarm. A fixed number of
    queries, but for spans that begin after a hole or have an unexplained one: one more each.
    """
    found: dict[Span, list[Hole]] = {}
    for part in in_parts(spans):
        stretches = _stretches(part)
        before = _before(stretches)
        gaps = _gaps(stretches)
        for one in stretches:
            inside = gaps[one.place]
            found[one.span] = _holes(one, [*before.get(one.span, []), *inside])
    return found


def _stretches(spans: Sequence[Span]) -> list[_Stretch]:
    keys = {one.line_id for one in spans}
    lines = SeriesLine.objects.select_related("series__company").in_bulk(keys)
    jumps: dict[_Place, list[CounterJump]] = defaultdict(list)
    for jump in CounterJump.objects.filter(line__in=keys).order_by("from_value", "pk"):
        jumps[jump.line_id, jump.period].append(jump)
    counters = Counter.objects.filter(line__in=keys).order_by("pk")
    reached = {(one.line_id, one.period): one.next_value for one in counters}
    found = []
    for span in spans:
        line, place = lines[span.line_id], (span.line_id, span.period)
        plan = plan_of_line(line, line.series.company.fiscal_year_first_month)
        counter = reached.get(place, plan.first)
        # Lines that allow gaps may count in a sequence of the database.
        last = None if plan.gap_policy == GapPolicy.GAPS_ALLOWED else counter
        found.append(_Stretch(span, line, plan, jumps[place], last))
    return found


def _before(stretches: list[_Stretch]) -> dict[Span, list[_Gap]]:
    """The gaps between a stretch and the number before it, where there are any."""
    behind = {one.span: one.step_from(one.span.first) - one.plan.increment for one in stretches}
    asked = Q(pk__in=())
    for span, value in behind.items():
        asked |= Q(line_id=span.line_id, period=span.period, value=value)
    rows = IssuedNumber.objects.filter(asked).values_list("line_id", "period", "value")
    there = set(rows.order_by())
    found: dict[Span, list[_Gap]] = {}
    for one in stretches:
        value = behind[one.span]
        if value < one.plan.first or (*one.place, value) in there:
            continue
        numbers = _aligned(IssuedNumber.objects.of_line(*one.place)).order_by()
        last = numbers.filter(value__lt=one.span.first).aggregate(last=Max("value"))["last"]
        start = one.plan.first if last is None else last + one.plan.increment
        found[one.span] = [(start, value + one.plan.increment)]
    return found


def _gaps(stretches: list[_Stretch]) -> dict[_Place, list[_Gap]]:
    """Where neighbours are further apart than their line counts: found by the database."""
    plans = {one.span.line_id: one.plan for one in stretches}
    numbers = _aligned(IssuedNumber.objects.in_spans(one.span for one in stretches)).annotate(
        before=Window(
            Lag("value"), partition_by=[F("line_id"), F("period")], order_by=F("value").asc()
        )
    )
    far = numbers.filter(value__gt=F("before") + F("line__increment"))
    found: dict[_Place, list[_Gap]] = defaultdict(list)
    rows = far.order_by("line_id", "period", "value").values_list(
        "line_id", "period", "before", "value"
    )
    for line, period, before, value in rows:
        assert value is not None  # it is larger than another one
        found[line, period].append((before + plans[line].increment, value))
    return found


def _aligned(numbers: IssuedNumberQuerySet) -> IssuedNumberQuerySet:
    """The numbers that their line itself would draw; typed ones may lie between its steps."""
    steps = (F("value") - F("line__first_number")) % F("line__increment")
    return numbers.annotate(step=steps).filter(step=0)


def _holes(one: _Stretch, gaps: list[_Gap]) -> list[Hole]:
    if one.reached is not None:
        end = one.step_from(one.reached)
        gaps = [(start, min(stop, end)) for start, stop in gaps if start < end]

    def between(values: Sequence[int]) -> list[Hole]:
        holes: list[Hole] = []
        for start, stop in gaps:
            taken = [value for value in values if start <= value < stop]
            holes += runs(one.plan, one.jumps, taken, stop, start=start)
        return holes

    holes = between(())
    if all(hole.cause for hole in holes):
        return holes
    return between(sorted(set(taken_elsewhere(one.line.series, one.plan, one.span.period))))
