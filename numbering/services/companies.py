"""Save a company's settings."""

from __future__ import annotations

from django.utils.translation import gettext as _

from numbering.choices import Restart
from numbering.engine.request import User
from numbering.exceptions import SeriesInUse, SetupError
from numbering.models import Company, IssuedNumber, NumberSeries
from numbering.services.locks import lock_settings, settings_changed
from numbering.services.overlaps import prove_no_overlap
from numbering.services.setuprules import check_setup
from numbering.trail import changed_by
from numbering.transactions import write


def save_company(company: Company, *, by: User = None) -> Company:
    """Save a new or changed company.

    Positions can be raised, not lowered (Winbas). Another fiscal year changes what lines print
    that start again each year: it is refused once such a line has given out numbers, and else
    proved anew. Raises SetupError, SeriesInUse, OverlappingLines, SetupRefused; nothing is saved
    then.
    """
    with write():
        before = None
        if company.pk is not None:
            lock_settings(company.pk)
            before = Company.objects.get(pk=company.pk)
        if before is not None and company.number_positions < before.number_positions:
            raise SetupError(
                _("Positions can be raised from 6 to 7, not lowered."), field="number_positions"
            )
        changed_by(company, by)
        company.save()
        if before is not None and (
            company.fiscal_year_first_month != before.fiscal_year_first_month
        ):
            _move_fiscal_year(company)
        check_setup(company, field="certified_control_unit")
    return company


def _move_fiscal_year(company: Company) -> None:
    yearly = NumberSeries.objects.of(company).filter(lines__restart=Restart.FISCAL_YEAR)
    issued = IssuedNumber.objects.filter(
        line__restart=Restart.FISCAL_YEAR, line__series__company=company
    )
    first = issued.select_related("series").order_by("pk").first()
    if first is not None:
        raise SeriesInUse(
            _(
                "The numbers of %(series)s start again each fiscal year and some are given out: "
                "the fiscal year cannot move."
            )
            % {"series": first.series.code if first.series else first.text},
            field="fiscal_year_first_month",
        )
    for series in yearly.distinct().order_by("pk"):
        settings_changed(series)
        prove_no_overlap(series)
