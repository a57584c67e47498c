"""The series that KeyBalance comes with: six fixed ones, and two of its examples."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.exceptions import OverlappingLines
from numbering.kinds import kind_label
from numbering.models import Company, NumberSeries, SeriesAssignment
from numbering.presets.registry import Person, Preset, PresetReport, read_rows
from numbering.services import assign_series, create_series

DATA = Path(__file__).with_name("keybalance.csv")


def install(company: Company, by: Person) -> PresetReport:
    """Make the series, each counting from 1, and use each for its kind of document.

    A kind that the company numbers already stays as it is; so does one whose numbers another
    series of its register could print (orders and invoices, where order types count them).
    """
    report = PresetReport()
    existing = {series.code: series for series in NumberSeries.objects.of(company)}
    assigned = dict(
        SeriesAssignment.objects.filter(company=company)
        .order_by("pk")
        .values_list("kind", "series__code")
    )
    for row in read_rows(DATA):
        code, kind = row["code"].upper(), row["kind"]
        what = f"{code} · {kind_label(kind)}"
        if assigned.get(kind) == code:
            report.kept.append(what)
            continue
        if kind in assigned:
            report.left_out.append(
                _("%(what)s: numbered by %(series)s") % {"what": what, "series": assigned[kind]}
            )
            continue
        try:
            with transaction.atomic():
                series = existing.get(code) or create_series(
                    company,
                    code,
                    register=kind,
                    description=row["text_da"],
                    start="1",
                    is_system=row["system"] == "yes",
                    by=by,
                )
                assign_series(company, kind, series, by=by)
        except OverlappingLines as error:
            report.left_out.append(f"{what}: {error}")
        else:
            report.made.append(what)
    return report


KEYBALANCE = Preset(
    "keybalance",
    gettext_lazy("KeyBalance"),
    gettext_lazy(
        "Fixed series for orders, invoices, item journals, reminders, purchase and production "
        "vouchers, and two of its own examples; each counts from 1."
    ),
    install,
)
