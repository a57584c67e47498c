"""Whose turn it is: the order in which one transaction takes several counters.

All wait for counters in one order, by series and line, so that no two wait for each other. A
transaction that goes back in that order, because its caller drew by hand, could close a circle:
it never queues, but asks for a moment whether the counter is free, and then tells its caller to
try again. `services.hold` takes the turns beforehand, in order.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from numbering.choices import GapPolicy
from numbering.engine.plan import LinePlan, SeriesPlan
from numbering.exceptions import SeriesBusy
from numbering.models import Counter

# How long a transaction asks that may not wait: somebody may be waiting for what it holds.
_PATIENCE_SECONDS = 0.25
_PAUSE_SECONDS = 0.01


@dataclass(frozen=True, slots=True)
class _Turn:
    """A place in the order; among the transaction's callbacks, so that it is forgotten with it."""

    series: int
    line: int
    period: str

    def __call__(self) -> None:
        """Nothing is left to do at the commit: the locks are gone."""

    @property
    def place(self) -> tuple[int, int, str]:
        return (self.series, self.line, self.period)


@contextmanager
def turn(
    plan: SeriesPlan, line: LinePlan, period: str, counters: QuerySet[Counter]
) -> Iterator[None]:
    """Around the statement that may wait for these counters of a line in a period.

    Raises SeriesBusy where waiting could close a circle and others hold one of them.
    """
    if line.gap_policy == GapPolicy.GAPS_ALLOWED or connection.vendor != "postgresql":
        yield  # nobody waits; on SQLite one transaction writes at a time anyway
        return
    mine = _Turn(plan.id, line.id, period)
    held = _held()
    if mine not in held:
        if held and mine.place < max(other.place for other in held):
            _ask(plan, counters)
        # Only now that it is ours or may be waited for: who is refused may ask again. And before
        # the wait: a savepoint that is rolled back gives the counter and this back.
        transaction.on_commit(mine)
    yield


def _held() -> list[_Turn]:
    # The list is emptied when the transaction ends, and its entries go with their savepoints.
    return [entry[1] for entry in connection.run_on_commit if isinstance(entry[1], _Turn)]


def _ask(plan: SeriesPlan, counters: QuerySet[Counter]) -> None:
    until = time.monotonic() + _PATIENCE_SECONDS
    while not _free_now(counters):
        if time.monotonic() > until:
            raise SeriesBusy(
                _("The number series %(what)s is busy: try again in a moment.")
                % {"what": plan.code},
                series=plan.series,
            )
        time.sleep(_PAUSE_SECONDS * random.uniform(0.5, 1.5))


def _free_now(counters: QuerySet[Counter]) -> bool:
    """Take those that nobody holds; whether these are all of them."""
    taken = counters.select_for_update(of=("self",), skip_locked=True)
    return len(taken.values_list("pk")) == counters.count()
