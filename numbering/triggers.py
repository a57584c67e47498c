"""Rows that the database itself protects: triggers on both databases.

An app declares a `Guard`, installs it in a migration with `install` and lifts it with `remove`.
The `flush` command, which empties a test database, lifts all of them through `lifted`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True, slots=True)
class Guard:
    """A rule of one table: when the condition holds, the event is refused with the message.

    `event` is DELETE, UPDATE or INSERT; the condition is SQL over OLD and NEW that both databases
    understand; `looks_up` says that it reads other tables. A guard on DELETE refuses TRUNCATE too,
    unless its condition is about single rows.
    """

    name: str
    table: str
    event: str
    condition: str
    message: str
    looks_up: bool = False


_guards: dict[str, Guard] = {}


def declare(*guards: Guard) -> None:
    """Make guards known, so that `lifted` finds them."""
    _guards.update({guard.name: guard for guard in guards})


def install(connection: BaseDatabaseWrapper, *guards: Guard) -> None:
    """Create the triggers of these guards."""
    _execute(connection, [sql for guard in guards for sql in _create(connection.vendor, guard)])


def remove(connection: BaseDatabaseWrapper, *guards: Guard) -> None:
    """Drop the triggers of these guards."""
    _execute(connection, [sql for guard in guards for sql in _drop(connection.vendor, guard)])


def reinstall(connection: BaseDatabaseWrapper) -> None:
    """Put back what a migration took away unasked.

    On SQLite Django alters a table by building it anew, and its triggers are gone with the old
    one; so they are created again after every `migrate` where they are missing.
    """
    if connection.vendor == "sqlite":
        install(connection, *_guards_on(connection))


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Emptying a whole test database, and proving that tampering is found, need this."""
    guards = _guards_on(connection)
    remove(connection, *guards)
    try:
        yield
    finally:
        install(connection, *guards)


def _guards_on(connection: BaseDatabaseWrapper) -> list[Guard]:
    """The declared guards whose tables are there."""
    tables = set(connection.introspection.table_names())
    return [guard for guard in _guards.values() if guard.table in tables]


def _execute(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _create(vendor: str, guard: Guard) -> list[str]:
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER IF NOT EXISTS {guard.name} BEFORE {guard.event} ON {guard.table} "
            f"WHEN {guard.condition} BEGIN SELECT RAISE(ABORT, '{guard.message}'); END"
        ]
    refuse = f"RAISE EXCEPTION '{guard.message}' USING ERRCODE = 'restrict_violation';"
    when = f"WHEN ({guard.condition})"
    if guard.looks_up:  # WHEN may not
        refuse, when = f"IF {guard.condition} THEN {refuse} END IF; RETURN OLD;", ""
    statements = [
        f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {refuse} END $$",
        f"CREATE OR REPLACE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} "
        f"FOR EACH ROW {when} EXECUTE FUNCTION {guard.name}()",
    ]
    if guard.event == "DELETE" and not guard.looks_up:
        statements.append(
            f"CREATE OR REPLACE TRIGGER {guard.name}_all BEFORE TRUNCATE ON {guard.table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {guard.name}()"
        )
    return statements


def _drop(vendor: str, guard: Guard) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {guard.name}"]
    return [
        f"DROP TRIGGER IF EXISTS {guard.name} ON {guard.table}",
        f"DROP TRIGGER IF EXISTS {guard.name}_all ON {guard.table}",
        f"DROP FUNCTION IF EXISTS {guard.name}()",
    ]


def changed(*names: str) -> str:
    """SQL: any of these columns gets another value (NULL counts as empty)."""
    return " OR ".join(
        f"coalesce(CAST(OLD.{name} AS text), '') <> coalesce(CAST(NEW.{name} AS text), '')"
        for name in names
    )


_FROZEN = ("id", "company_id", "register", "text", "repetition")
_FROZEN_ONCE_SET = ("series_id", "line_id", "period", "value", "scope")
_FROZEN_WHILE_USED = ("issued_at", "issued_by_id", "document_date", "kind", "origin")

ISSUED_NUMBER_GUARDS = (
    Guard(
        "numbering_issued_kept",
        "numbering_issuednumber",
        "DELETE",
        "1 = 1",
        "an issued number is never deleted",
    ),
    Guard(
        "numbering_issued_unaltered",
        "numbering_issuednumber",
        "UPDATE",
        f"{changed(*_FROZEN)}"
        # A typed number is taken over by the line that can print it, once.
        f" OR (OLD.line_id IS NOT NULL AND ({changed(*_FROZEN_ONCE_SET)}))"
        # Who, when and how change only when a freed number is used again.
        f" OR (OLD.state <> 'free' AND ({changed(*_FROZEN_WHILE_USED)}))",
        "an issued number is never altered",
    ),
    *(
        Guard(
            f"numbering_event_kept_{event.lower()}",
            "numbering_numberevent",
            event,
            "1 = 1",
            "what happened to a number is never rewritten",
        )
        for event in ("UPDATE", "DELETE")
    ),
    # In place of foreign keys, which would cost every draw a look-up and a lock each.
    *(
        Guard(
            f"numbering_{name}_has_issued",
            table,
            "DELETE",
            f"EXISTS (SELECT 1 FROM numbering_issuednumber WHERE {name}_id = OLD.id)",
            f"issued numbers name this {table.rpartition('_')[2]} row",
            looks_up=True,
        )
        for name, table in (
            ("company", "numbering_company"),
            ("series", "numbering_numberseries"),
            ("line", "numbering_seriesline"),
            ("issued_by", "auth_user"),
        )
    ),
)
OLD_DOCUMENT_GUARDS = tuple(
    Guard(
        f"numbering_old_kept_{event.lower()}",
        "numbering_olddocument",
        event,
        "1 = 1",
        "what an old system knew of a document is never rewritten",
    )
    for event in ("UPDATE", "DELETE")
)
CHAIN_GUARDS = (
    Guard(
        "numbering_issued_chained",
        "numbering_issuednumber",
        "UPDATE",
        # Only a freed number that is used again gets another link.
        "OLD.chain_position IS NOT NULL AND OLD.state <> 'free'"
        f" AND ({changed('chain_position', 'chain_hash')})",
        "the link of an issued number is never altered",
    ),
    *(
        Guard(
            f"{table}_kept_{event.lower()}",
            table,
            event,
            "1 = 1",
            "a closed period is never altered",
        )
        for table in ("numbering_closedperiod", "numbering_closedchain")
        for event in ("UPDATE", "DELETE")
    ),
)
declare(*ISSUED_NUMBER_GUARDS, *OLD_DOCUMENT_GUARDS, *CHAIN_GUARDS)
