"""What each gap policy costs, measured on the database in use."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from time import perf_counter

from django.db import transaction
from django.utils import timezone

from numbering.choices import GapPolicy
from numbering.models import Company
from numbering.services.drawing import draw
from numbering.services.series import create_series
from numbering.transactions import write

DRAWS = 30


class _Undo(Exception):
    """Rolls the measurement back."""


@dataclass(frozen=True, slots=True)
class PolicyCost:
    """The time of one draw under a gap policy, in microseconds, without waiting for others."""

    policy: GapPolicy
    microseconds: int


def measure_policies(company: Company) -> list[PolicyCost]:
    """Draw a few numbers under each policy and undo it all; no number of the company is used.

    On a policy without gaps a draw also waits until the transactions before it have ended; that
    depends on how long the company's documents take to save and cannot be measured here.
    """
    costs: list[PolicyCost] = []
    try:
        with write():
            for policy in GapPolicy:
                costs.append(PolicyCost(policy, _measure(company, policy)))
            raise _Undo
    except _Undo:
        return costs


def _measure(company: Company, policy: GapPolicy) -> int:
    series = create_series(
        company,
        f"MEASURE-{policy.name}"[:20],
        register=f"measure_{policy.value}",
        gap_policy=policy,
    )
    today = timezone.localdate()
    times = []
    for _draw in range(DRAWS):
        start = perf_counter()
        with transaction.atomic():
            draw(series, on=today)
        times.append(perf_counter() - start)
    return round(median(times) * 1_000_000)
