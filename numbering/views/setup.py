"""Numbering set up for a kind on the way to a document, and back to the document."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from numbering.access import (
    ADMINISTRATORS,
    CompanyRequest,
    kept_message,
    role_required,
    take_kept_post,
)
from numbering.exceptions import NumberingError
from numbering.forms.setup import RENAMED, SetupForm, suggestion
from numbering.kinds import NumberKind
from numbering.models import NumberSeries
from numbering.ownkinds import kinds_of
from numbering.pages.forms import add_domain_error
from numbering.services import assign_series, find_series, peek
from numbering.services.setup import series_at_hand, set_up_kind
from numbering.services.warnings import assignment_warning

USES_SCREEN = "admin:numbering_seriesassignment_changelist"


@role_required(ADMINISTRATORS)
def setup(request: HttpRequest, kind: str) -> HttpResponse:
    """Make a series for a kind, or pick one that is there; then back to `?next=`."""
    page = cast(CompanyRequest, request)
    found = next((one for one in kinds_of(page.company) if one.code == kind), None)
    if found is None:
        raise Http404
    back = back_from(request)
    there = find_series(page.company, kind)
    if there is not None:
        facts = {"kind": found.label, "series": there}
        messages.info(request, _("%(kind)s are numbered from %(series)s already.") % facts)
        return HttpResponseRedirect(back)
    at_hand = series_at_hand(page.company, kind)
    picked = next((one for one in at_hand if str(one.pk) == request.POST.get("series")), None)
    # Not what was typed on the document: that waits until the document is opened again.
    kept = take_kept_post(request) if request.method == "GET" else None
    if kept is not None:
        messages.warning(request, kept_message())
    data = request.POST if request.method == "POST" and picked is None else kept
    form = SetupForm(data, initial=suggestion(page.company, found))
    if request.method == "POST":
        series = _set_up(page, found, form, picked)
        if series is not None:
            _tell(page, found, series)
            return HttpResponseRedirect(back)
    context = {
        "kind": found,
        "form": form,
        "at_hand": at_hand,
        "back": back,
        "later": f"{back}{'&' if '?' in back else '?'}numbers=later",
    }
    return render(request, "numbering/setup.html", context)


def back_from(request: HttpRequest) -> str:
    """The page that led here: an address of this very site, or where numbers are used."""
    address = request.GET.get("next", "")
    hosts = {request.get_host()}
    if url_has_allowed_host_and_scheme(address, hosts, require_https=request.is_secure()):
        return address
    return reverse(USES_SCREEN)


def _set_up(
    page: CompanyRequest, kind: NumberKind, form: SetupForm, picked: NumberSeries | None
) -> NumberSeries | None:
    """The series that numbers the kind from now on, or None: the form then says why."""
    try:
        if picked is not None:
            assign_series(page.company, kind.code, picked, by=page.user)
            return picked
        if form.is_valid():
            return set_up_kind(page.company, kind.code, by=page.user, **form.cleaned_data)
    except NumberingError as error:
        add_domain_error(form, error, **RENAMED)
    return None


def _tell(page: CompanyRequest, kind: NumberKind, series: NumberSeries) -> None:
    facts = {"kind": kind.label, "series": series}
    try:
        facts["number"] = peek(series, on=timezone.localdate())
    except NumberingError:
        messages.success(page, _("%(kind)s are numbered from %(series)s now.") % facts)
    else:
        messages.success(
            page,
            _("%(kind)s are numbered from %(series)s now; the next number is %(number)s.") % facts,
        )
    warning = assignment_warning(page.company, kind.code, series)
    if warning:
        messages.warning(page, warning)
