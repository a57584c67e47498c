"""Importing a file: every entry through the service of its kind, all of them or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.contrib.auth.models import User

from numbering.choices import Origin
from numbering.documents import NumberedModel
from numbering.exceptions import ConflictError, NumberingError
from numbering.models import Company, IssuedNumber
from numbering.services.upcoming import upcoming_numbers
from numbering.services.warnings import account_warning, warning_for
from numbering.transactions import write
from orders.imports.columns import Content, read_content
from orders.imports.entries import Entry, ImportReport, Number, Subject
from orders.imports.tables import Table

Saved = list[tuple[Entry, NumberedModel]]


class _Undo(Exception):
    """Rolls everything back."""


def import_table(
    *, subject: Subject, by: User, table: Table, dry_run: bool = False, expected: str = ""
) -> ImportReport:
    """Import a file, or tell what importing it would do.

    A dry run is the same in a transaction that is undone, so that it finds every clash; only
    numbers are looked at instead of drawn, for a native sequence keeps what it has given, and
    nobody else is to wait. With mistakes nothing is saved. `expected` is the fingerprint of the
    dry run that somebody has agreed to: where something else would happen by now, nothing does.
    Raises FileUnreadable where the columns make no sense, and ConflictError.
    """
    content = read_content(table, subject.columns)
    found: list[ImportReport] = []
    try:
        with write():
            entries = subject.entries(content)
            saved = _saved(entries, by)
            _claim(saved, by)
            _look_ahead(saved, by)
            report = _report(subject.company, entries, content)
            found.append(report)
            if dry_run or not report.is_to_do or expected not in ("", report.fingerprint):
                raise _Undo
            numbers = _draw(saved, by)
            found.append(_report(subject.company, entries, content, numbers, is_done=True))
    except _Undo:
        pass
    return found[-1]


def _saved(entries: Sequence[Entry], by: User) -> Saved:
    """Save what is new or changed; what a service refuses is noted."""
    saved: Saved = []
    for entry in entries:
        if entry.is_to_save:
            try:
                saved.append((entry, entry.save(by=by)))
            except ConflictError:
                raise
            except NumberingError as error:
                entry.refuse(error)
    return saved


def _claim(saved: Saved, by: User) -> None:
    """Claim the numbers that the file gives: after all is saved, to hold counters briefly."""
    given = {document: entry for entry, document in saved if any(entry.typed.values())}
    if given:
        _rows_of(given).claim_numbers(
            given,
            by=by,
            origin=Origin.IMPORTED,
            refused=lambda document, error: given[document].refuse(error),
        )


def _rows_of(documents: Iterable[NumberedModel]) -> Any:
    """The table that documents of one kind are in."""
    return type(next(iter(documents)))._default_manager


def _look_ahead(saved: Saved, by: User) -> None:
    """Note the numbers that each entry gets, and why one cannot be had."""
    sound = {document: entry for entry, document in saved if not entry.problems}
    for document, entry in sound.items():
        entry.numbers = list(_claimed(entry, document))
    for upcoming in upcoming_numbers(sound, by=by):
        entry = sound[upcoming.document]
        if upcoming.error is not None:
            entry.refuse(upcoming.error, upcoming.field)
        else:
            entry.numbers.append(_number(upcoming.document, upcoming.field, upcoming.text))


def _draw(saved: Saved, by: User) -> list[IssuedNumber]:
    """Draw what is still missing, together and last; the numbers drawn, in the file's order."""
    if not saved:
        return []
    documents = [document for _entry, document in saved]
    before = {document: _keys(document) for document in documents}
    _rows_of(documents).draw_numbers(documents, by=by)
    drawn: list[IssuedNumber] = []
    for entry, document in saved:
        entry.numbers = list(_claimed(entry, document))
        for field, key in _keys(document).items():
            if key != before[document][field]:
                number = getattr(document, field)
                entry.numbers.append(_number(document, field, number.text))
                drawn.append(number)
    return drawn


def _keys(document: NumberedModel) -> dict[str, int | None]:
    """The keys of its numbers, by field."""
    return {field.name: getattr(document, field.attname) for field in document.number_fields()}


def _claimed(entry: Entry, document: NumberedModel) -> Iterator[Number]:
    """The numbers given in the file that are new to the document."""
    for field, text in entry.typed.items():
        known = getattr(entry.stored, field) if entry.stored is not None else None
        if text and known is None:
            yield _number(document, field, text, is_drawn=False)


def _number(document: NumberedModel, field: str, text: str, *, is_drawn: bool = True) -> Number:
    label = str(document._meta.get_field(field).verbose_name)  # type: ignore[union-attr]
    return Number(label, document.number_kind(field), text, is_drawn)


def _report(
    company: Company,
    entries: Sequence[Entry],
    content: Content,
    drawn: Sequence[IssuedNumber] = (),
    *,
    is_done: bool = False,
) -> ImportReport:
    return ImportReport(
        entries,
        notices=content.notices,
        warnings=list(_warnings(company, entries, drawn)),
        is_done=is_done,
    )


def _warnings(
    company: Company, entries: Sequence[Entry], drawn: Sequence[IssuedNumber]
) -> Iterator[str]:
    """That series run low, and that numbers are not fit for bookkeeping: each told once."""
    last = {number.series_id: number for number in drawn}
    for number in last.values():
        yield from filter(None, [warning_for(number)])
    told: set[str] = set()
    for entry in entries:
        for given in entry.numbers:
            sentence = account_warning(company, given.kind, given.text)
            if sentence and given.kind not in told:
                told.add(given.kind)
                yield sentence
