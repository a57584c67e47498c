"""Take the turns of several series before drawing from them."""

from __future__ import annotations

from datetime import date

from numbering.engine.counters import locked_counter
from numbering.engine.plan import SeriesPlan, StalePlan, plan_of
from numbering.engine.sequences import is_native
from numbering.engine.turns import take_turn
from numbering.models import NumberSeries
from numbering.periods import checked_date
from numbering.transactions import busy_as_conflict, require_transaction


def hold(*series: NumberSeries, on: date) -> None:
    """Wait for the turn in several series, so that draws from them come in any order.

    Documents with several numbers need not: saving them draws in one order. Whoever draws by hand
    from more than one series in a transaction calls this first; else a draw that goes back in
    the order is given up early, with SeriesBusy, whenever others are drawing. Held until the
    transaction ends. Raises TransactionManagementError outside one, what `draw` raises where no
    line numbers that date, and SeriesBusy.
    """
    require_transaction()
    day = checked_date(on)
    for one in sorted(set(series), key=lambda one: one.pk):
        with busy_as_conflict(one.code):
            _hold(one, day)


def _hold(series: NumberSeries, on: date) -> None:
    plan = plan_of(series)
    try:
        _hold_lines(plan, on)
    except StalePlan:
        _hold_lines(plan_of(series, fresh=True), on)


def _hold_lines(plan: SeriesPlan, on: date) -> None:
    for line in sorted(plan.lines_for(on), key=lambda line: line.id):
        if not is_native(line):
            period = line.period(on)
            take_turn(require_transaction(), plan, line, period)
            locked_counter(plan, line, period)
