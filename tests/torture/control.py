"""That the inspection sees damage: done on purpose, one kind after the other, and dropped again."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import F

from numbering.models import Counter, IssuedNumber
from numbering.triggers import lifted
from tests.torture.firm import Voucher
from tests.torture.jobs import DAY, mixed, save_voucher
from tests.torture.ledger import Ledger
from tests.torture.verdict import Verdict, inspect
from tests.torture.workers import Crew, Desk, attempt

if TYPE_CHECKING:
    from tests.torture.runner import Run


def run(run: Run) -> Verdict:
    """Sound at first; then each damage must be found, by the column it belongs to."""
    with Crew(run.firm, run.ledger, some_jobs, seed=run.seed, size=2):
        pass
    verdict = inspect(run.firm, run.ledger)
    seen = 0
    for name, (damage, column) in DAMAGES.items():
        with transaction.atomic():
            told = Ledger(run.place.scratch / f"{column}.ledger")
            told.path.write_text(run.ledger.path.read_text(encoding="utf-8"), encoding="utf-8")
            damage(told)
            found = bool(getattr(inspect(run.firm, told), column))
            seen += found
            verdict.expect(found, f"not found: {name}")
            transaction.set_rollback(True)
    verdict.blows = f"{seen} damages found"
    return verdict


def some_jobs(desk: Desk) -> None:
    """Jobs of every kind, and documents with one unbroken number, three to choose from."""
    for _ in range(10):
        attempt(desk, mixed(desk.chance))
        attempt(desk, lambda desk: save_voucher(desk, "WHOLE", DAY, always=True))
    connection.close()


def _a_voucher() -> Voucher:
    """One in the middle of its series."""
    return Voucher.objects.filter(wanted="WHOLE").order_by("first__value")[2]


def a_commit_is_forgotten(told: Ledger) -> None:
    told.tell("committed", "never-saved", kind="voucher", numbers={"WHOLE": "W9999"})


def another_number_than_told(told: Ledger) -> None:
    voucher = _a_voucher()
    told.tell("committed", voucher.token, kind="voucher", numbers={"WHOLE": "W9999"})


def told_to_two(told: Ledger) -> None:
    numbers = {"WHOLE": str(_a_voucher().first)}
    told.tell("committed", "another", kind="voucher", numbers=numbers)


def a_rollback_that_stays(told: Ledger) -> None:
    told.tell("rolled back", _a_voucher().token, kind="voucher", numbers={})


def a_number_is_deleted(told: Ledger) -> None:
    voucher = _a_voucher()
    _forget(told, voucher)
    with lifted(connection):
        _execute("DELETE FROM torture_voucher WHERE id = %s", voucher.pk)
        _execute("DELETE FROM numbering_issuednumber WHERE id = %s", voucher.first_id)


def a_document_is_deleted(told: Ledger) -> None:
    voucher = _a_voucher()
    _forget(told, voucher)
    _execute("DELETE FROM torture_voucher WHERE id = %s", voucher.pk)


def a_number_is_taken_off(told: Ledger) -> None:
    _execute("UPDATE torture_voucher SET first_id = NULL WHERE id = %s", _a_voucher().pk)


def a_counter_runs_ahead(told: Ledger) -> None:
    line = IssuedNumber.objects.get(pk=_a_voucher().first_id).line_id
    Counter.objects.filter(line_id=line).update(next_value=F("next_value") + 3)


# The damage, and the column of the verdict in which it shows.
DAMAGES: dict[str, tuple[Callable[[Ledger], None], str]] = {
    "a commit is forgotten": (a_commit_is_forgotten, "lost"),
    "another number than told": (another_number_than_told, "lost"),
    "a number told to two": (told_to_two, "duplicates"),
    "a rollback that stays": (a_rollback_that_stays, "failures"),
    "a number is deleted": (a_number_is_deleted, "gaps"),
    "a document is deleted": (a_document_is_deleted, "gaps"),
    "a number is taken off its document": (a_number_is_taken_off, "failures"),
    "a counter runs ahead": (a_counter_runs_ahead, "gaps"),
}


def _forget(told: Ledger, voucher: Voucher) -> None:
    """As if its worker had been killed before it could tell: so it is the gap that is found."""
    lines = told.path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if json.loads(line)[1] != voucher.token]
    told.path.write_text("".join(kept), encoding="utf-8")


def _execute(statement: str, key: int | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [key])
