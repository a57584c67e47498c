"""Where a line stands: the next value of its counter, and how many numbers are left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import F

from numbering.choices import GapPolicy
from numbering.engine import sequences
from numbering.engine.counters import freed_numbers
from numbering.engine.plan import LinePlan
from numbering.engine.sequences import is_native
from numbering.models import Counter, IssuedNumber


def next_value(line: LinePlan, period: str) -> int:
    """Where the line's counter stands, taken numbers not yet skipped."""
    if is_native(line):
        upcoming = sequences.sequence_next(line, period)
        if upcoming is not None:
            return upcoming
    value = (
        Counter.objects.filter(line_id=line.id, period=period)
        .values_list("next_value", flat=True)
        .first()
    )
    return line.first if value is None else value


def left_on(lines: Iterable[LinePlan], on: date) -> int | None:
    """How many numbers these lines can still draw for a date; None where one is open-ended."""
    left = 0
    for line in lines:
        if line.open_ended:
            return None
        period = line.period(on)
        start = next_value(line, period)
        numbers = IssuedNumber.objects.of_line(line.id, period)
        left += max(0, (line.last - start) // line.increment + 1)
        ahead = numbers.filter(value__range=(start, line.last))
        left -= ahead.annotate(step=(F("value") - start) % line.increment).filter(step=0).count()
        if line.gap_policy == GapPolicy.FILL_GAPS:
            left += freed_numbers(line, on).count()
    return left
