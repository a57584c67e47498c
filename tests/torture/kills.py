"""Workers are killed outright at random moments, hundreds of times, and others take over.

On SQLite half of them have a fuse: it kills them in the middle of a statement, wherever it has
burnt down, unless the parent was faster.
"""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

from django.db import connection

from tests.torture.aftermath import go_on
from tests.torture.jobs import mixed
from tests.torture.verdict import Verdict, inspect
from tests.torture.workers import Crew, Fuse, over_and_over

if TYPE_CHECKING:
    from tests.torture.runner import Run

LATEST_SECONDS = 0.06
LONGEST_FUSE = 60


def run(run: Run) -> Verdict:
    """Kill, hire anew, and look at the books."""
    sqlite = connection.vendor == "sqlite"
    kills = (20 if sqlite else 30) if run.quick else (400 if sqlite else 1000)
    chance = random.Random(run.seed)
    with Crew(run.firm, run.ledger, over_and_over(mixed), seed=run.seed) as crew:
        for _ in range(kills):
            slot = chance.randrange(crew.size)
            crew.wait_until_begun(slot)
            time.sleep(chance.uniform(0, LATEST_SECONDS))
            crew.kill(slot)
            has_fuse = sqlite and chance.random() < 0.5
            crew.hire(slot, fuse=Fuse(chance.randrange(1, LONGEST_FUSE)) if has_fuse else None)
    go_on(run)
    verdict = inspect(run.firm, run.ledger)
    verdict.blows = f"{crew.killed.total()} kills"
    verdict.notes.append(", ".join(f"{count} {how}" for how, count in crew.killed.most_common()))
    inside = crew.killed["inside a transaction"] + crew.killed["committing"]
    verdict.expect(inside > 0, "nobody was killed inside a transaction: nothing was tortured")
    return verdict
