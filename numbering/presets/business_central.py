"""The number series of Business Central's example company CRONUS.

Its text recommends to keep these codes, odd as `P-INV+` looks.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.utils.translation import gettext_lazy

from numbering.choices import GapPolicy
from numbering.models import Company
from numbering.presets.installing import WantedSeries, install_series
from numbering.presets.registry import Person, Preset, PresetReport, read_rows

DATA = Path(__file__).with_name("business_central.csv")


def install(company: Company, by: Person) -> PresetReport:
    """Make the series with their ranges and increments, and use each for its kind."""
    return install_series(company, map(_wanted, read_rows(DATA)), by)


def _wanted(row: dict[str, str]) -> WantedSeries:
    """Gaps are refused unless allowed: posted documents must be told without any."""
    gaps = row["gaps_allowed"] == "yes"
    starting = row["starting_date"]
    return WantedSeries(
        kind=row["kind"],
        code=row["code"],
        start=row["first"],
        end=row["last"],
        settings={
            "description": row["description"],
            "starting_date": date.fromisoformat(starting) if starting else None,
            "increment": int(row["increment"]),
            "gap_policy": GapPolicy.GAPS_ALLOWED if gaps else GapPolicy.UNBROKEN,
            "is_system": True,
        },
    )


BUSINESS_CENTRAL = Preset(
    "business-central",
    gettext_lazy("Business Central"),
    gettext_lazy(
        "The example company's twelve series: customers C00010 and suppliers V00010 in steps of "
        "ten, items, S-QUO, S-ORD, S-INV+ and the others of sales, purchasing and finance."
    ),
    install,
)
