"""One database, scenario by scenario."""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from tests.torture import (
    clock,
    control,
    cut_connections,
    dump_restore,
    hanging,
    kills,
    orders_of_series,
    server_crash,
)
from tests.torture.firm import Firm, found_firm
from tests.torture.ledger import Ledger
from tests.torture.places import Place, PostgresPlace
from tests.torture.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Run:
    """What a scenario gets."""

    place: Place
    firm: Firm
    ledger: Ledger
    seed: int
    quick: bool

    @property
    def server_place(self) -> PostgresPlace:
        """For scenarios that are for PostgreSQL alone."""
        assert isinstance(self.place, PostgresPlace)
        return self.place


Scenario = Callable[[Run], Verdict]

# The name, what runs it, and whether SQLite has such a thing at all.
SCENARIOS: dict[str, tuple[Scenario, bool]] = {
    "control": (control.run, True),
    "kills": (kills.run, True),
    "server_crash": (server_crash.run, False),
    "cut_connections": (cut_connections.run, False),
    "hanging": (hanging.run, True),
    "orders_of_series": (orders_of_series.run, True),
    "dump_restore": (dump_restore.run, False),
    "clock": (clock.run, True),
}


def run_all(place: Place, *, only: str, seed: int, quick: bool) -> list[Verdict]:
    """Run the scenarios that this database has, one after the other."""
    place.make_template()
    return [
        _run(name, scenario, place, seed=seed, quick=quick)
        for name, (scenario, everywhere) in SCENARIOS.items()
        if only in ("", name) and (everywhere or connection.vendor == "postgresql")
    ]


def _run(name: str, scenario: Scenario, place: Place, *, seed: int, quick: bool) -> Verdict:
    began = time.monotonic()
    try:
        place.fresh(name)
        firm = found_firm()
        connection.close()
        ledger = Ledger(Path(place.scratch) / f"{name}.ledger")
        verdict = scenario(Run(place, firm, ledger, seed, quick))
    except Exception as error:
        verdict = Verdict(errors=1, failures=["".join(traceback.format_exception(error))])
    finally:
        connection.close()
    verdict.scenario, verdict.database = name, connection.vendor
    word = "kept" if verdict.passed else "BROKEN"
    took = f"{time.monotonic() - began:.0f} s"
    print(f"{connection.vendor}, {name}: {word}, {took}", file=sys.stderr, flush=True)
    return verdict
