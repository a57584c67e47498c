"""What the database says of a line in one period, read in its index, however long the line is.

Each question about several places is one statement, a part of it for each place: so PostgreSQL and
SQLite walk the index of a line's counters once and hand back gaps and sums, never the numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import F

from numbering.choices import Origin
from numbering.engine.plan import LinePlan, plan_of_line
from numbering.engine.sequences import sequences_next
from numbering.models import Counter, CounterJump, IssuedNumber, NumberSeries, SeriesLine

# A place is drawn as a strip of so many cells.
CELLS = 200
BEYOND = CELLS
_TABLE = IssuedNumber._meta.db_table
# SQLite takes no more parts in one statement than 500, and no more values than it has memory for.
_TOGETHER = 400
_EVERY = """
  FROM {table}
  WHERE line_id = %(line)s AND period = %(period)s
    AND value >= %(first)s AND value < %(end)s {aligned}"""
_EDGES = """
  SELECT %(place)s, (SELECT min(value) {every}) AS lowest, (SELECT max(value) {every}) AS highest"""
_GAPS = """
  SELECT %(place)s AS place, before, value FROM (
    SELECT value, lag(value) OVER (ORDER BY value) AS before {every}
  ) AS step
  WHERE value - before > %(increment)s"""
_BEYOND = """
  SELECT %(place)s AS place WHERE EXISTS (
    SELECT 1 FROM {table}
    WHERE line_id = %(line)s AND period = %(period)s AND value >= %(end)s AND origin = 'drawn'
  )"""
_TALLIES = """
  SELECT %(place)s AS place, state, origin,
    CASE WHEN value >= %(end)s THEN %(beyond)s WHEN value < %(first)s THEN -1
      ELSE (value - %(first)s) / %(width)s END AS cell,
    count(*) AS found
  FROM {table}
  WHERE line_id = %(line)s AND period = %(period)s
  GROUP BY 2, 3, 4"""
# Walks from one period to the next, so that it does not matter how many numbers each has.
_PERIODS = """
  WITH RECURSIVE known(line, period) AS (
    SELECT id, (SELECT min(period) FROM {table} WHERE line_id = line.id)
    FROM {lines} AS line WHERE id IN ({keys})
    UNION ALL
    SELECT known.line, (
      SELECT min(one.period) FROM {table} AS one
      WHERE one.line_id = known.line AND one.period > known.period
    )
    FROM known WHERE known.period IS NOT NULL
  )
  SELECT line, period FROM known WHERE period IS NOT NULL"""


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A line in one of its periods, and how far its counter came there."""

    line: SeriesLine
    plan: LinePlan
    period: str
    end: int
    jumps: list[CounterJump] = field(default_factory=list)

    @property
    def series(self) -> NumberSeries:
        """The line's series."""
        return self.line.series

    @property
    def length(self) -> int:
        """How many numbers lie below the counter."""
        return max(0, -(-(self.end - self.plan.first) // self.plan.increment))

    @property
    def width(self) -> int:
        """How many counter values a cell of its strip stands for."""
        return max(1, -(-(self.end - self.plan.first) // CELLS))

    def parameters(self, place: int) -> dict[str, Any]:
        """What the statements ask for."""
        return {
            "place": place,
            "line": self.line.pk,
            "period": self.period,
            "first": self.plan.first,
            "end": self.end,
            "increment": self.plan.increment,
            "width": self.width,
            "beyond": BEYOND,
        }

    @property
    def aligned(self) -> str:
        """The condition that the line itself would draw a value; others may be typed between."""
        if self.plan.increment == 1:
            return ""
        return "AND (value - %(first)s) %% %(increment)s = 0"


def places_of(lines: Iterable[SeriesLine], *, period: str | None = None) -> list[Place]:
    """The periods with a counter or, where numbers were typed before any was drawn, without.

    Four statements, however many lines; `line.series.company` should have been fetched.
    """
    by_key = {line.pk: line for line in lines}
    if not by_key:
        return []
    counters = Counter.objects.filter(line__in=by_key).values_list("line", "period", "next_value")
    reached: dict[tuple[int, str], int | None] = dict.fromkeys(_periods_of(by_key))
    reached |= {(line, own): value for line, own, value in counters}
    wanted = {
        (line, own): by_key[line].first_number if value is None else value
        for (line, own), value in sorted(reached.items())
        if period in (None, own)
    }
    return with_counters(by_key, wanted)


def with_counters(lines: dict[int, SeriesLine], reached: dict[tuple[int, str], int]) -> list[Place]:
    """Places of these lines, by line and period, with what their counters say."""
    plans = {
        key: plan_of_line(line, line.series.company.fiscal_year_first_month)
        for key, line in lines.items()
    }
    native = sequences_next([(plans[line], period) for line, period in reached])
    jumps: dict[tuple[int, str], list[CounterJump]] = {}
    rows = CounterJump.objects.filter(line__in={line for line, _period in reached})
    for jump in rows.select_related("by").order_by("from_value", "pk"):
        jumps.setdefault((jump.line_id, jump.period), []).append(jump)
    return [
        Place(
            lines[line],
            plans[line],
            period,
            native.get((line, period), value),
            jumps.get((line, period), []),
        )
        for (line, period), value in reached.items()
    ]


def _periods_of(lines: Iterable[int]) -> list[tuple[int, str]]:
    keys = list(lines)
    sql = _PERIODS.format(
        table=_TABLE, lines=SeriesLine._meta.db_table, keys=", ".join(["%s"] * len(keys))
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, keys)
        return [(line, period) for line, period in cursor.fetchall()]


def gaps(places: Sequence[Place]) -> Iterator[tuple[int, int, int]]:
    """Where neighbours are further apart than their line counts: place, value before, value after.

    The line's start and its counter are neighbours of the lowest and the highest value.
    """
    edges = _edges(places)
    for index, (lowest, _highest) in edges.items():
        place = places[index]
        upper = place.end if lowest is None else lowest
        if upper > place.plan.first:
            yield index, place.plan.first - place.plan.increment, upper
    for start in range(0, len(places), _TOGETHER):
        sql, values = _together(_GAPS, places, start)
        with connection.chunked_cursor() as cursor:
            cursor.execute(sql, values)
            while rows := cursor.fetchmany(2_000):
                yield from rows
    for index, (_lowest, highest) in edges.items():
        place = places[index]
        if highest is not None and place.end - highest > place.plan.increment:
            yield index, highest, place.end


def tallies(places: Sequence[Place]) -> Iterator[tuple[int, str, str, int, int]]:
    """How many numbers each cell of each place's strip has: place, state, origin, cell, count."""
    for start in range(0, len(places), _TOGETHER):
        sql, values = _together(_TALLIES, places, start)
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            yield from cursor.fetchall()


def beyond(places: Sequence[Place]) -> Iterator[int]:
    """Which places have a number that was drawn although their counter had not come there."""
    for start in range(0, len(places), _TOGETHER):
        sql, values = _together(_BEYOND, places, start)
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            yield from (place for (place,) in cursor.fetchall())


def drawn_beyond(place: Place) -> bool:
    """Whether a number was drawn that the line's counter, read after it, never came to."""
    numbers = IssuedNumber.objects.of_line(place.line.pk, place.period).filter(
        value__gte=place.end, origin=Origin.DRAWN
    )
    steps = (F("value") - place.plan.first) % place.plan.increment
    highest = numbers.annotate(step=steps).filter(step=0).order_by("-value").first()
    if highest is None or highest.value is None:
        return False
    counter = Counter.objects.filter(line=place.line, period=place.period).first()
    return counter is None or highest.value >= counter.next_value


def _edges(places: Sequence[Place]) -> dict[int, tuple[int | None, int | None]]:
    found: dict[int, tuple[int | None, int | None]] = {}
    for start in range(0, len(places), _TOGETHER):
        sql, values = _together(_EDGES, places, start)
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            found |= {place: (lowest, highest) for place, lowest, highest in cursor.fetchall()}
    return found


def _together(sql: str, places: Sequence[Place], start: int) -> tuple[str, dict[str, Any]]:
    """One statement for several places, each with parameters of its own."""
    parts, values = [], {}
    for index, place in enumerate(places[start : start + _TOGETHER], start):
        every = _EVERY.format(table=_TABLE, aligned=place.aligned)
        part = sql.format(table=_TABLE, every=every)
        for name, value in place.parameters(index).items():
            part = part.replace(f"%({name})s", f"%({name}_{index})s")
            values[f"{name}_{index}"] = value
        parts.append(part)
    return " UNION ALL ".join(parts), {
        name: value for name, value in values.items() if f"%({name})s" in " ".join(parts)
    }
