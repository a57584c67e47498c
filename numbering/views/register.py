"""The register of issued numbers, and a number's own page."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, cast

from django.contrib.auth.models import User
from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Length
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from numbering.access import ADMINISTRATORS, AUDITORS, EVERYONE, CompanyRequest, role_required
from numbering.choices import Origin, State
from numbering.kinds import all_registers, documents_of, kind_label, register_label
from numbering.models import Company, IssuedNumber, NumberSeries, SeriesLine
from numbering.ownkinds import kinds_of, own_kinds_of
from numbering.pages import ChoiceFilter, Column, ListPage, PeriodFilter, RelatedFilter
from numbering.pages.changes import read_changes
from numbering.pages.levels import incomplete_series

WHOLE_REGISTER = "register:"


def document_link(issued: Any) -> SafeString:
    """The document that holds the number."""
    document = getattr(issued, "document", None)
    if document is None:
        return format_html('<span class="quiet">{}</span>', issued.reference)
    return format_html('<a href="{}">{}</a>', document.get_absolute_url(), issued.document_name)


def person_name(issued: IssuedNumber) -> str:
    """Who drew or typed it."""
    user = issued.issued_by
    return (user.get_full_name() or user.get_username()) if user else ""


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
    return Q(kind=value)


def attach_documents(rows: list[Any], company: Company) -> None:
    """Give each number its document and the name of its kind: one query per kind."""
    own = {kind.code: kind.label for kind in own_kinds_of(company)}
    by_kind: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        by_kind[row.kind].append(row.pk)
    found: dict[int, Model] = {}
    for kind, keys in by_kind.items():
        found |= documents_of(kind, keys)
    for row in rows:
        row.document = document = found.get(row.pk)
        row.document_name = capfirst(document._meta.verbose_name) if document else ""
        row.kind_name = own.get(row.kind) or kind_label(row.kind)


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
            "document_date", _("Document date"), "date", sort="document_date", descending_first=True
        ),
        Column("issued_at", _("Given out"), "moment", sort="issued_at", descending_first=True),
        Column("issued_by", _("By"), value=person_name, sort="issued_by__username"),
        Column("origin", _("How"), value="get_origin_display", sort="origin", optional=True),
        Column("state", _("State"), "state", sort="state"),
        Column("reason", _("Reason"), css="clip grow"),
    ]
    search = ["text"]
    search_label = _("Number or part of it")
    filters = [
        ChoiceFilter("kind", _("Kind"), kind_choices, where=kind_condition),
        RelatedFilter(
            "series",
            _("Series"),
            lambda page: NumberSeries.objects.of(page.company).order_by("code", "pk"),
        ),
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
    context = {
        "issued": issued,
        "kind": vars(issued)["kind_name"],
        "register": register_label(issued.register),
        "before": before,
        "after": after,
        "events": issued.events.select_related("by").order_by("-at", "-pk"),
        "changes": _changes_of_series(page, issued.series),
    }
    return render(request, "numbering/number_detail.html", context)


def _changes_of_series(page: CompanyRequest, series: NumberSeries | None) -> list[Any]:
    if series is None or page.roles.isdisjoint((ADMINISTRATORS, AUDITORS)):
        return []
    lines = SeriesLine.objects.filter(series=series).values_list("pk", flat=True)
    keys = {"numbering.numberseries": [series.pk], "numbering.seriesline": list(lines)}
    return read_changes(page.company, object_keys=keys, size=8).changes


@role_required(ADMINISTRATORS, AUDITORS)
def missing(request: HttpRequest) -> HttpResponse:
    """The series with missing numbers; fetched after its page, for it reads every counter."""
    company = cast(CompanyRequest, request).company
    return render(request, "numbering/missing.html", {"reports": incomplete_series(company)})
