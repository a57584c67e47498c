"""Ready-made set-ups: choose one, see what it will make, install it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from numbering.access import CompanyRequest
from numbering.exceptions import NumberingError
from numbering.models import Company, NumberSeries
from numbering.presets import Preset, PresetReport, all_presets, load_preset
from numbering.selectors import SeriesStanding, standing_of
from numbering.transactions import write
from orders.services.companies import Completion, complete_company, missing_completions


class _Undo(Exception):
    """Rolls back what was only looked at."""


@dataclass(frozen=True)
class Preview:
    """What installing a preset would do."""

    report: PresetReport
    # The series that it makes, as they would stand.
    series: list[SeriesStanding]
    # What it makes besides, in words.
    besides: list[str]
    completions: list[tuple[Completion, str]]

    @property
    def does_something(self) -> bool:
        """Whether there is anything to install."""
        return bool(self.report.made or self.completions)


def preview_preset(preset: Preset, company: Company, by: Any) -> Preview:
    """Install it in a transaction that is undone, and tell what came of it.

    Raises what the services raise.
    """
    before = list(NumberSeries.objects.of(company).values_list("pk", flat=True))
    found: list[Preview] = []
    try:
        with write():
            report = load_preset(preset.name, company=company, by=by)
            new = NumberSeries.objects.of(company).exclude(pk__in=before)
            series = list(new.select_related("company").order_by("pk"))
            standings = list(standing_of(series, on=timezone.localdate()).values())
            codes = {one.code for one in series}
            besides = [one for one in report.made if one.split(" · ")[0] not in codes]
            missing = [(one, one.text(company)) for one in missing_completions(company)]
            found.append(Preview(report, standings, besides, missing))
            raise _Undo
    except _Undo:
        return found[0]


def install_preset(
    preset: Preset, company: Company, completions: set[str], by: Any
) -> PresetReport:
    """Install it, with what was ticked besides; all or nothing."""
    with write():
        report = load_preset(preset.name, company=company, by=by)
        complete_company(company, completions, by=by)
    return report


def choose(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """All presets."""
    if cast(CompanyRequest, request).company is None:
        return HttpResponseRedirect(reverse("admin:numbering_company_add"))
    return TemplateResponse(
        request, "admin/presets/choose.html", context | {"presets": all_presets()}
    )


def preview(request: HttpRequest, context: dict[str, Any], name: str) -> HttpResponse:
    """What a preset will make; the button there installs it.

    Only by POST: looking takes the locks of a change, although it changes nothing.
    """
    company = cast(CompanyRequest, request).company
    preset = next((one for one in all_presets() if one.name == name), None)
    if preset is None:
        raise Http404
    if request.method != "POST" or company is None:
        return HttpResponseRedirect(reverse("admin:presets"))
    error = ""
    if "install" in request.POST:
        ticked = set(request.POST.getlist("also"))
        try:
            report = install_preset(preset, company, ticked, request.user)
        except NumberingError as refusal:
            error = str(refusal)
        else:
            told = {"preset": preset.label, "report": report}
            messages.success(request, _("%(preset)s is installed: %(report)s.") % told)
            return HttpResponseRedirect(reverse("start"))
    try:
        found = preview_preset(preset, company, request.user)
    except NumberingError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("admin:presets"))
    context |= {"preset": preset, "preview": found, "error": error}
    return TemplateResponse(
        request, "admin/presets/preview.html", context, status=422 if error else 200
    )
