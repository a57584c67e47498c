"""Taking over an old system's numbers: read, looked at, and imported all at once or not at all.

`fields` says what a file may hold, `rows` reads it, `staging` keeps it in temporary tables,
`chaining` links the numbers, `counters` moves the next ones, `report` tells what happens.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import IO

from django.db import IntegrityError
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from numbering.choices import Origin, State
from numbering.engine.plan import StalePlan
from numbering.engine.request import User, now, user_id
from numbering.engine.rights import granted, refuse_edit, refuse_forbidden
from numbering.exceptions import ConflictError, FileUnreadable, SeriesForbidden
from numbering.formatting import person_name
from numbering.models import Company, IssuedNumber, NumberSeries
from numbering.ownkinds import label_of
from numbering.services.locks import lock_settings
from numbering.services.takeover.chaining import chain_numbers
from numbering.services.takeover.counters import look_ahead, move_counters
from numbering.services.takeover.fields import Columns, check_columns
from numbering.services.takeover.report import Loose, TakeoverReport
from numbering.services.takeover.rows import Fault, RowReader
from numbering.services.takeover.staging import Staging, staging
from numbering.tables import TableRow, head_of, rows_of
from numbering.transactions import write

__all__ = ["OldFile", "TakeoverReport", "heads_and_samples", "take_over"]

_SAMPLES = 4
_GIB = 1024**3


@dataclass(frozen=True, slots=True)
class OldFile:
    """A file of the old system: what is read of it, and how much at most."""

    file: IO[bytes]
    name: str
    columns: Columns = field(default_factory=dict)
    # Of rows that name neither: one kind, or one series, for the whole file.
    kind: str = ""
    series: str = ""
    most_rows: int | None = None
    # So many faults are listed; all are counted.
    most_faults: int = 1_000
    most_unpacked: int = 4 * _GIB

    @contextmanager
    def rows(self) -> Iterator[Iterator[TableRow]]:
        """Its rows, while they are read. Raises FileUnreadable then."""
        with closing(rows_of(self.file, self.name, most_unpacked=self.most_unpacked)) as rows:
            yield rows


class _Undo(Exception):
    """Rolls everything back."""


def heads_and_samples(old: OldFile) -> tuple[tuple[str, ...], list[TableRow]]:
    """The names of the columns, and the first rows beneath. Raises FileUnreadable."""
    with old.rows() as rows:
        heads = head_of(rows)
        return heads, list(islice(rows, _SAMPLES))


def take_over(
    old: OldFile, *, company: Company, by: User, dry_run: bool = False, expected: str = ""
) -> TakeoverReport:
    """Enter the numbers of an old system into the register, or tell what doing so would do.

    Each is claimed with origin *imported* and the head of its document kept; next numbers are set
    behind the highest in the same transaction. With a fault in any row nothing is taken over, and
    what was taken over before is not taken over twice. `expected` is the fingerprint of the dry
    run that somebody has agreed to: where something else would happen by now, nothing does.
    Raises FileUnreadable, and ConflictError where settings or numbers change at the same moment.
    """
    before = _revisions(company)
    with staging() as staged:
        report = _read(old, company, staged)
        if dry_run or report.is_wrong:
            _judge(report, old, company, staged, by)
            return report
        try:
            with write():
                _hold(company, staged, before)
                _judge(report, old, company, staged, by)
                if not report.is_to_do or expected not in ("", report.fingerprint):
                    raise _Undo
                at, by_id = now(), user_id(by)
                chain_numbers(staged, report.stretches, company=company, at=at, by_id=by_id)
                staged.issue(company, at=at, by_id=by_id)
                move_counters(report.stretches, file=old.name, by=by)
        except _Undo:
            return report
        except (IntegrityError, StalePlan) as error:
            raise _changed() from error
    report.is_done = True
    return report


def _read(old: OldFile, company: Company, staged: Staging) -> TakeoverReport:
    """Stage every row that can be told, and note what is wrong in the file by itself."""
    with old.rows() as rows:
        heads = head_of(rows)
        report = _stage(rows, heads, old, company, staged)
    if not report.rows:
        raise FileUnreadable(_("The file has no rows beneath the names of the columns."))
    staged.finish()
    count, repeated = staged.repeated(old.most_faults)
    sentence = _("Row %(row)d has %(number)s already: one of the two is too many.")
    faults = [
        Fault(row, report.head, text, sentence % {"row": earlier, "number": text})
        for row, text, earlier in repeated
    ]
    _note(report, old, faults, count)
    return report


def _stage(
    rows: Iterator[TableRow],
    heads: tuple[str, ...],
    old: OldFile,
    company: Company,
    staged: Staging,
) -> TakeoverReport:
    """Read the rows into the staging; what is wrong in single rows is noted."""
    check_columns(old.columns, heads)
    reader = RowReader(company, old.columns, heads, kind=old.kind, series=old.series)
    report = TakeoverReport(head=heads[old.columns["number"]])
    for row in rows:
        if report.rows == old.most_rows:
            raise FileUnreadable(
                _(
                    "The file has more than %(limit)s rows: divide it into several files, save a"
                    " workbook as CSV, or have it taken over on the server with"
                    " “manage.py take_over”."
                )
                % {"limit": number_format(old.most_rows, force_grouping=True)}
            )
        report.rows += 1
        values = reader.read(row)
        if values is not None:
            staged.add(values)
        _note(report, old, reader.faults)
    return report


def _note(report: TakeoverReport, old: OldFile, faults: list[Fault], count: int = 0) -> None:
    """Keep the first faults, and the number of all."""
    report.fault_count += count or len(faults)
    report.faults += faults[: max(0, old.most_faults - len(report.faults))]


def _judge(
    report: TakeoverReport, old: OldFile, company: Company, staged: Staging, by: User
) -> None:
    """Compare with the register, and tell what would be taken over and where counters go."""
    staged.compare(company)
    count, taken = staged.taken(old.most_faults)
    numbers = IssuedNumber.objects.select_related("issued_by").in_bulk([key for _row, key in taken])
    faults = [
        Fault(row, report.head, numbers[key].text, _taken(numbers[key], company))
        for row, key in taken
    ]
    _note(report, old, faults, count)
    report.faults.sort(key=lambda fault: fault.row)
    report.there, report.there_texts = staged.there(20)
    report.stretches = look_ahead(staged)
    report.loose = [
        Loose(kind, str(label_of(company, kind)) if kind else register, count, first, last)
        for register, kind, count, first, last in staged.loose()
    ]
    report.new = sum(one.count for one in report.stretches) + sum(one.count for one in report.loose)
    report.errors = list(_forbidden(staged, report, by))


def _forbidden(staged: Staging, report: TakeoverReport, by: User) -> Iterator[str]:
    """That the person may not type into a series, or not set its next number."""
    moved = {one.series.pk for one in report.stretches if one.moves}
    for series in NumberSeries.objects.filter(pk__in=staged.series()).order_by("pk"):
        try:
            refuse_forbidden(series, granted(series), "type", by)
            if series.pk in moved:
                refuse_edit(series, by)
        except SeriesForbidden as error:
            yield str(error)


def _hold(company: Company, staged: Staging, before: dict[int, int]) -> None:
    """Hold the settings, and the counters of the series that get numbers, until the end.

    Raises ConflictError where a setting changed since the file was read: by it the numbers may
    belong to other lines.
    """
    lock_settings(company.pk)
    for key in staged.series():
        lock_settings(company.pk, key)
    if _revisions(company) != before:
        raise _changed()


def _revisions(company: Company) -> dict[int, int]:
    rows = NumberSeries.objects.of(company).order_by("pk")
    return dict(rows.values_list("pk", "revision"))


def _changed() -> ConflictError:
    return ConflictError(
        _(
            "Somebody drew or typed one of these numbers, or changed a series, at the same moment:"
            " nothing was taken over. Look at the file once more."
        )
    )


def _taken(known: IssuedNumber, company: Company) -> str:
    """By whom and for what a number is taken."""
    facts = {
        "text": known.text,
        "kind": str(label_of(company, known.kind)) if known.kind else _("number"),
        "on": date_format(known.document_date, "SHORT_DATE_FORMAT"),
        "who": _person(known),
        "at": date_format(known.issued_at, "SHORT_DATE_FORMAT"),
        "how": Origin(known.origin).label,
    }
    if known.state == State.FREE:
        return (
            _("%(text)s was given out here on %(at)s (%(how)s, %(who)s) and given back since.")
            % facts
        )
    return (
        _("%(text)s is taken already: %(how)s by %(who)s on %(at)s (%(kind)s of %(on)s).") % facts
    )


def _person(known: IssuedNumber) -> str:
    user = known.issued_by
    return person_name(user) or _("the program")
