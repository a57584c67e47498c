"""Files as other programs write them, and what importing one does."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django.contrib.auth.models import User
from openpyxl import Workbook

from numbering.models import Company
from orders.imports.entries import ImportReport
from orders.imports.subjects import SUBJECTS
from orders.imports.tables import read_table
from orders.services.imports import import_table


def csv_of(*rows: Sequence[str], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """A CSV file without quotation marks."""
    return "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)


def workbook_of(*rows: Sequence[Any], formats: dict[str, str] | None = None) -> bytes:
    """A workbook with one sheet; formats by cell."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for place, number_format in (formats or {}).items():
        book.active[place].number_format = number_format
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def run(
    company: Company,
    by: User,
    slug: str,
    content: bytes | Sequence[str],
    *,
    dry_run: bool = False,
    expected: str = "",
) -> ImportReport:
    """Import a file; lines of texts are a CSV file."""
    if not isinstance(content, bytes):
        content = "\n".join(content).encode()
    return import_table(
        subject=SUBJECTS[slug](company),
        by=by,
        table=read_table(content),
        dry_run=dry_run,
        expected=expected,
    )


def problems(report: ImportReport) -> list[tuple[int, str, str]]:
    """What is wrong: row, column, sentence."""
    return [
        (one.row, one.column, one.sentence) for entry in report.entries for one in entry.problems
    ]


def numbers(report: ImportReport) -> list[str]:
    """The numbers that the entries get."""
    return [one.text for entry in report.entries for one in entry.numbers]
