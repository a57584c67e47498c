"""Draws from two and three series, in every order, by many processes: nobody waits in a circle.

Three ways: documents with several numbers; draws by hand after `hold`; and draws by hand in any
order, where whoever is told to try again does so until it works.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db import connection

from numbering.services import draw, hold
from tests.torture.firm import FIELDS, Voucher, series_by_code
from tests.torture.jobs import DAY, numbers_of, save_voucher
from tests.torture.ledger import PATIENCE_SECONDS
from tests.torture.places import wait_at_most
from tests.torture.verdict import Verdict, inspect
from tests.torture.workers import THINKING_SECONDS, Crew, Desk, attempt

if TYPE_CHECKING:
    from tests.torture.runner import Run

CODES = ("WHOLE", "FILL", "LOOSE", "YEAR", "TURN")
# Every choice of two and of three, in every order.
ORDERS = [" ".join(order) for count in (2, 3) for order in itertools.permutations(CODES, count)]
MOST_ATTEMPTS = 1000


def run(run: Run) -> Verdict:
    """Each worker goes through all orders, beginning at another place, in each of the ways."""
    size = 8 if connection.vendor == "postgresql" and not run.quick else 4
    orders = ORDERS[:: 13 if run.quick else 1]
    conflicts = []
    for way in (by_document, after_hold, by_hand):
        before = _conflicts(run)
        with Crew(run.firm, run.ledger, through(orders, way), seed=run.seed, size=size):
            pass
        conflicts.append(_conflicts(run) - before)
    verdict = inspect(run.firm, run.ledger)
    verdict.blows = f"{size} processes, {len(orders)} orders"
    verdict.notes.append(
        "told to try again: {} by documents, {} after hold, {} by hand".format(*conflicts)
    )
    verdict.expect(
        conflicts[:2] == [0, 0], "a document, or somebody who held the series, had to try again"
    )
    return verdict


Way = Callable[[Desk, str], None]


def through(orders: list[str], way: Way) -> Callable[[Desk], None]:
    """A worker that saves one document in each order, however often it must try."""

    def work(desk: Desk) -> None:
        wait_at_most(PATIENCE_SECONDS)  # a slow machine is no circle
        # By hand most must try often: there the workers share the orders between them.
        own = orders[desk.slot % 3 :: 3] if way is by_hand else list(orders)
        desk.chance.shuffle(own)
        for order in own:
            for _attempt in range(MOST_ATTEMPTS):
                if attempt(desk, lambda desk, order=order: way(desk, order)) != "try again":
                    break
                time.sleep(desk.chance.uniform(0, THINKING_SECONDS))
            else:
                desk.ledger.tell("error", desk.name, told=f"{order}: tried in vain")
        connection.close()

    return work


def by_document(desk: Desk, order: str) -> None:
    """A document whose fields stand in this order."""
    save_voucher(desk, order, DAY)


def after_hold(desk: Desk, order: str) -> None:
    """Draws by hand in this order, the turns of all series taken before."""
    _draws(desk, order, held=True)


def by_hand(desk: Desk, order: str) -> None:
    """Draws by hand in this order."""
    _draws(desk, order, held=False)


def _draws(desk: Desk, order: str, *, held: bool) -> None:
    def body(token: str) -> dict[str, str]:
        series = [series_by_code[code] for code in order.split()]
        if held:
            hold(*series, on=DAY)
        voucher = Voucher(company=desk.firm.company, date=DAY, token=token, wanted=order)
        for field, one in zip(FIELDS, series, strict=False):
            setattr(voucher, field, draw(one, on=DAY, by=desk.firm.by, kind="voucher"))
        voucher.save()
        return numbers_of(voucher)

    desk.save("voucher", desk.token(), body)


def _conflicts(run: Run) -> int:
    return sum(entry.word == "try again" for entry in run.ledger.read())
