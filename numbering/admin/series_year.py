"""Prepare the next year: the lines proposed, saved on confirmation, all or nothing."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import ngettext

from numbering.admin.base import CompanyModelAdmin, company_of, person_of
from numbering.admin.series_screen import list_screen
from numbering.exceptions import NumberingError
from numbering.forms.steps import ProposalForm
from numbering.pages.forms import add_domain_error
from numbering.periods import fiscal_year
from numbering.services import Proposal, propose_next_year, save_next_year
from numbering.transactions import write


class _Refused(Exception):
    """Rolls back what was saved before a row was refused."""


def next_year_view(screens: CompanyModelAdmin, request: HttpRequest) -> HttpResponse:
    """The proposals as rows; what is ticked is saved."""
    if not screens.has_change_permission(request):
        raise PermissionDenied
    company = company_of(request)
    today = timezone.localdate()
    month = company.fiscal_year_first_month
    start = date(fiscal_year(today, month) + 1, month, 1)
    data = request.POST if request.method == "POST" else None
    forms = [
        ProposalForm(data, proposal=proposal)
        for proposal in propose_next_year(company, today=today)
    ]
    none_chosen = False
    if request.method == "POST":
        valid = [form.is_valid() for form in forms]
        chosen = [form for form in forms if form["save"].value()]
        none_chosen = not chosen
        if chosen and all(valid) and _saved(request, chosen):
            count = len(chosen)
            text = ngettext(
                "%(count)d line is ready for %(date)s.",
                "%(count)d lines are ready for %(date)s.",
                count,
            )
            screens.tell(
                request, text % {"count": count, "date": date_format(start, "SHORT_DATE_FORMAT")}
            )
            dates = urlencode([("on", today.isoformat()), ("on", start.isoformat())])
            return HttpResponseRedirect(f"{screens.url('dryrun')}?{dates}")
    return list_screen(
        screens,
        request,
        "next_year",
        forms=forms,
        none_chosen=none_chosen,
        refused=any(form.errors for form in forms),
        start=start,
        dry_run_url=screens.url("dryrun"),
    )


def _saved(request: HttpRequest, chosen: list[ProposalForm]) -> bool:
    """Save all or nothing; every row that is refused says why."""
    person = person_of(request)
    refused = False
    try:
        with write():
            for form in chosen:
                proposal = Proposal(form.proposal.former, form.cleaned_data["line"])
                try:
                    save_next_year([proposal], by=person)
                except NumberingError as error:
                    add_domain_error(form, error, **form.renamed)
                    refused = True
            if refused:
                raise _Refused
    except _Refused:
        return False
    return True
