"""Counter values that no number has, as runs, each with the cause that explains it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from numbering.choices import GapPolicy
from numbering.engine.plan import LinePlan
from numbering.formatting import person_name
from numbering.models import CounterJump, IssuedNumber, NumberSeries
from numbering.periods import months_of

# So few texts are asked for one by one; beyond, the whole register of the series is gone through.
_FEW_TEXTS = 900
# A number without a date part looks the same on every day.
_NO_DATE = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Hole:
    """Counter values that no number has: from, to, and why that is so ("" = an alarm)."""

    first: str
    last: str
    count: int
    cause: str
    # The counter of the first, to sort by.
    value: int = 0
    # Who set the next number, and when, where that is the cause.
    by: str = ""
    at: datetime | None = None


def runs(
    line: LinePlan,
    jumps: list[CounterJump],
    values: Sequence[int],
    end: int,
    *,
    start: int | None = None,
    period: str = "",
) -> Iterator[Hole]:
    """The holes between these values, from the line's first one or `start` on, up to `end`."""
    expected = line.first if start is None else start
    for value in [*(value for value in values if value < end), end]:
        if value < expected or (value - line.first) % line.increment:
            continue
        while expected < value:
            stop, cause, jump = _cause(line, jumps, expected, value)
            yield Hole(
                sample(line, expected, period),
                sample(line, stop - line.increment, period),
                (stop - expected) // line.increment,
                cause,
                expected,
                person_name(jump.by) if jump is not None and jump.by is not None else "",
                None if jump is None else jump.at,
            )
            expected = stop
        expected = value + line.increment if value < end else value


def _cause(
    line: LinePlan, jumps: list[CounterJump], start: int, stop: int
) -> tuple[int, str, CounterJump | None]:
    """How far the hole has one cause, that cause, and the jump that documents it."""
    if line.gap_policy == GapPolicy.GAPS_ALLOWED:
        return stop, _("gaps are allowed"), None
    for jump in jumps:
        if jump.from_value <= start < jump.to_value:
            return min(stop, jump.to_value), jump.reason, jump
    following = min((j.from_value for j in jumps if start < j.from_value < stop), default=stop)
    return following, "", None


def sample(line: LinePlan, value: int, period: str = "") -> str:
    """What the number with this counter looks like; "…" for a date part that nobody knows."""
    months = months_of(period, line.first_month)
    shown = {line.format.date_text(month) for month in months}
    if not line.format.date_part or len(shown) == 1:
        day = months[0] if months else _NO_DATE
        return line.format.text(value, day)
    return f"{line.format.prefix1}…{line.format.prefix2}{value:0{line.format.digits}}"


def taken_elsewhere(
    series: NumberSeries, line: LinePlan, period: str, *, holes: Iterable[Hole] | None = None
) -> Iterator[int]:
    """Values that a draw steps over although no number of the line has them.

    Their texts are in the register all the same: typed for a date of another period, or printed
    by a line that is blocked now. With `holes`, a few values only are looked for.
    """
    shown = {line.format.date_text(month) for month in months_of(period, line.first_month)}
    numbers = IssuedNumber.objects.filter(
        company_id=series.company_id,
        register=series.register,
        scope="" if line.tells_apart else period,
        text__startswith=line.format.prefix1,
    ).exclude(line_id=line.id)
    texts = None if holes is None else _texts(line, shown, holes)
    if texts is not None:
        numbers = numbers.filter(text__in=texts)
    for text in numbers.order_by("pk").values_list("text", flat=True).iterator(chunk_size=5_000):
        date_text, value = line.format.read(text, once_narrower=True)
        if value is not None and (not shown or date_text in shown):
            yield value


def _texts(line: LinePlan, shown: set[str], holes: Iterable[Hole]) -> list[str] | None:
    """Every text that the numbers of these holes may have; None where they are too many."""
    if line.format.date_part and not shown:
        return None
    texts: list[str] = []
    for hole in holes:
        for step in range(hole.count):
            value = hole.value + step * line.increment
            for date_text in shown if line.format.date_part else ("",):
                head = f"{line.format.prefix1}{date_text}{line.format.prefix2}"
                shortest = len(str(value))
                for width in range(shortest, max(shortest, line.format.digits) + 1):
                    texts.append(f"{head}{value:0{width}}{line.format.suffix}")
            if len(texts) > _FEW_TEXTS:
                return None
    return texts


def between(values: Sequence[int], start: int, stop: int) -> Sequence[int]:
    """Those of the sorted values that are from `start` on and below `stop`."""
    return values[bisect_left(values, start) : bisect_left(values, stop)]
