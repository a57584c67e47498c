"""How fast a line is used, and how long it still lasts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import floor

from django.db.models import Count, Min, OuterRef, Subquery
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
    known = [on for on in dates if on <= today]
    per_day = _per_day(len(known), min(known, default=None), today)
    return None if per_day is None else pace_at(per_day, left=left)


def pace_at(per_day: float, *, left: int | None) -> Pace:
    """How long so many numbers last at a pace."""
    return Pace(per_day, None if left is None else floor(left / per_day))


def numbers_per_day(counters: Iterable[int], *, today: date) -> dict[int, float]:
    """The pace of many lines, by the keys of their counters: one query, read as in `pace_of`."""
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
        .annotate(count=Count("pk"), first=Min("document_date"))
    )
    rows = Counter.objects.filter(pk__in=list(counters)).annotate(
        known=Subquery(known.values("count")), since=Subquery(known.values("first"))
    )
    found = {
        key: _per_day(count or 0, since, today)
        for key, count, since in rows.values_list("pk", "known", "since")
    }
    return {key: per_day for key, per_day in found.items() if per_day is not None}


def _per_day(count: int, since: date | None, today: date) -> float | None:
    if since is None or count < 2:
        return None
    return count / max((today - since).days + 1, LEAST_DAYS)


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
