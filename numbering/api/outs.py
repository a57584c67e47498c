"""What answers say of series and numbers."""

from __future__ import annotations

from pydantic import Field

from numbering.api.fields import Out, moment
from numbering.formatting import person_name
from numbering.models import IssuedNumber


class SeriesOut(Out):
    """A number series."""

    code: str
    description: str
    in_register: str = Field(alias="register")
    draws: bool
    takes_typed: bool


class SeriesListOut(Out):
    """Every series of the company."""

    items: list[SeriesOut]


class NumberOut(Out):
    """A number as the register has it.

    `period` is the one in which its text is unique, "" where it is unique by itself. `origin` is
    drawn, typed, imported or reserved; `state` is in_use, reserved, void or free.
    """

    id: int
    number: str
    in_register: str = Field(alias="register")
    kind: str
    series: str | None
    period: str
    document_date: str
    issued_at: str
    issued_by: str
    origin: str
    state: str
    reason: str
    reference: str
    reserved_until: str | None


class RegisterOut(Out):
    """A page of the register; `next` is the cursor of the page after it."""

    items: list[NumberOut]
    next: str | None


class HoleOut(Out):
    """Numbers in a row that nobody has; without a cause they are missing."""

    first: str
    last: str
    count: int
    cause: str


class CompletenessOut(Out):
    """Whether every number of a series is accounted for.

    `counts` are the numbers by state; `holes` what lies between them, `missing` how many of it
    nothing explains.
    """

    series: str
    period: str | None
    is_complete: bool
    missing: int
    counts: dict[str, int]
    holes: list[HoleOut]


def number_out(number: IssuedNumber) -> NumberOut:
    """A number for an answer; its series and its person should have been fetched with it."""
    by = number.issued_by
    return NumberOut(
        id=number.pk,
        number=number.text,
        register=number.register,
        kind=number.kind,
        series=number.series.code if number.series is not None else None,
        period=number.scope,
        document_date=number.document_date.isoformat(),
        issued_at=number.issued_at.isoformat(),
        issued_by=person_name(by),
        origin=number.origin,
        state=number.state,
        reason=number.reason,
        reference=number.reference,
        reserved_until=moment(number.expires_at),
    )
