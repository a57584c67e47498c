"""Counters under lock, and the next free value behind them.

Lock order, everywhere: company (settings only) → line (a period's first draw, settings) →
counter → issued number. Within one transaction counters are taken in the order of their lines
(see NumberedModel.draw_numbers).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Exists, F, OuterRef, QuerySet

from numbering.choices import State
from numbering.engine.chain import begin_behind
from numbering.engine.plan import LinePlan, SeriesPlan, StalePlan, plan_of
from numbering.models import Counter, IssuedNumber, SeriesLine

# How many values are counted at a time to find the end of a run of taken ones. Counting walks the
# index as fast as it can be walked; only in the last stretch is each value compared to the next.
_STRETCH = 32_768
_FIRST_FREE = """
WITH RECURSIVE run(start, whole) AS (
  SELECT CAST(%(start)s AS bigint), 1
  UNION ALL
  SELECT run.start + %(stretch)s * %(increment)s, (
    SELECT CASE WHEN count(*) = %(stretch)s THEN 1 ELSE 0 END
    FROM (
      SELECT {distinct} value FROM numbering_issuednumber
      WHERE line_id = %(line)s AND period = %(period)s
        AND value >= run.start AND value < run.start + %(stretch)s * %(increment)s
        AND (%(increment)s = 1 OR (value - run.start) %% %(increment)s = 0)
    ) AS taken
  ) FROM run WHERE run.whole = 1
), here AS (SELECT max(start) AS value FROM run WHERE whole = 1)
SELECT CASE
  WHEN NOT EXISTS (
    SELECT 1 FROM numbering_issuednumber
    WHERE line_id = %(line)s AND period = %(period)s AND value = (SELECT value FROM here)
  ) THEN (SELECT value FROM here)
  ELSE (
    SELECT taken.value + %(increment)s FROM (
      SELECT value, LEAD(value) OVER (ORDER BY value) AS following
      FROM numbering_issuednumber
      WHERE line_id = %(line)s AND period = %(period)s AND value >= (SELECT value FROM here)
        AND (%(increment)s = 1 OR (value - %(start)s) %% %(increment)s = 0)
    ) AS taken
    WHERE taken.following IS NULL OR taken.following > taken.value + %(increment)s
    ORDER BY taken.value LIMIT 1
  ) END
"""


def locked_counter(plan: SeriesPlan, line: LinePlan, period: str) -> Counter:
    """Hold the counter of a line in a period until the transaction ends; make it at need.

    Raises StalePlan where the settings changed since the plan was read; with the lock won, what
    a plan says holds until the transaction ends.
    """
    counter = _counters().filter(line_id=line.id, period=period).first()
    if counter is not None and counter.revision == plan.revision:
        return counter  # every change of settings gives its counters another revision
    if counter is None:
        # The line's row stands in for the counter that is not there yet: whoever changes the
        # line, or draws the period's first number too, waits here.
        # By its key alone: in the lines' usual order PostgreSQL would join, and so lock, the
        # series and the company too, and first draws of two series would wait in a circle.
        SeriesLine.objects.select_for_update(no_key=True).filter(pk=line.id).order_by("pk").first()
        # Only now, with the lock won: the line may have another first number, or be gone.
        if plan_of(plan.series, fresh=True).revision != plan.revision:
            raise StalePlan
        missing = Counter(
            line_id=line.id,
            period=period,
            next_value=line.first,
            typed_next=next_taken(line, period, line.first),
            revision=plan.revision,
        )
        begin_behind(missing)
        Counter.objects.bulk_create([missing], ignore_conflicts=True)
        counter = _counters().get(line_id=line.id, period=period)
    known, current = plan.revision, plan_of(plan.series, fresh=True).revision
    if counter.revision != current:
        counter.revision = current
        counter.save(update_fields=["revision"])
    if known != current:
        raise StalePlan
    return counter


def remember_typed(counter: Counter, value: int) -> None:
    """Have draws look out for a value that a typed number took; the counter is held."""
    nearest = counter.typed_next is None or value < counter.typed_next
    if value >= counter.next_value and nearest:
        counter.typed_next = value
        counter.save(update_fields=["typed_next"])


def freed_numbers(line: LinePlan, on: date) -> QuerySet[IssuedNumber]:
    """The freed numbers that a document of this date may show again, the smallest first."""
    freed = IssuedNumber.objects.of_line(line.id, line.period(on)).free()
    if line.format.date_part:  # a freed number of May is not for a document of June
        freed = freed.filter(text__startswith=line.format.head(on))
    if line.increment > 1:  # one that was typed between the steps is another line's to print
        freed = freed.annotate(off=(F("value") - line.first) % line.increment).filter(off=0)
    # One that was typed twice where duplicates are allowed is in use still.
    repeats = IssuedNumber.objects.filter(
        company=OuterRef("company"),
        register=OuterRef("register"),
        scope=OuterRef("scope"),
        text=OuterRef("text"),
        repetition__gt=0,
    ).exclude(state=State.VOID)
    return freed.filter(value__range=(line.first, line.last)).exclude(Exists(repeats))


def first_free(line: LinePlan, period: str, start: int) -> int:
    """The smallest value from `start` on, in steps of the increment, that no number has taken.

    One statement that walks the index once, however long the run of taken values is.
    """
    distinct = "DISTINCT" if _may_repeat(line) else ""
    facts: dict[str, Any] = {
        "line": line.id,
        "period": period,
        "start": start,
        "increment": line.increment,
        "stretch": _STRETCH,
    }
    with connection.cursor() as cursor:
        cursor.execute(_FIRST_FREE.format(distinct=distinct), facts)
        return int(cursor.fetchone()[0])


def _may_repeat(line: LinePlan) -> bool:
    """Whether a value can stand in the register twice: with another date, or fewer digits."""
    if line.format.date_part:
        return True
    former: QuerySet[Any] = SeriesLine.history.model.objects.filter(id=line.id)  # type: ignore[attr-defined]
    return former.filter(digits__lt=line.format.digits).exists()


def next_taken(line: LinePlan, period: str, start: int) -> int | None:
    """The smallest value from `start` on that a number has taken already."""
    return (
        IssuedNumber.objects.of_line(line.id, period)
        .filter(value__gte=start)
        .values_list("value", flat=True)
        .first()
    )


def counter_of(line_id: int, period: str) -> QuerySet[Counter]:
    """The counter of a line in a period, if there is one yet."""
    return Counter.objects.filter(line_id=line_id, period=period)


def counters_of(series_id: int) -> QuerySet[Counter]:
    """The counters of a series, in the order in which they are locked."""
    return Counter.objects.filter(line__series_id=series_id).order_by("pk")


def _counters() -> QuerySet[Counter]:
    return Counter.objects.select_for_update().order_by("pk")
