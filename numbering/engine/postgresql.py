"""PostgreSQL's fast paths: a draw is one statement.

The statement advances the counter and writes the issued number together. It returns fewer rows
than asked for where the plan is out of date, the range is used up or a number is taken already;
the caller then goes the careful way (engine.careful).
"""

from __future__ import annotations

from operator import itemgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models.base import ModelState
from psycopg import sql

from numbering.choices import GapPolicy
from numbering.engine.plan import LinePlan, SeriesPlan
from numbering.engine.prepared import rows_of
from numbering.engine.request import Request
from numbering.engine.sequences import sequence_name
from numbering.models import IssuedNumber

# What is the same for every draw from a line stands in the statement as literals ({}), what
# changes is sent beside it (%()s): that is what lets PostgreSQL keep the plan, and each value
# sent costs both sides more than one that is there already.
_INSERT = """
INSERT INTO numbering_issuednumber (
  company_id, register, text, scope, repetition, series_id, line_id, period, value, kind,
  document_date, issued_at, issued_by_id, origin, state, reason, reference, expires_at)
SELECT {company}, {register},
  {head} || lpad(v.value::text, greatest(length(v.value::text), {digits}::int), '0') || {suffix},
  {scope}, 0, {series}, {line}, {period}, v.value, %(kind)s, %(on)s::date, %(at)s::timestamptz,
  %(by)s::int, {origin}, {state}, '', {reference}, {expires_at}
FROM v
"""
_RETURNING = """
ON CONFLICT (company_id, register, scope, text, repetition) DO NOTHING
RETURNING id, text, value
"""

# The counter's row lock makes everybody else wait until this transaction ends: that is what
# keeps an unbroken series unbroken.
_ONE = f"""
WITH v AS (
  UPDATE numbering_counter SET next_value = next_value + {{increment}}
  WHERE line_id = {{line}} AND period = {{period}} AND revision = {{revision}}
    AND next_value <= {{last}} AND (typed_next IS NULL OR next_value < typed_next)
  RETURNING next_value - {{increment}} AS value
)
{_INSERT}{_RETURNING}"""
_SEVERAL = f"""
WITH c AS (
  UPDATE numbering_counter SET next_value = next_value + %(count)s::bigint * {{increment}}
  WHERE line_id = {{line}} AND period = {{period}} AND revision = {{revision}}
    AND next_value + (%(count)s::bigint - 1) * {{increment}} < least({{last}} + 1, typed_next)
  RETURNING next_value - %(count)s::bigint * {{increment}} AS first_value
), v AS (
  SELECT c.first_value + step * {{increment}} AS value
  FROM c, generate_series(0, %(count)s::bigint - 1) AS step
)
{_INSERT}{_RETURNING}"""

# A native sequence never waits and never gives a value back. to_regclass makes a missing
# sequence an empty result instead of an error that would end the transaction.
_NATIVE = f"""
WITH drawn AS MATERIALIZED (
  SELECT nextval(to_regclass({{sequence}})) AS value
  FROM numbering_counter AS c, generate_series(1, %(count)s::bigint)
  WHERE c.line_id = {{line}} AND c.period = {{period}} AND c.revision = {{revision}}
    AND pg_sequence_last_value(to_regclass({{sequence}})) + %(count)s::bigint * {{increment}}
      <= {{last}}
), v AS (SELECT value FROM drawn WHERE value <= {{last}})
{_INSERT}
-- A value typed for another date, or before the numbers were widened, has another text. As a
-- scalar query it stays one look into the index, whatever the planner thinks of the table.
WHERE (
  SELECT 1 FROM numbering_issuednumber AS n
  WHERE n.line_id = {{line}} AND n.period = {{period}} AND n.value = v.value LIMIT 1
) IS NULL
{_RETURNING}"""

# The smallest freed number that a document of this date may show, with the counter held as in a
# draw. One that was typed twice where duplicates are allowed is in use still.
_REUSE = """
WITH k AS MATERIALIZED (
  SELECT next_value FROM numbering_counter
  WHERE line_id = {line} AND period = {period} AND revision = {revision} FOR UPDATE
), f AS MATERIALIZED (
  SELECT n.id, n.kind, n.document_date, n.reason FROM numbering_issuednumber AS n
  WHERE n.line_id = {line} AND n.period = {period} AND n.state = 'free'
    AND n.value BETWEEN {first} AND {last} AND n.value < (SELECT next_value FROM k)
    AND (n.value - {first}) %% {increment} = 0 AND starts_with(n.text, {head})
    AND (
      SELECT 1 FROM numbering_issuednumber AS twin
      WHERE twin.company_id = n.company_id AND twin.register = n.register
        AND twin.scope = n.scope AND twin.text = n.text AND twin.repetition > 0
        AND twin.state <> 'void' LIMIT 1
    ) IS NULL
  ORDER BY n.value LIMIT 1 FOR UPDATE
), e AS (
  INSERT INTO numbering_numberevent (
    number_id, at, by_id, state, reason, former_kind, former_date)
  SELECT id, %(at)s::timestamptz, %(by)s::int, 'free', reason, kind, document_date FROM f
)
UPDATE numbering_issuednumber AS n SET
  kind = %(kind)s, reference = {reference}, reason = '', document_date = %(on)s::date,
  issued_at = %(at)s::timestamptz, issued_by_id = %(by)s::int, origin = {origin},
  state = {state}, expires_at = {expires_at}
FROM f WHERE n.id = f.id
RETURNING n.id, n.text, n.value, n.scope, n.series_id"""


