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

from numbering import canonical
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
  document_date, issued_at, issued_by_id, origin, state, reason, reference, expires_at,
  chain_position, chain_hash)
SELECT {company}, {register},
  {head} || lpad(v.value::text, greatest(length(v.value::text), {digits}::int), '0') || {suffix},
  {scope}, 0, {series}, {line}, {period}, v.value, %(kind)s, %(on)s::date, %(at)s::timestamptz,
  %(by)s::int, {origin}, {state}, '', {reference}, {expires_at}, v.position, v.hash
FROM v
"""
_RETURNING = """
ON CONFLICT (company_id, register, scope, text, repetition) DO NOTHING
RETURNING id, text, value, chain_position, chain_hash
"""


def _link(before: str, position: str, value: str) -> str:
    """The link of a number that is drawn, in the chain of its line."""
    text = f"lpad(({value})::text, greatest(length(({value})::text), {{digits}}::int), '0')"
    tail = canonical.issue_tail_sql(
        position=position,
        value=value,
        series="{series_said}",
        scope="{scope}",
        text=f"{{head}} || {text} || {{suffix}}",
    )
    return canonical.link_sql(before, f"{{issue_place}} || %(issue_said)s::text || {tail}")


# The counter's row lock makes everybody else wait until this transaction ends: that is what
# keeps an unbroken series unbroken. The head of the chain lies in the same row.
_ONE = f"""
WITH v AS (
  UPDATE numbering_counter SET next_value = next_value + {{increment}},
    chain_length = chain_length + 1, chain_before = chain_head, chain_value = next_value,
    chain_head = {_link("chain_head", "chain_length + 1", "next_value")}
  WHERE line_id = {{line}} AND period = {{period}} AND revision = {{revision}}
    AND next_value <= {{last}} AND (typed_next IS NULL OR next_value < typed_next)
  RETURNING next_value - {{increment}} AS value, chain_length AS position, chain_head AS hash
)
{_INSERT}{_RETURNING}"""
_VALUE = "k.next_value + links.step * {increment}"
_SEVERAL = f"""
WITH RECURSIVE k AS MATERIALIZED (
  SELECT id, next_value, chain_length, chain_head FROM numbering_counter
  WHERE line_id = {{line}} AND period = {{period}} AND revision = {{revision}}
    AND next_value + (%(count)s::bigint - 1) * {{increment}} < least({{last}} + 1, typed_next)
  FOR UPDATE
), links AS (
  SELECT 0::bigint AS step, chain_head AS hash FROM k
  UNION ALL
  SELECT links.step + 1, {_link("links.hash", "k.chain_length + links.step + 1", _VALUE)}
  FROM links, k WHERE links.step < %(count)s::bigint
), moved AS (
  UPDATE numbering_counter AS c SET next_value = k.next_value + %(count)s::bigint * {{increment}},
    chain_length = k.chain_length + %(count)s::bigint, chain_before = NULL, chain_value = NULL,
    chain_head = (SELECT hash FROM links WHERE step = %(count)s::bigint)
  FROM k WHERE c.id = k.id
), v AS (
  SELECT k.next_value + (links.step - 1) * {{increment}} AS value,
    k.chain_length + links.step AS position, links.hash
  FROM links, k WHERE links.step > 0
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
), v AS (
  SELECT value, NULL::bigint AS position, NULL::bytea AS hash FROM drawn WHERE value <= {{last}}
)
{_INSERT}
-- A value typed for another date, or before the numbers were widened, has another text. As a
-- scalar query it stays one look into the index, whatever the planner thinks of the table.
WHERE (
  SELECT 1 FROM numbering_issuednumber AS n
  WHERE n.line_id = {{line}} AND n.period = {{period}} AND n.value = v.value LIMIT 1
) IS NULL
{_RETURNING}"""

_USED_AGAIN = canonical.link_sql(
    "k.chain_head",
    "{event_place} || %(event_said)s::text || "
    + canonical.event_tail_sql(
        position="k.chain_length + 1",
        scope="f.scope",
        text="f.text",
        reason="f.reason",
        reference="f.reference",
    ),
)
_ISSUED_AGAIN = canonical.link_sql(
    "told.hash",
    "{issue_place} || %(issue_said)s::text || "
    + canonical.issue_tail_sql(
        position="k.chain_length + 2",
        value="f.value",
        series="coalesce(f.series_id::text, '')",
        scope="f.scope",
        text="f.text",
    ),
)
# The smallest freed number that a document of this date may show, with the counter held as in a
# draw. One that was typed twice where duplicates are allowed is in use still. Two links: that the
# number is used again, with what it was before, and its new use.
_REUSE = f"""
WITH k AS MATERIALIZED (
  SELECT id, next_value, chain_length, chain_head FROM numbering_counter
  WHERE line_id = {{line}} AND period = {{period}} AND revision = {{revision}} FOR UPDATE
), f AS MATERIALIZED (
  SELECT n.id, n.text, n.value, n.scope, n.series_id, n.kind, n.document_date, n.reason,
    n.reference, n.origin, n.issued_at, n.issued_by_id, n.chain_position, n.chain_hash
  FROM numbering_issuednumber AS n
  WHERE n.line_id = {{line}} AND n.period = {{period}} AND n.state = 'free'
    AND n.value BETWEEN {{first}} AND {{last}} AND n.value < (SELECT next_value FROM k)
    AND (n.value - {{first}}) %% {{increment}} = 0 AND starts_with(n.text, {{head}})
    AND (
      SELECT 1 FROM numbering_issuednumber AS twin
      WHERE twin.company_id = n.company_id AND twin.register = n.register
        AND twin.scope = n.scope AND twin.text = n.text AND twin.repetition > 0
        AND twin.state <> 'void' LIMIT 1
    ) IS NULL
  ORDER BY n.value LIMIT 1 FOR UPDATE
), told AS MATERIALIZED (SELECT {_USED_AGAIN} AS hash FROM k, f),
c AS (
  UPDATE numbering_counter AS c SET chain_length = k.chain_length + 2,
    chain_before = NULL, chain_value = NULL, chain_head = {_ISSUED_AGAIN}
  FROM k, f, told WHERE c.id = k.id
  RETURNING c.chain_length AS position, c.chain_head AS hash
), e AS (
  INSERT INTO numbering_numberevent (
    number_id, at, by_id, state, reason, reference, chain_position, chain_hash, former_kind,
    former_date, former_origin, former_issued_at, former_issued_by_id, former_position,
    former_hash)
  SELECT f.id, %(at)s::timestamptz, %(by)s::int, 'free', f.reason, f.reference,
    k.chain_length + 1, told.hash, f.kind, f.document_date, f.origin, f.issued_at,
    f.issued_by_id, f.chain_position, f.chain_hash
  FROM k, f, told
)
UPDATE numbering_issuednumber AS n SET
  kind = %(kind)s, reference = {{reference}}, reason = '', document_date = %(on)s::date,
  issued_at = %(at)s::timestamptz, issued_by_id = %(by)s::int, origin = {{origin}},
  state = {{state}}, expires_at = {{expires_at}}, chain_position = c.position, chain_hash = c.hash
