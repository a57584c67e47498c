"""Verify the chains of issued numbers; for the night job and for auditors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from numbering.exceptions import NumberingError
from numbering.models import Company
from numbering.services.closing import verify_against
from numbering.services.verification import chains_of, verify_chain


class Command(BaseCommand):
    """Read every chain and name the first row of each that does not fit; then exit with 1."""

    help = "Verify that issued numbers are what they were when they were given out."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which chains, and with what they are compared."""
        parser.add_argument("--company", metavar="CODE", help="of this company only")
        parser.add_argument("--series", metavar="CODE", help="of this series only")
        parser.add_argument(
            "--against", metavar="FILE", help="compare with closed periods that were exported"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify, name what does not fit, and sum up in one line."""
        company = None
        if options["company"]:
            company = Company.objects.filter(code=options["company"]).first()
            if company is None:
                raise CommandError(f"There is no company {options['company']}.", returncode=2)
        if options["against"]:
            reports = self._against(options["against"], company)
        else:
            chains = chains_of(company, series_code=options["series"] or "")
            if not chains and options["series"]:
                raise CommandError(f"There is no series {options['series']}.", returncode=2)
            reports = [verify_chain(line, period) for line, period in chains]
        for report in reports:
            if report.finding is not None:
                where = f"{report.line.series.company.code} {report}"
                self.stderr.write(f"{where}: {report.finding}")
        links = sum(report.links for report in reports)
        broken = sum(not report.is_whole for report in reports)
        seals = sum(report.seals for report in reports)
        summary = f"{len(reports)} chains, {links} links, {seals} closed: "
        if broken:
            raise CommandError(f"{summary}{broken} not whole")
        self.stdout.write(f"{summary}all whole")

    def _against(self, path: str, company: Company | None) -> list[Any]:
        try:
            return verify_against(Path(path).read_bytes(), company=company)
        except OSError as error:
            raise CommandError(str(error), returncode=2) from error
        except NumberingError as error:
            raise CommandError(str(error)) from error
