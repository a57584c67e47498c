"""The register of issued numbers, and a number's own page."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.models import User
from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Length
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from numbering.access import ADMINISTRATORS, AUDITORS, EVERYONE, CompanyRequest, role_required
from numbering.choices import Origin, State
from numbering.formatting import person_name
from numbering.kinds import (
    all_kinds,
    all_registers,
    documents_of_numbers,
    kind_label,
    register_label,
    registers_of,
)
from numbering.models import (
    Company,
    Counter,
    IssuedNumber,
    NumberSeries,
    OldDocument,
    SeriesLine,
)
from numbering.ownkinds import kinds_of, own_kinds_of
from numbering.pages import ChoiceFilter, Column, ListPage, PeriodFilter, RelatedFilter
from numbering.pages.changes import read_changes
from numbering.pages.paging import Sort, SortKey, sort_keys
from numbering.pages.search import ByNumber

WHOLE_REGISTER = "register:"
# A series with so many lines is not shown line by line.
MOST_LINES = 1_000


def document_link(issued: Any) -> SafeString:
    """The document that holds the number."""
    document = getattr(issued, "document", None)
    if document is None:
        return format_html('<span class="quiet">{}</span>', issued.reference)
    return format_html('<a href="{}">{}</a>', document.get_absolute_url(), issued.document_name)


def issuer(issued: IssuedNumber) -> str:
    """Who drew or typed it."""
    return person_name(issued.issued_by)


def kind_choices(page: ListPage) -> list[tuple[str, Any]]:
    """Whole registers with several kinds, then the kinds."""
    kinds = kinds_of(page.company)
    shared = [
        (f"{WHOLE_REGISTER}{code}", _("Register: %(name)s") % {"name": label})
        for code, label in all_registers()
        if sum(kind.register == code for kind in kinds) > 1
    ]
    return [*shared, *((kind.code, kind.label) for kind in kinds)]


def kind_condition(value: str) -> Q:
    """A kind, or a whole register."""
    if value.startswith(WHOLE_REGISTER):
        return Q(register=value.removeprefix(WHOLE_REGISTER))
    # A register of its own leads the index to the few numbers of a kind that is seldom used.
    return Q(kind=value, register=value) if is_alone(value) else Q(kind=value)


def is_alone(kind: str) -> bool:
    """Whether a kind has a register that no other kind draws from, and draws from no other."""
    return registers_of(kind) == (kind,) and not any(
        kind in other.registers for other in all_kinds() if other.code != kind
    )


def attach_documents(rows: list[Any], company: Company) -> None:
    """Give each number its document and the name of its kind: one query per sort of document."""
    own = {kind.code: kind.label for kind in own_kinds_of(company)}
    found = documents_of_numbers({row.pk: row.kind for row in rows})
    for row in rows:
        row.document = document = found.get(row.pk)
        row.document_name = document_label(document)
        row.kind_name = own.get(row.kind) or kind_label(row.kind)


def document_label(document: Model | None) -> str:
    """What users call the document; trade documents and invoices say which kind they are."""
    if document is None:
        return ""
    return str(getattr(document, "label", None) or capfirst(document._meta.verbose_name))


def period_choices(page: ListPage) -> list[tuple[str, str]]:
    """The periods in which the company's lines counted, the latest first."""
    rows = Counter.objects.filter(line__series__company=page.company).exclude(period="")
    periods = rows.order_by("-period").values_list("period", flat=True).distinct()
    return [(period, period) for period in periods]


