"""Numbers for documents that live in another system: draw, reserve, confirm, give back, void."""

from __future__ import annotations

from typing import Annotated, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field

from numbering.api.auth import ApiRequest
from numbering.api.fields import Body, Code, Day, Key, Moment, Out, example, one_line
from numbering.api.operations import reads, writes
from numbering.api.outs import NumberOut, SeriesListOut, SeriesOut, number_out
from numbering.api.problems import Refused
from numbering.choices import ApiScope
from numbering.kinds import find_kind
from numbering.models import Company, IssuedNumber, NumberSeries
from numbering.ownkinds import find_own_kind
from numbering.services import draw, numbers_left, preview, reserve, series_for
from numbering.services.outside import confirm_outside, give_back_outside, void_outside

router = Router(tags=["Numbers"])

Kind = Annotated[str, one_line(40, shortest=1)]
Reference = Annotated[str, one_line(80, shortest=1)]
Reason = Annotated[str, one_line(200, shortest=1)]


class Source(Body):
    """The series that numbers come from: by its code, or by the kind of document."""

    series: Code | None = None
    kind: Annotated[Annotated[str, one_line(40, shortest=1)] | None, Field(examples=["case"])] = (
        None
    )
    date: Day | None = None


class DrawIn(Source):
    """A number for a document of another system; `reference` says which one."""

    model_config = example(kind="case", reference="ticket 7")

    reference: Reference


class ReserveIn(DrawIn):
    """A number for a document that is still to come."""

    model_config = example(kind="case", reference="ticket 7", expires_at="2026-11-21T18:00:00Z")

    expires_at: Moment | None = None


class ConfirmIn(Body):
    """The document that the reserved number has now."""

    reference: Reference


class ReasonIn(Body):
    """Why; auditors will read it."""

    reason: Reason


class PreviewFilters(Source):
    """Of which series, for which day, how many."""

    count: Annotated[int, Field(ge=1, le=100, strict=False)] = 1


class PreviewOut(Out):
    """The numbers that would come next; `left` is null where there is no end to them."""

    series: str
    numbers: list[str]
    left: int | None


@reads(router, "/series", scope=ApiScope.NUMBERS_READ)
def list_series(request: ApiRequest) -> SeriesListOut:
    """The number series of the company."""
    rows = NumberSeries.objects.of(request.company).order_by("code", "pk")
    return SeriesListOut(
        items=[
            SeriesOut(
                code=row.code,
                description=row.description,
                register=row.register,
                draws=row.default_numbers and not row.blocked,
                takes_typed=row.manual_numbers and not row.blocked,
            )
            for row in rows
        ]
    )


@reads(router, "/numbers/preview", scope=ApiScope.NUMBERS_READ)
def preview_numbers(request: ApiRequest, filters: Query[PreviewFilters]) -> PreviewOut:
    """Look at the next numbers.

    Nothing is drawn: somebody else may be given them first.
    """
    series, _kind = _series_of(request.company, filters)
    on = filters.date or timezone.localdate()
    return PreviewOut(
        series=series.code,
        numbers=preview(series, filters.count, on=on),
        left=numbers_left(series, on=on),
    )


@reads(router, "/numbers/{int:number_id}", scope=ApiScope.NUMBERS_READ)
def read_number(request: ApiRequest, number_id: Key) -> NumberOut:
    """What has become of a number."""
    return number_out(_found(request.company, number_id))


@writes(router, "/numbers/draw", scope=ApiScope.NUMBERS_WRITE, status=201)
def draw_number(request: ApiRequest, body: DrawIn) -> NumberOut:
    """Draw the next number for a document of yours.

    It counts as used at once; `void` it if the document never comes to be.
    """
    series, kind = _series_of(request.company, body)
    on = body.date or timezone.localdate()
    number = draw(series, on=on, by=request.user, kind=kind, reference=body.reference)
    return number_out(_found(request.company, number.pk))


@writes(router, "/numbers/reserve", scope=ApiScope.NUMBERS_WRITE, status=201)
def reserve_number(request: ApiRequest, body: ReserveIn) -> NumberOut:
    """Reserve the next number until the document is there.

    `confirm` it then, or give it back; at `expires_at` it goes back by itself.
    """
    series, kind = _series_of(request.company, body)
    if body.expires_at is not None and body.expires_at <= timezone.now():
        sentence = _("This moment has passed: choose a later one.")
        raise Refused("Invalid", sentence, fields={"expires_at": sentence})
    number = reserve(
        series,
        on=body.date or timezone.localdate(),
        by=request.user,
        kind=kind,
        reference=body.reference,
        expires_at=body.expires_at,
    )
    return number_out(_found(request.company, number.pk))


@writes(router, "/numbers/{int:number_id}/confirm", scope=ApiScope.NUMBERS_WRITE)
def confirm_number(request: ApiRequest, number_id: Key, body: ConfirmIn) -> NumberOut:
    """Say that a reserved number has its document now."""
    number = _found(request.company, number_id)
    return number_out(confirm_outside(number, by=request.user, reference=body.reference))


@writes(router, "/numbers/{int:number_id}/give-back", scope=ApiScope.NUMBERS_WRITE)
def give_back_number(request: ApiRequest, number_id: Key, body: ReasonIn) -> NumberOut:
    """Give back a number without a document.

    Where the series fills its gaps the number is drawn again, else it is void with the reason.
    """
    number = _found(request.company, number_id)
    return number_out(give_back_outside(number, by=request.user, reason=body.reason))


@writes(router, "/numbers/{int:number_id}/void", scope=ApiScope.NUMBERS_WRITE)
def void_number(request: ApiRequest, number_id: Key, body: ReasonIn) -> NumberOut:
    """Mark a number as never to be used.

    Only numbers that this system took, and that no document here has.
    """
    number = _found(request.company, number_id)
    return number_out(void_outside(number, by=request.user, reason=body.reason))


def _found(company: Company, key: int) -> IssuedNumber:
    found = IssuedNumber.objects.of(company).select_related("series", "issued_by")
    number = found.filter(pk=key).first()
    if number is None:
        raise Refused("NotFound")
    return number


def _series_of(company: Company, source: Any) -> tuple[NumberSeries, str]:
    """The series asked for, and the kind under which its numbers stand in the register."""
    if (source.series is None) == (source.kind is None):
        sentence = _("Say either `series` or `kind`.")
        raise Refused("Invalid", sentence, fields={"series": sentence})
    if source.kind is not None:
        if find_kind(source.kind) is None and find_own_kind(company, source.kind) is None:
            sentence = _("There is no kind of document of this name.")
            raise Refused("Invalid", sentence, fields={"kind": sentence})
        return series_for(company, source.kind), source.kind
    series = NumberSeries.objects.of(company).filter(code=source.series).first()
    if series is None:
        sentence = _("There is no number series with this code.")
        raise Refused("Invalid", sentence, fields={"series": sentence})
    return series, series.register if find_kind(series.register) else ""
