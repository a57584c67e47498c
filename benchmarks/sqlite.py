"""SQLite, where one transaction writes at a time: how many draws, and how long one waits."""

from __future__ import annotations

import statistics

from benchmarks.bench import Bench
from benchmarks.draws import SERIES
from benchmarks.figures import Reading, figure

PROCESSES = 4


@figure(
    "sqlite-wait",
    title="SQLite: the longest wait of a writer with 4 processes that do nothing but draw",
    against="one second",
    at_most=1,
)
def sqlite_wait(bench: Bench) -> Reading:
    """All rounds count: the longest of them is what somebody would have waited."""
    url = bench.sqlite_database("few", SERIES)
    rounds, seconds = bench.sized(8, 2), bench.sized(3, 1)
    alone = bench.load("draws", url, series="ONE")
    rates = [alone.round(seconds)[0] for _ in range(3)]
    together = bench.load("draws", url, processes=PROCESSES, series="ONE")
    results = [together.round(seconds) for _ in range(rounds)]
    shares = [share for _rate, all_shares in results for share in all_shares]
    failed = sum(share.failed for share in shares)
    return Reading(
        max(share.longest for share in shares),
        f"{statistics.median(rates):,.0f} draws/s by one process,"
        f" {statistics.median(rate for rate, _shares in results):,.0f}/s by four,"
        f" half of the rounds waited up to {statistics.median(s.longest for s in shares):.2f} s",
        [f"{failed} draws failed"] if failed else [],
    )
