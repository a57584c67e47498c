"""Small words that the tests of the presets share."""

from __future__ import annotations

from datetime import date

from numbering.models import (
    Company,
    Counter,
    CounterJump,
    NumberSeries,
    SeriesAssignment,
    SeriesLine,
)
from numbering.services import draw, series_for

TODAY = date(2026, 11, 21)


def drawn(company: Company, kind: str, *, on: date = TODAY) -> str:
    """The next number of the kind."""
    return str(draw(series_for(company, kind), on=on, kind=kind))


def only_line(company: Company, kind: str) -> SeriesLine:
    """The one line of the series that numbers the kind."""
    return series_for(company, kind).lines.get()


def settings_of(company: Company) -> list[object]:
    """Everything that a preset writes, with each change in the history."""
    series = NumberSeries.objects.filter(company=company)
    lines = SeriesLine.objects.filter(series__company=company)
    return [
        list(Company.objects.filter(pk=company.pk).values()),
        list(series.order_by("pk").values()),
        list(lines.order_by("pk").values()),
        list(Counter.objects.filter(line__in=lines).order_by("pk").values()),
        list(CounterJump.objects.filter(line__in=lines).order_by("pk").values()),
        list(SeriesAssignment.objects.filter(company=company).order_by("pk").values()),
        NumberSeries.history.filter(company=company).count(),
        SeriesLine.history.filter(series__company=company).count(),
    ]
