"""The account of completeness as a paper: a PDF in the company's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from numbering.access import CompanyRequest
from numbering.choices import GapPolicy, Origin, State
from numbering.models import IssuedNumber
from numbering.pages.completeness import SeriesAccount, accounts_at_once, places_of_counters
from numbering.pdf import PdfUnavailable, render_pdf
from numbering.services.completeness import Account, CompletenessReport
from numbering.services.strips import what_of

if TYPE_CHECKING:
    from numbering.pages import ListPage

# So many places, holes and exceptions a paper has; the file of a series has all of them.
MOST_PLACES = 500
MOST_ROWS = 500
# What is said of numbers, in the order of the columns.
WORDS = {
    State.IN_USE: pgettext_lazy("paper", "in use"),
    State.RESERVED: pgettext_lazy("paper", "reserved"),
    State.VOID: pgettext_lazy("paper", "void"),
    State.FREE: pgettext_lazy("paper", "free"),
    Origin.TYPED: pgettext_lazy("paper", "typed"),
    Origin.IMPORTED: pgettext_lazy("paper", "imported"),
}


def company_paper(page: ListPage) -> HttpResponseBase:
    """The accounts of every series found."""
    counters = list(
        page.found().order_by("line__series__code", "line", "-period")[: MOST_PLACES + 1]
    )
    if len(counters) > MOST_PLACES:
        messages.error(
            page.request,
            _("More than %(limit)s accounts: narrow the list to one series or one period.")
            % {"limit": MOST_PLACES},
        )
        return HttpResponseRedirect(page.link())
    places = places_of_counters(counters)
    found = accounts_at_once(places, most=None)
    accounts = [found[counter.pk] for counter in counters]
    return _paper(page.request, accounts, back=page.link())


def series_paper(request: CompanyRequest, whole: SeriesAccount) -> HttpResponseBase:
    """The account of one series, with every exception."""
    whole.count()
    numbers = IssuedNumber.objects.filter(
        line__in={place.line.pk for place in whole.places},
        period__in={place.period for place in whole.places},
    ).exclude(state=State.IN_USE, origin__in=(Origin.DRAWN, Origin.RESERVED))
    rows = numbers.select_related("issued_by").order_by("line", "period", "value", "pk")
    exceptions: list[Any] = list(rows[: MOST_ROWS + 1])
    for row in exceptions:
        row.what = _word(row)
    return _paper(
        request,
        whole.accounts,
        series=whole.series,
        loose=whole.loose[:MOST_ROWS],
        exceptions=exceptions[:MOST_ROWS],
        is_cut=len(exceptions) > MOST_ROWS or whole.has_more,
        back=request.path,
    )


def _word(row: IssuedNumber) -> Any:
    return next(word for what, word in WORDS.items() if what == what_of(row.state, row.origin))


def _paper(
    request: CompanyRequest, accounts: list[Account], *, back: str, **more: Any
) -> HttpResponseBase:
    report = CompletenessReport(accounts[0].place.series, None, accounts) if accounts else None
    with translation.override(request.company.language):
        context = {
            "company": request.company,
            "rows": [
                (account, [account.counts.get(what, 0) for what in WORDS]) for account in accounts
            ],
            "words": list(WORDS.values()),
            "missing": report.missing[:MOST_ROWS] if report else [],
            "explained": [
                hole
                for account in accounts
                if account.place.plan.gap_policy != GapPolicy.GAPS_ALLOWED
                for hole in account.explained
            ][:MOST_ROWS],
            "is_complete": all(one.is_complete for one in accounts) and not more.get("loose"),
            "at": timezone.now(),
            "by": request.user,
            **more,
        }
        html = render_to_string("print/completeness.html", context)
    try:
        content = render_pdf(html)
    except PdfUnavailable as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(back)
    name = f"completeness-{timezone.localdate().isoformat()}.pdf"
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )
