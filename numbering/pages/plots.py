"""How many numbers a line gave out in each of the last 12 months, as bars of a small plot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from numbering.choices import State
from numbering.engine.plan import plan_of_line
from numbering.engine.sequences import sequences_next
from numbering.formatting import quantity
from numbering.levels import Level
from numbering.models import Counter, IssuedNumber, SeriesLine
from numbering.periods import period_of

MONTHS = 12
# The newest numbers of a line are looked at one by one, older ones at distances that grow with
# their age: the edge of a month is off by 1 % of the numbers since then at most, and a million
# numbers cost a thousand rows.
FINE = 100
# Over all places of a page together; where there are many, each is looked at less finely.
FINE_TOGETHER = 2400
COARSEST = 8
# The drawing: so wide is a month with the space behind it, so wide its bar, so high the plot.
STEP, BAR, HEIGHT = 10, 8, 24


@dataclass(frozen=True, slots=True)
class Bar:
    """A month of the plot."""

    x: int
    y: float
    height: float
    is_now: bool


@dataclass
class Plot:
    """The numbers of a line by month, the oldest first."""

    months: list[date]
    counts: list[int]
    is_estimate: bool = False

    width = MONTHS * STEP
    height = HEIGHT
    bar = BAR

    @property
    def total(self) -> int:
        """All numbers of the plot."""
        return sum(self.counts)

    @cached_property
    def bars(self) -> list[Bar]:
        """The bars; the highest fills the plot."""
        most = max(self.counts, default=0) or 1
        found = []
        for index, count in enumerate(self.counts):
            # The smallest month can still be seen.
            height = round(max(1.5, count * HEIGHT / most), 1) if count else 0
            is_now = index == len(self.counts) - 1
            found.append(Bar(index * STEP, round(HEIGHT - height, 1), height, is_now))
        return found

    @property
    def words(self) -> str:
        """The plot in words, month by month."""
        told = ", ".join(
            f"{date_format(month, 'M Y')} {quantity(count)}"
            for month, count in zip(self.months, self.counts, strict=True)
        )
        if self.is_estimate:
            return _("Numbers per month, about: %(months)s") % {"months": told}
        return _("Numbers per month: %(months)s") % {"months": told}


def last_months(today: date) -> list[date]:
    """The first days of the last 12 months, this one included."""
    this = today.year * 12 + today.month - 1
    return [date(one // 12, one % 12 + 1, 1) for one in range(this - MONTHS + 1, this + 1)]


@dataclass(frozen=True, slots=True)
class _Place:
    line: SeriesLine
    period: str
    next_value: int


def plots_of(levels: Iterable[Level], *, today: date) -> dict[int, Plot]:
    """The plots of some lines, by line: three statements, bounded however many numbers there are.

    Numbers that were given back are left out.
    """
    months = last_months(today)
    lines = {level.line.pk: level.line for level in levels}
    plots = {key: Plot(months, [0] * MONTHS) for key in lines}
    places = _places(lines, months)
    weights: dict[tuple[int, str, int], int] = {}
    condition = Q()
    fine = max(COARSEST, min(FINE, FINE_TOGETHER // max(1, len(places))))
    for place in places:
        probes = dict(_probes(place, fine))
        condition |= Q(line=place.line.pk, period=place.period, value__in=list(probes))
        for probe, stands_for in probes.items():
            weights[place.line.pk, place.period, probe] = stands_for
    if not weights:
        return plots
    at = {(month.year, month.month): index for index, month in enumerate(months)}
    rows = IssuedNumber.objects.filter(condition).exclude(state=State.FREE).order_by()
    for line, period, value, on in rows.values_list("line", "period", "value", "document_date"):
        index = at.get((on.year, on.month))
        if index is None or line is None or value is None:
            continue
        weight = weights[line, period, value]
        plots[line].counts[index] += weight
        plots[line].is_estimate |= weight > 1
    return plots


def _places(lines: dict[int, SeriesLine], months: list[date]) -> list[_Place]:
    """Where the lines counted in these months."""
    wanted = {
        (key, period_of(month, line.restart, line.series.company.fiscal_year_first_month))
        for key, line in lines.items()
        for month in months
    }
    rows = Counter.objects.filter(line__in=lines, period__in={period for _line, period in wanted})
    found = [
        (line, period, value)
        for line, period, value in rows.values_list("line", "period", "next_value")
        if (line, period) in wanted
    ]
    plans = {
        key: plan_of_line(line, line.series.company.fiscal_year_first_month)
        for key, line in lines.items()
    }
    upcoming = sequences_next((plans[line], period) for line, period, _value in found)
    return [
        _Place(lines[line], period, upcoming.get((line, period), value))
        for line, period, value in found
    ]


def _probes(place: _Place, fine: int) -> Iterator[tuple[int, int]]:
    """Values to look at, the newest first, and for how many numbers each of them stands."""
    step = place.line.increment
    count = (place.next_value - place.line.first_number) // step
    back = 0
    while back < count:
        stands_for = min(max(1, back // fine), count - back)
        yield place.next_value - (back + 1) * step, stands_for
        back += stands_for
