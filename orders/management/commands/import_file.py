"""Import a file without a browser: the night's orders of another system, an old address book."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from numbering.access import ADMINISTRATORS
from numbering.exceptions import NumberingError
from numbering.models import Company
from orders.imports.entries import ImportReport
from orders.imports.subjects import SUBJECTS
from orders.imports.tables import read_table
from orders.services.imports import import_table


class Command(BaseCommand):
    """`import_file SUBJECT FILE --company CODE [--dry-run] [--by USER]`; all of it or nothing."""

    help = "Imports parties, items or orders from a CSV or XLSX file, as the pages do."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("subject", choices=list(SUBJECTS))
        parser.add_argument("file", type=Path)
        parser.add_argument("--company", required=True, help="the company's code")
        parser.add_argument("--dry-run", action="store_true", help="only tell what would change")
        parser.add_argument(
            "--by", default="", help="the log-in name of who imports; else the first administrator"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """What is wrong to the error output, one summary line at the end."""
        company, file = _company(options["company"]), options["file"]
        try:
            report = import_table(
                subject=SUBJECTS[options["subject"]](company),
                by=_person(company, options["by"]),
                table=read_table(file.read_bytes(), file.name),
                dry_run=options["dry_run"],
            )
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except NumberingError as error:
            raise CommandError(str(error)) from error
        self._tell(report)
        where = f"{file.name} into {options['subject']} of {company.code}"
        if report.is_wrong:
            raise CommandError(f"Nothing imported of {where}: {report.summary}.")
        done = "Dry run of" if options["dry_run"] else "Imported"
        self.stdout.write(f"{done} {where}: {report.summary}.")

    def _tell(self, report: ImportReport) -> None:
        for entry in report.entries:
            for problem in entry.problems:
                column = f", {problem.column}" if problem.column else ""
                self.stderr.write(f"Row {problem.row}{column}: {problem.sentence}")
            if entry.hint:
                self.stderr.write(f"Row {entry.rows[0].number}: {entry.hint}")
        for sentence in (*report.notices, *report.warnings):
            self.stderr.write(sentence)


def _company(code: str) -> Company:
    found = Company.objects.filter(code=code).first()
    if found is None:
        codes = ", ".join(Company.objects.order_by("code").values_list("code", flat=True))
        raise CommandError(f"There is no company {code!r}. There are: {codes or 'none yet'}.")
    return found


def _person(company: Company, name: str) -> User:
    """In whose name it is imported: what is stored says so."""
    members = User.objects.filter(memberships__company=company, is_active=True)
    if name:
        found = members.filter(username=name).first()
    else:
        found = members.filter(groups__name=ADMINISTRATORS).order_by("pk").first()
    if found is None:
        wanted = f"{name!r} is no member" if name else "There is no administrator"
        raise CommandError(f"{wanted} of {company.code}: name somebody with --by.")
    return found
