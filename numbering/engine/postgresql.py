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
from numbering.engine.chain import is_chained
from numbering.engine.plan import LinePlan, SeriesPlan
from numbering.engine.prepared import rows_of
from numbering.engine.request import Request
from numbering.engine.sequences import sequence_name
from numbering.engine.statements import NATIVE, ONE, REUSE, SEVERAL
from numbering.models import IssuedNumber

_NAMES = ("id", "text", "value", "chain_position", "chain_hash", "scope", "series_id")


def draw_fast(request: Request, plan: SeriesPlan, line: LinePlan, count: int) -> list[IssuedNumber]:
    """Draw up to `count` numbers of a line in as few statements as can be, mostly one."""
    facts = _facts(request, plan, line)
    if line.gap_policy == GapPolicy.FILL_GAPS:
        reused = _reuse(request, plan, line, facts)
        if reused:
            return reused
    return _issue(request, plan, line, count, facts)


def issue(request: Request, plan: SeriesPlan, line: LinePlan, count: int) -> list[IssuedNumber]:
    """Draw up to `count` numbers of a line in one statement."""
    return _issue(request, plan, line, count, _facts(request, plan, line))


def _issue(
    request: Request, plan: SeriesPlan, line: LinePlan, count: int, facts: dict[str, Any]
) -> list[IssuedNumber]:
    shape = ONE if count == 1 else SEVERAL
    if line.gap_policy == GapPolicy.GAPS_ALLOWED:
        shape = NATIVE
    facts["count"] = count
    statement, same = _statement(shape, request, plan, line), _columns(request, plan, line)
    # From here on others wait for the counter: what could be done before, is done.
    rows = rows_of(request.connection, statement, facts)
    if len(rows) > 1:
        rows.sort(key=itemgetter(2))
    return [
        _number(
            same
            | {
                "id": key,
                "text": text,
                "value": value,
                "chain_position": position,
                "chain_hash": link,
            }
        )
        for key, text, value, position, link in rows
    ]


def _reuse(
    request: Request, plan: SeriesPlan, line: LinePlan, facts: dict[str, Any]
) -> list[IssuedNumber]:
    """Take the smallest freed number of a line that fills gaps; none where none is free."""
    statement, same = _statement(REUSE, request, plan, line), _columns(request, plan, line)
    facts["event"] = canonical.event_place(
        line_id=line.id, period=line.period(request.on)
    ) + canonical.event_said(at=request.at, by_id=request.by_id, state="free")
    rows = rows_of(request.connection, statement, facts)
    return [_number(same | dict(zip(_NAMES, row, strict=True))) for row in rows]


def _facts(request: Request, plan: SeriesPlan, line: LinePlan) -> dict[str, Any]:
    """What is different in every draw."""
    facts: dict[str, Any] = {
        "kind": request.kind,
        "on": request.on,
        "at": request.at,
        "by": request.by_id,
        "reference": request.reference,
        "expires_at": request.expires_at,
    }
    if is_chained(line):
        facts["issue"] = _issue_place(request, plan, line) + canonical.issue_said(
            kind=request.kind,
            at=request.at,
            by_id=request.by_id,
            reference=request.reference,
            origin=request.origin,
        )
    return facts


def _issue_place(request: Request, plan: SeriesPlan, line: LinePlan) -> str:
    """Made once for a date and kept with the plan, as its statements are."""
    key = ("place", line.id, request.on, request.origin)
    place = plan.statements.get(key)
    if place is None:
        place = plan.statements[key] = canonical.issue_place(
            company_id=plan.company_id,
            register=plan.register,
            line_id=line.id,
            period=line.period(request.on),
            on=request.on,
            origin=str(request.origin),
        )
    return place


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
            between_and_head=_literal(
                canonical.issue_between(series_id=plan.id, scope=line.scope(request.on))
                + line.format.head(request.on)
            ),
            and_suffix=f" || {_literal(line.format.suffix)}" if line.format.suffix else "",
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
