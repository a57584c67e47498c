"""The register of issued numbers, and whether any is missing."""

from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field

from numbering.api.auth import ApiRequest
from numbering.api.fields import Body, Code, Day, NumberText, one_line
from numbering.api.operations import reads
from numbering.api.outs import CompletenessOut, HoleOut, RegisterOut, number_out
from numbering.api.paging import Paged, page_of
from numbering.api.problems import Refused
from numbering.choices import ApiScope, Origin, State
from numbering.kinds import all_registers
from numbering.models import Company, IssuedNumber, NumberSeries
from numbering.ownkinds import own_kinds_of
from numbering.pages.paging import Sort
from numbering.services import completeness

router = Router(tags=["Register"])

_OF_LINES = ("-line_id", "-period", "-value", "-pk")


class RegisterFilters(Paged):
    """Which numbers; all that is said must fit."""

    series: Code | None = None
    kind: Annotated[str, one_line(40)] | None = None
    in_register: Annotated[Annotated[str, one_line(40)] | None, Field(alias="register")] = None
    number: NumberText | None = None
    state: Annotated[State | None, Field(strict=False)] = None
    origin: Annotated[Origin | None, Field(strict=False)] = None
    date_from: Day | None = None
    date_to: Day | None = None


class CompletenessFilters(Body):
    """Of which series; `period` is a year or a month of a series that starts again in each."""

    series: Code
    period: Annotated[str | None, Field(pattern=r"^[0-9]{4}(-[0-9]{2})?$")] = None


@reads(router, "/register", scope=ApiScope.REGISTER_READ)
def list_register(request: ApiRequest, filters: Query[RegisterFilters]) -> RegisterOut:
    """Every number ever given out.

    The newest first; of one series as its numbers run, of a span of days by the documents' days.
    """
    company = request.company
    rows = IssuedNumber.objects.of(company).select_related("series", "issued_by")
    ordering: tuple[Sort, ...] = ("-pk",)
    if filters.date_from is not None or filters.date_to is not None:
        ordering = ("-document_date", "-pk")
    if filters.series is not None:
        series = _series(company, filters.series)
        rows = rows.filter(series=series)
        # An index runs along the lines; a number on no line would be left out there.
        if not IssuedNumber.objects.of(company).filter(line=None, series=series).exists():
            rows = rows.filter(line__in=list(series.lines.values_list("pk", flat=True)))
            ordering = _OF_LINES
    if filters.number is not None:
        known = [code for code, _label in all_registers()]
        known += [kind.code for kind in own_kinds_of(company)]
        rows = rows.filter(register__in=known, text=filters.number)
    wanted = {
        "kind": filters.kind,
        "register": filters.in_register,
        "state": filters.state,
        "origin": filters.origin,
        "document_date__gte": filters.date_from,
        "document_date__lte": filters.date_to,
    }
    rows = rows.filter(**{path: value for path, value in wanted.items() if value is not None})
    items, after = page_of(
        rows, filters, ordering=ordering, out=number_out, never_empty=("line_id", "value")
    )
    return RegisterOut(items=items, next=after)


@reads(router, "/completeness", scope=ApiScope.REGISTER_READ)
def read_completeness(request: ApiRequest, filters: Query[CompletenessFilters]) -> CompletenessOut:
    """Account for every number of a series."""
    series = _series(request.company, filters.series)
    report = completeness(series, period=filters.period)
    return CompletenessOut(
        series=series.code,
        period=filters.period,
        is_complete=report.is_complete,
        missing=sum(hole.count for hole in report.missing),
        counts={str(state): count for state, count in report.counts.items()},
        holes=[
            HoleOut(first=hole.first, last=hole.last, count=hole.count, cause=str(hole.cause))
            for hole in report.holes
        ],
    )


def _series(company: Company, code: str) -> NumberSeries:
    series = NumberSeries.objects.of(company).filter(code=code).first()
    if series is None:
        sentence = _("There is no number series with this code.")
        raise Refused("Invalid", sentence, fields={"series": sentence})
    return series
