"""What becomes of a number before and after its document: reserve, use, release, void."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from numbering.choices import GapPolicy, Origin, State
from numbering.engine.events import record_state
from numbering.engine.request import User
from numbering.exceptions import NumberStateError, RuleError
from numbering.models import IssuedNumber, NumberSeries
from numbering.services.drawing import draw_for
from numbering.transactions import busy_as_conflict, require_transaction, write

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

    Run by `manage.py give_back_expired`, for example each night.
    """
    with write():
        expired = IssuedNumber.objects.select_for_update(skip_locked=has_skip_locked()).filter(
            state=State.RESERVED, expires_at__lt=timezone.now()
        )
        numbers = list(expired.order_by("pk"))
        for number in numbers:
            release(number, reason=_("reservation expired"))
    return len(numbers)


def has_skip_locked() -> bool:
    """Whether rows that others hold can be passed over (PostgreSQL)."""
    return connection.features.has_select_for_update_skip_locked


def use(number: IssuedNumber, *, reference: str, by: User = None) -> IssuedNumber:
    """Confirm that a reserved number now has its document. Raises NumberStateError."""
    held = _held(number)
    if held.state != State.RESERVED:
        raise _wrong_state(held, _("only a reserved number can be confirmed"))
    if held.expires_at is not None and held.expires_at < timezone.now():
        raise _wrong_state(held, _("its time has run out, reserve another one"))
    return _become(number, held, State.IN_USE, by, reference=reference)


def release(number: IssuedNumber, *, by: User = None, reason: str = "") -> IssuedNumber:
    """Give a number back: free on a line that fills gaps, void with a reason on any other.

    Raises NumberStateError where it is free or void already.
    """
    held = _held(number)
    if held.state not in (State.RESERVED, State.IN_USE):
        raise _wrong_state(held, _("it was given back before"))
    line = held.line
    if line is not None and line.gap_policy == GapPolicy.FILL_GAPS:
        return _become(number, held, State.FREE, by, reason=reason)
    return _become(number, held, State.VOID, by, reason=reason or _("given back"))


def void(number: IssuedNumber, *, reason: str, by: User = None) -> IssuedNumber:
    """Mark a number as never to be used, for a reason that auditors will read.

    Raises RuleError without a reason, NumberStateError where it is void already.
    """
    if not reason.strip():
        raise RuleError(_("Say why the number is void: auditors will ask."), field="reason")
    held = _held(number)
    if held.state == State.VOID:
        raise _wrong_state(held, _("it is void already"))
    return _become(number, held, State.VOID, by, reason=reason.strip())


def _held(number: IssuedNumber) -> IssuedNumber:
    """The number as it stands now, locked until the transaction ends."""
    require_transaction()
    with busy_as_conflict(number.text):
        return IssuedNumber.objects.select_for_update().get(pk=number.pk)


def _become(
    number: IssuedNumber, held: IssuedNumber, state: str, by: User, **facts: str
) -> IssuedNumber:
    held.state = state
    for field, value in facts.items():
        setattr(held, field, value[: _WIDTHS[field]])
    held.save(update_fields=["state", *facts])
    record_state(held, by=by)
    number.refresh_from_db()
    return number


def _wrong_state(number: IssuedNumber, why: str) -> NumberStateError:
    return NumberStateError(
        _("Number %(text)s is %(state)s: %(why)s.")
        % {"text": number.text, "state": number.get_state_display(), "why": why}
    )
