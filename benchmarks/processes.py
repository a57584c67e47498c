"""Eight processes at once: the limit is the database, not this program."""

from __future__ import annotations

from benchmarks.bench import Bench
from benchmarks.draws import SERIES
from benchmarks.figures import Reading, figure

PROCESSES = 8
HELD_SECONDS = 0.020


@figure(
    "processes-one-series",
    title="8 processes, one unbroken series",
    against="the bare statement, 8 processes on one counter",
    at_least=0.85,
)
def one_series(bench: Bench) -> Reading:
    """All wait for one counter; afterwards no number may be missing."""
    url = bench.database("few", SERIES)
    comparison = bench.compare(
        bench.load("draws", url, processes=PROCESSES, series="ONE"),
        bench.load("bare_draws", url, processes=PROCESSES, counter="0"),
        rounds=7,
        seconds=1.2,
    )
    return comparison.reading(*_holes(bench, url))


@figure(
    "processes-own-series",
    title="8 processes, 8 series",
    against="the bare statement, 8 processes on 8 counters",
    at_least=0.85,
)
def own_series(bench: Bench) -> Reading:
    """Nobody waits for anybody but the disk."""
    url = bench.database("few", SERIES)
    comparison = bench.compare(
        bench.load("draws", url, processes=PROCESSES, series="P{}"),
        bench.load("bare_draws", url, processes=PROCESSES, counter="{}"),
        rounds=7,
        seconds=1.2,
    )
    return comparison.reading(*_holes(bench, url))


@figure(
    "processes-gaps-allowed",
    title="8 processes, gaps allowed, each transaction held 20 ms",
    against="the same load on an unbroken series",
    at_least=5,
)
def gaps_allowed(bench: Bench) -> Reading:
    """What it is worth to let a series have gaps when transactions are long."""
    url = bench.database("few", SERIES)
    comparison = bench.compare(
        bench.load("draws", url, processes=PROCESSES, series="GAPS", held=HELD_SECONDS),
        bench.load("draws", url, processes=PROCESSES, series="ONE", held=HELD_SECONDS),
        rounds=5,
        seconds=1.2,
    )
    return comparison.reading(*_holes(bench, url))


def _holes(bench: Bench, url: str) -> list[str]:
    """Values between the first and the last of an unbroken line that nobody got."""
    with bench.connect(url) as connection:
        rows = connection.execute(
            "SELECT series.code, max(n.value) - min(n.value) + 1 - count(*)"
            " FROM numbering_issuednumber AS n"
            " JOIN numbering_numberseries AS series ON series.id = n.series_id"
            " WHERE series.code <> 'GAPS' GROUP BY series.code"
        ).fetchall()
    return [f"{missing} numbers missing in {code}" for code, missing in rows if missing]
