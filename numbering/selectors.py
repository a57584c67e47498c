"""What the settings screens read across series, lines, counters and issued numbers.

Many series at once cost a fixed number of queries; the rules are those of the draw.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q

from numbering.choices import GapPolicy, State
from numbering.engine.careful import is_native
from numbering.engine.plan import LinePlan, SeriesPlan, plan_of_line
from numbering.engine.standing import next_value
from numbering.exceptions import NumberingError
from numbering.models import Counter, IssuedNumber, NumberSeries, SeriesLine
from numbering.periods import period_of
from numbering.services import preview


@dataclass
class LineStanding:
    """Where a line stands in the period of a date."""

    line: SeriesLine
    plan: LinePlan
    period: str
    next_value: int
    issued: int = 0
    # Numbers that were typed or reserved at or above the counter.
    ahead: int = 0

    @property
    def left(self) -> int | None:
        """How many numbers can still be drawn; None for an open-ended line."""
        if self.line.last_number is None:
            return None
        steps = (self.line.last_value - self.next_value) // self.line.increment + 1
        return max(0, steps - self.ahead)

    @property
    def total(self) -> int | None:
        """How many numbers the range has."""
        if self.line.last_number is None:
            return None
        return (self.line.last_number - self.line.first_number) // self.line.increment + 1

    @property
    def used(self) -> int:
        """How many of them lie behind the counter."""
        return max(0, (self.next_value - self.line.first_number) // self.line.increment)

    @property
    def is_low(self) -> bool:
        """Whether the warning number is reached, or 9 of 10 numbers are used where none is set."""
        warning = self.line.warning_number
        if warning is not None:
            return self.next_value >= warning
        return self.total is not None and self.used * 10 >= self.total * 9

    def place_of(self, value: int, width: int = 1000) -> int:
        """Where a counter value lies on a ruler of this width."""
        last = self.line.last_number
        if last is None:
            return 0
        span = last - self.line.first_number + 1
        place = (value - self.line.first_number) * width // span
        return max(0, min(width, place))


@dataclass
class SeriesStanding:
    """Where a series stands on a date: its next number, or why there is none."""

    series: NumberSeries
    lines: list[LineStanding] = field(default_factory=list)
    # Those that a document of the date would be numbered from.
    in_force: list[LineStanding] = field(default_factory=list)
    next_number: str = ""
    problem: str = ""

    @property
    def left(self) -> int | None:
        """How many numbers can still be drawn; None where a line is open-ended."""
        found = [one.left for one in self.in_force]
        return None if None in found else sum(one for one in found if one is not None)

    @property
    def share_used(self) -> int | None:
        """Percent of the range that is used; None where a line is open-ended."""
        totals = [one.total for one in self.in_force]
        if not totals or None in totals:
            return None
        whole = sum(one for one in totals if one is not None)
        used = sum(min(one.used, one.total or 0) for one in self.in_force)
        return 100 * used // whole if whole else 100

    @property
    def is_low(self) -> bool:
        """Whether it is time to look after the series."""
        return bool(self.in_force) and all(one.is_low for one in self.in_force)


def standing_of(all_series: Iterable[NumberSeries], *, on: date) -> dict[int, SeriesStanding]:
    """Where each series stands, by key: about six queries, however many series there are.

    `series.company` should have been fetched with the series.
    """
    found = {series.pk: SeriesStanding(series) for series in all_series}
    lines = SeriesLine.objects.filter(series__in=found).order_by("starting_date", "first_number")
    for line in lines:
        standing = found[line.series_id]
        line.series = standing.series
        month = standing.series.company.fiscal_year_first_month
        plan = plan_of_line(line, month)
        period = period_of(on, line.restart, month)
        standing.lines.append(LineStanding(line, plan, period, line.first_number))
    for standing in found.values():
        _put_in_force(standing, on)
    # A page about one series shows all its lines; a list only those that number documents today.
    shown = [
        one
        for standing in found.values()
        for one in (standing.lines if len(found) == 1 else standing.in_force)
    ]
    _read_counters(shown)
    _count_issued(shown)
    taken = _taken_next(shown)
    for standing in found.values():
        if not standing.problem:
            _find_next(standing, on, taken)
    return found


def _read_counters(lines: Sequence[LineStanding]) -> None:
    values = {
        (line, period): value
        for line, period, value in Counter.objects.filter(
            line__in=[one.line.pk for one in lines]
        ).values_list("line", "period", "next_value")
    }
    for one in lines:
        one.next_value = values.get((one.line.pk, one.period), one.line.first_number)
        if one.line.gap_policy == GapPolicy.GAPS_ALLOWED and is_native(one.plan):
            one.next_value = next_value(one.plan, one.period)


def _count_issued(lines: Sequence[LineStanding]) -> None:
    """How many numbers each line gave out in its period, and how many lie ahead of the counter."""
    if not lines:
        return
    period = Q()
    ahead = Q()
    for one in lines:
        this = Q(line=one.line.pk, period=one.period)
        period |= this
        ahead |= this & Q(value__gte=one.next_value)
    counts = {
        row["line"]: row
        for row in IssuedNumber.objects.filter(period)
        .order_by()
        .values("line")
        .annotate(
            issued=Count("pk", filter=~Q(state=State.FREE)),
            ahead=Count("pk", filter=ahead),
        )
    }
    for one in lines:
        row = counts.get(one.line.pk)
        if row:
            one.issued, one.ahead = row["issued"], row["ahead"]


def _taken_next(lines: Sequence[LineStanding]) -> set[int]:
    """The lines whose next counter value a typed number has taken already."""
    condition = Q()
    for one in lines:
        condition |= Q(line=one.line.pk, period=one.period, value=one.next_value)
    if not condition:
        return set()
    rows = IssuedNumber.objects.filter(condition).order_by().values_list("line", flat=True)
    return {line for line in rows if line is not None}


def _put_in_force(standing: SeriesStanding, on: date) -> None:
    """Find the lines for the date, by the rules of the draw."""
    series = standing.series
    plan = SeriesPlan(
        series=series,
        id=series.pk,
        code=series.code,
        company_id=series.company_id,
        register=series.register,
        revision=series.revision,
        blocked=series.blocked,
        default_numbers=series.default_numbers,
        date_order=series.date_order,
        lines=tuple(one.plan for one in standing.lines),
    )
    by_id = {one.line.pk: one for one in standing.lines}
    try:
        in_force = plan.lines_in_force(on)
        standing.in_force = [by_id[one.id] for one in in_force if not one.blocked]
        plan.lines_for(on)
    except NumberingError as error:
        standing.problem = str(error)


def _find_next(standing: SeriesStanding, on: date, taken: set[int]) -> None:
    """The next number: from the counter where that is all there is to it, else by the draw."""
    simple = not standing.series.date_order and all(
        one.line.pk not in taken and one.line.gap_policy != GapPolicy.FILL_GAPS
        for one in standing.in_force
    )
    upcoming = next(
        (one for one in standing.in_force if one.next_value <= one.line.last_value), None
    )
    if simple and upcoming is not None:
        standing.next_number = upcoming.line.text(upcoming.next_value, on)
        return
    try:
        standing.next_number = preview(standing.series, 1, on=on)[0]
    except NumberingError as error:
        standing.problem = str(error)
