"""Account for every number; the exit code says whether one is missing: for the night job."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from numbering.models import Company, NumberSeries
from numbering.pages.completeness import series_account
from numbering.services.loose import unnumbered


class Command(BaseCommand):
    """A line for each series and period with an alarm, then a summary; exit code 1 on an alarm."""

    help = (
        "Account for every number of every series. Names what is missing, numbers without a"
        " document and documents without a number; ends with exit code 1 where there are any."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Which company, which series, and how much to say."""
        parser.add_argument("--company", help=_("The code of one company; all without it."))
        parser.add_argument("--series", help=_("The code of one series; all without it."))
        parser.add_argument(
            "--quiet", action="store_true", help=_("Say nothing where nothing is missing.")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through series after series. Raises CommandError where a code is not known."""
        all_series = self._series(options["company"], options["series"])
        alarms: list[str] = []
        for series in all_series:
            for alarm in _alarms_of(series):
                alarms.append(alarm)
                self.stdout.write(alarm)
        if not options["series"]:
            for company in self._companies(options["company"]):
                for alarm in _alarms_of_documents(company):
                    alarms.append(alarm)
                    self.stdout.write(alarm)
        if alarms:
            self.stdout.write(
                ngettext("%(count)d alarm", "%(count)d alarms", len(alarms))
                % {"count": len(alarms)}
                + f" ({_series_counted(len(all_series))})"
            )
            raise SystemExit(1)
        if not options["quiet"]:
            told = _("%(series)s: nothing missing")
            self.stdout.write(told % {"series": _series_counted(len(all_series))})

    def _companies(self, code: str | None) -> list[Company]:
        companies = Company.objects.order_by("code")
        found = list(companies.filter(code=code) if code else companies)
        if code and not found:
            raise CommandError(_("There is no company %(code)s.") % {"code": code})
        return found

    def _series(self, company: str | None, code: str | None) -> list[NumberSeries]:
        companies = self._companies(company)
        rows = NumberSeries.objects.filter(company__in=companies).select_related("company")
        rows = rows.filter(code=code) if code else rows
        found = list(rows.order_by("company__code", "code", "pk"))
        if code and not found:
            raise CommandError(_("There is no series %(code)s.") % {"code": code})
        return found


def _series_counted(count: int) -> str:
    return ngettext("%(count)d series", "%(count)d series", count) % {"count": count}


def _alarms_of(series: NumberSeries) -> Iterator[str]:
    whole = series_account(series).count()
    name = f"{series.company.code} {series.code}"
    for account in whole.accounts:
        if account.is_complete:
            continue
        period = f" {account.place.period}" if account.place.period else ""
        first = account.missing[0] if account.missing else None
        where = f" ({_('the first is %(number)s') % {'number': first.first}})" if first else ""
        yield f"{name}{period}: {account.words}{where}"
    if whole.loose:
        count = f"{len(whole.named)}+" if whole.has_more else str(len(whole.named))
        yield _("%(name)s: %(count)s in use without a document (the first is %(number)s)") % {
            "name": name,
            "count": count,
            "number": whole.loose[0].text,
        }


def _alarms_of_documents(company: Company) -> Iterator[str]:
    for one in unnumbered(company):
        yield _("%(company)s: %(count)d without a number: %(label)s") % {
            "company": company.code,
            "count": one.count,
            "label": one.label,
        }
