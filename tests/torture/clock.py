"""The clock goes back, the year ends, four time zones: the document's date alone decides."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING
from unittest.mock import patch

from django.db import connection
from django.test import override_settings
from django.utils import timezone

from numbering.models import IssuedNumber
from tests.torture.aftermath import go_on
from tests.torture.firm import FIELDS, NEW_YEAR, Voucher
from tests.torture.jobs import save_voucher
from tests.torture.verdict import Verdict, inspect
from tests.torture.workers import Crew, Desk, attempt

if TYPE_CHECKING:
    from tests.torture.runner import Run

# One for each worker: where it is midnight at four different moments.
ZONES = ("Pacific/Auckland", "Europe/Copenhagen", "UTC", "America/Los_Angeles")
START = datetime(2026, 12, 31, 6, tzinfo=UTC)
WANTED = ("YEAR", "LOOSEYEAR", "TURN", "WHOLE", "YEAR TURN", "TURN YEAR LOOSEYEAR")
JOBS = {True: 20, False: 100}  # for each worker, quick or in full


class Clock:
    """A clock that hurries through the turn of the year, and is set back again and again."""

    def __init__(self, chance: random.Random, jobs: int) -> None:
        self.chance, self.moment = chance, START
        self.hours_a_job = 30 / jobs

    def tick(self) -> None:
        """Forward on the whole; every third time or so back."""
        self.moment += timedelta(hours=self.hours_a_job * self.chance.uniform(-2, 4))

    def now(self) -> datetime:
        """In place of django.utils.timezone.now."""
        return self.moment

    def time(self) -> float:
        """In place of time.time."""
        return self.moment.timestamp()


def run(run: Run) -> Verdict:
    """Workers in four time zones save vouchers through the turn of the year."""
    jobs = JOBS[run.quick]

    def work(desk: Desk) -> None:
        clock = Clock(desk.chance, jobs)
        with (
            override_settings(TIME_ZONE=ZONES[desk.slot]),
            patch("django.utils.timezone.now", clock.now),
            patch("time.time", clock.time),
        ):
            for _ in range(jobs):
                attempt(desk, dated)
                clock.tick()
        connection.close()

    with Crew(run.firm, run.ledger, work, seed=run.seed, size=len(ZONES)):
        pass
    go_on(run)
    verdict = inspect(run.firm, run.ledger)
    verdict.blows = f"{len(ZONES)} time zones"
    _check_dates(verdict)
    _check_clock(verdict)
    return verdict


def dated(desk: Desk) -> None:
    """A voucher of today, as it is where the worker sits, or of some days before or after."""
    today = timezone.localdate()
    on = today + timedelta(days=desk.chance.choice((0, 0, 0, -1, -20, 1)))
    save_voucher(desk, desk.chance.choice(WANTED), on)


def _check_dates(verdict: Verdict) -> None:
    """Each number belongs to its document's year and line, whatever the clock said."""
    vouchers = Voucher.objects.select_related(*FIELDS).order_by("pk")
    across = 0
    for voucher in vouchers:
        for field, code in voucher.wanted_series().items():
            number = getattr(voucher, field)
            right = str(number).startswith(_beginning(code, voucher.date))
            in_period = number.period == (str(voucher.date.year) if "YEAR" in code else "")
            verdict.expect(right and in_period, f"{number} of {number.period} on {voucher.date}")
            across += number.issued_at.year != voucher.date.year
    verdict.notes.append(f"{across} numbers for a year that was not the clock's")
    verdict.expect(across > 0, "no document of another year than the clock's")


def _beginning(code: str, on: date) -> str:
    beginnings = {"YEAR": f"{on.year}-", "LOOSEYEAR": f"L{on.year}-"}
    beginnings["TURN"] = "OLD" if on < NEW_YEAR else "NEW"
    return beginnings.get(code, "")


def _check_clock(verdict: Verdict) -> None:
    """That the clock did go back: numbers given out before the one that precedes them."""
    rows = IssuedNumber.objects.filter(register="voucher").order_by("pk")
    moments = list(rows.values_list("issued_at", flat=True))
    back = sum(later < earlier for earlier, later in pairwise(moments))
    verdict.notes.append(f"{back} numbers issued earlier than the one before them, by the clock")
    verdict.expect(back > 0, "the clock never went back")
