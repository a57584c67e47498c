"""PostgreSQL is stopped as by a crash ("immediate") while workers save, and started again."""

from __future__ import annotations

import random
import time
from collections import Counter
from typing import TYPE_CHECKING

from tests.torture.aftermath import go_on
from tests.torture.jobs import mixed
from tests.torture.verdict import Verdict, inspect
from tests.torture.workers import GO, PHASES, WAIT, Crew, over_and_over

if TYPE_CHECKING:
    from tests.torture.runner import Run


def run(run: Run) -> Verdict:
    """Crash the server several times; the workers connect anew each time."""
    server = run.server_place.server
    crashes = 2 if run.quick else 20
    chance = random.Random(run.seed)
    met: Counter[str] = Counter()
    work = over_and_over(mixed, interruptions=True)
    with Crew(run.firm, run.ledger, work, seed=run.seed) as crew:
        for _ in range(crashes):
            for slot in range(crew.size):
                crew.wait_until_begun(slot)
            time.sleep(chance.uniform(0.5, 1.5))
            met.update(PHASES[phase] for phase in bytes(crew.phases))
            # Nobody knocks while the server is down: a refused client may take its port.
            crew.word[0] = WAIT
            server.crash()
            server.start_again()
            crew.word[0] = GO
        time.sleep(0.5)
    go_on(run)
    verdict = inspect(run.firm, run.ledger)
    verdict.blows = f"{crashes} server crashes"
    verdict.notes.append(
        "workers met " + ", ".join(f"{count} {how}" for how, count in met.most_common())
    )
    verdict.expect(verdict.interrupted > 0, "nobody was interrupted: nothing was tortured")
    return verdict
