"""A new series: code, text and next number are enough (KeyBalance's +)."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from numbering.access import kept_message, take_kept_post
from numbering.admin.base import CompanyModelAdmin, company_of, person_of
from numbering.exceptions import NumberingError
from numbering.forms.series import NewSeriesForm
from numbering.kinds import NumberKind
from numbering.models import Company, NumberSeries
from numbering.ownkinds import kinds_of
from numbering.pages.forms import add_domain_error
from numbering.services import assign_series, create_series
from numbering.transactions import write


def add_view(screens: CompanyModelAdmin, request: HttpRequest) -> HttpResponse:
    """The form; `kind` in the address sets the series for a kind."""
    if not screens.has_add_permission(request):
        raise PermissionDenied
    company = company_of(request)
    kind = find_kind_of(company, request.GET.get("kind", ""))
    initial = {"kind": kind.code, "register": kind.register} if kind else {}
    kept = take_kept_post(request) if request.method == "GET" else None
    data = request.POST if request.method == "POST" else kept
    form = NewSeriesForm(data, initial=initial, company=company)
    if kept is not None:
        screens.message_user(request, kept_message(), level="WARNING")
    elif request.method == "POST" and form.is_valid():
        series = _created(screens, request, form)
        if series is not None:
            screens.tell(request, _("%(what)s is made.") % {"what": series})
            if form.cleaned_data["kind"]:
                return HttpResponseRedirect(reverse("admin:numbering_seriesassignment_changelist"))
            return HttpResponseRedirect(screens.url("change", series.pk))
    context = {
        **screens.admin_site.each_context(request),
        "opts": screens.opts,
        "form": form,
        "kind": kind,
        "list_url": screens.url("changelist"),
        "preview_url": screens.url("preview"),
    }
    return TemplateResponse(request, "admin/numbering/numberseries/add.html", context)


def find_kind_of(company: Company, code: str) -> NumberKind | None:
    """The kind with this code, the company's own ones included."""
    return next((kind for kind in kinds_of(company) if kind.code == code), None)


def _created(
    screens: CompanyModelAdmin, request: HttpRequest, form: NewSeriesForm
) -> NumberSeries | None:
    """The series with its first line, set for its kind if one was meant; None if refused."""
    person, company = person_of(request), company_of(request)
    try:
        with write():
            series = create_series(company, by=person, **form.settings())
            kind = find_kind_of(company, form.cleaned_data["kind"])
            if kind is not None:
                assign_series(company, kind.code, series, by=person)
            screens.log_addition(request, series, [{"added": {}}])
    except NumberingError as error:
        add_domain_error(form, error, **form.renamed)
        return None
    return series
