"""The benchmark's own arithmetic and frame; what it measures is measured by script/benchmark."""

from __future__ import annotations

import json

import pytest

from benchmarks.bench import Comparison, Load, Share, Worker
from benchmarks.figures import FIGURES, Figure, Reading
from benchmarks.worker import work


class StillWorker(Worker):
    """Answers as told, without a process."""

    def __init__(self, *shares: Share) -> None:
        self.shares = list(shares)

    def ready(self) -> None:
        pass

    def begin(self, seconds: float) -> None:
        pass

    def share(self) -> Share:
        return self.shares.pop(0)


def figure(*, reach: float, at_most: bool) -> Figure:
    return Figure("f", "title", "against", reach, at_most, lambda bench: Reading(1, ""))


@pytest.mark.parametrize(
    ("reach", "at_most", "ratio", "faults", "good"),
    [
        (0.8, False, 0.8, [], True),
        (0.8, False, 0.79, [], False),
        (2, True, 2, [], True),
        (2, True, 2.1, [], False),
        (0.8, False, 5, ["3 numbers missing in ONE"], False),
    ],
)
def test_a_figure_is_reached_by_its_ratio_and_without_faults(
    reach: float, at_most: bool, ratio: float, faults: list[str], good: bool
) -> None:
    reading = Reading(ratio, "", faults)
    assert figure(reach=reach, at_most=at_most).reached(reading) is good


def test_a_comparison_is_the_median_of_its_rounds() -> None:
    comparison = Comparison(ratios=[0.5, 0.9, 0.8], ours=800, theirs=1000, failed=0)
    assert comparison.ratio == 0.8
    assert comparison.text == "800/s against 1,000/s; rounds 0.50-0.90"
    assert comparison.reading().faults == []


def test_what_fails_is_a_fault_whatever_the_ratio() -> None:
    reading = Comparison([1], 1, 1, failed=2).reading("1 number missing")
    assert reading.faults == ["2 steps failed", "1 number missing"]


def test_workers_count_together() -> None:
    load = Load([StillWorker(Share(10, 2, 0, 0.1)), StillWorker(Share(30, 2, 1, 0.2))])
    rate, shares = load.round(2)
    assert (rate, load.done, [share.failed for share in shares]) == (20, 40, [0, 1])


def test_a_round_goes_on_after_a_failure_and_names_the_first(
    capsys: pytest.CaptureFixture[str],
) -> None:
    steps = iter([1, ValueError("broken"), ValueError("again"), 1])

    def step() -> int:
        outcome = next(steps, None)
        if isinstance(outcome, Exception):
            raise outcome
        if outcome is None:
            raise KeyboardInterrupt
        return outcome

    with pytest.raises(KeyboardInterrupt):
        work(step, seconds=1e9)
    assert capsys.readouterr().err == "ValueError: broken\n"


def test_a_round_does_at_least_one_step() -> None:
    assert work(lambda: 1, seconds=0)["done"] == 1


def test_every_figure_that_was_asked_for_is_there() -> None:
    import benchmarks.__main__  # noqa: F401

    asked_for = {
        "draw", "draw-sequences", "draw-by-hand", "draw-tryton", "processes-one-series",
        "processes-own-series", "processes-gaps-allowed", "draw-many", "draw-among-millions",
        "draw-fill-gaps", "draw-jump", "order-statements", "pages", "sqlite-wait",
    }  # fmt: skip
    assert asked_for <= set(FIGURES)


def test_the_last_full_run_is_kept_in_order() -> None:
    from benchmarks.__main__ import LATEST

    results = json.loads(LATEST.read_text(encoding="utf-8"))
    assert [result["name"] for result in results] == list(FIGURES)
    assert all(set(result) == {"name", "ratio", "reach", "ok", "detail"} for result in results)
