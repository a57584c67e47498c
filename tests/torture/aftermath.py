"""Afterwards drawing goes on, without anybody mending anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from tests.torture.jobs import JOBS
from tests.torture.ledger import PATIENCE_SECONDS
from tests.torture.places import wait_at_most
from tests.torture.workers import Crew, Desk, attempt

if TYPE_CHECKING:
    from tests.torture.runner import Run

ROUNDS = 3


def go_on(run: Run) -> None:
    """A new worker, all alone, does every kind of job; what fails is an error in the ledger."""
    with Crew(run.firm, run.ledger, _each_job, seed=run.seed + 1, size=1):
        pass


def _each_job(desk: Desk) -> None:
    wait_at_most(PATIENCE_SECONDS)  # for a server that is still clearing up
    for job in JOBS * ROUNDS:
        if attempt(desk, job) == "try again":
            desk.ledger.tell("error", desk.name, told="alone, and yet told to try again")
    connection.close()
