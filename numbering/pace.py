"""How fast a line is used, and how long it still lasts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import floor

from django.db.models import Count, F, Max, Min, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from numbering.choices import Origin
from numbering.engine.plan import LinePlan
from numbering.formatting import quantity
from numbering.models import Counter, IssuedNumber
from numbering.periods import LATEST_DATE

# So many of the last numbers tell the pace; they are found through the index of values, however
# many numbers there are.
SAMPLE = 500
# Fewer days tell nothing: an import of one afternoon is no pace.
LEAST_DAYS = 7
# Where the last numbers do not fill those days, single ones tell, each so much farther back, until
# one is so many days old: the days on which nobody works count, and today's half day hardly.
BUSY_DAYS = 28
FARTHER = 1.25
FARTHEST = 42


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
    counters = Counter.objects.filter(line=line.id, period=period).values_list("pk", flat=True)
    per_day = numbers_per_day(counters, today=today)
    return next((pace_at(found, left=left) for found in per_day.values()), None)


def pace_at(per_day: float, *, left: int | None) -> Pace:
    """How long so many numbers last at a pace."""
    return Pace(per_day, None if left is None else floor(left / per_day))


def numbers_per_day(counters: Iterable[int], *, today: date) -> dict[int, float]:
    """The pace of many lines, by the keys of their counters.

    One query, a second where a line gives out more than `SAMPLE` numbers in a week.
    """
    last = (
        IssuedNumber.objects.filter(
            line=OuterRef(OuterRef("line")),
            period=OuterRef(OuterRef("period")),
            origin__in=(Origin.DRAWN, Origin.RESERVED),
        )
        .order_by("-value", "-pk")
        .values("pk")[:SAMPLE]
    )
    known = (
        IssuedNumber.objects.filter(pk__in=last, document_date__lte=today)
        .order_by()
        .values("line")
        .annotate(count=Count("pk"), first=Min("document_date"), top=Max("value"))
    )
    rows = Counter.objects.filter(pk__in=list(counters)).annotate(
        known=Subquery(known.values("count")),
        since=Subquery(known.values("first")),
        top=Subquery(known.values("top")),
        step=F("line__increment"),
    )
    found: dict[int, float] = {}
    busy: dict[tuple[int, str], _Busy] = {}
    for counter in rows:
        per_day = _per_day(counter.known or 0, counter.since, today)
        if per_day is None:
            continue
        found[counter.pk] = per_day
        if counter.known == SAMPLE and _days(counter.since, today) < LEAST_DAYS:
            place = (counter.line_id, counter.period)
            busy[place] = _Busy(counter.pk, counter.top, counter.step)
    return found | _further_back(busy, today)


@dataclass(frozen=True, slots=True)
class _Busy:
    """A line whose last numbers do not reach back far enough."""

    counter: int
    top: int
    step: int


def _further_back(busy: dict[tuple[int, str], _Busy], today: date) -> dict[int, float]:
    """The pace of busy lines, by single numbers farther and farther back: by their counters."""
    if not busy:
        return {}
    distances = [round(SAMPLE * FARTHER**step) for step in range(FARTHEST)]
    condition = Q()
    for (line, period), one in busy.items():
        values = [one.top - back * one.step for back in distances]
        condition |= Q(line=line, period=period, value__in=values)
    rows = IssuedNumber.objects.filter(
        condition, origin__in=(Origin.DRAWN, Origin.RESERVED), document_date__lte=today
    )
    found: dict[int, float] = {}
    reached = set()
    # The newest first: the first that lies far enough back tells; else the oldest there is.
    for row in rows.order_by("line", "period", "-value").only(
        "line_id", "period", "value", "document_date"
    ):
        if row.line_id is None or row.value is None:
            continue
        one = busy[row.line_id, row.period]
        if one.counter in reached:
            continue
        days = _days(row.document_date, today)
        count = (one.top - row.value) // one.step + 1
        found[one.counter] = count / max(days, LEAST_DAYS)
        if days >= BUSY_DAYS:
            reached.add(one.counter)
    return found


def _days(since: date, today: date) -> int:
    return (today - since).days + 1


def _per_day(count: int, since: date | None, today: date) -> float | None:
    if since is None or count < 2:
        return None
    return count / max(_days(since, today), LEAST_DAYS)


def rate_words(per_day: float) -> str:
    """`12 a day`, `3.5 a month`."""
    for days, text in (
        (1, _("%(count)s a day")),
        (7, _("%(count)s a week")),
        (30, _("%(count)s a month")),
    ):
        if per_day * days >= 1:
            count = Decimal(per_day * days)
            places = Decimal(1) if count >= 10 else Decimal("0.1")
            return text % {"count": quantity(count.quantize(places))}
    return _("less than 1 a month")
