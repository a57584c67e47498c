"""What becomes of a number before and after its document: reserve, use, release, void."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from numbering.choices import GapPolicy, Origin, State
from numbering.engine.chain import add_event, save_head
from numbering.engine.events import state_of
from numbering.engine.request import User, now
from numbering.exceptions import ConflictError, NumberStateError, RuleError
from numbering.models import Counter, IssuedNumber, NumberSeries
from numbering.services.chains import hold_chain
from numbering.services.drawing import draw_for
from numbering.transactions import (
    busy_as_conflict,
    require_transaction,
    series_busy,
    write,
)

# What a longer text is cut to.
_WIDTHS = {"reason": 200, "reference": 80}


def reserve(
    series: NumberSeries,
    *,
    on: date,
    by: User = None,
    reference: str,
    kind: str = "",
    expires_at: datetime | None = None,
) -> IssuedNumber:
    """Take the next number before its document exists, for example for another system.

    `use` confirms it, `release` gives it back; after `expires_at` it goes back by itself. Raises
    as `draw`.
    """
    return draw_for(
        series,
        1,
        on=on,
        by=by,
        kind=kind,
        reference=reference,
        origin=Origin.RESERVED,
        state=State.RESERVED,
        expires_at=expires_at,
    )[0]


def give_back_expired() -> int:
    """Give back every reservation whose time has run out; returns how many.

    Run by `manage.py give_back_expired`, for example each night. One that somebody is about to
    confirm waits for the next time.
    """
    expired = IssuedNumber.objects.filter(state=State.RESERVED, expires_at__lt=timezone.now())
    count = 0
    for key in list(expired.order_by("pk").values_list("pk", flat=True)):
        # Each in a transaction of its own: nobody who draws waits for all of them.
        with suppress(ConflictError), write():
            held = _hold(IssuedNumber(pk=key))
            if _has_run_out(held.number) and held.number.state == State.RESERVED:
                _give_back(held, None, _("reservation expired"))
                count += 1
    return count


def _has_run_out(number: IssuedNumber) -> bool:
    return number.expires_at is not None and number.expires_at < timezone.now()


def use(number: IssuedNumber, *, reference: str, by: User = None) -> IssuedNumber:
    """Confirm that a reserved number now has its document. Raises NumberStateError."""
    held = _hold(number)
    if held.number.state != State.RESERVED:
        raise _wrong_state(held.number, _("only a reserved number can be confirmed"))
    if _has_run_out(held.number):
        raise _wrong_state(held.number, _("its time has run out, reserve another one"))
    _become(held, State.IN_USE, by, reference=reference)
    number.refresh_from_db()
    return number


def release(number: IssuedNumber, *, by: User = None, reason: str = "") -> IssuedNumber:
    """Give a number back: free on a line that fills gaps, void with a reason on any other.

    Raises NumberStateError where it is free or void already.
    """
    held = _hold(number)
    if held.number.state not in (State.RESERVED, State.IN_USE):
        raise _wrong_state(held.number, _("it was given back before"))
    _give_back(held, by, reason)
    number.refresh_from_db()
    return number


def void(number: IssuedNumber, *, reason: str, by: User = None) -> IssuedNumber:
    """Mark a number as never to be used, for a reason that auditors will read.

    Raises RuleError without a reason, NumberStateError where it is void already.
    """
    if not reason.strip():
        raise RuleError(_("Say why the number is void: auditors will ask."), field="reason")
    held = _hold(number)
    if held.number.state == State.VOID:
        raise _wrong_state(held.number, _("it is void already"))
    _become(held, State.VOID, by, reason=reason.strip())
    number.refresh_from_db()
    return number


@dataclass(frozen=True, slots=True)
class _Held:
    """A number as it stands now, locked, and the counter that has the head of its chain."""

    number: IssuedNumber
    chain: Counter | None


def _hold(number: IssuedNumber) -> _Held:
    """Lock a number until the transaction ends, its chain before it."""
    require_transaction()
    with busy_as_conflict(number.text):
        seen = IssuedNumber.objects.select_related("line__series").get(pk=number.pk)
        chain = hold_chain(seen) if seen.chain_position is not None else None
        held = IssuedNumber.objects.select_for_update(of=("self",)).get(pk=number.pk)
    if held.chain_position is not None and chain is None:
        raise series_busy(seen.line.series.code if seen.line else "")  # chained just now
    held.line = seen.line
    return _Held(held, chain)


def _give_back(held: _Held, by: User, reason: str) -> None:
    line = held.number.line
    if line is not None and line.gap_policy == GapPolicy.FILL_GAPS:
        _become(held, State.FREE, by, reason=reason)
    else:
        _become(held, State.VOID, by, reason=reason or _("given back"))


def _become(held: _Held, state: str, by: User, **facts: str) -> None:
    number = held.number
    number.state = state
    for field, value in facts.items():
        setattr(number, field, value[: _WIDTHS[field]])
    number.save(update_fields=["state", *facts])
    event = state_of(number, at=now(), by=by)
    if held.chain is not None:
        add_event(held.chain, event, number)
        save_head(held.chain)
    event.save(force_insert=True)


def _wrong_state(number: IssuedNumber, why: str) -> NumberStateError:
    return NumberStateError(
        _("Number %(text)s is %(state)s: %(why)s.")
        % {"text": number.text, "state": number.get_state_display(), "why": why}
    )
