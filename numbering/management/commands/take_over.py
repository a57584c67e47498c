"""Take over an old system's numbers without a browser, however many there are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from numbering.access import ADMINISTRATORS
from numbering.exceptions import FileUnreadable, NumberingError
from numbering.models import Company
from numbering.services.takeover import OldFile, TakeoverReport, heads_and_samples, take_over
from numbering.services.takeover.fields import read_mapping

_MOST_FAULTS = 10_000


class Command(BaseCommand):
    """`take_over FILE --company CODE [--kind KIND | --series CODE] [--dry-run]`; all or nothing.

    Columns are guessed from their heads; `--map number=Belegnr,date=Datum` tells others, and
    `--map text=` leaves one out.
    """

    help = "Takes over numbers and heads of documents of an old system from a CSV or XLSX file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--company", required=True, help="the company's code")
        place = parser.add_mutually_exclusive_group()
        place.add_argument("--kind", default="", help="of rows that name neither kind nor series")
        place.add_argument("--series", default="", help="of rows that name neither kind nor series")
        parser.add_argument("--map", default="", help="field=head of the column, with commas")
        parser.add_argument("--dry-run", action="store_true", help="only tell what would happen")
        parser.add_argument(
            "--by",
            default="",
            help="the log-in name of who takes over; else the first administrator",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """What is wrong to the error output, then each series, and one summary line at the end."""
        company, path = _company(options["company"]), options["file"]
        try:
            with path.open("rb") as file:
                old = OldFile(
                    file,
                    path.name,
                    kind=options["kind"],
                    series=options["series"],
                    most_faults=_MOST_FAULTS,
                )
                heads, _samples = heads_and_samples(old)
                old = replace(old, columns=read_mapping(heads, _told(options["map"])))
                by = _person(company, options["by"])
                report = take_over(old, company=company, by=by, dry_run=options["dry_run"])
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        except NumberingError as error:
            raise CommandError(str(error)) from error
        self._tell(report)
        where = f"{path.name} into {company.code}"
        if report.is_wrong:
            raise CommandError(f"Nothing taken over of {where}: {report.summary}.")
        done = "Took over" if report.is_done else "Nothing new in"
        done = "Dry run of" if options["dry_run"] else done
        self.stdout.write(f"{done} {where}: {report.summary}.")

    def _tell(self, report: TakeoverReport) -> None:
        for fault in report.faults:
            column = f", {fault.column}" if fault.column else ""
            self.stderr.write(f"Row {fault.row}{column}: {fault.sentence}")
        if report.hidden_faults:
            self.stderr.write(f"… and {report.hidden_faults} more.")
        for sentence in report.errors:
            self.stderr.write(sentence)
        if report.there:
            first = ", ".join(report.there_texts)
            self.stdout.write(f"Here already: {report.there} ({first}{_more(report)}).")
        for one in report.stretches:
            period = f" {one.period}" if one.period else ""
            self.stdout.write(
                f"{one.series.code} {one.range_text}{period}: {one.count} numbers,"
                f" {one.lowest} to {one.highest}, {one.missing} missing between;"
                f" next {one.next_now or 'none'} → {one.next_then or 'none: used up'}"
            )
        for loose in report.loose:
            self.stdout.write(
                f"{loose.label}: {loose.count} numbers that no line can print,"
                f" {loose.first} to {loose.last}"
            )


def _more(report: TakeoverReport) -> str:
    return " …" if report.there > len(report.there_texts) else ""


def _told(typed: str) -> dict[str, str]:
    """`number=Belegnr,date=Datum` as a mapping. Raises FileUnreadable."""
    found = {}
    for part in filter(None, (one.strip() for one in typed.split(","))):
        key, sign, head = part.partition("=")
        if not sign:
            raise FileUnreadable(f"Write --map as number=Belegnr,date=Datum, not {part!r}.")
        found[key.strip()] = head.strip()
    return found


def _company(code: str) -> Company:
    found = Company.objects.filter(code=code).first()
    if found is None:
        codes = ", ".join(Company.objects.order_by("code").values_list("code", flat=True))
        raise CommandError(f"There is no company {code!r}. There are: {codes or 'none yet'}.")
    return found


def _person(company: Company, name: str) -> User:
    """In whose name the numbers are taken over: the register says so."""
    members = User.objects.filter(memberships__company=company, is_active=True)
    if name:
        found = members.filter(username=name).first()
    else:
        found = members.filter(groups__name=ADMINISTRATORS).order_by("pk").first()
    if found is None:
        wanted = f"{name!r} is no member" if name else "There is no administrator"
        raise CommandError(f"{wanted} of {company.code}: name somebody with --by.")
    return found
