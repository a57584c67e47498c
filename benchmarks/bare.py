"""The bare statement: what a counter and a register row cost at least, without any program.

Its table has the columns and the indexes of the register and nothing else.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from typing import Any

import psycopg

SET_UP = """
CREATE TABLE bare_counter (id integer PRIMARY KEY, next_value bigint NOT NULL);
CREATE TABLE bare_issued (LIKE numbering_issuednumber INCLUDING ALL);
INSERT INTO bare_counter SELECT number, 1 FROM generate_series(0, 15) AS number;
"""

_COLUMNS = """
  company_id, register, text, scope, repetition, series_id, line_id, period, value, kind,
  document_date, issued_at, issued_by_id, origin, state, reason, reference, expires_at"""

DRAW = f"""
WITH counted AS (
  UPDATE bare_counter SET next_value = next_value + 1 WHERE id = %(counter)s
  RETURNING next_value - 1 AS value
)
INSERT INTO bare_issued ({_COLUMNS})
SELECT 1, 'bare', %(counter)s || '-' || lpad(value::text, 9, '0'), '', 0, 1, %(counter)s, '',
  value, %(kind)s, %(on)s, %(at)s, NULL, 'drawn', 'in_use', '', '', NULL
FROM counted
RETURNING id, text, value
"""

DRAW_MANY = f"""
WITH counted AS (
  UPDATE bare_counter SET next_value = next_value + %(count)s WHERE id = %(counter)s
  RETURNING next_value - %(count)s AS first_value
)
INSERT INTO bare_issued ({_COLUMNS})
SELECT 1, 'bare', %(counter)s || '-' || lpad((first_value + step)::text, 9, '0'), '', 0, 1,
  %(counter)s, '', first_value + step, %(kind)s, %(on)s, %(at)s, NULL, 'drawn', 'in_use', '', '',
  NULL
FROM counted, generate_series(0, %(count)s - 1) AS step
RETURNING id, text, value
"""


def connect() -> psycopg.Connection[Any]:
    """A connection as psycopg makes it, to the database of this process."""
    return psycopg.connect(
        os.environ["DATABASE_URL"].replace("postgres://", "postgresql://"), autocommit=True
    )


def facts() -> dict[str, Any]:
    """What a program would tell the statement."""
    return {"kind": "sales_order", "on": date(2026, 6, 15), "at": datetime.now(UTC)}
