"""What the chain of issued numbers hashes, byte by byte: the canonical form.

A chain is what one counter gave out: one line in one period. Each link is the SHA-256 of the link
before it (32 bytes; none before the first) and of a text in UTF-8. The text begins with facts that
are known before the counter is held, so that Python writes them also where PostgreSQL makes the
link; its tail, with what only the held counter tells, is written here twice: in Python and in SQL.

A fact is its length in characters, a colon and itself, so that no two lists of facts read alike.
A moment is in UTC with six digits of its second; a missing fact is an empty one.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from hashlib import sha256

from numbering.choices import Origin, State

# The first facts of every link: an issue is never read as an event.
_ISSUE, _EVENT = "issue 1", "event 1"


def link(before: bytes | None, text: str) -> bytes:
    """The link that follows `before`."""
    return sha256((before or b"") + text.encode()).digest()


def facts(*values: object) -> str:
    """Facts one after the other, each with its length."""
    words = ("" if value is None else str(value) for value in values)
    return "".join(f"{len(word)}:{word}" for word in words)


def moment(at: datetime) -> str:
    """A moment, the same wherever it was read."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def issue_place(
    *, company_id: int, register: str, line_id: int, period: str, on: date, origin: str
) -> str:
    """What is the same for every number of a line that is given out for one date."""
    return facts(_ISSUE, company_id, register, line_id, period, on.isoformat(), origin)


def issue_said(*, kind: str, at: datetime, by_id: int | None, reference: str, origin: str) -> str:
    """What was said as a number was given out.

    The reference of a reserved number is settled when it is confirmed, and stands in that event.
    """
    refers = "" if origin == Origin.RESERVED else reference
    return facts(kind, moment(at), by_id, refers)


def issue_tail(
    *, position: int, value: int, series_id: int | None, repetition: int, scope: str, text: str
) -> str:
    """What only the held counter tells, and the number."""
    series = "" if series_id is None else series_id
    return f"{position};{value};{series};{repetition};{scope};{text}"


def issue_tail_sql(*, position: str, value: str, between: str, text: str) -> str:
    """`issue_tail` as PostgreSQL writes it; `between` is SQL for `issue_between`."""
    return f"({position})::text || ';' || ({value})::text || {between} || {text}"


def issue_between(*, series_id: int | str, scope: str) -> str:
    """What stands between value and text, of a number that is no repeat."""
    return f";{series_id};0;{scope};"


def event_place(*, line_id: int, period: str) -> str:
    """Whose chain an event is in."""
    return facts(_EVENT, line_id, period)


def event_said(*, at: datetime, by_id: int | None, state: str) -> str:
    """When something happened to a number, who did it, and what became of it."""
    return facts(moment(at), by_id, state)


def event_tail(
    *, position: int, repetition: int, scope: str, text: str, reason: str, reference: str
) -> str:
    """The event's place in the chain, its number, and the words that were kept."""
    return f"{position};{repetition};{scope};{facts(text, reason, reference)}"


def event_tail_sql(*, position: str, scope: str, text: str, reason: str, reference: str) -> str:
    """`event_tail` as PostgreSQL writes it, of a number that is no repeat."""
    words = (f"length({word})::text || ':' || {word}" for word in (text, reason, reference))
    return f"({position})::text || ';0;' || {scope} || ';' || {' || '.join(words)}"


def link_sql(before: str, text: str) -> str:
    """`link` as PostgreSQL makes it."""
    return f"sha256(coalesce({before}, ''::bytea) || convert_to({text}, 'UTF8'))"


def first_state(origin: str) -> str:
    """The state in which a number is given out; it follows from how."""
    return State.RESERVED if origin == Origin.RESERVED else State.IN_USE
