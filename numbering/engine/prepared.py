"""Statements that PostgreSQL parses and plans once for each connection.

Django puts the values into the text of a statement, so that the server plans it anew every time;
for a draw, planning costs more than the work. Here the values travel beside the text, and from
its fifth use on psycopg has the statement prepared (see PREPARED_STATEMENTS in the settings).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import psycopg


def rows_of(connection: Any, statement: str, facts: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Run a statement on PostgreSQL in the current transaction, and fetch all it returns.

    Logged, wrapped and translated into Django's errors as every other statement.
    """
    plain = _cursor(connection)
    if connection.queries_logged or connection.execute_wrappers:
        wrap = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
        cursor = wrap(plain)
        cursor.execute(statement, facts)
        return list(cursor.fetchall())
    # The same without the layers that have nothing to do here: this is the hot path.
    connection.validate_no_broken_transaction()
    with connection.wrap_database_errors:
        return plain.execute(statement, facts).fetchall()


def _cursor(connection: Any) -> psycopg.Cursor[tuple[Any, ...]]:
    """One cursor for each connection: it remembers how values of each type are sent."""
    cursor: psycopg.Cursor[tuple[Any, ...]] | None = getattr(connection, "_numbering_cursor", None)
    if cursor is None or cursor.connection is not connection.connection:
        connection.ensure_connection()
        cursor = connection._numbering_cursor = psycopg.Cursor(connection.connection)
    return cursor
