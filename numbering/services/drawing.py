"""Draw the next numbers of a series, or look at them without drawing."""

from __future__ import annotations

from datetime import date, datetime

from django.db import DatabaseError
from django.utils.translation import gettext as _

from numbering.choices import GapPolicy, Origin, State
from numbering.engine.counters import counters_of, first_free, freed_numbers, next_taken
from numbering.engine.drawing import draw_numbers, exhausted, refuse_out_of_date_order
from numbering.engine.plan import LinePlan, SeriesPlan, plan_of
from numbering.engine.request import Request, User, now
from numbering.engine.standing import left_on, next_value
from numbering.exceptions import NumberingError, RuleError
from numbering.models import IssuedNumber, NumberSeries
from numbering.periods import checked_date
from numbering.transactions import refuse_busy, require_transaction

__all__ = [
    "draw",
    "draw_for",
    "draw_many",
    "next_value",
    "numbers_left",
    "peek",
    "preview",
]


def draw(
    series: NumberSeries, *, on: date, by: User = None, kind: str = "", reference: str = ""
) -> IssuedNumber:
    """Give out the next number of a series for a document dated `on`.

    Must run inside the transaction that saves the document; on an unbroken line every other draw
    waits until that transaction ends. Raises TransactionManagementError outside a transaction,
    SeriesBlocked, AutomaticNumberNotAllowed, NoLineForDate, SeriesExhausted, DateOrderViolation,
    and SeriesBusy when the wait was longer than NUMBERING_LOCK_TIMEOUT.
    """
    return draw_for(series, 1, on=on, by=by, kind=kind, reference=reference)[0]


def draw_many(
    series: NumberSeries, count: int, *, on: date, by: User = None, kind: str = ""
) -> list[IssuedNumber]:
    """Give out `count` numbers in order, all or none; taken ones are skipped as in `draw`.

    On lines that allow gaps, other transactions' numbers may lie between. Raises as `draw`, and
    RuleError where `count` is below 1.
    """
    if count < 1:
        raise RuleError(_("How many numbers? Give a count of 1 or more."))
    return draw_for(series, count, on=on, by=by, kind=kind)


def draw_for(
    series: NumberSeries,
    count: int,
    *,
    on: date,
    by: User = None,
    kind: str = "",
    reference: str = "",
    origin: str = Origin.DRAWN,
    state: str = State.IN_USE,
    expires_at: datetime | None = None,
) -> list[IssuedNumber]:
    """What `draw`, `draw_many` and `reserve` share."""
    request = Request(
        connection=require_transaction(),
        on=checked_date(on),
        at=now(),
        by=by,
        kind=kind,
        reference=reference,
        origin=origin,
        state=state,
        expires_at=expires_at,
    )
    try:
        return draw_numbers(series, request, count)
    except DatabaseError as error:
        refuse_busy(error, series.code)
        raise


def peek(series: NumberSeries, *, on: date) -> str:
    """The number that the next draw for this date would give; consumes nothing.

    Raises what `draw` would raise.
    """
    return preview(series, 1, on=on)[0]


def preview(series: NumberSeries, count: int, *, on: date) -> list[str]:
    """The next `count` numbers for this date, fewer where the range ends; consumes nothing.

    Raises what `draw` would raise.
    """
    return preview_plan(plan_of(series, fresh=True), count, on=on)


def preview_plan(plan: SeriesPlan, count: int, *, on: date) -> list[str]:
    """What `preview` says of settings as planned, be they saved or only typed."""
    on = checked_date(on)
    lines = plan.lines_for(on)
    if plan.date_order:
        refuse_out_of_date_order(plan, on, counters_of(plan.id))
    texts: list[str] = []
    for line in lines:
        texts += _upcoming(plan, line, on, count - len(texts))
        if len(texts) >= count:
            return texts
    if not texts:
        raise exhausted(plan, lines, on)
    return texts


def numbers_left(series: NumberSeries, *, on: date) -> int | None:
    """How many numbers can still be drawn for this date; None where a line is open-ended.

    Numbers typed ahead of the counter are not left. 0 where the series cannot draw at all.
    """
    on = checked_date(on)
    return left_on(_drawable(plan_of(series, fresh=True), on), on)


def _drawable(plan: SeriesPlan, on: date) -> list[LinePlan]:
    try:
        return plan.lines_for(on)
    except NumberingError:
        return []


def _upcoming(plan: SeriesPlan, line: LinePlan, on: date, count: int) -> list[str]:
    """The next free numbers of a line, at most `count`."""
    period = line.period(on)
    freed: list[tuple[int | None, str]] = []
    if line.gap_policy == GapPolicy.FILL_GAPS:
        freed = list(freed_numbers(line, on).values_list("value", "text")[:count])
    texts: list[str] = []
    start = next_value(line, period)
    while len(texts) < count:
        start = first_free(line, period, start)
        while freed and (freed[0][0] or 0) < start:
            texts.append(freed.pop(0)[1])
        if len(texts) >= count or start > line.last:
            break
        taken = next_taken(line, period, start + 1)
        end = min(line.last + 1, start + (count - len(texts)) * line.increment)
        run = range(start, end if taken is None else min(end, taken), line.increment)
        texts += _not_in_register(plan, line, on, [line.format.text(value, on) for value in run])
        start = run[-1] + line.increment
    return texts[:count]


def _not_in_register(plan: SeriesPlan, line: LinePlan, on: date, texts: list[str]) -> list[str]:
    """Without those that a draw steps over, being typed for another date or another line's."""
    taken = set(
        IssuedNumber.objects.filter(
            company_id=plan.company_id,
            register=plan.register,
            scope=line.scope(on),
            text__in=texts,
        ).values_list("text", flat=True)
    )
    return [text for text in texts if text not in taken]
