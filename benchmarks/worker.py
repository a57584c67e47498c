"""A process that does one job for some seconds whenever it is told to.

Reads lines of JSON: first the job and its facts, then seconds, again and again. Answers "ready",
then what it did in each round.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable

import django


def main() -> None:
    """Prepare the job, then work a round for each line until there are no more."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
    django.setup()
    from benchmarks.jobs import JOBS

    job, facts = json.loads(sys.stdin.readline())
    step = JOBS[job](**facts)
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        print(json.dumps(work(step, seconds=json.loads(line))), flush=True)


def work(step: Callable[[], int], *, seconds: float) -> dict[str, float]:
    """Repeat a step, once at least, until the time is over; what was done and what failed."""
    done = failed = 0
    longest = 0.0
    before = begun = time.perf_counter()
    while not done + failed or before - begun < seconds:
        try:
            done += step()
        except Exception as error:  # counted, named, and it fails the figure
            if not failed:
                print(f"{type(error).__name__}: {error}", file=sys.stderr)
            failed += 1
        now = time.perf_counter()
        longest = max(longest, now - before)
        before = now
    return {"done": done, "seconds": before - begun, "failed": failed, "longest": longest}


if __name__ == "__main__":
    main()
