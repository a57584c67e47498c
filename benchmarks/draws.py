"""One process: a draw against the least that a database must do, and against what others do."""

from __future__ import annotations

from benchmarks.bench import Bench
from benchmarks.figures import Reading, figure

SERIES = "series.few"
ROUNDS, SECONDS = 9, 0.8


@figure(
    "draw",
    title="draw inside atomic(), one process",
    against="bare psycopg: BEGIN, one statement, COMMIT",
    at_least=0.80,
)
def draw(bench: Bench) -> Reading:
    """A draw and the bare statement take turns."""
    return _against(bench, "bare_draws", counter="0")


@figure(
    "draw-sequences",
    title="the same",
    against="django-sequences, which writes no register row",
    at_least=0.90,
)
def draw_sequences(bench: Bench) -> Reading:
    """A draw and a number without a register take turns."""
    return _against(bench, "sequence_draws", name="one")


@figure(
    "draw-by-hand",
    title="the same",
    against="by hand: django-sequences and an ORM insert",
    at_least=1.5,
)
def draw_by_hand(bench: Bench) -> Reading:
    """A draw and the same job put together from a library and the ORM take turns."""
    return _against(bench, "by_hand", name="hand", series="HAND")


def _against(bench: Bench, job: str, **facts: str) -> Reading:
    url = bench.database("few", SERIES)
    comparison = bench.compare(
        bench.load("draws", url, series="ONE"),
        bench.load(job, url, **facts),
        rounds=ROUNDS,
        seconds=SECONDS,
    )
    return comparison.reading()
