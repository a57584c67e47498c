"""The rules of numbering in plain Python: what the engine must do, without database or locks.

Written from the rules alone, slow and simple on purpose: every question is answered by going
through all rows. The property test compares the engine with it after every step.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

Place = tuple[int, str]  # a line and one of its periods


class Refused(Exception):
    """The rules refuse; the argument is the name of the engine's exception."""


@dataclass
class Line:
    prefix: str
    date_part: str
    digits: int
    first: int
    last: int
    increment: int
    restart: str
    policy: str
    start: date | None
    blocked: bool = False
    first_month: int = 1

    def date_text(self, on: date) -> str:
        names = {"": "", "YY": "%y", "YYYY": "%Y", "YYMM": "%y%m"}
        return on.strftime(names[self.date_part])

    def text(self, value: int, on: date) -> str:
        return f"{self.prefix}{self.date_text(on)}{str(value).rjust(self.digits, '0')}"

    def period(self, on: date) -> str:
        if self.restart == "month":
            return f"{on.year}-{on.month:02}"
        if self.restart == "fiscal_year":
            return str(on.year - (on.month < self.first_month))
        return ""

    def scope(self, on: date) -> str:
        """The period, where the text does not tell it."""
        told = self.date_part == "YYMM" or (
            self.restart == "fiscal_year" and self.date_part != "" and self.first_month == 1
        )
        return "" if told else self.period(on)

    def values(self, start: int | None = None) -> range:
        """Its counter values, from `start` on."""
        return range(self.first if start is None else start, self.last + 1, self.increment)

    def value_of(self, text: str, on: date) -> int | None:
        """Between the steps, too: a typed number is the line's wherever it lies in the range."""
        inside = range(self.first, self.last + 1)
        return next((value for value in inside if self.text(value, on) == text), None)

    def has_shown(self, value: int, text: str, dates: Iterable[date]) -> bool:
        """Now, or before its digits were raised."""
        return any(
            replace(self, digits=digits).text(value, on) == text
            for digits in range(1, self.digits + 1)
            for on in dates
        )


@dataclass
class Row:
    text: str
    scope: str
    on: date
    origin: str
    state: str
    line: int | None = None
    period: str = ""
    value: int | None = None