FROM f, c WHERE n.id = f.id
RETURNING n.id, n.text, n.value, n.chain_position, n.chain_hash, n.scope, n.series_id"""

_NAMES = ("id", "text", "value", "chain_position", "chain_hash", "scope", "series_id")


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
    return _numbers(rows, same)


def _reuse(request: Request, plan: SeriesPlan, line: LinePlan) -> list[IssuedNumber]:
    """Take the smallest freed number of a line that fills gaps; none where none is free."""
    statement, same = _statement(_REUSE, request, plan, line), _columns(request, plan, line)
    facts = _facts(request)
    facts["event_said"] = canonical.event_said(at=request.at, by_id=request.by_id, state="free")
    return _numbers(rows_of(request.connection, statement, facts), same)


def _facts(request: Request) -> dict[str, Any]:
    """What is different in every draw."""
    return {
        "kind": request.kind,
        "on": request.on,
        "at": request.at,
        "by": request.by_id,
        "reference": request.reference,
        "expires_at": request.expires_at,
        "issue_said": canonical.issue_said(
            kind=request.kind,
            at=request.at,
            by_id=request.by_id,
            reference=request.reference,
            origin=request.origin,
        ),
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
            series_said=_literal(str(plan.id)),
            issue_place=_literal(
                canonical.issue_place(
                    company_id=plan.company_id,
                    register=plan.register,
                    line_id=line.id,
                    period=period,
                    on=request.on,
                    origin=str(request.origin),
                )
            ),
            event_place=_literal(canonical.event_place(line_id=line.id, period=period)),
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


def _numbers(rows: list[tuple[Any, ...]], same: dict[str, Any]) -> list[IssuedNumber]:
    return [_number({**same, **dict(zip(_NAMES, row, strict=False))}) for row in rows]


def _number(columns: dict[str, Any]) -> IssuedNumber:
    """What from_db makes, without asking each field how it is set: thousands come at once."""
    number = IssuedNumber.__new__(IssuedNumber)
    number._state = ModelState()
    number._state.db, number._state.adding = DEFAULT_DB_ALIAS, False
    number.__dict__.update(columns)
    return number
