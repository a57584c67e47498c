"""Many numbers: at once, behind the counter, given back, in the way."""

from __future__ import annotations

import statistics
import time

from benchmarks.bench import Bench
from benchmarks.draws import SERIES
from benchmarks.figures import Reading, figure

AT_ONCE = 1000


@figure(
    "draw-many",
    title=f"draw_many({AT_ONCE:,}), numbers a second",
    against="bare INSERT … SELECT generate_series with the same indexes",
    at_least=0.5,
)
def draw_many(bench: Bench) -> Reading:
    """Each number comes back as an object, the bare statement's rows as tuples."""
    url = bench.database("few", SERIES)
    comparison = bench.compare(
        bench.load("draws_many", url, series="ONE", count=AT_ONCE),
        bench.load("bare_many", url, counter="0", count=AT_ONCE),
        rounds=7,
        seconds=1,
    )
    return comparison.reading()


@figure(
    "draw-among-millions",
    title="draw with 5 million issued numbers",
    against="with 1,000",
    at_least=0.9,
)
def among_millions(bench: Bench) -> Reading:
    """The same series in two databases of one server."""
    count = bench.sized(5_000_000, 200_000)
    comparison = bench.compare(
        bench.load("draws", bench.database("millions", "series.many", count=count), series="ONE"),
        bench.load("draws", bench.database("thousand", "series.many", count=1000), series="ONE"),
        rounds=9,
        seconds=0.8,
    )
    return comparison.reading()


@figure(
    "draw-fill-gaps",
    title="draw on fill gaps with 1 million free numbers",
    against="on an unbroken line",
    at_least=0.6,
)
def fill_gaps(bench: Bench) -> Reading:
    """Taking a freed number also keeps what it was before."""
    url = bench.database("freed", "series.freed", count=bench.sized(1_000_000, 100_000))
    comparison = bench.compare(
        bench.load("draws", url, series="FILL"),
        bench.load("draws", url, series="ONE"),
        rounds=9,
        seconds=0.8,
    )
    return comparison.reading()


@figure(
    "draw-jump",
    title="one draw that must jump 1 million taken numbers",
    against="scanning that index range once",
    at_most=2,
)
def jump(bench: Bench) -> Reading:
    """Drawn in a transaction that is rolled back, so that it can be done again."""
    count = bench.sized(1_000_000, 100_000)
    url = bench.database("ahead", "series.typed_ahead", count=count)
    load = bench.load("draws_undone", url, series="ONE")
    ratios, jumps, scans = [], [], []
    with bench.connect(url) as connection:
        connection.execute("SET max_parallel_workers_per_gather = 0")
        for number in range(bench.sized(9, 3)):
            (share,) = load.round(0)[1]
            begun = time.perf_counter()
            (found,) = connection.execute(
                "SELECT count(*) FROM numbering_issuednumber AS n"
                " JOIN numbering_seriesline AS line ON line.id = n.line_id"
                " JOIN numbering_numberseries AS series ON series.id = line.series_id"
                " WHERE series.code = 'ONE' AND n.period = '' AND n.value BETWEEN 2 AND %s",
                [count + 1],
            ).fetchone() or (0,)
            scan = time.perf_counter() - begun
            if number:
                jumps.append(share.seconds)
                scans.append(scan)
                ratios.append(share.seconds / scan)
    faults = [] if found == count else [f"{found} numbers in the way instead of {count}"]
    text = (
        f"{statistics.median(jumps) * 1000:,.0f} ms against {statistics.median(scans) * 1000:,.0f}"
        f" ms; rounds {min(ratios):.2f}-{max(ratios):.2f}"
    )
    return Reading(statistics.median(ratios), text, faults)