def draw_fast(request: Request, plan: SeriesPlan, line: LinePlan, count: int) -> list[IssuedNumber]:
    """Draw up to `count` numbers of a line in as few statements as can be, mostly one."""
    if line.gap_policy != GapPolicy.FILL_GAPS:
        return issue(request, plan, line, count)
    if count > 1:
        return []  # freed ones and new ones may mix: step by step
    return _reuse(request, plan, line) or issue(request, plan, line, 1)


def issue(request: Request, plan: SeriesPlan, line: LinePlan, count: int) -> list[IssuedNumber]:
    """Draw up to `count` numbers of a line in one statement."""
    if line.gap_policy == GapPolicy.GAPS_ALLOWED:
        shape = _NATIVE
    else:
        shape = _ONE if count == 1 else _SEVERAL
    facts = _facts(request) | {"count": count}
    statement, same = _statement(shape, request, plan, line), _columns(request, plan, line)
    # From here on others wait for the counter: what could be done before, is done.
    rows = rows_of(request.connection, statement, facts)
    if len(rows) > 1:
        rows.sort(key=itemgetter(2))
    return [_number({**same, "id": key, "text": text, "value": value}) for key, text, value in rows]


def _reuse(request: Request, plan: SeriesPlan, line: LinePlan) -> list[IssuedNumber]:
    """Take the smallest freed number of a line that fills gaps; none where none is free."""
    statement, same = _statement(_REUSE, request, plan, line), _columns(request, plan, line)
    rows = rows_of(request.connection, statement, _facts(request))
    names = ("id", "text", "value", "scope", "series_id")
    return [_number({**same, **dict(zip(names, row, strict=True))}) for row in rows]


def _facts(request: Request) -> dict[str, Any]:
    """What is different in every draw."""
    return {
        "kind": request.kind,
        "on": request.on,
        "at": request.at,
        "by": request.by_id,
        "reference": request.reference,
        "expires_at": request.expires_at,
    }


def _statement(shape: str, request: Request, plan: SeriesPlan, line: LinePlan) -> str:
    """A statement with the line's literals in it; made once and kept with the plan."""
    expires, refers = request.expires_at is not None, bool(request.reference)
    key = (shape, line.id, request.on, request.origin, request.state, expires, refers)
    statement = plan.statements.get(key)
    if statement is None:
        period = line.period(request.on)
        statement = plan.statements[key] = shape.format(
            company=_literal(plan.company_id),
            register=_literal(plan.register),
            head=_literal(line.format.head(request.on)),
            digits=_literal(line.format.digits),
            suffix=_literal(line.format.suffix),
            scope=_literal(line.scope(request.on)),
            series=_literal(plan.id),
            line=_literal(line.id),
            period=_literal(period),
            origin=_literal(str(request.origin)),
            state=_literal(str(request.state)),
            reference="%(reference)s" if refers else "''",
            expires_at="%(expires_at)s::timestamptz" if expires else "NULL::timestamptz",
            revision=_literal(plan.revision),
            increment=_literal(line.increment),
            first=_literal(line.first),
            last=_literal(line.last),
            sequence=_literal(sequence_name(line.id, period)),
        )
    return statement


def _literal(value: int | str) -> str:
    """A value as PostgreSQL reads it in a statement, safe also where values are sent beside it."""
    if isinstance(value, int):
        return f"{value}::bigint" if value >= 0 else f"({value})::bigint"
    return sql.Literal(value).as_string().replace("%", "%%")


def _columns(request: Request, plan: SeriesPlan, line: LinePlan) -> dict[str, Any]:
    """What the statement writes, so that it need not be read back."""
    return {
        "company_id": plan.company_id,
        "register": plan.register,
        "scope": line.scope(request.on),
        "series_id": plan.id,
        "repetition": 0,
        "line_id": line.id,
        "period": line.period(request.on),
        "kind": request.kind,
        "document_date": request.on,
        "issued_at": request.at,
        "issued_by_id": request.by_id,
        "origin": request.origin,
        "state": request.state,
        "reason": "",
        "reference": request.reference,
        "expires_at": request.expires_at,
    }


def _number(columns: dict[str, Any]) -> IssuedNumber:
    """What from_db makes, without asking each field how it is set: thousands come at once."""
    number = IssuedNumber.__new__(IssuedNumber)
    number._state = ModelState()
    number._state.db, number._state.adding = DEFAULT_DB_ALIAS, False
    number.__dict__.update(columns)
    return number
