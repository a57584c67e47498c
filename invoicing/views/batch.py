"""Issuing many drafts together: shown before, done, and its papers made afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from invoicing.models import IssueRun, IssueRunItem
from invoicing.services.batch import MOST_TOGETHER, Batch, read_batch
from invoicing.services.runs import issue_together, make_papers, try_papers_again
from invoicing.views.invoices import DRAFTS, InvoiceList
from numbering.access import EVERYONE, WRITERS, CompanyRequest, role_required
from numbering.exceptions import NumberingError
from numbering.models import NumberSeries
from numbering.pages import Column, ListPage
from numbering.pages.selection import ALL
from numbering.pages.setaside import typed_before

# The page that asks before, and the one that tells afterwards, list so many; the others follow
# the same order.
MOST_SHOWN = 100
# How long one answer makes PDFs: the bar moves on about as often.
SECONDS_OF_PAPERS = 1.5
_LONGEST_KEY = 18


@dataclass(slots=True)
class Range:
    """Numbers of one series: how many, and from which to which."""

    series: NumberSeries | None
    first: str
    last: str
    count: int = 1


@role_required(*WRITERS)
def invoice_issue_many(request: CompanyRequest) -> HttpResponse:
    """Which drafts are issued with which numbers, and which cannot be; then issue them."""
    kept = request.POST if request.method == "POST" else typed_before(request)
    keys = _keys(kept.get("drafts", "").split(",")) if kept else _asked_for(request)
    error = ""
    if request.method == "POST":
        try:
            return redirect(issue_together(company=request.company, keys=keys, by=request.user))
        except NumberingError as refused:
            error = str(refused)
    batch = Batch()
    try:
        batch = read_batch(company=request.company, keys=keys, by=request.user)
    except NumberingError as refused:
        error = error or str(refused)
    drafts = batch.drafts
    context = {
        "error": error,
        "refusals": list(batch.refusals.values())[:MOST_SHOWN],
        "refused_count": len(batch.refusals),
        "count": len(drafts),
        "keys": ",".join(str(key) for key in sorted(keys)) if len(keys) <= MOST_TOGETHER else "",
        "rows": [(one, batch.numbers.get(one.pk) or one.number) for one in drafts[:MOST_SHOWN]],
        "more": max(len(drafts) - MOST_SHOWN, 0),
        "more_refused": max(len(batch.refusals) - MOST_SHOWN, 0),
        "ranges": _ranges_of(batch),
        "gross": sum(one.gross for one in drafts),
    }
    return render(request, "invoicing/issue_many.html", context)


def _asked_for(request: CompanyRequest) -> set[int]:
    """The drafts that were ticked, or all that the list finds with its filters."""
    if ALL not in request.GET:
        return _keys(request.GET.getlist(DRAFTS.key))
    page = InvoiceList()
    page.setup(request)
    found = DRAFTS.among(page.found()).order_by().values_list("pk", flat=True)
    return set(found[: MOST_TOGETHER + 1])


def _keys(texts: list[str]) -> set[int]:
    """Keys as typed into the address or sent; what is none is left out."""
    return {
        int(text)
        for text in texts
        if text.isascii() and text.isdecimal() and len(text) <= _LONGEST_KEY
    }


def _ranges_of(batch: Batch) -> list[Range]:
    """The numbers that will be drawn, by series; numbers drawn early are none of them."""
    ranges: dict[int, Range] = {}
    for invoice in batch.drafts:
        number = batch.numbers.get(invoice.pk)
        series = invoice.number_series("number") if number else None
        if number and series is not None:
            _widen(ranges, series.pk, series, number)
    return list(ranges.values())


def _widen(ranges: dict[int, Range], key: int, series: NumberSeries | None, number: str) -> None:
    if key in ranges:
        ranges[key].last = number
        ranges[key].count += 1
    else:
        ranges[key] = Range(series, number, number)


class IssueRunList(ListPage):
    """Issues of many drafts together, the newest first."""

    title = gettext_lazy("Issued together")
    columns = [
        Column("started_at", gettext_lazy("Issued at"), "moment", sort="pk", link=True),
        Column("by", gettext_lazy("By"), value=lambda run: run.by.get_full_name() or str(run.by)),
        Column("issued_count", gettext_lazy("Issued"), "quantity", sort="issued_count"),
        Column("refused_count", gettext_lazy("Not issued"), "quantity"),
        Column("made_count", gettext_lazy("PDFs made"), "quantity"),
    ]
    ordering = ["-pk"]
    empty = gettext_lazy("No drafts were issued together yet. Tick drafts in the list of invoices.")
    export_name = "issued-together"

    def get_queryset(self) -> QuerySet[IssueRun]:
        """The company's issues with how far their papers are."""
        return IssueRun.objects.of(self.company).with_papers().select_related("by")


def find_run(request: CompanyRequest, pk: int) -> IssueRun:
    """An issue of many drafts of the company, with how far its papers are; 404 for any other."""
    runs = IssueRun.objects.of(request.company).with_papers().select_related("by", "company")
    return get_object_or_404(runs, pk=pk)


@role_required(*EVERYONE)
def invoice_run(request: CompanyRequest, pk: int) -> HttpResponse:
    """What was issued together, and what was not and why."""
    run = find_run(request, pk)
    issued = run.items.issued()
    rows = issued.select_related("invoice__number__series")[:MOST_SHOWN]
    gross = issued.aggregate(gross=Sum("invoice__gross", default=0))["gross"]
    context = {
        "run": run,
        "ranges": _ranges_drawn(issued),
        "rows": rows,
        "more": max(run.issued_count - MOST_SHOWN, 0),
        "refused": run.items.refused().select_related("invoice__number")[:MOST_SHOWN],
        "more_refused": max(run.refused_count - MOST_SHOWN, 0),
        "gross": gross,
    } | _papers_of(run)
    return render(request, "invoicing/issue_run.html", context)


def _ranges_drawn(issued: QuerySet[IssueRunItem]) -> list[Range]:
    """From which number to which was issued, by series."""
    ranges: dict[int, Range] = {}
    facts = issued.values_list("invoice__number__series", "invoice__number__text")
    for series, text in facts:
        _widen(ranges, series or 0, None, text)
    known = NumberSeries.objects.in_bulk(ranges)
    for key, one in ranges.items():
        one.series = known.get(key)
    return list(ranges.values())


@role_required(*WRITERS)
@require_POST
def invoice_run_papers(request: CompanyRequest, pk: int) -> HttpResponse:
    """Make some of the PDFs that are still to be made, and say how far it is. A part of a page."""
    run, problem = find_run(request, pk), ""
    if "again" in request.POST:
        try_papers_again(run=run)
    try:
        make_papers(run=run, by=request.user, seconds=SECONDS_OF_PAPERS)
    except NumberingError as error:
        problem = str(error)
    if not request.htmx:
        if problem:
            messages.error(request, problem)
        return redirect(run)
    context = _papers_of(find_run(request, pk), problem)
    return render(request, "invoicing/issue_run_papers.html", context)


def _papers_of(run: Any, problem: str = "") -> dict[str, Any]:
    """How far the papers of a run are."""
    failed = run.items.failed().select_related("invoice__number") if run.failed_count else []
    waiting = run.issued_count - run.made_count - run.failed_count
    return {
        "run": run,
        "waiting": waiting,
        "done": run.issued_count - waiting,
        "problem": problem,
        "failed": failed[:MOST_SHOWN],
    }
