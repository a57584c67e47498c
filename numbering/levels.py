"""How full the lines in force are, and how long they last: start page, outlook, warnings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from numbering.engine.plan import plan_of_line
from numbering.engine.sequences import sequences_next
from numbering.models import Company, Counter, NumberSeries, SeriesLine
from numbering.pace import Pace, numbers_per_day, pace_at
from numbering.periods import last_day_of, period_of

# Without a warning number of its own a line counts as low when this share of it is used.
LOW_FROM = 0.9


@dataclass
class Level:
    """Where a line stands in the period of a day."""

    line: SeriesLine
    next_value: int
    left: int
    period: str = ""
    # The key of its counter, where it has given out numbers in the period.
    counter: int | None = None
    # How many numbers a day it gives out, once `read_pace` has looked.
    per_day: float | None = None

    @property
    def series(self) -> NumberSeries:
        """The line's series."""
        return self.line.series

    @property
    def is_open_ended(self) -> bool:
        """Whether no last number is set."""
        return self.line.last_number is None

    @property
    def total(self) -> int:
        """How many numbers the line has."""
        return (self.line.last_value - self.line.first_number) // self.line.increment + 1

    @property
    def used(self) -> int:
        """How many of them lie behind the counter."""
        return self.total - self.left

    @property
    def is_used_up(self) -> bool:
        """Whether none is left."""
        return self.left == 0

    @property
    def is_low(self) -> bool:
        """Whether it is time to look after it."""
        warning = self.line.warning_number
        if warning is not None and self.next_value >= warning:
            return True
        return self.is_used_up or (warning is None and self.used >= self.total * LOW_FROM)

    @property
    def pace(self) -> Pace | None:
        """Numbers a day, and the days that the rest lasts; None while nothing tells."""
        if self.per_day is None:
            return None
        return pace_at(self.per_day, left=None if self.is_open_ended else self.left)

    def days_left(self, today: date) -> int | None:
        """In how many days the last number goes; None where it lasts its period, or for ever."""
        if self.is_used_up:
            return 0
        runs_out = self.pace.runs_out_on(today) if self.pace else None
        if runs_out is None:
            return None
        month = self.series.company.fiscal_year_first_month
        if self.period and runs_out > last_day_of(self.period, month):
            return None
        return (runs_out - today).days


def levels_in_force(company: Company, *, on: date) -> list[Level]:
    """The lines that number documents of the day: two queries, a third for native sequences.

    A line that is used up is left out where another of the same day goes on.
    """
    lines = (
        SeriesLine.objects.able_to_print()
        .filter(series__company=company, series__default_numbers=True)
        .filter(Q(starting_date=None) | Q(starting_date__lte=on))
        .select_related("series")
        .order_by("series__code", "first_number", "pk")
    )
    in_force: dict[int, list[SeriesLine]] = {}
    for line in lines:
        line.series.company = company
        same = in_force.setdefault(line.series_id, [])
        start = line.starting_date or date.min
        if same and start > (same[0].starting_date or date.min):
            same.clear()
        if not same or start == (same[0].starting_date or date.min):
            same.append(line)
    month = company.fiscal_year_first_month
    levels = [
        Level(line, line.first_number, 0, period_of(on, line.restart, month))
        for same in in_force.values()
        for line in same
    ]
    _read_counters(levels, month)
    going_on = {level.line.series_id for level in levels if not level.is_used_up}
    return [
        level for level in levels if not (level.is_used_up and level.line.series_id in going_on)
    ]


def low_levels(company: Company, *, on: date) -> list[Level]:
    """The lines in force that run low or are used up, the fullest first."""
    found = [
        level
        for level in levels_in_force(company, on=on)
        if level.is_low and not level.is_open_ended
    ]
    return sorted(found, key=lambda level: (level.left / level.total, level.series.code))


def read_pace(levels: Iterable[Level], *, today: date) -> None:
    """How fast the lines are used: one query, bounded in each line."""
    by_counter = {level.counter: level for level in levels if level.counter is not None}
    if not by_counter:
        return
    for counter, per_day in numbers_per_day(by_counter, today=today).items():
        by_counter[counter].per_day = per_day


def _read_counters(levels: list[Level], first_month: int) -> None:
    rows = Counter.objects.filter(
        line__in=[level.line.pk for level in levels],
        period__in={level.period for level in levels},
    )
    counters = {
        (line, period): (key, value)
        for key, line, period, value in rows.values_list("pk", "line", "period", "next_value")
    }
    # Lines that allow gaps may count in a sequence of the database, which knows better.
    upcoming = sequences_next(
        (plan_of_line(level.line, first_month), level.period) for level in levels
    )
    for level in levels:
        place = (level.line.pk, level.period)
        level.counter, value = counters.get(place, (None, level.line.first_number))
        level.next_value = upcoming.get(place, value)
        steps = (level.line.last_value - level.next_value) // level.line.increment + 1
        level.left = max(0, steps)
