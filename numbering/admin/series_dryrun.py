"""The dry run: series × dates, the number that would come or why none would; consumes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from numbering.admin.base import CompanyModelAdmin, company_of
from numbering.admin.series_forecast import asked_date
from numbering.admin.series_screen import list_screen
from numbering.admin.series_words import Mend, mend_of
from numbering.models import NumberSeries
from numbering.services import DryRunAnswer, dry_run, usual_dates

PAGE_SIZE = 60
MOST_DATES = 8


@dataclass(frozen=True)
class Cell:
    """One answer, over as many dates as have the same error."""

    numbers: Sequence[str]
    message: str
    mend: Mend | None
    width: int = 1


class DryRunForm(forms.Form):
    """Which series, and which date besides the usual ones."""

    series = forms.ModelChoiceField(
        NumberSeries.objects.none(),
        label=gettext_lazy("Series"),
        required=False,
        empty_label=gettext_lazy("All series"),
    )
    own = forms.DateField(
        label=gettext_lazy("Another date"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


def dry_run_view(screens: CompanyModelAdmin, request: HttpRequest) -> HttpResponse:
    """The matrix; asked for by GET, for it changes nothing."""
    if not screens.has_view_permission(request):
        raise PermissionDenied
    return require_safe(_matrix)(request, screens)


def _matrix(request: HttpRequest, screens: CompanyModelAdmin) -> HttpResponse:
    company = company_of(request)
    all_series = NumberSeries.objects.of(company).order_by("code", "pk")
    form = DryRunForm(request.GET)
    form.fields["series"].queryset = all_series  # type: ignore[attr-defined]
    form.is_valid()
    chosen = form.cleaned_data.get("series")
    shown = all_series.filter(pk=chosen.pk) if chosen else all_series
    page = Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page"))
    presets, dates = _dates(request, form.cleaned_data.get("own"))
    answers = dry_run(page.object_list, [on for on, _name in dates], count=2)
    width = len(dates)
    rows = [
        {"series": answers[at].series, "cells": _cells(answers[at : at + width])}
        for at in range(0, len(answers), width or 1)
    ]
    address = request.GET.copy()
    address.pop("page", None)
    return list_screen(
        screens,
        request,
        "dry_run",
        form=form,
        presets=presets,
        dates=dates,
        rows=rows,
        series_page=page,
        address=address.urlencode(),
        next_year_url=screens.url("nextyear"),
    )


def _dates(
    request: HttpRequest, own: date | None
) -> tuple[list[dict[str, Any]], list[tuple[date, str]]]:
    """The usual dates with their ticks, and those asked for with their names."""
    names: dict[date, str] = {}
    for name, on in usual_dates(company_of(request), timezone.localdate()):
        names.setdefault(on, name)
    asked = [day for text in request.GET.getlist("on") if (day := asked_date(text))]
    # A form that was sent without a tick asks for its own date alone.
    wanted = set(asked[:MOST_DATES]) if asked or own else set(names)
    presets = [{"on": on, "name": name, "checked": on in wanted} for on, name in names.items()]
    if own:
        wanted.add(own)
    return presets, [(on, names.get(on, "")) for on in sorted(wanted)]


def _cells(answers: Sequence[DryRunAnswer]) -> list[Cell]:
    """One cell a date; the same sentence twice in a row is said once."""
    cells: list[Cell] = []
    for answer in answers:
        last = cells[-1] if cells else None
        if last and answer.message and last.message == answer.message:
            cells[-1] = Cell(last.numbers, last.message, last.mend, last.width + 1)
            continue
        mend = mend_of(answer.error, answer.series)
        cells.append(Cell(answer.numbers, answer.message, mend))
    return cells