@dataclass
class Model:
    """One series, alone in its register."""

    lines: list[Line]
    dates: list[date]  # every date there is
    date_order: bool = False
    rows: list[Row] = field(default_factory=list)
    places: dict[Place, int] = field(default_factory=dict)  # the next value
    last_date: date | None = None
    # Values that were skipped on purpose or lost where gaps are allowed.
    excused: set[tuple[int, str, int]] = field(default_factory=set)

    def in_force(self, on: date) -> list[int]:
        started = [i for i, line in enumerate(self.lines) if (line.start or date.min) <= on]
        if not started:
            raise Refused("NoLineForDate")
        latest = max(self.lines[i].start or date.min for i in started)
        same = [i for i in started if (self.lines[i].start or date.min) == latest]
        found = [i for i in same if not self.lines[i].blocked]
        if not found:
            raise Refused("SeriesBlocked")
        return sorted(found, key=lambda i: (self.lines[i].first, i))

    def place(self, number: int, on: date) -> Place:
        return number, self.lines[number].period(on)

    def next(self, place: Place) -> int:
        return self.places.get(place, self.lines[place[0]].first)

    def is_free(self, number: int, value: int, on: date) -> bool:
        line = self.lines[number]
        text, scope, period = line.text(value, on), line.scope(on), line.period(on)
        return not any(
            (row.text, row.scope) == (text, scope)
            or (row.line, row.period, row.value) == (number, period, value)
            for row in self.rows
        )

    def _available(self, number: int, on: date) -> Iterator[Row | int]:
        """Freed rows and new values of a line, in the order in which they are drawn."""
        line, place = self.lines[number], self.place(number, on)
        new = [v for v in line.values(self.next(place)) if self.is_free(number, v, on)]
        freed = [
            row
            for row in self.rows
            if line.policy == "fill_gaps"
            and row.state == "free"
            and (row.line, row.period) == place
            and row.value in line.values()
            and row.text.startswith(f"{line.prefix}{line.date_text(on)}")
        ]
        everything: list[tuple[int, Row | int]] = [(value, value) for value in new]
        everything += [(row.value or 0, row) for row in freed]
        yield from (one for _value, one in sorted(everything, key=lambda pair: pair[0]))

    def draw(self, count: int, on: date, *, state: str = "in_use") -> list[str]:
        lines = self.in_force(on)
        if self.date_order and self.last_date is not None and on < self.last_date:
            raise Refused("DateOrderViolation")
        origin = "reserved" if state == "reserved" else "drawn"
        found = [(i, one) for i in lines for one in self._available(i, on)]
        if len(found) < count:
            raise Refused("SeriesExhausted")
        texts = []
        for number, one in found[:count]:
            if isinstance(one, Row):
                one.on, one.origin, one.state = on, origin, state
                texts.append(one.text)
                continue
            line = self.lines[number]
            row = Row(line.text(one, on), line.scope(on), on, origin, state)
            row.line, row.period, row.value = number, line.period(on), one
            self.rows.append(row)
            self.places[self.place(number, on)] = one + line.increment
            texts.append(row.text)
        self.last_date = on if self.date_order else None
        return texts

    def preview(self, count: int, on: date) -> list[str]:
        """What as many draws would give, one after the other."""
        texts: list[str] = []
        future = copy.deepcopy(self)
        try:
            while len(texts) < count:
                texts += future.draw(1, on)
        except Refused:
            if not texts:
                raise
        return texts

    def claim(self, text: str, on: date) -> list[str]:
        match = self._owner(text, on)
        row = Row(text, "", on, "typed", "in_use")
        if match is not None:
            number, value = match
            row.line, row.value = number, value
            row.scope, row.period = self.lines[number].scope(on), self.lines[number].period(on)
        there = [
            known
            for known in self.rows
            if known.text == text and (not row.scope or known.scope in ("", row.scope))
        ]
        if there and there[-1].state != "free":
            raise Refused("NumberTaken")
        if there:
            there[-1].on, there[-1].origin, there[-1].state = on, "typed", "in_use"
        else:
            self.rows.append(row)
        return [text]

    def _owner(self, text: str, on: date) -> tuple[int, int] | None:
        for number, line in enumerate(self.lines):
            value = line.value_of(text, on)
            if value is not None:
                return number, value
        return None

    def use(self, row: Row) -> None:
        if row.state != "reserved":
            raise Refused("NumberStateError")
        row.state = "in_use"

    def release(self, row: Row) -> None:
        if row.state not in ("reserved", "in_use"):
            raise Refused("NumberStateError")
        fills = row.line is not None and self.lines[row.line].policy == "fill_gaps"
        row.state = "free" if fills else "void"

    def void(self, row: Row) -> None:
        if row.state == "void":
            raise Refused("NumberStateError")
        row.state = "void"

    def change_line(self, number: int) -> None:
        """A line that is new or wider takes over what was typed before."""
        line = self.lines[number]
        for row in self.rows:
            value = line.value_of(row.text, row.on) if row.line is None else None
            if value is not None:
                row.line, row.value = number, value
                row.scope, row.period = line.scope(row.on), line.period(row.on)

    def set_next(self, number: int, value: int, on: date) -> None:
        line, place = self.lines[number], self.place(number, on)
        if value not in line.values():
            raise Refused("NumberOutOfRange")
        current = self.next(place)
        issued = [row.value or 0 for row in self.rows if (row.line, row.period) == place]
        if value < current and issued and value <= max(issued):
            raise Refused("SeriesInUse")
        self.excuse(place, current, value)
        self.places[place] = value

    def excuse(self, place: Place, start: int, stop: int) -> None:
        step = self.lines[place[0]].increment
        self.excused |= {(*place, value) for value in range(start, stop, step)}

    def turn_date_order(self) -> None:
        """The dates drawn before it was switched on count as well."""
        self.date_order = not self.date_order
        drawn = [row.on for row in self.rows if row.origin != "typed"]
        self.last_date = max(drawn, default=None) if self.date_order else None

    def is_taken(self, place: Place, value: int) -> bool:
        """Whether a value below the counter is accounted for by a number."""
        line = self.lines[place[0]]
        return any(
            (row.line, row.period, row.value) == (*place, value)
            or line.has_shown(value, row.text, self.dates)
            for row in self.rows
        )

    def holes(self) -> list[tuple[int, str, int]]:
        """Values behind a counter that nothing accounts for: there must be none."""
        return [
            (*place, value)
            for place, following in self.places.items()
            for value in self.lines[place[0]].values()
            if value < following
            and (*place, value) not in self.excused
            and not self.is_taken(place, value)
        ]
