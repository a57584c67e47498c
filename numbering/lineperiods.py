"""Where every line of a series stands in each of its periods, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery

from numbering.choices import Origin
from numbering.models import Counter, IssuedNumber
from numbering.periods import months_of
from numbering.selectors import count_issued, read_sequences
from numbering.standing import LineStanding, SeriesStanding

# So many periods of a line are shown, the latest ones; the register has them all.
SHOWN = 4


@dataclass
class PeriodStanding:
    """A line in one of its periods: "" for a line that never starts again."""

    standing: LineStanding
    next_number: str
    last_number: str = ""
    last_date: date | None = None

    @property
    def period(self) -> str:
        """The period: "2026" or "2026-11"."""
        return self.standing.period


@dataclass
class LinePeriods:
    """A line with its periods, the latest first."""

    standing: LineStanding
    periods: list[PeriodStanding]

    @property
    def restarts(self) -> bool:
        """Whether it counts anew in each period."""
        return bool(self.standing.period)


def periods_of(standing: SeriesStanding, *, on: date) -> list[LinePeriods]:
    """Each line's counters with the last number and the last date used: four queries."""
    last = IssuedNumber.objects.filter(
        line=OuterRef("line"),
        period=OuterRef("period"),
        origin__in=(Origin.DRAWN, Origin.RESERVED, Origin.IMPORTED),
    ).order_by("-value", "-pk")
    by_line: dict[int, list[Counter]] = {}
    for counter in Counter.objects.filter(line__series=standing.series).order_by("-period", "pk"):
        by_line.setdefault(counter.line_id, []).append(counter)
    kept = [counter.pk for counters in by_line.values() for counter in counters[:SHOWN]]
    rows = Counter.objects.filter(pk__in=kept).annotate(
        last_number=Subquery(last.values("text")[:1]),
        last_used=Subquery(last.values("document_date")[:1]),
    )
    found = {one.line.pk: LinePeriods(one, []) for one in standing.lines}
    for row in rows.order_by("-period", "pk"):
        line = found[row.line_id].standing
        here = LineStanding(line.line, line.plan, row.period, row.next_value)
        found[row.line_id].periods.append(
            PeriodStanding(here, "", row.last_number or "", row.last_used)
        )
    shown = [period for line in found.values() for period in line.periods]
    read_sequences([one.standing for one in shown])
    count_issued([one.standing for one in shown])
    for one in shown:
        one.next_number = _next_number(one.standing, on)
    return list(found.values())


def _next_number(one: LineStanding, on: date) -> str:
    """As its counter has it; on a day of the period, today where it lies in it."""
    if one.next_value > one.line.last_value:
        return ""
    months = months_of(one.period, one.plan.first_month)
    if months and one.plan.period(on) != one.period:
        on = months[0]
    return one.line.text(one.next_value, on)
