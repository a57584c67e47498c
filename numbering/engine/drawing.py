"""Drawing: choose the line, take its numbers, say why there are none."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from numbering.choices import GapPolicy
from numbering.engine import postgresql
from numbering.engine.careful import draw_careful
from numbering.engine.chain import is_chained
from numbering.engine.counters import counters_of, locked_counter
from numbering.engine.plan import LinePlan, SeriesPlan, StalePlan, plan_of
from numbering.engine.request import Request
from numbering.engine.rights import refuse_forbidden
from numbering.engine.sequences import is_native
from numbering.engine.standing import left_on
from numbering.engine.turns import take_turn
from numbering.exceptions import (
    ConflictError,
    DateOrderViolation,
    NumberingError,
    SeriesBusy,
    SeriesExhausted,
)
from numbering.models import Counter, IssuedNumber, NumberSeries

_ATTEMPTS = 5


def draw_numbers(series: NumberSeries, request: Request, count: int) -> list[IssuedNumber]:
    """Draw `count` numbers or none at all. Inside a transaction only.

    Raises what SeriesPlan.lines_for raises, DateOrderViolation or SeriesExhausted.
    """
    fresh = series._plan is None
    for _attempt in range(_ATTEMPTS):
        try:
            return _draw(plan_of(series), request, count)
        except StalePlan:
            fresh = True  # locked_counter has read the plan again
        except ConflictError:
            raise  # a newer plan would not make the series less busy
        except NumberingError:
            if fresh:
                raise
            # The plan may be older than the setting that the error speaks of.
            plan_of(series, fresh=True)
            fresh = True
    raise SeriesBusy(
        _("The settings of the number series %(code)s are being changed: try again in a moment.")
        % {"code": series.code},
        series=series,
    )


def _draw(plan: SeriesPlan, request: Request, count: int) -> list[IssuedNumber]:
    refuse_forbidden(plan.series, plan.access, "draw", request.by)
    lines = plan.lines_for(request.on)
    if plan.date_order:
        # All of them, in one order: draws for dates of different lines must not wait in a circle.
        period = lines[0].period(request.on)
        take_turn(request.connection, plan, lines[0], period, whole_series=True)
        held = list(counters_of(plan.id).select_for_update(of=("self",)))
        locked_counter(plan, lines[0], period)
        refuse_out_of_date_order(plan, request.on, held)
    if count == 1:
        issued = _from_lines(plan, lines, request, 1)
    else:
        issued = _several(plan, lines, request, count)
    if plan.date_order:
        Counter.objects.filter(line_id=issued[-1].line_id, period=issued[-1].period).update(
            last_date=request.on
        )
    return issued


class _Unwritten(Exception):
    """One of several numbers was taken: those behind it are chained to what never came to be."""


def _several(
    plan: SeriesPlan, lines: list[LinePlan], request: Request, count: int
) -> list[IssuedNumber]:
    """Several or none: the savepoint gives the first ones back."""
    try:
        with transaction.atomic():
            return _from_lines(plan, lines, request, count)
    except _Unwritten:
        with transaction.atomic():
            return _from_lines(plan, lines, request, count, step_by_step=True)


def _from_lines(
    plan: SeriesPlan,
    lines: list[LinePlan],
    request: Request,
    count: int,
    *,
    step_by_step: bool = False,
) -> list[IssuedNumber]:
    issued: list[IssuedNumber] = []
    if count > 1 and any(map(is_native, lines)):
        # What a native sequence gave stays given, even where the whole is refused.
        left = left_on(lines, request.on)
        if left is not None and left < count:
            raise exhausted(plan, lines, request.on)
    for line in lines:
        issued += _from_line(plan, line, request, count - len(issued), step_by_step)
        if len(issued) == count:
            return issued
    raise exhausted(plan, lines, request.on)


def _from_line(
    plan: SeriesPlan, line: LinePlan, request: Request, count: int, step_by_step: bool
) -> list[IssuedNumber]:
    if request.connection.vendor != "postgresql":
        return draw_careful(request, plan, line, count)
    take_turn(request.connection, plan, line, line.period(request.on))
    # Several of a line that fills gaps: freed ones and new ones may mix.
    if step_by_step or (count > 1 and line.gap_policy == GapPolicy.FILL_GAPS):
        return draw_careful(request, plan, line, count)
    issued = postgresql.draw_fast(request, plan, line, count)
    if len(issued) < count:
        if count > 1 and is_chained(line):
            raise _Unwritten
        issued += draw_careful(request, plan, line, count - len(issued))
    return issued


def exhausted(plan: SeriesPlan, lines: list[LinePlan], on: date) -> SeriesExhausted:
    """The error of a series whose lines for a date are all used up."""
    return SeriesExhausted(
        _(
            "The number series %(code)s is used up: %(ranges)s has no number left for %(on)s. "
            "An administrator can raise its last number or add a line."
        )
        % {
            "code": plan.code,
            "ranges": ", ".join(line.range_text for line in lines),
            "on": date_format(on, "SHORT_DATE_FORMAT"),
        },
        series=plan.series,
        on=on,
    )


def refuse_out_of_date_order(plan: SeriesPlan, on: date, counters: Iterable[Counter]) -> None:
    """Refuse a date before the last one drawn by any of the series' counters."""
    last = max((counter.last_date for counter in counters if counter.last_date), default=None)
    if last is None or on >= last:
        return
    raise DateOrderViolation(
        _(
            "The number series %(code)s goes by date: after %(last)s no number can be drawn"
            " for %(on)s. Use %(last)s or later."
        )
        % {
            "code": plan.code,
            "last": date_format(last, "SHORT_DATE_FORMAT"),
            "on": date_format(on, "SHORT_DATE_FORMAT"),
        },
        series=plan.series,
        on=on,
    )
