"""The careful way to draw: step by step under the counter's lock.

It is the only way on SQLite, where a transaction that writes is alone anyway. On PostgreSQL it
takes over where the fast statement found no number: it makes a counter that is missing, jumps
over taken numbers, uses freed ones first, and tells when a line is used up.
"""

from __future__ import annotations

from django.db import connection, transaction

from numbering.choices import GapPolicy
from numbering.engine import postgresql, sequences
from numbering.engine.chain import (
    add_event,
    add_issues,
    is_chained,
    save_head,
    take_back_unwritten,
)
from numbering.engine.counters import first_free, freed_numbers, locked_counter, next_taken
from numbering.engine.events import reuse_of
from numbering.engine.plan import LinePlan, SeriesPlan
from numbering.engine.request import Request
from numbering.engine.sequences import is_native
from numbering.models import Counter, IssuedNumber, NumberEvent

# A run of taken numbers is jumped in one step; only numbers that no line can print (typed for
# another date) are stepped over one by one, and those are few.
_ATTEMPTS = 10_000
_AT_A_TIME = 500


def draw_careful(
    request: Request, plan: SeriesPlan, line: LinePlan, count: int
) -> list[IssuedNumber]:
    """Draw up to `count` numbers of a line: fewer only when the line is used up."""
    if is_native(line):
        return _draw_native(request, plan, line, count)
    counter = locked_counter(plan, line, line.period(request.on))
    take_back_unwritten(counter)
    issued: list[IssuedNumber] = []
    before = (counter.next_value, counter.typed_next, counter.chain_length)
    # Where the fast statement has failed, the next value may be taken without anybody's telling.
    look = connection.vendor == "postgresql" and line.gap_policy != GapPolicy.FILL_GAPS
    for _attempt in range(_ATTEMPTS):
        free = _free_value(line, counter, look=look)
        if line.gap_policy == GapPolicy.FILL_GAPS:
            issued += _reuse_freed(request, line, counter, count - len(issued), below=free)
        if len(issued) == count or free > line.last:
            break
        _move_to(free, line, counter, look=look)
        issued += _issue_run(request, plan, line, counter, count - len(issued))
        if len(issued) == count:
            break
        look = True
    if (counter.next_value, counter.typed_next, counter.chain_length) != before:
        save_head(counter, "next_value", "typed_next")
    return issued


def _free_value(line: LinePlan, counter: Counter, *, look: bool) -> int:
    """The value that the counter gives next: where typed numbers lie, the one behind them."""
    known = counter.typed_next is None or counter.next_value < counter.typed_next
    if known and not look:
        return counter.next_value
    return first_free(line, counter.period, counter.next_value)


def _move_to(free: int, line: LinePlan, counter: Counter, *, look: bool) -> None:
    counter.next_value = free
    if look or (counter.typed_next is not None and counter.typed_next < free):
        counter.typed_next = next_taken(line, counter.period, free)


def _issue_run(
    request: Request, plan: SeriesPlan, line: LinePlan, counter: Counter, count: int
) -> list[IssuedNumber]:
    """Issue free values from the counter on, up to the next taken one; moves the counter."""
    step, first = line.increment, counter.next_value
    if first > line.last:
        return []
    end = min(first + count * step, line.last + 1)
    if counter.typed_next is not None:
        end = min(end, counter.typed_next)
    values = range(first, end, step)
    rows = [request.row(plan, line, value) for value in values]
    counter.next_value = values[-1] + step
    if not is_chained(line):
        return _written(request, line, counter, rows)
    head = counter.chain_length, counter.chain_head
    while rows:
        # One that is taken all the same would break the chain behind it: then those that are not
        # are chained and written once more.
        with transaction.atomic(savepoint=len(rows) > 1):
            add_issues(counter, rows)
            saved = _written(request, line, counter, rows)
            if len(saved) == len(rows):
                return saved
            counter.chain_length, counter.chain_head = head
            transaction.set_rollback(len(rows) > 1)
        rows = _not_taken(rows)
    return []


def _written(
    request: Request, line: LinePlan, counter: Counter, rows: list[IssuedNumber]
) -> list[IssuedNumber]:
    """Write rows, except those whose number is taken."""
    IssuedNumber.objects.bulk_create(rows, ignore_conflicts=True)
    # bulk_create that ignores conflicts tells no keys: read back what came to be.
    saved = IssuedNumber.objects.of_line(line.id, counter.period).filter(
        value__range=(rows[0].value, rows[-1].value),
        issued_at=request.at,
        document_date=request.on,
    )
    return list(saved)


def _not_taken(rows: list[IssuedNumber]) -> list[IssuedNumber]:
    """The rows whose text is not in the register yet."""
    first, taken = rows[0], set[str]()
    register = IssuedNumber.objects.filter(
        company=first.company_id, register=first.register, scope=first.scope
    )
    for start in range(0, len(rows), _AT_A_TIME):
        some = [row.text for row in rows[start : start + _AT_A_TIME]]
        taken.update(register.filter(text__in=some).values_list("text", flat=True))
    return [row for row in rows if row.text not in taken]


def _reuse_freed(
    request: Request, line: LinePlan, counter: Counter, count: int, *, below: int
) -> list[IssuedNumber]:
    """Take the smallest freed numbers of a line that fills gaps (easyWinArt).

    One that was typed ahead of the counter waits until the counter comes there.
    """
    # Locked: somebody may be typing one of them for another date, without this counter.
    freed = list(
        freed_numbers(line, request.on).filter(value__lt=below).select_for_update()[:count]
    )
    events = [reuse_of(number, at=request.at, by=request.by) for number in freed]
    for number, event in zip(freed, events, strict=True):
        add_event(counter, event, number)
        number.kind, number.reference, number.reason = request.kind, request.reference, ""
        number.document_date, number.issued_at = request.on, request.at
        number.issued_by_id = request.by_id
        number.origin, number.state = request.origin, request.state
        number.expires_at = request.expires_at
        add_issues(counter, [number])
    NumberEvent.objects.bulk_create(events)
    IssuedNumber.objects.bulk_update(
        freed,
        [
            "kind",
            "reference",
            "reason",
            "document_date",
            "issued_at",
            "issued_by",
            "origin",
            "state",
            "expires_at",
            "chain_position",
            "chain_hash",
        ],
    )
    return freed


def _draw_native(
    request: Request, plan: SeriesPlan, line: LinePlan, count: int
) -> list[IssuedNumber]:
    """Draw from a native sequence, creating it or jumping taken numbers where needed."""
    period = line.period(request.on)
    upcoming = sequences.sequence_next(line, period)
    if upcoming is None or not _counter_agrees(plan, line, period):
        counter = locked_counter(plan, line, period)
        if upcoming is None:
            sequences.create_sequence(line, period, counter.next_value)
    issued: list[IssuedNumber] = []
    for _attempt in range(_ATTEMPTS):
        upcoming = sequences.sequence_next(line, period)
        if len(issued) == count or upcoming is None or upcoming > line.last:
            break
        free = first_free(line, period, upcoming)
        if free > line.last:
            break
        if free != upcoming:
            sequences.advance_sequence(line, period, free)
        room = (line.last - free) // line.increment + 1
        issued += postgresql.issue(request, plan, line, min(count - len(issued), room))
    return issued


def _counter_agrees(plan: SeriesPlan, line: LinePlan, period: str) -> bool:
    return Counter.objects.filter(line_id=line.id, period=period, revision=plan.revision).exists()