class RegisterPage(ListPage):
    """Every number ever given out."""

    title = _("Register")
    columns = [
        Column("text", _("Number"), "number", sort=(Length("text"), "text"), link=True),
        Column("scope", _("Period"), optional=True, shown=False),
        Column("kind", _("Kind"), value="kind_name", sort="kind"),
        Column(
            "series",
            _("Series"),
            value=lambda row: row.series and row.series.code,
            sort="series__code",
        ),
        Column("document", _("Document"), html=document_link, value=lambda row: row.reference),
        Column(
            "document_date",
            _("Document date"),
            "date",
            sort="document_date",
            descending_first=True,
            is_indexed=True,
        ),
        # Keys are given in the same order as numbers.
        Column(
            "issued_at",
            _("Given out"),
            "moment",
            sort="pk",
            descending_first=True,
            is_indexed=True,
        ),
        Column("issued_by", _("By"), value=issuer, sort="issued_by__username"),
        Column("origin", _("How"), value="get_origin_display", sort="origin", optional=True),
        Column("state", _("State"), "state", sort="state"),
        Column("reason", _("Reason"), css="clip grow"),
    ]
    search = ["text"]
    search_label = _("Number or part of it")
    is_large = True
    # No index leads to a kind or a person: counting far would read far.
    count_limit = 1_000
    questions = [ByNumber("")]
    search_note = _("Numbers are found by how they begin, or by their counter: 42 for SO-0042.")
    filters = [
        ChoiceFilter("kind", _("Kind"), kind_choices, where=kind_condition),
        RelatedFilter(
            "series",
            _("Series"),
            lambda page: NumberSeries.objects.of(page.company).order_by("code", "pk"),
        ),
        ChoiceFilter("period", _("Period"), period_choices),
        ChoiceFilter("state", _("State"), State.choices),
        ChoiceFilter("origin", _("How"), Origin.choices),
        RelatedFilter(
            "by",
            _("Person"),
            lambda page: User.objects.filter(memberships__company=page.company).order_by(
                "username", "pk"
            ),
            lookup="issued_by",
        ),
        PeriodFilter("date", _("Document date"), lookup="document_date"),
    ]
    ordering = ["-pk"]
    empty = _("No number has been given out yet. The first order or invoice draws one.")
    export_name = "numbers"

    @cached_property
    def lines(self) -> list[int]:
        """The lines that all numbers found are on, where an index can follow them.

        Those of the series picked, or the only line of the kind picked; all of them where a period
        is, for only lines count in periods. None where a number is on no line: one that was typed
        and that no line can print.
        """
        cleaned = self.filter_form.cleaned_data
        series, kind = cleaned.get("series"), cleaned.get("kind") or ""
        numbers = IssuedNumber.objects.of(self.company).filter(line=None)
        lines = SeriesLine.objects.filter(series__company=self.company).order_by("pk")
        if series:
            numbers, lines = numbers.filter(series=series), lines.filter(series=series)
        elif kind and is_alone(kind):
            numbers = numbers.filter(register=kind)
            lines = lines.filter(series__register=kind)
        elif not cleaned.get("period"):
            return []
        keys = list(lines.values_list("pk", flat=True)[:MOST_LINES])
        if cleaned.get("period"):
            return keys if len(keys) < MOST_LINES else []
        can_follow = bool(series) or len(keys) == 1
        return keys if can_follow and len(keys) < MOST_LINES and not numbers.exists() else []

    def filtered(self) -> QuerySet[Any]:
        """The rows that match the filters."""
        rows = super().filtered()
        return rows.filter(line__in=self.lines) if self.lines else rows

    @property
    def default_keys(self) -> list[SortKey]:
        """As given out; of a series, as its numbers run; of a period, by the documents' days."""
        cleaned = self.filter_form.cleaned_data
        ordering: list[Sort] = list(self.ordering)
        if self.lines:
            ordering = ["-line_id", "-period", "-value", "-pk"]
        elif cleaned.get("date_from") or cleaned.get("date_to"):
            ordering = ["-document_date", "-pk"]
        return sort_keys(IssuedNumber, ordering, never_empty=("line_id", "value"))

    def get_queryset(self) -> QuerySet[Any]:
        """The company's register."""
        return IssuedNumber.objects.of(self.company).select_related("series", "issued_by")

    def prepare(self, rows: list[Any]) -> None:
        """The documents of the numbers on the page."""
        attach_documents(rows, self.company)


@role_required(*EVERYONE)
def number_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One number: where it comes from, what holds it, what stands before and after it."""
    page = cast(CompanyRequest, request)
    issued = get_object_or_404(
        IssuedNumber.objects.of(page.company).select_related("series", "line", "issued_by"), pk=pk
    )
    attach_documents([issued], page.company)
    before = after = None
    if issued.line_id is not None and issued.value is not None:
        line = IssuedNumber.objects.of_line(issued.line_id, issued.period)
        before = line.filter(value__lt=issued.value).order_by("-value", "-pk").first()
        after = line.filter(value__gt=issued.value).order_by("value", "pk").first()
        attach_documents([one for one in (before, after) if one is not None], page.company)
    context = {
        "issued": issued,
        "old": _old_document(issued),
        "kind": vars(issued)["kind_name"],
        "register": register_label(issued.register),
        "before": before,
        "after": after,
        "between_before": _between(issued, before),
        "between_after": _between(issued, after),
        "events": issued.events.select_related("by").order_by("-at", "-pk"),
        "changes": _changes_of_series(page, issued.series),
    }
    return render(request, "numbering/number_detail.html", context)


def _old_document(issued: IssuedNumber) -> OldDocument | None:
    """What the old system knew of it, where the number was taken over."""
    if issued.origin != Origin.IMPORTED:
        return None
    return OldDocument.objects.filter(number=issued).order_by("pk").first()


def _between(issued: IssuedNumber, neighbour: IssuedNumber | None) -> int:
    """How many numbers of the line lie between two of them, and are not in the register."""
    if neighbour is None or issued.line is None or issued.value is None or neighbour.value is None:
        return 0
    return max(0, (abs(issued.value - neighbour.value) - 1) // issued.line.increment)


def _changes_of_series(page: CompanyRequest, series: NumberSeries | None) -> list[Any]:
    if series is None or page.roles.isdisjoint((ADMINISTRATORS, AUDITORS)):
        return []
    lines = SeriesLine.objects.filter(series=series).values_list("pk", flat=True)
    keys = {"numbering.numberseries": [series.pk], "numbering.seriesline": list(lines)}
    return read_changes(page.company, object_keys=keys, size=8).changes
