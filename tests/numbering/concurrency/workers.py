"""Processes that save numbered documents at the same time, each in many small transactions.

The test starts them with `run_together`; each is this module run as a script.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
# One in so many transactions is rolled back.
ROLLED_BACK = 0.1


@dataclass(frozen=True, slots=True)
class Job:
    """What one process does: `kind` names a function of this module."""

    kind: str
    count: int
    seed: int
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the processes did, and what that means for the numbers."""

    issued: list[int]
    rolled_back: int
    errors: list[str]

    @property
    def doubled(self) -> list[int]:
        """Numbers that were given out more than once."""
        return sorted(value for value, times in Counter(self.issued).items() if times > 1)

    @property
    def missing(self) -> list[int]:
        """Numbers from 1 to the last one that no document has."""
        return sorted(set(range(1, max(self.issued, default=0) + 1)) - set(self.issued))


def run_together(jobs: list[Job], database_url: str) -> Outcome:
    """Run one process a job; all begin at the same moment, when the last one is ready."""
    # Who waits how long is not the question here, and a loaded machine is no failure.
    environment = {**os.environ, "DATABASE_URL": database_url, "NUMBERING_LOCK_TIMEOUT": "60"}
    processes = [
        subprocess.Popen(
            [sys.executable, "-W", "error", "-m", __name__],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _job in jobs
    ]
    try:
        for process, job in zip(processes, jobs, strict=True):
            _tell(process, json.dumps([job.kind, job.count, job.seed, job.facts]))
        for process in processes:
            _hear(process)
        for process in processes:
            _tell(process, "begin")
        reports = [json.loads(_hear(process)) for process in processes]
    finally:
        for process in processes:
            process.communicate(timeout=20)
    return Outcome(
        issued=[value for report in reports for value in report["issued"]],
        rolled_back=sum(report["rolled_back"] for report in reports),
        errors=[error for report in reports for error in report["errors"]],
    )


def _tell(process: subprocess.Popen[str], word: str) -> None:
    assert process.stdin is not None
    process.stdin.write(f"{word}\n")
    process.stdin.flush()


def _hear(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, "a process ended early; its error stands above"
    return line


def main() -> None:
    """One process: get ready, wait for the others, work, report."""
    import django

    kind, count, seed, facts = json.loads(sys.stdin.readline())
    django.setup()
    from django.db import connection, transaction

    from numbering.exceptions import NumberingError

    step: Callable[[], str] = STEPS[kind](facts)
    chance = random.Random(seed)
    report: dict[str, list[Any] | Any] = {"issued": [], "errors": [], "rolled_back": 0}
    connection.ensure_connection()
    print("ready", flush=True)
    sys.stdin.readline()
    for _number in range(count):
        kept = chance.random() >= ROLLED_BACK
        try:
            with transaction.atomic():
                number = step()
                transaction.set_rollback(not kept)
        except NumberingError as error:
            report["errors"].append(f"{type(error).__name__}: {error}")
            continue
        if kept:
            report["issued"].append(int(number))
        else:
            report["rolled_back"] += 1
    connection.close()
    print(json.dumps(report), flush=True)


def draw(facts: dict[str, Any]) -> Callable[[], str]:
    """A plain draw, without a document."""
    from numbering.models import NumberSeries
    from numbering.services import draw
    from tests.numbering.helpers import TODAY

    series = NumberSeries.objects.get(code=facts["series"])
    return lambda: str(draw(series, on=TODAY))


def save_order(facts: dict[str, Any]) -> Callable[[], str]:
    """An order with two lines, through the service that the pages use."""
    from django.contrib.auth.models import User

    from orders.entries import OrderData
    from orders.models import Party
    from orders.services.orders import save_order
    from tests.factories import line_data, order_type
    from tests.numbering.helpers import TODAY

    party = Party.objects.select_related("company").get(pk=facts["party"])
    company = party.company
    by = User.objects.get(pk=facts["by"])
    data = OrderData(order_type=order_type(company, 1), party=party, date=TODAY)
    lines = [line_data(company), line_data(company)]
    return lambda: str(save_order(company=company, by=by, data=data, lines=lines).number)


def without_lock(facts: dict[str, Any]) -> Callable[[], str]:
    """What must not be done: read the counter, and write it back later, nobody waiting.

    The first value is read before the processes begin together, so that the race does happen.
    """
    from numbering.models import Counter

    counter = Counter.objects.filter(line__series__code=facts["series"])
    key, value = counter.values_list("pk", "next_value").get()

    def step() -> str:
        nonlocal value
        mine = value
        Counter.objects.filter(pk=key).update(next_value=mine + 1)
        value = counter.values_list("next_value", flat=True).get()
        return str(mine)

    return step


STEPS: dict[str, Callable[[dict[str, Any]], Callable[[], str]]] = {
    "draw": draw,
    "save_order": save_order,
    "without_lock": without_lock,
}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    main()
