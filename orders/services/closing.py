"""What becomes of commissions and records: close, reopen, cancel."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from numbering.services import void
from numbering.transactions import write
from orders.choices import OpenState
from orders.exceptions import DocumentClosed
from orders.findings import Findings
from orders.models import Closable
from orders.services.content import check_reason
from orders.services.locks import check_version, locked_card

C = TypeVar("C", bound=Closable)


def close_card(*, card: C, by: User, version: int | None = None) -> C:
    """Say that the work on it is done; `reopen_card` takes that back.

    Raises DocumentClosed, DocumentChanged.
    """
    with write():
        stored = locked_card(card)
        check_version(stored, version)
        refuse_closed(stored)
        _set_state(stored, OpenState.CLOSED, by)
    return stored


def reopen_card(*, card: C, by: User, version: int | None = None) -> C:
    """Work on it again. Raises DocumentClosed where it is not closed, DocumentChanged."""
    with write():
        stored = locked_card(card)
        check_version(stored, version)
        if stored.state != OpenState.CLOSED:
            raise DocumentClosed(_("%(number)s is not closed.") % {"number": number_of(stored)})
        _set_state(stored, OpenState.OPEN, by)
    return stored


def cancel_card(
    *,
    card: C,
    by: User,
    reason: str,
    version: int | None = None,
    check: Callable[[C], None] | None = None,
) -> C:
    """Cancel what was entered by mistake: its number stays, void, with the reason.

    `check` raises what else stands in the way. Raises EntryErrors without a reason,
    DocumentClosed, DocumentChanged.
    """
    with write():
        stored = locked_card(card)
        check_version(stored, version)
        if stored.is_cancelled:
            raise DocumentClosed(
                _("%(number)s is cancelled already.") % {"number": number_of(stored)}
            )
        if check is not None:
            check(stored)
        findings = Findings()
        reason = check_reason(reason, findings)
        findings.raise_if_any()
        stored.cancel_reason = reason
        _set_state(stored, OpenState.CANCELLED, by)
        for field in stored.number_fields():
            number = getattr(stored, field.name)
            if number is not None:
                void(number, reason=reason, by=by)
    return stored


def refuse_closed(card: Closable) -> None:
    """Raise DocumentClosed where nothing can be changed any more."""
    facts = {"number": number_of(card)}
    if card.is_cancelled:
        raise DocumentClosed(_("%(number)s is cancelled and cannot be changed.") % facts)
    if not card.is_open:
        raise DocumentClosed(_("%(number)s is closed: reopen it to change it.") % facts)


def number_of(card: Closable) -> str:
    """What it is called in a sentence."""
    return str(getattr(card, "number", None) or card.internal_id)


def _set_state(card: Closable, state: str, by: User) -> None:
    card.state, card.updated_by = state, by
    card.version += 1
    card.save(draw=False)
