"""The links of a chain as the database has them, in their order.

Three sorts: a number as it was given out; the same of a number that was used again since, which
lies with the event of that; and what happened to a number. One statement reads all of them, with
the counter's head, so that draws under way are seen whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from numbering import canonical
from numbering.choices import State

_BATCH = 2_000
_NOW = "n.id, n.text, n.scope, n.repetition, n.company_id, n.register, n.series_id, n.value"
_LINKS = f"""
SELECT n.chain_position AS position, n.chain_hash, 'number', {_NOW},
  n.kind, n.document_date, n.issued_at, n.issued_by_id, n.origin, n.reference, n.state, n.reason,
  CASE WHEN n.state = CASE n.origin WHEN 'reserved' THEN 'reserved' ELSE 'in_use' END
      AND n.reason = '' THEN 1
    ELSE (SELECT count(*) FROM numbering_numberevent AS e
      WHERE e.number_id = n.id AND e.chain_position > n.chain_position)
  END, NULL, NULL, NULL
FROM numbering_issuednumber AS n
WHERE n.line_id = %s AND n.period = %s AND n.chain_position IS NOT NULL
UNION ALL
SELECT e.former_position, e.former_hash, 'former', {_NOW},
  e.former_kind, e.former_date, e.former_issued_at, e.former_issued_by_id, e.former_origin,
  e.reference, '', '', 1, NULL, NULL, NULL
FROM numbering_issuednumber AS n JOIN numbering_numberevent AS e ON e.number_id = n.id
WHERE n.line_id = %s AND n.period = %s AND e.former_position IS NOT NULL
UNION ALL
SELECT e.chain_position, e.chain_hash, 'event', {_NOW},
  '', NULL, e.at, e.by_id, '', e.reference, e.state, e.reason,
  -- Whether it is the last that is known of the number; then that must be what the number says.
  CASE WHEN e.chain_position < n.chain_position OR e.former_date IS NOT NULL OR EXISTS (
    SELECT 1 FROM numbering_numberevent AS later
    WHERE later.number_id = n.id AND later.chain_position > e.chain_position
  ) THEN 0 ELSE 1 END, n.state, n.reason, n.reference
FROM numbering_issuednumber AS n JOIN numbering_numberevent AS e ON e.number_id = n.id
WHERE n.line_id = %s AND n.period = %s AND e.chain_position IS NOT NULL
"""
_CHAIN = f"""
SELECT links.*,
  (SELECT chain_length FROM numbering_counter WHERE line_id = %s AND period = %s),
  (SELECT chain_head FROM numbering_counter WHERE line_id = %s AND period = %s)
FROM ({_LINKS}) AS links ORDER BY 1, 3, 4
"""


@dataclass(frozen=True, slots=True)
class Head:
    """What the counter says of its chain."""

    is_there: bool
    length: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Link:
    """One link, and what its number says today."""

    line_id: int
    period: str
    position: int
    hash: bytes
    sort: str
    number_id: int
    text: str
    scope: str
    repetition: int
    company_id: int
    register: str
    series_id: int | None
    value: int | None
    kind: str
    on: Any
    at: Any
    by_id: int | None
    origin: str
    reference: str
    state: str
    reason: str
    # Of a number: events that explain its state. Of an event: whether it is the last one.
    told: int
    state_now: str | None
    reason_now: str | None
    reference_now: str | None

    def said(self) -> str:
        """What the link hashes if nothing was altered."""
        if self.sort == "event":
            return (
                canonical.event_place(line_id=self.line_id, period=self.period)
                + canonical.event_said(at=_moment(self.at), by_id=self.by_id, state=self.state)
                + canonical.event_tail(
                    position=self.position,
                    repetition=self.repetition,
                    scope=self.scope,
                    text=self.text,
                    reason=self.reason,
                    reference=self.reference,
                )
            )
        return (
            canonical.issue_place(
                company_id=self.company_id,
                register=self.register,
                line_id=self.line_id,
                period=self.period,
                on=_day(self.on),
                origin=self.origin,
            )
            + canonical.issue_said(
                kind=self.kind,
                at=_moment(self.at),
                by_id=self.by_id,
                reference=self.reference,
                origin=self.origin,
            )
            + canonical.issue_tail(
                position=self.position,
                value=-1 if self.value is None else self.value,
                series_id=self.series_id,
                repetition=self.repetition,
                scope=self.scope,
                text=self.text,
            )
        )

    def misstated(self) -> str:
        """What is wrong with the state of the number, which no link of its own hashes."""
        facts = {"number": self.text, "position": self.position}
        if self.sort == "number" and not self.told:
            state = State(self.state).label if self.state in State.values else self.state
            return _(
                "The state of %(number)s was altered: nothing tells how it became %(state)s."
            ) % (facts | {"state": state})
        if self.sort == "event" and self.told:
            now = (self.state_now, self.reason_now, self.reference_now)
            if now != (self.state, self.reason, self.reference):
                return (
                    _(
                        "State, reason or reference of %(number)s was altered: what happened last"
                        " (position %(position)d) says otherwise."
                    )
                    % facts
                )
        return ""


@contextmanager
def read_chain(line_id: int, period: str) -> Iterator[tuple[Head, Iterator[Link]]]:
    """The head of a chain and its links in their order, which are fetched as they are needed."""
    key: list[int | str] = [line_id, period]
    with connection.cursor() as one:
        one.execute(
            "SELECT chain_length, chain_head FROM numbering_counter"
            " WHERE line_id = %s AND period = %s",
            key,
        )
        row = one.fetchone()
    head = Head(row is not None, row[0] if row else 0, bytes(row[1] or b"") if row else b"")
    # PostgreSQL's cursor then lives as long as the transaction, and nothing is copied for it. On
    # SQLite a transaction would keep everybody else from writing, and is not needed.
    whole = transaction.atomic() if connection.vendor == "postgresql" else nullcontext()
    with whole, connection.chunked_cursor() as cursor:
        cursor.execute(_CHAIN, key * 5)
        rows = cursor.fetchmany(_BATCH)
        if rows and rows[0][-2] is not None:  # of the same moment as the links
            head = Head(True, rows[0][-2], bytes(rows[0][-1] or b""))
        yield head, _links(cursor, rows, line_id, period)


def _links(cursor: Any, rows: list[Any], line_id: int, period: str) -> Iterator[Link]:
    while rows:
        for position, found, *facts in rows:
            yield Link(line_id, period, position, bytes(found or b""), *facts[:-2])
        rows = cursor.fetchmany(_BATCH)


def _day(value: date | str | None) -> date:
    """A day, which SQLite keeps as text; a nonsense one fits no hash."""
    day = parse_date(value) if isinstance(value, str) else value
    return day or date.min


def _moment(value: datetime | str | None) -> datetime:
    """A moment, which SQLite keeps in UTC without saying so."""
    moment = parse_datetime(value) if isinstance(value, str) else value
    if moment is None:
        return datetime.min.replace(tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
