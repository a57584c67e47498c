"""The chain of issued numbers: links are added under the lock of the counter, which has the head.

Chained are lines that are unbroken or fill gaps: their counter is held by whoever gives out a
number. Where gaps are allowed nobody holds it, and nothing is chained. What happens to a chained
number afterwards is a link as well. `numbering.canonical` says what a link hashes;
`numbering.services.verification` checks it.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.db.models import Max

from numbering import canonical
from numbering.choices import GapPolicy
from numbering.engine.plan import LinePlan
from numbering.models import Counter, IssuedNumber, NumberEvent

HEAD = ("chain_length", "chain_head", "chain_before", "chain_value")


def is_chained(line: LinePlan) -> bool:
    """Whether what the line gives out from now on is chained."""
    return line.gap_policy != GapPolicy.GAPS_ALLOWED


def add_issues(counter: Counter, numbers: Iterable[IssuedNumber]) -> None:
    """Chain numbers that are about to be written under a held counter; then `save_head`."""
    for number in numbers:
        _add(counter, issue_text(number, counter.chain_length + 1))
        number.chain_position, number.chain_hash = counter.chain_length, counter.chain_head


def add_event(counter: Counter, event: NumberEvent, number: IssuedNumber) -> None:
    """Chain an event that is about to be written under a held counter; then `save_head`."""
    _add(counter, event_text(event, number, counter.chain_length + 1))
    event.chain_position, event.chain_hash = counter.chain_length, counter.chain_head


def save_head(counter: Counter, *more: str) -> None:
    """Write the head of the chain, and other columns of the counter."""
    counter.save(update_fields=[*HEAD, *more])


def issue_text(number: IssuedNumber, position: int) -> str:
    """What the link of a number hashes."""
    assert number.line_id is not None
    assert number.value is not None
    return (
        canonical.issue_place(
            company_id=number.company_id,
            register=number.register,
            line_id=number.line_id,
            period=number.period,
            on=number.document_date,
            origin=number.origin,
        )
        + canonical.issue_said(
            kind=number.kind,
            at=number.issued_at,
            by_id=number.issued_by_id,
            reference=number.reference,
            origin=number.origin,
        )
        + canonical.issue_tail(
            position=position,
            value=number.value,
            series_id=number.series_id,
            repetition=number.repetition,
            scope=number.scope,
            text=number.text,
        )
    )


def event_text(event: NumberEvent, number: IssuedNumber, position: int) -> str:
    """What the link of an event hashes."""
    assert number.line_id is not None
    return (
        canonical.event_place(line_id=number.line_id, period=number.period)
        + canonical.event_said(at=event.at, by_id=event.by_id, state=event.state)
        + canonical.event_tail(
            position=position,
            repetition=number.repetition,
            scope=number.scope,
            text=number.text,
            reason=event.reason,
            reference=event.reference,
        )
    )


def take_back_unwritten(counter: Counter) -> None:
    """Forget the link of a draw whose number turned out to be taken.

    PostgreSQL's one statement moves the head before it learns that. The counter is held.
    """
    if connection.vendor != "postgresql" or counter.chain_value is None:
        return
    written = IssuedNumber.objects.of_line(counter.line_id, counter.period).filter(
        value=counter.chain_value, chain_position=counter.chain_length
    )
    if written.exists():
        return
    counter.chain_length, counter.chain_head = counter.chain_length - 1, counter.chain_before
    counter.chain_before = counter.chain_value = None
    save_head(counter)


def begin_behind(counter: Counter) -> None:
    """Have the chain begin, or go on, behind numbers that were given out without it.

    The counter is saved by the caller.
    """
    numbers = IssuedNumber.objects.of_line(counter.line_id, counter.period)
    counter.unchained_to = numbers.filter(chain_position=None).aggregate(last=Max("pk"))["last"]


def _add(counter: Counter, text: str) -> None:
    counter.chain_head = canonical.link(_bytes(counter.chain_head), text)
    counter.chain_length += 1
    counter.chain_before = counter.chain_value = None


def _bytes(value: bytes | memoryview | None) -> bytes | None:
    return None if value is None else bytes(value)
