"""What happens to numbers after they were given out, for the auditor."""

from __future__ import annotations

from collections.abc import Iterable

from numbering.engine.request import User, user_id
from numbering.models import IssuedNumber, NumberEvent


def record_reuse(numbers: Iterable[IssuedNumber], *, by: User) -> None:
    """Keep what freed numbers were before they are used again; call it before they change."""
    NumberEvent.objects.bulk_create(
        NumberEvent(
            number=number,
            by_id=user_id(by),
            state=number.state,
            reason=number.reason,
            former_kind=number.kind,
            former_date=number.document_date,
        )
        for number in numbers
    )


def record_state(number: IssuedNumber, *, by: User) -> None:
    """Keep who brought a number into the state that it now has, and why."""
    NumberEvent.objects.create(
        number=number, by_id=user_id(by), state=number.state, reason=number.reason
    )
