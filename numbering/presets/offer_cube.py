"""Offer-Cube's number ranges: the standard settings (`c o n s r`) and its table of examples.

Prefix 1 + date + prefix 2 + sequence with its digits + suffix. The examples are told as "the
fourteenth order of 2020": where a number shows the year or the month, it counts anew in each.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.choices import DatePart, Restart
from numbering.models import Company
from numbering.presets.installing import WantedSeries, code_of, describe, install_series
from numbering.presets.registry import Person, Preset, PresetReport, read_rows

DATA = Path(__file__).with_name("offer_cube.csv")

_RESTARTS = {
    DatePart.NONE: Restart.NEVER,
    DatePart.YEAR4: Restart.FISCAL_YEAR,
    DatePart.YEAR2: Restart.FISCAL_YEAR,
    DatePart.YEAR4_MONTH: Restart.MONTH,
    DatePart.YEAR2_MONTH: Restart.MONTH,
}


def install(set_name: str, company: Company, by: Person) -> PresetReport:
    """Make the series of one set and use each for its kind.

    A number may be typed in each of them, and need not look like the series (Offer-Cube: a number
    from an old system). A fiscal year that begins within the calendar year would print the same
    numbers again in its second half; there the series count on, and the report says so.
    """
    rows = [row for row in read_rows(DATA) if row["set"] == set_name]
    wanted = [(_wanted(company, row), row) for row in rows]
    report = install_series(company, [one for one, _row in wanted], by)
    counting_on = [
        str(one)
        for one, row in wanted
        if _restart(company, row) != _RESTARTS[DatePart(row["date_part"])]
        and str(one) in report.made + report.kept
    ]
    if counting_on:
        report.left_out.append(
            _(
                "%(kinds)s: the fiscal year is not the calendar year that the numbers show; "
                "they count on instead of starting again"
            )
            % {"kinds": ", ".join(counting_on)}
        )
    return report


def _wanted(company: Company, row: dict[str, str]) -> WantedSeries:
    date_part = f"{{{row['date_part']}}}" if row["date_part"] else ""
    counter = f"{int(row['start']):0{row['digits']}}"
    return WantedSeries(
        kind=row["kind"],
        code=code_of(row["kind"]),
        start=f"{row['prefix1']}{date_part}{row['prefix2']}{counter}{row['suffix']}",
        settings={
            "description": describe(company, row["kind"]),
            "restart": _restart(company, row),
            "manual_numbers": True,
            "is_system": row["set"] == "default",
        },
    )


def _restart(company: Company, row: dict[str, str]) -> Restart:
    restart = _RESTARTS[DatePart(row["date_part"])]
    if restart == Restart.FISCAL_YEAR and company.fiscal_year_first_month != 1:
        return Restart.NEVER
    return restart


OFFER_CUBE = Preset(
    "offer-cube",
    gettext_lazy("Offer-Cube"),
    gettext_lazy(
        "The standard settings: customers c1, quotes o1, orders n1, purchase orders s1, "
        "invoices r1."
    ),
    partial(install, "default"),
)

OFFER_CUBE_EXAMPLE = Preset(
    "offer-cube-example",
    gettext_lazy("Offer-Cube, example settings"),
    gettext_lazy(
        "With year and month: customers K1, quotes AN2006/001, orders AUF-20/0001XYZ, purchase "
        "orders BEST20-001, invoices RE-2020/001."
    ),
    partial(install, "example"),
)
