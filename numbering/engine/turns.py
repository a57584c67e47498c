"""Whose turn it is: the order in which one transaction takes several counters.

All wait for counters in one order, by series and line, so that no two wait for each other. A
transaction that goes back in that order, because its caller drew by hand, could close a circle:
it never queues, but asks for a moment whether the counter is free, and then tells its caller to
try again. `services.hold` takes the turns beforehand, in order.
"""

from __future__ import annotations

import random
import time

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet

from numbering.choices import GapPolicy
from numbering.engine.counters import counter_of, counters_of
from numbering.engine.plan import LinePlan, SeriesPlan
from numbering.models import Counter
from numbering.transactions import series_busy

# How long a transaction asks that may not wait: somebody may be waiting for what it holds.
_PATIENCE_SECONDS = 0.25
_PAUSE_SECONDS = 0.01


class _Turn:
    """A place in the order; among the transaction's callbacks, so that it is forgotten with it."""

    __slots__ = ("place",)

    def __init__(self, *place: int | str) -> None:
        self.place = place

    def __call__(self) -> None:
        """Nothing is left to do at the commit: the locks are gone."""


def take_turn(
    connection: BaseDatabaseWrapper,
    plan: SeriesPlan,
    line: LinePlan,
    period: str,
    *,
    whole_series: bool = False,
) -> None:
    """Before the statement that may wait for the counter of a line, or for all of its series.

    Raises SeriesBusy where waiting could close a circle and others hold one of them.
    """
    if line.gap_policy == GapPolicy.GAPS_ALLOWED:
        return  # nobody waits
    take_place(connection, (plan.id, line.id, period), plan.code, whole_series=whole_series)


def take_place(
    connection: BaseDatabaseWrapper,
    place: tuple[int, int, str],
    code: str,
    *,
    whole_series: bool = False,
) -> None:
    """The same by the keys of series and line, the period and the code of the series alone."""
    if connection.vendor != "postgresql":
        return  # one transaction writes at a time anyway
    mine = _Turn(*place)
    # The list is emptied when the transaction ends, and its entries go with their savepoints.
    held = [turn[1].place for turn in connection.run_on_commit if isinstance(turn[1], _Turn)]
    if mine.place in held:
        return
    if held and mine.place < max(held):
        series, line, period = place
        _ask(code, counters_of(series) if whole_series else counter_of(line, period))
    # Only now that it is ours or may be waited for: who is refused may ask again. And before the
    # wait: a savepoint that is rolled back gives the counter and this back.
    connection.on_commit(mine)


def _ask(code: str, counters: QuerySet[Counter]) -> None:
    until = time.monotonic() + _PATIENCE_SECONDS
    while not _free_now(counters):
        if time.monotonic() > until:
            raise series_busy(code)
        time.sleep(_PAUSE_SECONDS * random.uniform(0.5, 1.5))


def _free_now(counters: QuerySet[Counter]) -> bool:
    """Take those that nobody holds; whether these are all of them."""
    taken = counters.select_for_update(of=("self",), skip_locked=True)
    return len(taken.values_list("pk")) == counters.count()
