"""Whether every number of a series from its first to its last is accounted for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from numbering.choices import GapPolicy, State
from numbering.engine.plan import LinePlan, SeriesPlan, plan_of
from numbering.engine.standing import next_value
from numbering.models import Counter, CounterJump, IssuedNumber, NumberSeries
from numbering.periods import months_of


@dataclass(frozen=True, slots=True)
class Hole:
    """Counter values that no number has: from, to, and why that is so ("" = an alarm)."""

    first: str
    last: str
    count: int
    cause: str
    # The counter of the first, to sort by.
    value: int = 0


@dataclass(slots=True)
class CompletenessReport:
    """What became of each number of one series (in one period, or in all)."""

    series: NumberSeries
    period: str | None
    counts: dict[str, int] = field(default_factory=dict)
    holes: list[Hole] = field(default_factory=list)

    @property
    def missing(self) -> list[Hole]:
        """Holes that nothing explains: each one is an alarm."""
        return [hole for hole in self.holes if not hole.cause]

    @property
    def is_complete(self) -> bool:
        """Whether every number is accounted for."""
        return not self.missing

    def __str__(self) -> str:
        told = ", ".join(
            f"{self.counts[state]} {State(state).label}"
            for state in State.values
            if self.counts.get(state)
        )
        missing = sum(hole.count for hole in self.missing)
        if not missing:
            return f"{told}; " + _("nothing missing") if told else _("no number issued yet")
        return f"{told}; " + ngettext(
            "%(count)d number missing", "%(count)d numbers missing", missing
        ) % {"count": missing}


def completeness(series: NumberSeries, *, period: str | None = None) -> CompletenessReport:
    """Account for every number of a series from the first to the last one drawn.

    `period` narrows it to one period of a restarting line ("2026", "2026-03"). Holes are
    explained by documented jumps and by lines that allow gaps; any other one is an alarm.
    """
    report = CompletenessReport(series, period)
    plan = plan_of(series, fresh=True)
    for line in plan.lines:
        for one in _periods(line, period):
            report.holes += _holes(plan, line, one)
            for state in (
                IssuedNumber.objects.of_line(line.id, one)
                .values_list("state", flat=True)
                .iterator()
            ):
                report.counts[state] = report.counts.get(state, 0) + 1
    return report


def _periods(line: LinePlan, period: str | None) -> list[str]:
    """The periods with a counter or, where numbers were typed before any was drawn, without."""
    counters = Counter.objects.filter(line_id=line.id).values_list("period", flat=True)
    numbers = IssuedNumber.objects.filter(line_id=line.id).values_list("period", flat=True)
    known = set(counters) | set(numbers.order_by().distinct())
    return sorted(one for one in known if period in (None, one))


def _holes(plan: SeriesPlan, line: LinePlan, period: str) -> list[Hole]:
    """Values below the counter that no number has, as runs split by their causes."""
    jumps = list(CounterJump.objects.filter(line_id=line.id, period=period).order_by("from_value"))
    end = next_value(line, period)
    numbers = IssuedNumber.objects.of_line(line.id, period).filter(value__lt=end)
    stored = numbers.values_list("value", flat=True).iterator()
    values = [value for value in stored if value is not None]
    holes = list(runs(line, jumps, values, end))
    if all(hole.cause for hole in holes):
        return holes
    taken = taken_elsewhere(plan.series, line, period)
    return list(runs(line, jumps, sorted({*values, *taken}), end))


def taken_elsewhere(series: NumberSeries, line: LinePlan, period: str) -> Iterator[int]:
    """Values that a draw steps over although no number of the line has them.

    Their texts are in the register all the same: typed for a date of another period, or printed
    by a line that is blocked now.
    """
    shown = {line.format.date_text(month) for month in months_of(period, line.first_month)}
    numbers = IssuedNumber.objects.filter(
        company_id=series.company_id,
        register=series.register,
        scope="" if line.tells_apart else period,
        text__startswith=line.format.prefix1,
    ).exclude(line_id=line.id)
    for text in numbers.order_by("pk").values_list("text", flat=True).iterator():
        date_text, value = line.format.read(text, once_narrower=True)
        if value is not None and (not shown or date_text in shown):
            yield value


def runs(
    line: LinePlan,
    jumps: list[CounterJump],
    values: Sequence[int],
    end: int,
    *,
    start: int | None = None,
) -> Iterator[Hole]:
    """The holes between these values, from the line's first one or `start` on, up to `end`."""
    expected = line.first if start is None else start
    for value in [*(value for value in values if value < end), end]:
        if value < expected or (value - line.first) % line.increment:
            continue
        while expected < value:
            stop, cause = _cause(line, jumps, expected, value)
            yield Hole(
                _sample(line, expected),
                _sample(line, stop - line.increment),
                (stop - expected) // line.increment,
                cause,
                expected,
            )
            expected = stop
        expected = value + line.increment if value < end else value


def _cause(line: LinePlan, jumps: list[CounterJump], start: int, stop: int) -> tuple[int, str]:
    """How far the hole has one cause, and that cause."""
    if line.gap_policy == GapPolicy.GAPS_ALLOWED:
        return stop, _("gaps are allowed")
    for jump in jumps:
        if jump.from_value <= start < jump.to_value:
            return min(stop, jump.to_value), jump.reason
    following = min((j.from_value for j in jumps if start < j.from_value < stop), default=stop)
    return following, ""


def _sample(line: LinePlan, value: int) -> str:
    return (
        f"{line.format.prefix1}…{value:0{line.format.digits}}"
        if line.format.date_part
        else (
            f"{line.format.prefix1}{line.format.prefix2}{value:0{line.format.digits}}"
            f"{line.format.suffix}"
        )
    )
