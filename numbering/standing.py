"""Where a line, and a series, stands on a date: what selectors find and screens show."""

from __future__ import annotations

from dataclasses import dataclass, field

from numbering.engine.plan import LinePlan, SeriesPlan
from numbering.exceptions import NumberingError
from numbering.models import NumberSeries, SeriesLine
from numbering.pace import Pace, pace_at


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
    # Numbers given back that a draw uses before it counts on.
    freed: int = 0
    # The key of its counter, where it has given out numbers in the period.
    counter: int | None = None
    # How many numbers a day it gives out; see numbering.pace.
    per_day: float | None = None

    @property
    def left(self) -> int | None:
        """How many numbers can still be drawn; None for an open-ended line."""
        if self.line.last_number is None:
            return None
        steps = (self.line.last_value - self.next_value) // self.line.increment + 1
        return max(0, steps - self.ahead) + self.freed

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
    plan: SeriesPlan | None = None
    next_number: str = ""
    error: NumberingError | None = None

    @property
    def problem(self) -> str:
        """Why there is no next number, as a sentence; empty where there is one."""
        return str(self.error) if self.error else ""

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

    @property
    def upcoming(self) -> LineStanding | None:
        """The line that is counted on."""
        open_lines = (one for one in self.in_force if one.next_value <= one.line.last_value)
        return next(open_lines, None)

    @property
    def pace(self) -> Pace | None:
        """How fast its numbers go at present, and how long the rest lasts; None if not known."""
        known = [one.per_day for one in self.in_force if one.per_day is not None]
        line = self.upcoming
        per_day = line.per_day if line is not None and line.per_day else max(known, default=None)
        return None if per_day is None else pace_at(per_day, left=self.left)
