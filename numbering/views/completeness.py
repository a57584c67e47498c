"""The auditor's desk: whether every number of every series is accounted for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from numbering.access import ADMINISTRATORS, AUDITORS, EVERYONE, CompanyRequest, role_required
from numbering.kinds import all_registers
from numbering.models import Counter, IssuedNumber, NumberSeries
from numbering.pages import ChoiceFilter, Column, ListPage, RelatedFilter
from numbering.pages.completeness import (
    AT_ONCE,
    accounts_at_once,
    counters_of,
    incomplete_counters,
    incomplete_series,
    is_long,
    places_of_counters,
)
from numbering.pages.filters import Filter
from numbering.services.completeness import account_for
from numbering.services.loose import NAMED, unnumbered, without_document
from numbering.views.completenesspaper import company_paper
from numbering.views.register import attach_documents

ALARMS = "alarms"


class AlarmFilter(Filter):
    """Only places where something is missing: every counter of the company is looked at."""

    def fields(self, page: ListPage) -> dict[str, forms.Field]:
        choices = [("", self.label), (ALARMS, _("only alarms"))]
        return {self.key: forms.ChoiceField(label=self.label, choices=choices, required=False)}

    def condition(self, cleaned: Mapping[str, Any], page: ListPage) -> Q:
        if cleaned.get(self.key) != ALARMS:
            return Q()
        return Q(pk__in=incomplete_counters(page.company))


def period_choices(page: ListPage) -> list[tuple[str, Any]]:
    """The periods in which the company has counted, the latest first."""
    rows = Counter.objects.filter(line__series__company=page.company).exclude(period="")
    return [
        (one, one) for one in rows.values_list("period", flat=True).distinct().order_by("-period")
    ]


def detail_url(series: NumberSeries, period: str) -> str:
    """The page about a series, of one period where it starts again."""
    query = {"period": period} if period else {}
    return reverse("numbering:completeness_of", args=[series.pk], query=query)


def account_cell(counter: Any) -> SafeString:
    """The strip of a place and what it comes to; a button where counting takes a while."""
    context = {"counter": counter, "account": counter.account, "place": counter.place}
    return render_to_string("numbering/completeness_cell.html", context)


def account_state(counter: Any) -> SafeString:
    """Whether anything is missing."""
    account = counter.account
    if account is None and not counter.is_alarm:
        return format_html('<span class="quiet">{}</span>', _("not counted"))
    if account is not None and account.is_complete:
        return format_html('<span class="state state-done">{}</span>', _("complete"))
    return format_html('<span class="state state-missing">{}</span>', _("missing"))


class CompletenessPage(ListPage):
    """Every series in each of its periods: what became of its numbers."""

    template_name = "numbering/completeness.html"
    title = _("Completeness")
    columns = [
        Column(
            "series",
            _("Series"),
            value=lambda row: str(row.line.series),
            sort=("line__series__code", "line_id"),
            css="clip",
            link=True,
        ),
        Column("period", _("Period"), sort="period", descending_first=True),
        Column(
            "numbers",
            _("Numbers"),
            value=lambda row: row.account.range_text if row.account else "",
            css="num",
        ),
        Column(
            "account",
            _("Account"),
            value=lambda row: row.account.words if row.account else "",
            html=account_cell,
            css="wrap grow",
        ),
        Column(
            "state",
            _("State"),
            value=lambda row: "" if row.account is None else row.account.is_complete,
            html=account_state,
        ),
    ]
    search = ["line__series__code", "line__series__description"]
    search_label = _("Series")
    filters = [
        RelatedFilter(
            "series",
            _("Series"),
            lambda page: NumberSeries.objects.of(page.company).order_by("code", "pk"),
            lookup="line__series",
        ),
        ChoiceFilter(
            "register", _("Register"), lambda page: all_registers(), lookup="line__series__register"
        ),
        ChoiceFilter("period", _("Period"), period_choices),
        AlarmFilter("only", _("All accounts")),
    ]
    ordering = ["line__series__code", "line_id", "-period"]
    page_size = 25
    earlier = _("Previous")
    later = _("Next")
    empty = _("No number has been drawn yet. The first order or invoice draws one.")
    export_name = "completeness"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, its rows alone, or the export, on paper too."""
        if request.GET.get("export") == "pdf":
            return company_paper(self)
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Any]:
        """The company's counters."""
        return counters_of(self.company)

    def row_url(self, row: Any) -> str:
        """The account in full."""
        return detail_url(row.line.series, row.period)

    @cached_property
    def is_export(self) -> bool:
        """Whether rows go into a file, for which every one is counted."""
        return bool(self.request.GET.get("export"))

    def prepare(self, rows: list[Any]) -> None:
        """The accounts of the rows of the page."""
        places = places_of_counters(rows)
        found = accounts_at_once(places, most=None if self.is_export else AT_ONCE)
        is_alarm = self.filter_form.cleaned_data.get("only") == ALARMS
        for row in rows:
            row.place, row.account = places[row.pk], found.get(row.pk)
            row.is_alarm = is_alarm

    def view(self, found: QuerySet[Any]) -> dict[str, Any]:
        """Everything the template shows, with the paper beside the other exports."""
        shown = super().view(found)
        return shown | {"exports": [*shown["exports"], ("PDF", self.link(export="pdf"))]}


@require_safe
@role_required(*EVERYONE)
def count(request: HttpRequest, pk: int) -> HttpResponse:
    """The account of one long line, fetched when somebody asks for it."""
    company = cast(CompanyRequest, request).company
    counter = get_object_or_404(counters_of(company), pk=pk)
    place = places_of_counters([counter])[counter.pk]
    account = account_for([place])[0]
    context = {"counter": counter, "place": place, "account": account, "is_fetched": True}
    return render(request, "numbering/completeness_cell.html", context)


@require_safe
@role_required(ADMINISTRATORS, AUDITORS)
def missing(request: HttpRequest) -> HttpResponse:
    """The series with missing numbers; fetched after its page, for it reads every counter."""
    company = cast(CompanyRequest, request).company
    return render(request, "numbering/missing.html", {"reports": incomplete_series(company)})


@require_safe
@role_required(*EVERYONE)
def loose(request: HttpRequest) -> HttpResponse:
    """Documents without a number, and numbers without a document; fetched after its page.

    It reads the documents of every kind: where there are many numbers, only when asked to.
    """
    company = cast(CompanyRequest, request).company
    if is_long(company) and "now" not in request.GET:
        return render(request, "numbering/loose_later.html")
    numbers = list(without_document(company, IssuedNumber.objects.of(company))[: NAMED + 1])
    attach_documents(numbers, company)
    context = {
        "found": unnumbered(company),
        "numbers": numbers[:NAMED],
        "has_more": len(numbers) > NAMED,
    }
    return render(request, "numbering/loose.html", context)
