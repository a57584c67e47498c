"""The page of a series as a browser uses it, and what looking must leave alone."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from numbering.models import Company, Counter, IssuedNumber, NumberSeries, SeriesLine
from tests.settings.conftest import posted, posted_form

CHANGE = "admin:numbering_numberseries_change"


def series_of(company: Company, code: str) -> NumberSeries:
    return NumberSeries.objects.get(company=company, code=code)


def screen(name: str, series: NumberSeries | None = None) -> str:
    """The address of a screen of series: `policy`, `next`, `dryrun` …"""
    args = [series.pk] if series else []
    return reverse(f"admin:numbering_numberseries_{name}", args=args)


def everything() -> list[Any]:
    """Settings, counters and the register, to compare before and after."""
    models = (NumberSeries, SeriesLine, Counter, IssuedNumber)
    return [list(model.objects.order_by("pk").values()) for model in models]


class SeriesPage:
    """The page of a series: `page.save(code="X", line0__last_number="99")`."""

    def __init__(self, client: Client, series: NumberSeries) -> None:
        self.client = client
        self.url = reverse(CHANGE, args=[series.pk])

    def data(self, **changes: Any) -> dict[str, Any]:
        context = self.client.get(self.url).context
        data = posted_form(context["form"]) | posted(context["lines"], "lines")
        for place, value in changes.items():
            line, sep, name = place.partition("__")
            key = f"lines-{line.removeprefix('line')}-{name}" if sep else place
            data.pop(key, None)
            if value is not None:
                data[key] = value
        return data

    def add_line(self, **parts: Any) -> dict[str, Any]:
        data = self.data()
        number = data["lines-TOTAL_FORMS"]
        data["lines-TOTAL_FORMS"] = number + 1
        usual = {"digits": "1", "increment": "1", "restart": "never", "gap_policy": "unbroken"}
        return data | {f"lines-{number}-{name}": value for name, value in (usual | parts).items()}

    def save(self, **changes: Any) -> Any:
        return self.client.post(self.url, self.data(**changes))
