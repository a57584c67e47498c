"""Which series numbers which kind of document."""

from __future__ import annotations

from django.utils.translation import gettext as _

from numbering.engine.request import User
from numbering.exceptions import SeriesNotAssigned, SetupError
from numbering.kinds import registers_of
from numbering.models import Company, Department, NumberSeries, SeriesAssignment
from numbering.ownkinds import label_of
from numbering.services.locks import lock_settings
from numbering.services.setuprules import check_setup
from numbering.trail import changed_by
from numbering.transactions import write


def series_for(
    company: Company, kind: str, *, department: Department | None = None
) -> NumberSeries:
    """The series that numbers documents of a kind, a department's own before the general one.

    Raises SeriesNotAssigned.
    """
    series = find_series(company, kind, department=department)
    if series is None:
        raise SeriesNotAssigned(
            _(
                "No number series is set for %(kind)s: an administrator can choose one under "
                "Settings, Where numbers are used."
            )
            % {"kind": label_of(company, kind)},
            kind=kind,
        )
    return series


def find_series(
    company: Company, kind: str, *, department: Department | None = None
) -> NumberSeries | None:
    """The series that numbers documents of a kind, None where none is set."""
    rows = list(
        SeriesAssignment.objects.filter(company=company, kind=kind)
        .select_related("series")
        .order_by("pk")
    )
    general = next((row.series for row in rows if row.department_id is None), None)
    if department is None:
        return general
    return next((row.series for row in rows if row.department_id == department.pk), general)


def pickable_series(series: NumberSeries) -> list[NumberSeries]:
    """The series a clerk may pick where this one is set: itself and those related to it.

    Business Central: relations go one way and no further; blocked series are left out.
    """
    relations = series.relations.select_related("related").order_by("related__code", "pk")
    related = [relation.related for relation in relations]
    return [series, *(one for one in related if not one.blocked)]


def assign_series(
    company: Company,
    kind: str,
    series: NumberSeries | None,
    *,
    department: Department | None = None,
    by: User = None,
) -> None:
    """Let documents of a kind take their numbers from a series; None clears the row.

    With a department the row is for its documents only. Raises SetupError where series or
    department are another company's, or the series is of a register that the kind does not draw
    from, and SetupRefused.
    """
    with write():
        lock_settings(company.pk)
        put_series(company, kind, series, department=department, by=by)
        check_setup(company, field="series")


def put_series(
    company: Company,
    kind: str,
    series: NumberSeries | None,
    *,
    department: Department | None = None,
    by: User = None,
) -> None:
    """The same for whoever saves several rows, with the settings held, and checks them together.

    Raises SetupError as `assign_series`.
    """
    with write():
        row = (
            SeriesAssignment.objects.filter(company=company, kind=kind, department=department)
            .order_by("pk")
            .first()
        )
        if series is None:
            if row is not None:
                changed_by(row, by)
                row.delete()
            return
        strange = series.company_id != company.pk or (
            department is not None and department.company_id != company.pk
        )
        if strange or series.register not in registers_of(kind):
            raise SetupError(
                _("%(series)s does not number %(kind)s: choose a series of its register.")
                % {"series": series.code, "kind": label_of(company, kind)},
                field="series",
                series=series,
            )
        if row is None:
            row = SeriesAssignment(company=company, kind=kind, department=department)
        elif row.series_id == series.pk:
            return
        row.series = series
        changed_by(row, by)
        row.save()
