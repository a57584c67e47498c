"""What happens to numbers after they were given out, for the auditor."""

from __future__ import annotations

from datetime import datetime

from numbering.engine.request import User, user_id
from numbering.models import IssuedNumber, NumberEvent


def reuse_of(number: IssuedNumber, *, at: datetime, by: User) -> NumberEvent:
    """What a freed number was before it is used again, not saved; call it before it changes.

    The link of its former use goes with it.
    """
    return NumberEvent(
        number=number,
        at=at,
        by_id=user_id(by),
        state=number.state,
        reason=number.reason,
        reference=number.reference,
        former_kind=number.kind,
        former_date=number.document_date,
        former_origin=number.origin,
        former_issued_at=number.issued_at,
        former_issued_by_id=number.issued_by_id,
        former_position=number.chain_position,
        former_hash=number.chain_hash,
    )


def state_of(number: IssuedNumber, *, at: datetime, by: User) -> NumberEvent:
    """Who brought a number into the state that it now has, and why; not saved."""
    return NumberEvent(
        number=number,
        at=at,
        by_id=user_id(by),
        state=number.state,
        reason=number.reason,
        reference=number.reference,
    )
