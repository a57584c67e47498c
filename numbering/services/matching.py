"""Which line could print a number that it did not draw: typed, or from an old system."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from numbering.engine.plan import LinePlan, plan_of_line
from numbering.models import Company, NumberSeries, SeriesLine


@dataclass(frozen=True, slots=True)
class Match:
    """The line that could print a number itself, so that its counter must skip it."""

    series: NumberSeries
    line: LinePlan
    value: int


class Matcher:
    """The lines of a register as they are now: read once, asked for any number of texts."""

    def __init__(self, company: Company, register: str) -> None:
        lines = SeriesLine.objects.in_registers(company, [register]).select_related("series")
        month = company.fiscal_year_first_month
        self.lines = [(line.series, plan_of_line(line, month)) for line in lines.order_by("pk")]

    def match(self, text: str, on: date, series: NumberSeries | None = None) -> Match | None:
        """The line that would print this text on this date, one of the series before others."""
        matches = []
        for owner, line in self.lines:
            if not text.startswith(line.format.prefix1):
                continue
            value = line.format.value_of(text, on)
            if value is not None and line.first <= value <= line.last:
                same = series is not None and owner.pk == series.pk
                matches.append(Match(series if same and series is not None else owner, line, value))
        # Two ranges may lie in each other, one being blocked or both counting in steps: the number
        # belongs to the line that would draw it.
        return min(matches, key=_unlikeliness, default=None)


def _unlikeliness(match: Match) -> tuple[bool, bool]:
    line = match.line
    return (match.value - line.first) % line.increment != 0, line.blocked or match.series.blocked
