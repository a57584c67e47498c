"""How full the series are, and whether anything is missing from them: for the start page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q

from numbering.choices import GapPolicy, State
from numbering.models import Company, Counter, IssuedNumber, NumberSeries, SeriesLine
from numbering.periods import period_of

# Without a warning number of its own a line counts as low when this share of it is used.
LOW_FROM = 0.9


@dataclass(frozen=True)
class Level:
    """A line that runs low or is used up."""

    line: SeriesLine
    next_value: int
    left: int

    @property
    def series(self) -> NumberSeries:
        """The line's series."""
        return self.line.series

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


def low_levels(company: Company, *, on: date) -> list[Level]:
    """The lines in force today that run low or are used up, the fullest first: three queries."""
    lines = (
        SeriesLine.objects.able_to_print()
        .filter(series__company=company, series__default_numbers=True)
        .exclude(last_number=None)
        .filter(Q(starting_date=None) | Q(starting_date__lte=on))
        .select_related("series")
        .order_by("series__code", "first_number", "pk")
    )
    in_force: dict[int, list[SeriesLine]] = {}
    for line in lines:
        same = in_force.setdefault(line.series_id, [])
        start = line.starting_date or date.min
        if same and start > (same[0].starting_date or date.min):
            same.clear()
        if not same or start == (same[0].starting_date or date.min):
            same.append(line)
    shown = [line for same in in_force.values() for line in same]
    standing = _standing(shown)
    found = []
    for line in shown:
        period = period_of(on, line.restart, company.fiscal_year_first_month)
        value = standing.get((line.pk, period), line.first_number)
        left = max(0, (line.last_value - value) // line.increment + 1)
        level = Level(line, value, left)
        # Another line of the same day takes over where one is used up.
        spare = any(
            standing.get((other.pk, period), other.first_number) <= other.last_value
            for other in in_force[line.series_id]
            if other is not line
        )
        if level.is_low and not (level.is_used_up and spare):
            found.append(level)
    return sorted(found, key=lambda level: (level.left / level.total, level.series.code))


def _standing(lines: list[SeriesLine]) -> dict[tuple[int, str], int]:
    """Where the counters stand, by line and period."""
    keys = [line.pk for line in lines]
    found = {
        (line, period): value
        for line, period, value in Counter.objects.filter(line__in=keys).values_list(
            "line", "period", "next_value"
        )
    }
    # Lines that allow gaps may count in a sequence of the database: look at what they gave out.
    free = {line.pk: line.increment for line in lines if line.gap_policy == GapPolicy.GAPS_ALLOWED}
    if free:
        drawn = IssuedNumber.objects.filter(line__in=free).values_list("line", "period")
        for line, period, last in drawn.annotate(last=Max("value")):
            if line is not None and last is not None:
                found[line, period] = max(last + free[line], found.get((line, period), 0))
    return found


def recent_voids(company: Company, *, count: int = 8) -> list[IssuedNumber]:
    """The numbers that were made void last."""
    numbers = IssuedNumber.objects.of(company).filter(state=State.VOID)
    return list(numbers.select_related("issued_by").order_by("-pk")[:count])
