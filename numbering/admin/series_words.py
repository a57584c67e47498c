"""A series in words: how long it lasts, what uses it, what is wrong and where that is mended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import admin
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from numbering.choices import Restart
from numbering.exceptions import (
    AutomaticNumberNotAllowed,
    DateOrderViolation,
    NoLineForDate,
    NumberingError,
    SeriesBlocked,
    SeriesExhausted,
)
from numbering.kinds import find_kind
from numbering.models import NumberSeries, OwnKind, SeriesAssignment
from numbering.pace import rate_words
from numbering.periods import last_day_of
from numbering.standing import SeriesStanding

# A series that runs out within so many days is shown in the colour of warnings.
SOON = 60
# Farther ahead a day is a pretence.
DECADES = 30 * 365


@dataclass(frozen=True)
class PaceWords:
    """`12 a day`, `lasts until 2027-03-04`."""

    rate: str
    lasts: str = ""
    is_soon: bool = False

    def __str__(self) -> str:
        return f"{self.rate} · {self.lasts}" if self.lasts else self.rate


def pace_words(standing: SeriesStanding, today: date) -> PaceWords | None:
    """How fast a series is used and until when it lasts; None while nothing tells."""
    pace = standing.pace
    if pace is None:
        return None
    rate = rate_words(pace.per_day)
    if pace.days_left is None:
        return PaceWords(rate)
    line = standing.upcoming
    runs_out = today + timedelta(days=min(pace.days_left, DECADES))
    if (
        line is not None
        and line.period
        and runs_out > last_day_of(line.period, line.plan.first_month)
    ):
        monthly = line.line.restart == Restart.MONTH
        return PaceWords(rate, _("lasts the month") if monthly else _("lasts the fiscal year"))
    if pace.days_left > DECADES:
        return PaceWords(rate, _("lasts for decades"))
    words = _("lasts until %(date)s") % {"date": date_format(runs_out, "SHORT_DATE_FORMAT")}
    return PaceWords(rate, words, is_soon=pace.days_left <= SOON)


# ---- where used ----


@dataclass(frozen=True)
class SeriesUse:
    """What takes numbers from a series, and the screen where that is set."""

    text: str
    url: str = ""

    def __str__(self) -> str:
        return self.text


def uses_of(all_series: Iterable[NumberSeries]) -> dict[int, list[SeriesUse]]:
    """What takes numbers from each series: a fixed number of queries."""
    found: dict[int, list[SeriesUse]] = {series.pk: [] for series in all_series}
    rows = SeriesAssignment.objects.filter(series__in=found).select_related("department")
    rows = rows.order_by("kind", "department__name", "pk")
    names = own_names(row.company_id for row in rows)
    screen = reverse("admin:numbering_seriesassignment_changelist")
    for row in rows:
        kind = find_kind(row.kind)
        text = str(kind.label if kind else names.get((row.company_id, row.kind), row.kind))
        if row.department is not None:
            text = f"{text} ({row.department})"
        found[row.series_id].append(SeriesUse(text, screen))
    # Owners in other apps: a relation whose name tells what it takes, such as an order type's.
    for relation in NumberSeries._meta.related_objects:
        if not relation.one_to_one:
            continue
        model = relation.related_model
        screen = _screen_of(model._meta.app_label, model._meta.model_name or "")
        owners = model._default_manager.filter(**{f"{relation.field.name}__in": list(found)})
        for owner in owners.order_by("pk"):
            use = SeriesUse(f"{owner}", screen)
            found[getattr(owner, relation.field.attname)].append(use)
    return found


def own_names(companies: Iterable[int]) -> dict[tuple[int, str], str]:
    """What companies call the kinds that they made up, by company and code."""
    rows = OwnKind.objects.filter(company__in=set(companies))
    return {(row.company_id, row.code): row.name for row in rows}


def _screen_of(app: str, model: str) -> str:
    try:
        return reverse(f"{admin.site.name}:{app}_{model}_changelist")
    except NoReverseMatch:
        return ""


# ---- what is wrong, and where it is mended ----


@dataclass(frozen=True)
class Mend:
    """The place on the series' page where an error is put right."""

    label: str
    url: str


def mend_of(error: NumberingError | None, series: NumberSeries) -> Mend | None:
    """Where an administrator mends what a series cannot do; None where the date must change."""
    place: tuple[str, str] | None = None
    if isinstance(error, SeriesBlocked):
        place = (_("Unblock it"), "id_blocked" if series.blocked else "lines")
    elif isinstance(error, AutomaticNumberNotAllowed):
        place = (_("Let it draw numbers"), "id_default_numbers")
    elif isinstance(error, NoLineForDate):
        place = (_("Add a line"), "lines")
    elif isinstance(error, SeriesExhausted):
        place = (_("Raise the last number or add a line"), "lines")
    elif isinstance(error, DateOrderViolation):
        place = (_("Switch date order off"), "id_date_order")
    if place is None:
        return None
    url = reverse("admin:numbering_numberseries_change", args=[series.pk])
    return Mend(place[0], f"{url}#{place[1]}")


def status_of(standing: SeriesStanding) -> tuple[str, str | Promise]:
    """A state and its word for what must be looked after; empty where all is well."""
    series, error = standing.series, standing.error
    if series.blocked or isinstance(error, SeriesBlocked):
        return "blocked", _("blocked")
    if not series.default_numbers:
        return "draft", _("typed only")
    if isinstance(error, NoLineForDate):
        return "used_up", _("no line")
    if isinstance(error, SeriesExhausted):
        return "used_up", _("used up")
    if isinstance(error, DateOrderViolation):
        return "warning", _("date order")
    if standing.is_low:
        return "warning", _("runs low")
    return "", ""
