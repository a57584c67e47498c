"""Whatever is done in whatever order, the register is what the plain model of the rules says.

Runs a fixed set of examples. To look further, on one database and for as long as you like:

    NUMBERING_EXAMPLES=5000 pytest --db sqlite tests/numbering/test_rules_property.py

tries other histories each time; one that fails is kept in .hypothesis and tried first after that.
"""

from __future__ import annotations

import copy
import os
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connection
from hypothesis import HealthCheck, Phase, given, settings

from numbering.engine.plan import plan_of_line
from numbering.engine.standing import next_value
from numbering.exceptions import NumberingError
from numbering.models import Company, Counter, IssuedNumber, NumberSeries, SeriesLine
from numbering.services import (
    claim,
    completeness,
    create_series,
    draw,
    draw_many,
    preview,
    release,
    reserve,
    save_line,
    save_series,
    set_next_number,
    use,
    void,
)
from tests.numbering.helpers import attempt, rolled_back
from tests.numbering.histories import DATES, all_lines, histories
from tests.numbering.model import Line, Model, Place, Refused, Row

EXAMPLES = int(os.environ.get("NUMBERING_EXAMPLES", "0"))
VERBS: dict[str, Callable[..., object]] = {"use": use, "release": release, "void": void}


def outcome(step: Callable[[], Any]) -> str | list[str]:
    """The numbers that a step gave, or the rule that it broke."""
    try:
        with attempt():
            return [str(number) for number in step() or []]
    except Refused as refused:
        return str(refused)
    except NumberingError as refused:
        return type(refused).__name__


