"""What a series would give out on which day, as saved or as just typed; consumes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from numbering.admin.base import CompanyModelAdmin
from numbering.admin.series_screen import series_or_404, series_screen
from numbering.admin.series_words import Mend, mend_of
from numbering.engine.plan import LinePlan, SeriesPlan, plan_of_line
from numbering.exceptions import NumberingError
from numbering.forms.lines import LineForm
from numbering.forms.series import SeriesForm, bound_forms
from numbering.models import NumberSeries, SeriesLine
from numbering.services import dry_run, usual_dates
from numbering.services.drawing import preview_plan

SHOWN = 3


@dataclass(frozen=True)
class Forecast:
    """The next numbers for a day, or why there are none and where that is mended."""

    name: str
    on: date
    numbers: Sequence[str]
    message: str = ""
    mend: Mend | None = None


def forecast_dates(series: NumberSeries, today: date) -> list[tuple[str, date]]:
    """Today, and the days on which a series is most likely to surprise, each once."""
    found: dict[date, str] = {}
    for name, on in usual_dates(series.company, today):
        if on >= today:
            found.setdefault(on, name)
    return [(name, on) for on, name in sorted(found.items())]


def forecast_saved(series: NumberSeries, dates: Sequence[tuple[str, date]]) -> list[Forecast]:
    """What the series as saved would do: by the draw's own rules."""
    answers = dry_run([series], [on for _name, on in dates], count=SHOWN)
    return [
        Forecast(name, answer.on, answer.numbers, answer.message, mend_of(answer.error, series))
        for (name, _on), answer in zip(dates, answers, strict=True)
    ]


def forecast_view(screens: CompanyModelAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    """The forecast as a piece of the page, of the settings as they stand in its form."""
    series = series_or_404(screens, request, object_id)
    stored = NumberSeries.objects.select_related("company").get(pk=series.pk)
    dates = forecast_dates(stored, timezone.localdate())
    asked = asked_date(request.POST.get("on", "") or request.GET.get("on", ""))
    if asked is not None:
        dates = [*dates, ("", asked)]
    plan = None
    if "lines-TOTAL_FORMS" in request.POST:
        form, lines = bound_forms(series, request.POST)
        plan = typed_plan(form, lines, stored)
    rows = forecast_saved(stored, dates) if plan is None else _typed(plan, stored, dates)
    test = rows.pop() if asked is not None else None
    return series_screen(
        screens,
        request,
        series,
        "forecast",
        forecast=rows,
        test=test,
        is_typed=plan is not None,
        is_answer=True,
    )


def asked_date(text: str) -> date | None:
    """A day as typed, None where it is none."""
    try:
        return parse_date(text)
    except ValueError:
        return None


def typed_plan(form: SeriesForm, lines: Any, stored: NumberSeries) -> SeriesPlan | None:
    """The series as its form stands; None where nothing differs from what is saved.

    Lines that are not complete yet are left out; their own preview says what they lack.
    """
    form.is_valid()
    lines.is_valid()
    changed = [line for line in lines.forms if line.has_changed()]
    if not form.has_changed() and not changed:
        return None
    series, deleted = form.instance, lines.deleted_forms
    before = {line.pk: line for line in stored.lines.order_by("pk")}
    month = stored.company.fiscal_year_first_month
    return SeriesPlan(
        series=series,
        id=stored.pk,
        code=stored.code,
        company_id=stored.company_id,
        register=stored.register,
        revision=stored.revision,
        blocked=series.blocked,
        default_numbers=series.default_numbers or not series.manual_numbers,
        date_order=series.date_order,
        lines=tuple(
            _line_plan(line, before, month)
            for line in lines.forms
            if line not in deleted and line.is_valid()
        ),
    )


def _line_plan(form: LineForm, before: dict[int, SeriesLine], month: int) -> LinePlan:
    plan = plan_of_line(form.instance, month)
    stored = before.get(form.instance.pk)
    if stored is None:
        return replace(plan, id=0)
    # A switched gap policy keeps the place: look where it counts until it is saved.
    return replace(plan, gap_policy=plan_of_line(stored, month).gap_policy)


def _typed(
    plan: SeriesPlan, series: NumberSeries, dates: Sequence[tuple[str, date]]
) -> list[Forecast]:
    rows = []
    for name, on in dates:
        try:
            rows.append(Forecast(name, on, preview_plan(plan, SHOWN, on=on)))
        except NumberingError as error:
            message = str(error) or _("No number.")
            rows.append(Forecast(name, on, (), message, mend_of(error, series)))
    return rows
