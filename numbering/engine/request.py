"""What is asked of the engine, the same for every attempt to fulfil it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from numbering.choices import Origin, State
from numbering.engine.plan import LinePlan, SeriesPlan
from numbering.models import IssuedNumber

# Who acts; None is the system itself.
User = AbstractBaseUser | AnonymousUser | None


@dataclass(slots=True)
class Request:
    """Numbers wanted for documents of one date."""

    # In whose transaction the numbers are drawn.
    connection: BaseDatabaseWrapper
    on: date
    at: datetime
    by: User = None
    kind: str = ""
    reference: str = ""
    origin: str = Origin.DRAWN
    state: str = State.IN_USE
    expires_at: datetime | None = None

    @property
    def by_id(self) -> int | None:
        """The key of the user who acts."""
        return user_id(self.by)

    def row(self, plan: SeriesPlan, line: LinePlan, value: int) -> IssuedNumber:
        """The issued number for a counter value, not saved."""
        return IssuedNumber(
            company_id=plan.company_id,
            register=plan.register,
            text=line.format.text(value, self.on),
            scope=line.scope(self.on),
            series_id=plan.id,
            line_id=line.id,
            period=line.period(self.on),
            value=value,
            kind=self.kind,
            document_date=self.on,
            issued_at=self.at,
            issued_by_id=self.by_id,
            origin=self.origin,
            state=self.state,
            reference=self.reference,
            expires_at=self.expires_at,
        )


def user_id(by: User) -> int | None:
    """The key of the user who acts, None for the system itself."""
    return by.pk if by is not None else None


def now() -> datetime:
    """When a number is issued. The document's date, not this moment, chooses line and period."""
    return timezone.now()
