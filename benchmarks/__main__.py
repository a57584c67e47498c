"""The command: measure, print a table, write benchmarks/latest.json."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

# Importing them registers their figures, in the table's order.
from benchmarks import draws, tryton, processes, volume, pages, sqlite  # noqa: F401  isort:skip
from benchmarks.bench import Bench
from benchmarks.figures import FIGURES, Figure, Reading, Skipped

LATEST = Path(__file__).parent / "latest.json"


def main() -> int:
    """Measure what was asked for; 1 if a figure does not reach what it must."""
    options = _options()
    chosen = [FIGURES[name] for name in options.only] or list(FIGURES.values())
    results = []
    print(_columns("figure", "ratio", "reach", "", "what was compared"))
    with Bench(quick=options.quick) as bench:
        for figure in chosen:
            begun = time.monotonic()
            result = _measured(bench, figure)
            results.append(result)
            print(_row(figure, result, time.monotonic() - begun), flush=True)
    if not options.only and not options.quick:
        LATEST.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")
    failed = [result["name"] for result in results if result["ok"] is False]
    print(f"\n{len(results) - len(failed)} of {len(results)} figures reached.", *failed)
    return 1 if failed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/benchmark", description=__doc__)
    parser.add_argument("--only", action="append", default=[], choices=sorted(FIGURES))
    parser.add_argument("--quick", action="store_true", help="fewer rounds: a look, no proof")
    return parser.parse_args()


def _measured(bench: Bench, figure: Figure) -> dict[str, Any]:
    try:
        reading = figure.measure(bench)
    except Skipped as reason:
        return _result(figure, None, None, f"skipped: {reason}")
    return _result(figure, round(reading.ratio, 3), figure.reached(reading), _detail(reading))


def _detail(reading: Reading) -> str:
    return "; ".join([reading.detail, *reading.faults])


def _result(figure: Figure, ratio: float | None, ok: bool | None, detail: str) -> dict[str, Any]:
    return {
        "name": figure.name,
        "ratio": ratio,
        "reach": figure.reach_text,
        "ok": ok,
        "detail": detail,
    }


def _row(figure: Figure, result: dict[str, Any], seconds: float) -> str:
    mark = {True: "reached", False: "FALLS SHORT", None: "skipped"}[result["ok"]]
    ratio = "–" if result["ratio"] is None else f"{result['ratio']:.2f}"
    what = f"{figure.title}, against {figure.against}: {result['detail']} [{seconds:.0f} s]"
    return _columns(figure.name, ratio, figure.reach_text, mark, what)


def _columns(name: str, ratio: str, reach: str, mark: str, what: str) -> str:
    return f"{name:<24} {ratio:>6}  {reach:<6}  {mark:<11}  {what}"


if __name__ == "__main__":
    sys.exit(main())
