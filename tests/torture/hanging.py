"""A transaction holds counters and hangs: others are told to try again, and of which series.

Then it commits, rolls back or is killed; in each case everybody goes on, and nothing is lost.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db import connection, transaction

from numbering.services import peek
from numbering.transactions import write
from tests.torture.firm import Firm
from tests.torture.jobs import DAY, enter_item, enter_order, enter_voucher
from tests.torture.places import wait_at_most
from tests.torture.verdict import Verdict, inspect
from tests.torture.workers import ENDING, PATIENCE_SECONDS, STOP, Crew, Desk, Job, attempt

if TYPE_CHECKING:
    from tests.torture.runner import Run

LIMIT_SECONDS = 0.1
ENDINGS = ("commit", "roll back", "be killed")
# What the holder has drawn from; "WHOLE" and the others by one document.
VOUCHER = "YEAR FILL WHOLE"


def run(run: Run) -> Verdict:
    """One round for each way in which the hanging transaction may end."""
    for ending in ENDINGS:
        with Crew(run.firm, run.ledger, holding(ending), seed=run.seed, size=1) as holder:
            until_it_holds(holder)
            with Crew(run.firm, run.ledger, told_to_try_again, seed=run.seed, size=1):
                pass
            if ending == "be killed":
                holder.kill(0)
                del holder.workers[0]
        with Crew(run.firm, run.ledger, goes_on, seed=run.seed, size=1):
            pass
    verdict = inspect(run.firm, run.ledger)
    verdict.blows = f"{len(ENDINGS)} hanging, 1 killed"
    _check_messages(run, verdict)
    return verdict


def clerks(desk: Desk) -> dict[str, Job]:
    """Who wants a number of a series that is held; each through its service alone."""
    firm = desk.firm
    return {
        "ORDER": _clerk("order", lambda token: _numbered_order(firm, token)),
        "ITEM": _clerk("item", lambda token: enter_item(firm, token)),
        "ITEM typed": _clerk(
            "item", lambda token: enter_item(firm, token, peek(firm.items, on=DAY))
        ),
        **{code: _voucher_clerk(firm, code) for code in VOUCHER.split()},
    }


def _clerk(kind: str, body: Callable[[str], dict[str, str]]) -> Job:
    def save(desk: Desk) -> None:
        token = desk.token()
        numbers = body(token)
        desk.ledger.tell("committed", token, kind=kind, numbers=numbers)

    return save


def _voucher_clerk(firm: Firm, code: str) -> Job:
    return _clerk("voucher", lambda token: enter_voucher(firm, token, code, DAY))


def _numbered_order(firm: Firm, token: str) -> dict[str, str]:
    return {"ORDER": str(enter_order(firm, token).number)}


def holding(ending: str) -> Callable[[Desk], None]:
    """A worker that draws from the series, and then hangs until the parent says stop."""

    def work(desk: Desk) -> None:
        documents = {kind: desk.token() for kind in ("order", "item", "voucher")}
        with write():
            numbers = {
                "order": _numbered_order(desk.firm, documents["order"]),
                "item": enter_item(desk.firm, documents["item"]),
                "voucher": enter_voucher(desk.firm, documents["voucher"], VOUCHER, DAY),
            }
            desk.phase(ENDING)
            while desk.crew.word[0] != STOP:
                time.sleep(0.01)
            transaction.set_rollback(ending == "roll back")
        word = "committed" if ending == "commit" else "rolled back"
        for kind, token in documents.items():
            desk.ledger.tell(word, token, kind=kind, numbers=numbers[kind])
        connection.close()

    return work


def until_it_holds(holder: Crew) -> None:
    """Return when the hanging transaction has its numbers."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while holder.phases[0] != ENDING:
        assert time.monotonic() < deadline, "the holder holds nothing"
        time.sleep(0.005)


def told_to_try_again(desk: Desk) -> None:
    """A worker with little patience, who wants a number of every series that is held."""
    wait_at_most(LIMIT_SECONDS)
    for name, job in clerks(desk).items():
        if attempt(desk, job, series=name) != "try again":
            desk.ledger.tell("error", desk.name, told=f"{name}: not told to try again")
    if connection.vendor == "postgresql":  # where gaps are allowed nobody waits
        _must_be_done(desk, "LOOSE", _voucher_clerk(desk.firm, "LOOSE"))
    connection.close()


def goes_on(desk: Desk) -> None:
    """A worker who finds the series free again."""
    wait_at_most(LIMIT_SECONDS * 50)
    for name, job in clerks(desk).items():
        _must_be_done(desk, name, job)
    connection.close()


def _must_be_done(desk: Desk, name: str, job: Job) -> None:
    word = attempt(desk, job, series=name)
    if word:
        desk.ledger.tell("error", desk.name, told=f"{name}: {word}")


def _check_messages(run: Run, verdict: Verdict) -> None:
    """Each message names its series."""
    told = [entry.facts for entry in run.ledger.read() if entry.word == "try again"]
    for facts in told:
        code = run.firm.series[facts["series"].removesuffix(" typed")].code
        verdict.expect(
            f" {code} " in facts["told"], f"{facts['series']} is not named: {facts['told']}"
        )
    verdict.notes.append(f"told, for example: {told[0]['told']}")
