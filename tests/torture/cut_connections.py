"""Connections are cut (pg_terminate_backend) while their transactions are under way."""

from __future__ import annotations

import random
import time
from collections import Counter
from typing import TYPE_CHECKING

from tests.torture.aftermath import go_on
from tests.torture.jobs import mixed
from tests.torture.verdict import Verdict, inspect
from tests.torture.workers import PATIENCE_SECONDS, Crew, over_and_over

if TYPE_CHECKING:
    from tests.torture.runner import Run

LATEST_SECONDS = 0.06
# One that is in a transaction; the function waits until it is gone.
CUT = """
SELECT state, wait_event_type, pg_terminate_backend(pid, 5000) FROM (
  SELECT pid, state, wait_event_type FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid()
    AND backend_type = 'client backend' AND xact_start IS NOT NULL
  ORDER BY random() LIMIT 1
) AS unlucky
"""


def run(run: Run) -> Verdict:
    """Cut connections one after the other; their owners connect anew."""
    cuts = 10 if run.quick else 300
    chance = random.Random(run.seed)
    met: Counter[str] = Counter()
    work = over_and_over(mixed, interruptions=True)
    with (
        Crew(run.firm, run.ledger, work, seed=run.seed) as crew,
        run.server_place.session() as session,
    ):
        deadline = time.monotonic() + cuts * LATEST_SECONDS + PATIENCE_SECONDS
        while met.total() < cuts and time.monotonic() < deadline:
            time.sleep(chance.uniform(0, LATEST_SECONDS))
            row = session.execute(CUT).fetchone()
            if row is not None and row[2]:
                met["waiting for its turn" if row[1] == "Lock" else row[0]] += 1
        assert crew.killed.total() == 0
    go_on(run)
    verdict = inspect(run.firm, run.ledger)
    verdict.blows = f"{met.total()} cuts"
    verdict.notes.append("cut while " + ", ".join(f"{n} {how}" for how, n in met.most_common()))
    verdict.expect(met.total() == cuts, "there were too few transactions to cut")
    verdict.expect(verdict.interrupted > 0, "nobody noticed: nothing was tortured")
    return verdict