class History:
    """A series and its model, to which the same is done."""

    def __init__(self, lines: list[Line]) -> None:
        self.model = Model(copy.deepcopy(lines), DATES)
        self.company = Company.objects.create(
            code="MODEL", name="Model", fiscal_year_first_month=lines[0].first_month
        )
        self.series = create_series(
            self.company, "S", register="case", start="", manual_numbers=True
        )
        self.keys = [
            save_line(
                SeriesLine(
                    series=self.series,
                    starting_date=line.start,
                    prefix1=line.prefix,
                    date_part=line.date_part,
                    digits=line.digits,
                    first_number=line.first,
                    last_number=line.last,
                    increment=line.increment,
                    restart=line.restart,
                    gap_policy=line.policy,
                )
            ).pk
            for line in lines
        ]
        # How far the native sequences went in what is rolled back: they stay there.
        self.reached: dict[Place, int] = {}

    def run(self, step: tuple[Any, ...]) -> None:
        """Do one step and compare."""
        name, *facts = step
        if name == "rolled_back":
            self._roll_back(*facts)
            self.compare(DATES[0])
            return
        ours, theirs = getattr(self, f"_{name}", None), None
        if name in VERBS:
            ours, theirs = self._change_state(name, *facts)
        else:
            assert ours is not None
            ours, theirs = ours(*facts)
        expected, actual = outcome(ours), outcome(theirs)
        assert actual == expected
        self._follow()
        self.compare(next((one for one in facts if isinstance(one, date)), DATES[-1]))

    def _roll_back(self, steps: list[tuple[Any, ...]]) -> None:
        kept, outer, self.reached = copy.deepcopy(self.model), self.reached, {}
        with rolled_back():
            for step in steps:
                self.run(step)
        self.model = kept
        self._follow(lost=self.reached)
        for place, value in self.reached.items():
            outer[place] = max(outer.get(place, value), value)
        self.reached = outer

    # What each step does to the model and to the engine.

    def _draw(self, on: date) -> Any:
        return lambda: self.model.draw(1, on), lambda: [draw(self.series, on=on)]

    def _draw_many(self, on: date, count: int) -> Any:
        return (
            lambda: self.model.draw(count, on),
            lambda: draw_many(self.series, count, on=on),
        )

    def _reserve(self, on: date) -> Any:
        return (
            lambda: self.model.draw(1, on, state="reserved"),
            lambda: [reserve(self.series, on=on, reference="shop")],
        )

    def _claim(self, on: date, number: int, offset: int, zero: str) -> Any:
        line = self.model.lines[number % len(self.keys)]
        value = str(max(line.first + offset, 0)).rjust(line.digits, "0")
        return self._claim_text(f"{line.prefix}{line.date_text(on)}{zero}{value}", on)

    def _claim_for_another_date(self, on: date, number: int, offset: int, shown: date) -> Any:
        line = self.model.lines[number % len(self.keys)]
        return self._claim_text(line.text(line.first + offset, shown), on)

    def _claim_text(self, text: str, on: date) -> Any:
        return (
            lambda: self.model.claim(text, on),
            lambda: [claim(text, company=self.company, kind="case", on=on, series=self.series)],
        )

    def _change_state(self, verb: str, which: int) -> Any:
        if not self.model.rows:
            return lambda: None, lambda: None
        row = self.model.rows[which % len(self.model.rows)]
        number = IssuedNumber.objects.get(company=self.company, text=row.text, scope=row.scope)
        facts = {"use": {"reference": "x"}, "void": {"reason": "x"}}.get(verb, {})
        return (
            lambda: getattr(self.model, verb)(row),
            lambda: VERBS[verb](number, **facts) and None,
        )

    def _switch(self, number: int, policy: str) -> Any:
        return self._set(number, "policy", "gap_policy", lambda line: policy)

    def _extend(self, number: int, more: int) -> Any:
        return self._set(number, "last", "last_number", lambda line: line.last + more)

    def _widen(self, number: int) -> Any:
        return self._set(number, "digits", "digits", lambda line: min(line.digits + 1, 4))

    def _block(self, number: int) -> Any:
        return self._set(number, "blocked", "blocked", lambda line: not line.blocked)

    def _set(self, number: int, ours: str, theirs: str, value: Callable[[Line], object]) -> Any:
        number %= len(self.keys)
        line = self.model.lines[number]
        new = value(line)

        def change_model() -> None:
            setattr(line, ours, new)
            self.model.change_line(number)

        def change_engine() -> None:
            stored = SeriesLine.objects.get(pk=self.keys[number])
            setattr(stored, theirs, new)
            save_line(stored)

        return change_model, change_engine

    def _set_next(self, number: int, offset: int, on: date) -> Any:
        number %= len(self.keys)
        value = self.model.next(self.model.place(number, on)) + offset
        line = SeriesLine.objects.get(pk=self.keys[number])
        return (
            lambda: self.model.set_next(number, value, on),
            lambda: set_next_number(line, value, on=on, reason="x", by=None) and None,
        )

    def _date_order(self) -> Any:
        def change_engine() -> None:
            stored = NumberSeries.objects.get(pk=self.series.pk)
            stored.date_order = not stored.date_order
            save_series(stored)

        return self.model.turn_date_order, change_engine

    # What must hold after each step.

    def _follow(self, lost: dict[Place, int] | None = None) -> None:
        """Counters stand where the model says, or behind numbers that are taken anyway.

        Native sequences alone do not come back from what was rolled back: `lost` says how far
        they went in it.
        """
        counters = Counter.objects.filter(line__in=self.keys).select_related("line")
        places = {}
        for counter in counters:
            place = (self.keys.index(counter.line_id), counter.period)
            plan = plan_of_line(counter.line, self.company.fiscal_year_first_month)
            places[place] = next_value(plan, counter.period)
        for place in self.model.places.keys() | places.keys():
            line, ours = self.model.lines[place[0]], self.model.next(place)
            theirs = places.get(place, line.first)
            native = line.policy == "gaps_allowed" and connection.vendor == "postgresql"
            for value in range(ours, theirs, line.increment):
                if self.model.is_taken(place, value):
                    continue
                assert native, f"{value} of {place} is lost"
                assert value < (lost or {}).get(place, ours), f"{value} of {place} was not drawn"
                self.model.excuse(place, value, value + 1)
            assert theirs >= ours
            assert (theirs - ours) % line.increment == 0
            self.model.places[place] = theirs
            self.reached[place] = max(self.reached.get(place, theirs), theirs)

    def compare(self, on: date) -> None:
        """The register is the model's, nothing is there twice, and what is shown will come."""
        stored = IssuedNumber.objects.filter(company=self.company).order_by("pk")
        rows = [
            Row(
                row.text,
                row.scope,
                row.document_date,
                row.origin,
                row.state,
                None if row.line_id is None else self.keys.index(row.line_id),
                row.period,
                row.value,
            )
            for row in stored
        ]
        assert rows == self.model.rows
        assert len({(row.scope, row.text) for row in rows}) == len(rows)
        assert self.model.holes() == []
        shown = outcome(lambda: preview(self.series, 4, on=on))
        assert shown == outcome(lambda: self.model.preview(4, on))
        report = completeness(self.series)
        assert report.missing == []
        counts = dict.fromkeys({row.state for row in rows if row.line is not None}, 0)
        for row in rows:
            if row.line is not None:
                counts[row.state] += 1
        assert report.counts == counts


@settings(
    max_examples=EXAMPLES or 40,
    derandomize=not EXAMPLES,
    database=settings.default.database if EXAMPLES else None,
    # Making a failure small takes minutes: where many are tried, that is what they are tried for.
    phases=list(Phase) if EXAMPLES else [Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(all_lines(), histories)
def test_the_register_is_what_the_rules_say(
    db: None, lines: list[Line], steps: list[tuple[Any, ...]]
) -> None:
    with rolled_back():
        history = History(lines)
        for step in steps:
            history.run(step)
