"""The series that KeyBalance comes with: six fixed ones, and two of its examples."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext_lazy

from numbering.models import Company
from numbering.presets.installing import WantedSeries, install_series
from numbering.presets.registry import Person, Preset, PresetReport, read_rows

DATA = Path(__file__).with_name("keybalance.csv")


def install(company: Company, by: Person) -> PresetReport:
    """Make the series, each counting from 1, and use each for its kind of document."""
    return install_series(company, map(_wanted, read_rows(DATA)), by)


def _wanted(row: dict[str, str]) -> WantedSeries:
    return WantedSeries(
        kind=row["kind"],
        code=row["code"].upper(),
        start="1",
        settings={"description": row["text_da"], "is_system": row["system"] == "yes"},
    )


KEYBALANCE = Preset(
    "keybalance",
    gettext_lazy("KeyBalance"),
    gettext_lazy(
        "Fixed series for orders, invoices, item journals, reminders, purchase and production "
        "vouchers, and two of its own examples; each counts from 1."
    ),
    install,
)
