"""The page of a series: where it stands, what comes next, its lines and its switches."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from numbering.access import kept_message, take_kept_post
from numbering.admin.base import CompanyModelAdmin, company_of, person_of
from numbering.admin.line_preview import (
    preview_line,
    preview_typed,
    standing_labels,
    typed_fields,
)
from numbering.admin.series_forecast import asked_date, forecast_dates, forecast_saved
from numbering.admin.series_list import prepare_rows
from numbering.admin.series_rights import rights_words
from numbering.admin.series_screen import series_or_404, series_screen
from numbering.admin.series_words import mend_of
from numbering.exceptions import NumberingError
from numbering.forms.lines import LineForm
from numbering.forms.series import SeriesForm, bound_forms
from numbering.lineperiods import periods_of
from numbering.models import IssuedNumber, NumberSeries, SeriesLine, SeriesRelation
from numbering.pages.changes import read_changes
from numbering.pages.forms import add_domain_error
from numbering.selectors import SeriesStanding
from numbering.services import delete_line, preview, save_line, save_series
from numbering.transactions import write

UPCOMING = 5
LAST_CHANGES = 5


def change_view(screens: CompanyModelAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    """Show and save a series with its lines."""
    series = series_or_404(screens, request, object_id)
    kept = take_kept_post(request) if request.method == "GET" else None
    data = request.POST if request.method == "POST" else kept
    form, lines = bound_forms(series, data)
    if kept is not None:
        screens.message_user(request, kept_message(), level="WARNING")
    elif request.method == "POST" and _saved(screens, request, form, lines):
        screens.tell(request, _("%(what)s is saved.") % {"what": form.instance})
        return HttpResponseRedirect(screens.url("change", series.pk))
    # Read anew: the object in the form holds what was typed.
    stored = screens.get_queryset(request).select_related("company").get(pk=series.pk)
    return series_screen(
        screens,
        request,
        stored,
        "change",
        form=form,
        lines=lines,
        **_standing_parts(request, stored, lines),
        **_around(screens, request, stored),
    )


def _saved(screens: CompanyModelAdmin, request: HttpRequest, form: SeriesForm, lines: Any) -> bool:
    """Save what changed, all or nothing; what is refused lands on its field."""
    if not (form.is_valid() & lines.is_valid()):
        return False
    person = person_of(request)
    refused: Any = form
    series = form.instance
    try:
        with write():
            # Room first: what goes, then what is changed, then what is new.
            for line in lines.deleted_forms:
                refused = line
                if line.instance.pk:
                    delete_line(line.instance, by=person)
            if form.has_changed():
                refused = form
                save_series(series, by=person)
            kept = [line for line in lines.forms if line not in lines.deleted_forms]
            for line in sorted(kept, key=lambda one: one.instance.pk is None):
                if line.has_changed():
                    refused = line
                    line.instance.series = series
                    save_line(line.instance, by=person)
            screens.log_change(request, series, [{"changed": {"fields": form.changed_data}}])
    except NumberingError as error:
        add_domain_error(refused, error, **refused.renamed)
        return False
    return True


def _standing_parts(request: HttpRequest, stored: NumberSeries, lines: Any) -> dict[str, Any]:
    """Where the series stands, and what would come when."""
    today = timezone.localdate()
    prepare_rows([stored])
    standing: SeriesStanding = cast(Any, stored).standing
    by_line = {one.line.pk: one for one in standing.lines}
    try:
        upcoming = preview(stored, UPCOMING, on=today)
    except NumberingError:
        upcoming = []
    rows = []
    for line in lines.forms:
        stands = by_line.get(line.instance.pk)
        shown = preview_typed(line, on=today) if lines.is_bound and line.has_changed() else None
        if shown is None and stands is not None:
            shown = preview_line(stands.line, on=today, prove=False)
        rows.append({"form": line, "standing": stands, "preview": shown})
    dates = forecast_dates(stored, today)
    asked = asked_date(request.GET.get("on", ""))
    forecast = forecast_saved(stored, [*dates, ("", asked)] if asked else dates)
    periods = periods_of(standing, on=today)
    return {
        "standing": standing,
        "mend": mend_of(standing.error, stored),
        "upcoming": upcoming,
        "rulers": [{"standing": one, **standing_labels(one, today)} for one in standing.in_force],
        "rows": rows,
        "empty_row": {"form": lines.empty_form, "standing": None, "preview": None},
        "asked": asked or "",
        "test": forecast.pop() if asked else None,
        "forecast": forecast,
        "steady": [line for line in periods if not line.restarts],
        "restarting": [line for line in periods if line.restarts and line.periods],
    }


def _around(
    screens: CompanyModelAdmin, request: HttpRequest, stored: NumberSeries
) -> dict[str, Any]:
    """What is set about the series elsewhere, and the ways there."""
    relations = SeriesRelation.objects.select_related("series", "related").order_by(
        "series__code", "related__code"
    )
    keys = {name: list(found) for name, found in cast(Any, screens).history_keys(stored).items()}
    return {
        "issued": IssuedNumber.objects.filter(series=stored).exists(),
        "issued_url": f"{reverse('numbering:register')}?series={stored.pk}",
        "related": [row.related for row in relations.filter(series=stored)],
        "related_from": [row.series for row in relations.filter(related=stored)],
        "rights": rights_words(stored),
        "changes": read_changes(company_of(request), object_keys=keys, size=LAST_CHANGES).changes,
        "uses_url": reverse("admin:numbering_seriesassignment_changelist"),
        **{
            f"{name}_url": screens.url(name, stored.pk)
            for name in ("next", "policy", "relations", "rights", "forecast", "history", "delete")
        },
        "preview_url": screens.url("preview"),
    }


# ---- while typing ----


def preview_view(screens: CompanyModelAdmin, request: HttpRequest) -> HttpResponse:
    """What the numbers of a line as typed would look like, as a piece of the page."""
    if not screens.has_change_permission(request):
        raise PermissionDenied
    return require_safe(_preview)(request, screens)


def _preview(request: HttpRequest, screens: CompanyModelAdmin) -> HttpResponse:
    data = typed_fields(request.GET)
    series = NumberSeries(company=company_of(request), register=data.get("register") or "")
    if data.get("series", "").isdecimal():
        series = screens.get_object_or_404(request, data["series"])
    elif not series.register:
        series.register = data.get("code", "").strip().upper()
    line = SeriesLine(series=series)
    if data.get("id", "").isdecimal() and series.pk:
        line = SeriesLine.objects.filter(series=series, pk=data["id"]).first() or line
        line.series = series
    if "next_number" in data:  # the form of a new series
        data |= {
            "sample_start": data["next_number"],
            "sample_end": data.get("last_number", ""),
            "last_number": "",
            "digits": "",
            "warning_number": "",
            "restart": data.get("restart") or "never",
            "gap_policy": data.get("gap_policy") or "unbroken",
        }
    shown = preview_typed(LineForm(data, instance=line), on=timezone.localdate())
    return TemplateResponse(
        request, "admin/numbering/numberseries/preview.html", {"preview": shown}
    )
