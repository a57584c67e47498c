"""What is measured: named figures, each a ratio that has to reach something."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.bench import Bench


class Skipped(Exception):
    """A figure cannot be measured here; the text says what is missing."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A measured ratio with what stands behind it; `faults` fail a figure whatever its ratio."""

    ratio: float
    detail: str
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: what is measured, against what, and what must be reached."""

    name: str
    title: str
    against: str
    reach: float
    at_most: bool
    measure: Callable[[Bench], Reading]

    @property
    def reach_text(self) -> str:
        """What must be reached, as in the table."""
        return f"{'≤' if self.at_most else '≥'} {self.reach:g}"

    def reached(self, reading: Reading) -> bool:
        """Whether a reading is good enough."""
        good = reading.ratio <= self.reach if self.at_most else reading.ratio >= self.reach
        return good and not reading.faults


FIGURES: dict[str, Figure] = {}


def figure(
    name: str,
    *,
    title: str,
    against: str,
    at_least: float | None = None,
    at_most: float | None = None,
) -> Callable[[Callable[[Bench], Reading]], Callable[[Bench], Reading]]:
    """Register a function as the measurement of a figure; the table keeps their order."""
    reach = at_most if at_least is None else at_least
    assert reach is not None, "a figure has something to reach"

    def register(measure: Callable[[Bench], Reading]) -> Callable[[Bench], Reading]:
        FIGURES[name] = Figure(name, title, against, reach, at_least is None, measure)
        return measure

    return register
