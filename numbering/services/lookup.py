"""Which series numbers which kind of document."""

from __future__ import annotations

from django.utils.translation import gettext as _

from numbering.engine.request import User
from numbering.exceptions import SeriesNotAssigned, SetupError
from numbering.kinds import kind_label, registers_of
from numbering.models import Company, NumberSeries, SeriesAssignment
from numbering.trail import changed_by
from numbering.transactions import write


def series_for(company: Company, kind: str, *, department: str | None = None) -> NumberSeries:
    """The series that numbers documents of a kind. Raises SeriesNotAssigned."""
    series = find_series(company, kind)
    if series is None:
        raise SeriesNotAssigned(
            _(
                "No number series is set for %(kind)s: an administrator can choose one under "
                "Settings, Where numbers are used."
            )
            % {"kind": kind_label(kind)},
            kind=kind,
        )
    return series


def find_series(company: Company, kind: str) -> NumberSeries | None:
    """The series that numbers documents of a kind, None where none is set."""
    assignment = (
        SeriesAssignment.objects.filter(company=company, kind=kind)
        .select_related("series")
        .order_by("pk")
        .first()
    )
    return assignment.series if assignment else None


def assign_series(
    company: Company, kind: str, series: NumberSeries | None, *, by: User = None
) -> None:
    """Let documents of a kind take their numbers from a series; None clears the row.

    Raises SetupError where the series is another company's or of a register that the kind does
    not draw from.
    """
    with write():
        row = SeriesAssignment.objects.filter(company=company, kind=kind).order_by("pk").first()
        if series is None:
            if row is not None:
                changed_by(row, by)
                row.delete()
            return
        if series.company_id != company.pk or series.register not in registers_of(kind):
            raise SetupError(
                _("%(series)s does not number %(kind)s: choose a series of its register.")
                % {"series": series.code, "kind": kind_label(kind)},
                field="series",
                series=series,
            )
        if row is None:
            row = SeriesAssignment(company=company, kind=kind)
        elif row.series_id == series.pk:
            return
        row.series = series
        changed_by(row, by)
        row.save()
