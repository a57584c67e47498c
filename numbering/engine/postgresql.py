"""PostgreSQL's fast paths: a draw is one statement.

The statement advances the counter and writes the issued number together. It returns fewer rows
than asked for where the plan is out of date, the range is used up or a number is taken already;
the caller then goes the careful way (engine.careful).
"""

from __future__ import annotations

from typing import Any

from django.db import connection

from numbering.choices import GapPolicy
from numbering.engine.plan import LinePlan, SeriesPlan
from numbering.engine.request import Request
from numbering.models import IssuedNumber

_INSERT = """
INSERT INTO numbering_issuednumber (
  company_id, register, text, scope, repetition, series_id, line_id, period, value, kind,
  document_date, issued_at, issued_by_id, origin, state, reason, reference,
  expires_at)
SELECT %(company)s, %(register)s,
  %(head)s || lpad(v.value::text, greatest(length(v.value::text), %(digits)s), '0') || %(suffix)s,
  %(scope)s, 0, %(series)s, %(line)s, %(period)s, v.value, %(kind)s, %(on)s,
  %(at)s, %(by)s, %(origin)s, %(state)s, '', %(reference)s,
  %(expires_at)s
FROM v
-- A value typed for another date, or before the numbers were widened, has another text. As a
-- scalar query it stays one look into the index, whatever the planner thinks of the table.
WHERE (
  SELECT 1 FROM numbering_issuednumber AS n
  WHERE n.line_id = %(line)s AND n.period = %(period)s AND n.value = v.value LIMIT 1
) IS NULL
ON CONFLICT DO NOTHING
RETURNING id, text, value
"""

# The counter's row lock makes everybody else wait until this transaction ends: that is what
# keeps an unbroken series unbroken.
_COUNTED = (
    """
WITH c AS (
  UPDATE numbering_counter SET next_value = next_value + %(count)s * %(increment)s
  WHERE line_id = %(line)s AND period = %(period)s AND revision = %(revision)s
    AND next_value + (%(count)s - 1) * %(increment)s <= %(last)s
  RETURNING next_value - %(count)s * %(increment)s AS first_value
), v AS (
  SELECT c.first_value + step * %(increment)s AS value
  FROM c, generate_series(0, %(count)s - 1) AS step
)"""
    + _INSERT
)

# A native sequence never waits and never gives a value back. to_regclass makes a missing
# sequence an empty result instead of an error that would end the transaction.
_NATIVE = (
    """
WITH drawn AS MATERIALIZED (
  SELECT nextval(to_regclass(%(sequence)s)) AS value
  FROM numbering_counter AS c, generate_series(1, %(count)s)
  WHERE c.line_id = %(line)s AND c.period = %(period)s AND c.revision = %(revision)s
    AND pg_sequence_last_value(to_regclass(%(sequence)s)) + %(count)s * %(increment)s <= %(last)s
), v AS (SELECT value FROM drawn WHERE value <= %(last)s)"""
    + _INSERT
)


def sequence_name(line_id: int, period: str) -> str:
    """The native sequence behind a line whose gaps are allowed."""
    suffix = f"_{period.replace('-', '_')}" if period else ""
    return f"numbering_line_{line_id}{suffix}"


def issue(request: Request, plan: SeriesPlan, line: LinePlan, count: int) -> list[IssuedNumber]:
    """Draw up to `count` numbers of a line in one statement."""
    period = line.period(request.on)
    native = line.gap_policy == GapPolicy.GAPS_ALLOWED
    facts: dict[str, Any] = {
        "company": plan.company_id,
        "register": plan.register,
        "head": line.format.head(request.on),
        "digits": line.format.digits,
        "suffix": line.format.suffix,
        "scope": line.scope(request.on),
        "series": plan.id,
        "line": line.id,
        "period": period,
        "kind": request.kind,
        "on": request.on,
        "at": request.at,
        "by": request.by_id,
        "origin": request.origin,
        "state": request.state,
        "reference": request.reference,
        "expires_at": request.expires_at,
        "revision": plan.revision,
        "increment": line.increment,
        "last": line.last,
        "count": count,
        "sequence": sequence_name(line.id, period),
    }
    with connection.cursor() as cursor:
        cursor.execute(_NATIVE if native else _COUNTED, facts)
        rows = cursor.fetchall()
    issued = []
    for key, text, value in sorted(rows, key=lambda row: row[2]):
        number = request.row(plan, line, value)
        number.pk, number.text = key, text
        number._state.adding, number._state.db = False, connection.alias
        issued.append(number)
    return issued


def sequence_next(line: LinePlan, period: str) -> int | None:
    """The value the native sequence gives next, None where there is no sequence yet."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_sequence_last_value(to_regclass(%s))", [sequence_name(line.id, period)]
        )
        last = cursor.fetchone()[0]
    return None if last is None else last + line.increment


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
