"""`pg_dump`, at rest and while others save, restored on another server: drawing goes on there."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import DatabaseError, connection, transaction

from numbering.choices import State
from numbering.models import IssuedNumber
from numbering.services import draw, peek
from numbering.transactions import write
from tests.plugins.postgres_server import PostgresServer, find_binaries
from tests.torture.firm import Firm, open_firm
from tests.torture.jobs import DAY, mixed, save_voucher, voucher_deleted
from tests.torture.ledger import Ledger
from tests.torture.places import create_database, facts_of
from tests.torture.verdict import Verdict, inspect
from tests.torture.workers import Crew, Desk, attempt, over_and_over

if TYPE_CHECKING:
    from tests.torture.runner import Run

YEARS = [date(2025, 12, 31), DAY, date(2027, 1, 1)]
TAMPERING = (
    "DELETE FROM numbering_issuednumber",
    "UPDATE numbering_issuednumber SET text = text || 'X'",
    "TRUNCATE numbering_issuednumber CASCADE",
    "DELETE FROM numbering_numberevent",
    "UPDATE numbering_numberevent SET reason = 'another'",
)


def run(run: Run) -> Verdict:
    """Restore a dump made at rest and one made under load; both must go on without repair."""
    place = run.server_place
    with Crew(run.firm, run.ledger, some_jobs, seed=run.seed, size=3):
        pass
    with PostgresServer(durable=True) as other:
        dump(place.server, "dump_restore", place.scratch / "rest.dump")
        restore(place.scratch / "rest.dump", other, "rest")
        rest = _compare_at_rest(run, other)

        told_before = _dump_under_load(run)
        restore(place.scratch / "load.dump", other, "load")
        place.connect("load", other)
        load = inspect(open_firm(), told_before)
    place.connect("dump_restore")
    verdict = inspect(open_firm(), run.ledger)
    verdict.blows = "2 dumps restored"
    verdict.notes.append(f"restored: {rest.commits} documents at rest, {load.commits} under load")
    verdict.expect(0 < load.commits < verdict.commits, "the second dump was not made under load")
    for restored in (rest, load):
        verdict.gaps += restored.gaps
        verdict.duplicates += restored.duplicates
        verdict.lost += restored.lost
        verdict.errors += restored.errors
        verdict.failures += restored.failures
    return verdict


def some_jobs(desk: Desk) -> None:
    """Jobs of every kind, and at the end freed numbers that nobody has used again."""
    for _ in range(30):
        attempt(desk, mixed(desk.chance))
    attempt(desk, lambda desk: save_voucher(desk, "FILL", DAY, always=True))
    attempt(desk, voucher_deleted)
    connection.close()


def dump(server: PostgresServer, name: str, file: Path) -> None:
    """Write a database into a file, as an administrator does each night."""
    _client("pg_dump", server, name, "--format=custom", f"--file={file}")


def restore(file: Path, server: PostgresServer, name: str) -> None:
    """Read it into a new database on another server."""
    create_database(server, name, template="template0")
    _client("pg_restore", server, name, "--exit-on-error", str(file))


def _client(program: str, server: PostgresServer, name: str, *arguments: str) -> None:
    plain = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    subprocess.run(
        [
            find_binaries() / program,
            *("--host=127.0.0.1", f"--port={server.port}", "--username=postgres"),
            f"--dbname={name}",
            *arguments,
        ],
        env=plain | {"PGPASSWORD": facts_of(server, name)["PASSWORD"]},
        check=True,
    )


def _compare_at_rest(run: Run, other: PostgresServer) -> Verdict:
    """What is restored gives the numbers that the original would have given."""
    place = run.server_place
    place.connect("dump_restore")
    foretold = _upcoming(open_firm())
    freed = IssuedNumber.objects.filter(state=State.FREE).count()

    place.connect("rest", other)
    firm = open_firm()
    drawn = _drawn(firm)  # before the inspection, which draws from native sequences too
    verdict = inspect(firm, run.ledger)
    verdict.expect(drawn == foretold, f"restored, it draws {drawn}; the original {foretold}")
    verdict.expect(freed > 0, "no number was free: nothing was shown of them")
    verdict.expect(_native_sequences() >= 2, "no native sequence was restored")
    for statement in TAMPERING:
        verdict.expect(_is_refused(statement), f"restored, it allows: {statement}")

    place.connect("dump_restore")
    original = _drawn(open_firm())
    verdict.expect(original == foretold, f"the original draws {original}, not {foretold}")
    return verdict


def _dump_under_load(run: Run) -> Ledger:
    """Dump while others save; the ledger of what must be in the dump."""
    place = run.server_place
    connection.close()
    work = over_and_over(mixed)
    with Crew(run.firm, run.ledger, work, seed=run.seed + 1):
        run.ledger.wait_for_more(5)
        before = run.ledger.path.read_text(encoding="utf-8")
        dump(place.server, "dump_restore", place.scratch / "load.dump")
        run.ledger.wait_for_more(5)
    later = run.ledger.path.read_text(encoding="utf-8").removeprefix(before).splitlines(True)
    told = Ledger(place.scratch / "load.ledger")
    # A voucher that was there before may have been thrown away while the dump began.
    deletions = [line for line in later if line.startswith('["deleting"')]
    told.path.write_text(before + "".join(deletions), encoding="utf-8")
    return told


def _places(firm: Firm) -> list[tuple[str, date]]:
    """Each series, and each year of those that start again."""
    return [(name, on) for name in firm.series for on in (YEARS if "YEAR" in name else [DAY])]


def _upcoming(firm: Firm) -> dict[str, str]:
    return {f"{name} {on}": peek(firm.series[name], on=on) for name, on in _places(firm)}


def _drawn(firm: Firm) -> dict[str, str]:
    """The next number of each series and year; the transaction is dropped."""
    with write():
        drawn = {}
        for name, on in _places(firm):
            with transaction.atomic():
                drawn[f"{name} {on}"] = str(draw(firm.series[name], on=on))
                transaction.set_rollback(True)
        transaction.set_rollback(True)
    return drawn


def _native_sequences() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_sequences WHERE sequencename ~ '^numbering_line_'")
        return int(cursor.fetchone()[0])


def _is_refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            transaction.set_rollback(True)
    except DatabaseError as error:
        return "never" in str(error)
    return False
