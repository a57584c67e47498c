"""How fast a line is used, and how long it still lasts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor

from numbering.choices import Origin
from numbering.engine.plan import LinePlan
from numbering.models import IssuedNumber
from numbering.periods import LATEST_DATE

# So many of the last numbers tell the pace; they are found through the index of values, however
# many numbers there are.
SAMPLE = 500
# Fewer days tell nothing: an import of one afternoon is no pace.
LEAST_DAYS = 7


@dataclass(frozen=True, slots=True)
class Pace:
    """Numbers per day of document dates, and the days that the rest lasts at that pace."""

    per_day: float
    days_left: int | None

    def runs_out_on(self, today: date) -> date | None:
        """The day on which the last number goes, None where none is in sight."""
        if self.days_left is None or self.days_left > (LATEST_DATE - today).days:
            return None
        return today + timedelta(days=self.days_left)


def pace_of(line: LinePlan, period: str, *, left: int | None, today: date) -> Pace | None:
    """The pace of a line in a period, from its last numbers until today; None without any.

    `left` is how many numbers can still be drawn, None for an open-ended line.
    """
    drawn = IssuedNumber.objects.filter(
        line_id=line.id, period=period, origin__in=(Origin.DRAWN, Origin.RESERVED)
    ).order_by("-value", "-pk")
    dates = list(drawn.values_list("document_date", flat=True)[:SAMPLE])
    return _pace(dates, left, today)


def _pace(dates: Iterable[date], left: int | None, today: date) -> Pace | None:
    known = [on for on in dates if on <= today]
    if len(known) < 2:
        return None
    days = max((today - min(known)).days + 1, LEAST_DAYS)
    per_day = len(known) / days
    return Pace(per_day, None if left is None else floor(left / per_day))
