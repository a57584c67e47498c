"""Native PostgreSQL sequences behind lines whose gaps are allowed: nobody waits for another."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from numbering.choices import GapPolicy
from numbering.engine.plan import LinePlan


def is_native(line: LinePlan) -> bool:
    """Whether a native PostgreSQL sequence stands behind the line."""
    return connection.vendor == "postgresql" and line.gap_policy == GapPolicy.GAPS_ALLOWED


def sequence_name(line_id: int, period: str) -> str:
    """The native sequence behind a line whose gaps are allowed."""
    suffix = f"_{period.replace('-', '_')}" if period else ""
    return f"numbering_line_{line_id}{suffix}"


def sequence_next(line: LinePlan, period: str) -> int | None:
    """The value the native sequence gives next, None where there is no sequence yet."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_sequence_last_value(to_regclass(%s))", [sequence_name(line.id, period)]
        )
        last = cursor.fetchone()[0]
    return None if last is None else last + line.increment


def sequences_next(places: Iterable[tuple[LinePlan, str]]) -> dict[tuple[int, str], int]:
    """What several sequences give next, by line and period: one statement; {} without any."""
    native = {
        sequence_name(line.id, period): (line, period) for line, period in places if is_native(line)
    }
    if not native:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, pg_sequence_last_value(to_regclass(name)) "
            "FROM unnest(%s::text[]) AS name",
            [list(native)],
        )
        found = {native[name]: last for name, last in cursor.fetchall() if last is not None}
    return {(line.id, period): last + line.increment for (line, period), last in found.items()}


def create_sequence(line: LinePlan, period: str, next_value: int) -> None:
    """Have a native sequence that gives `next_value` next, or later."""
    _make_sequence(line, period, next_value)
    advance_sequence(line, period, next_value)


def place_sequence(line: LinePlan, period: str, next_value: int) -> None:
    """Have a native sequence that gives exactly `next_value` next; part of a settings change.

    RESTART makes what follows part of the transaction, which setval alone is not; and the
    sequence is never dropped, because others may be waiting to draw from it.
    """
    _make_sequence(line, period, next_value)
    with connection.cursor() as cursor:
        cursor.execute(
            f"ALTER SEQUENCE {sequence_name(line.id, period)} "
            f"INCREMENT BY {line.increment:d} RESTART WITH {next_value:d}"
        )
    advance_sequence(line, period, next_value)


def _make_sequence(line: LinePlan, period: str, next_value: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE SEQUENCE IF NOT EXISTS {sequence_name(line.id, period)} "
            f"INCREMENT BY {line.increment:d} MINVALUE {-(2**62)} START WITH {next_value:d}"
        )


def advance_sequence(line: LinePlan, period: str, next_value: int) -> None:
    """Make an existing sequence give `next_value` next; never backwards, without waiting."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(%(name)s::regclass, greatest(%(last)s,"
            " coalesce(pg_sequence_last_value(%(name)s::regclass), %(last)s)))",
            {"name": sequence_name(line.id, period), "last": next_value - line.increment},
        )


def drop_sequences(line_id: int, periods: list[str]) -> None:
    """Remove the native sequences of a line that is deleted."""
    with connection.cursor() as cursor:
        for period in periods:
            cursor.execute(f"DROP SEQUENCE IF EXISTS {sequence_name(line_id, period)}")


def drop_all_sequences() -> None:
    """Remove every native sequence, with the lines of a test database that is emptied."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format('DROP SEQUENCE %I', relname) FROM pg_class"
            " WHERE relkind = 'S' AND relname ~ '^numbering_line_[0-9]'"
        )
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)
