"""A number range as the order type grid shows it: from – to – next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from numbering.choices import GapPolicy
from numbering.engine.plan import plan_of_line
from numbering.exceptions import NumberingError
from numbering.models import NumberSeries, SeriesLine
from numbering.selectors import SeriesStanding, standing_of
from numbering.services import numbers_left, peek
from numbering.services.drawing import next_value


@dataclass(frozen=True, slots=True)
class ShownRange:
    """What the grid shows of a series; all empty where there is none.

    An empty `next` beside a range means that numbers are typed (Winbas: Ordernr left blank).
    `left` is None for a range that counts nothing.
    """

    first: str = ""
    last: str = ""
    next: str = ""
    left: int | None = None


def grid_line(series: NumberSeries, on: date | None = None) -> SeriesLine | None:
    """The line of a series that the grid shows and changes: the one in force today."""
    today = on or timezone.localdate()
    lines = sorted(
        series.lines.all(), key=lambda line: (line.starting_date or date.min, -line.first_number)
    )
    started = [line for line in lines if (line.starting_date or date.min) <= today]
    return (started or lines)[-1] if lines else None


def shown_range(series: NumberSeries | None) -> ShownRange:
    """The range of a series as the grid shows it."""
    line = None if series is None else grid_line(series)
    if series is None or line is None:
        return ShownRange()
    today = timezone.localdate()
    first = line.sample(line.first_number)
    last = "" if line.last_number is None else line.sample(line.last_number)
    if not series.default_numbers:
        return ShownRange(first, last)
    try:
        upcoming = peek(series, on=today)
    except NumberingError:
        # Used up or blocked: where the counter stands all the same.
        upcoming = line.text(counter_value(line), today)
    return ShownRange(first, last, upcoming, numbers_left(series, on=today))


def shown_ranges(all_series: Iterable[NumberSeries]) -> dict[int, ShownRange]:
    """The ranges of many series as the grid shows them, in a few queries for all of them.

    `company` and `lines` should have been fetched with the series.
    """
    series = list(all_series)
    standings = standing_of(series, on=timezone.localdate())
    return {one.pk: _range_of(one, standings[one.pk]) for one in series}


def _range_of(series: NumberSeries, standing: SeriesStanding) -> ShownRange:
    line = grid_line(series)
    stands = next((one for one in standing.in_force if one.line == line), None)
    plain = stands is not None and len(standing.in_force) == 1 and standing.next_number
    if line is None or not plain or line.gap_policy == GapPolicy.FILL_GAPS:
        # Used up, blocked, typed, of several lines or with freed numbers: rare, so look closer.
        return shown_range(series)
    first = line.sample(line.first_number)
    last = "" if line.last_number is None else line.sample(line.last_number)
    return ShownRange(first, last, standing.next_number, standing.left)


def counter_value(line: SeriesLine) -> int:
    """Where the line's counter stands today."""
    plan = plan_of_line(line, line.series.company.fiscal_year_first_month)
    return next_value(plan, plan.period(timezone.localdate()))
