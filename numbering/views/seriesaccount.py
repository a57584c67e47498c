"""One series at the auditor's desk: what is missing, what was left out, and every exception."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from numbering.access import EVERYONE, CompanyRequest, role_required
from numbering.choices import Origin, State
from numbering.models import IssuedNumber, NumberSeries
from numbering.pages import ChoiceFilter, Column, ListPage
from numbering.pages.completeness import SeriesAccount, periods_of, series_account
from numbering.pages.export import FORMATS, file_response
from numbering.pages.paging import SortKey, sort_keys
from numbering.services.completeness import holes_of, word_of
from numbering.services.strips import what_of
from numbering.views.completenesspaper import series_paper
from numbering.views.register import attach_documents, document_link, issuer

PLAIN = Q(state=State.IN_USE, origin__in=(Origin.DRAWN, Origin.RESERVED))
_CHUNK = 500


def what_condition(value: str) -> Q:
    """A state, or how a number in use came into the register."""
    if value in (Origin.TYPED, Origin.IMPORTED):
        return Q(state=State.IN_USE, origin=value)
    return Q(state=value)


WHATS = [
    (one.value, one.label)
    for one in (State.VOID, State.RESERVED, State.FREE, Origin.TYPED, Origin.IMPORTED)
]


def period_choices(page: ListPage) -> list[tuple[str, str]]:
    """The periods of the series."""
    return [(one, one) for one in cast(SeriesAccountPage, page).periods]


class SeriesAccountPage(ListPage):
    """The account of a series, and the numbers that are not plainly drawn and in use."""

    template_name = "numbering/completeness_of.html"
    title = _("Completeness")
    columns = [
        Column("text", _("Number"), "number", sort=("line_id", "value"), link=True),
        Column("period", _("Period"), sort="period"),
        Column("what", _("What"), value=lambda row: word_of(what_of(row.state, row.origin))),
        Column("reason", _("Reason"), css="clip grow"),
        Column("expires_at", _("Reserved until"), "moment"),
        Column("document", _("Document"), html=document_link, value=lambda row: row.reference),
        Column("document_date", _("Document date"), "date", sort="document_date"),
        Column("issued_by", _("By"), value=issuer, sort="issued_by__username"),
        Column("issued_at", _("Given out"), "moment", sort="pk"),
    ]
    filters = [
        ChoiceFilter("period", _("Period"), period_choices, where=lambda value: Q(period=value)),
        ChoiceFilter("what", _("What"), WHATS, where=what_condition),
    ]
    empty = _("Every number of the series was drawn and is in use.")
    export_name = "account"
    earlier = _("Previous")
    later = _("Next")

    @cached_property
    def series(self) -> NumberSeries:
        """The series that the page is about."""
        rows = NumberSeries.objects.of(self.company).select_related("company")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @cached_property
    def whole(self) -> SeriesAccount:
        """Every place of the series."""
        return series_account(self.series)

    @property
    def periods(self) -> list[str]:
        """The periods in which the series counted."""
        return periods_of(self.whole.places)

    @cached_property
    def account(self) -> SeriesAccount:
        """The places asked for, not yet accounted for."""
        period = self.filter_form.cleaned_data.get("period")
        return self.whole.of_period(period) if period else self.whole

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, its rows alone, or the account as a file or on paper."""
        export = request.GET.get("export")
        if export == "pdf":
            return series_paper(self.request, self.account)
        if export in FORMATS:
            return self._file(export)
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Any]:
        """The numbers of its lines that are not plainly drawn and in use."""
        lines = {place.line.pk for place in self.whole.places}
        numbers = IssuedNumber.objects.of(self.company).filter(line__in=lines).exclude(PLAIN)
        return numbers.select_related("series", "issued_by")

    @property
    def default_keys(self) -> list[SortKey]:
        """As the numbers run, the latest period first."""
        ordering = ["line_id", "-period", "value", "pk"]
        return sort_keys(IssuedNumber, ordering, never_empty=("line_id", "value"))

    def prepare(self, rows: list[Any]) -> None:
        """The documents of the numbers on the page."""
        attach_documents(rows, self.company)

    def view(self, found: QuerySet[Any]) -> dict[str, Any]:
        """Everything the template shows, with the paper beside the other exports."""
        shown = super().view(found)
        return shown | {"exports": [*shown["exports"], ("PDF", self.link(export="pdf"))]}

    def extra_context(self) -> dict[str, Any]:
        """The account, unless it is so long that it is fetched after the page."""
        if self.request.htmx and not self.request.htmx.boosted:
            return {}
        account = self.account
        period = self.filter_form.cleaned_data.get("period") or ""
        if not account.is_long:
            account.count()
            attach_documents(account.loose, self.company)
        return {"series": self.series, "account": account, "period": period}

    def _file(self, file_format: str) -> HttpResponseBase:
        head = [
            *(_now("Line"), _now("Period"), _now("From"), _now("To"), _now("Count")),
            *(_now("What"), _now("Reason"), _now("By"), _now("When"), _now("Document")),
        ]
        return file_response(
            f"{self.export_name}-{slugify(self.series.code) or self.series.pk}",
            head,
            self._lines(),
            file_format,
        )

    def _lines(self) -> Iterator[list[Any]]:
        """What is missing or left out, line by line, then every exception, read one by one."""
        for place in self.account.places:
            start = [str(place.line), place.period]
            for hole in holes_of(place):
                what = _now("left out") if hole.cause else _now("missing")
                found = [hole.first, hole.last, hole.count, what, hole.cause, hole.by, hole.at, ""]
                yield [*start, *found]
        lines = {place.line.pk: str(place.line) for place in self.account.places}
        rows = self.filtered().order_by("line_id", "period", "value", "pk")
        chunk: list[Any] = []
        for row in rows.iterator(chunk_size=_CHUNK):
            chunk.append(row)
            if len(chunk) == _CHUNK:
                yield from self._of_numbers(chunk, lines)
                chunk = []
        yield from self._of_numbers(chunk, lines)

    def _of_numbers(self, rows: list[Any], lines: dict[int, str]) -> Iterator[list[Any]]:
        self.prepare(rows)
        for row in rows:
            what = word_of(what_of(row.state, row.origin))
            held = str(row.document) if row.document else row.reference
            start = [lines[row.line_id], row.period, row.text, row.text, 1, what, row.reason]
            yield [*start, issuer(row), row.issued_at, held]


@require_safe
@role_required(*EVERYONE)
def account_of(request: HttpRequest, pk: int) -> HttpResponse:
    """The account of a long series, fetched after its page."""
    company = cast(CompanyRequest, request).company
    rows = NumberSeries.objects.of(company).select_related("company")
    series = get_object_or_404(rows, pk=pk)
    account = series_account(series, period=request.GET.get("period") or None).count()
    attach_documents(account.loose, company)
    return render(
        request, "numbering/completeness_report.html", {"account": account, "series": series}
    )
