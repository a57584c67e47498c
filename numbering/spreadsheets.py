"""What spreadsheets make of the files we write: texts that they would run, and workbooks."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from typing import IO, Any

from django.utils import timezone
from django.utils.translation import gettext as _

_LONGEST_TEXT = 32_767
# Signs that XML cannot hold.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_GUARD = "'"


def is_run(text: str) -> bool:
    """Whether a spreadsheet that opens a text file would run this text as a formula."""
    return text[:1] in ("=", "+", "@", "\t", "\r") or (text[:1] == "-" and text[1:2].isalpha())


def guarded(text: str) -> str:
    """The text, so that no spreadsheet runs it."""
    return f"{_GUARD}{text}" if is_run(text) else text


def unguarded(text: str) -> str:
    """The text as it was before `guarded`."""
    return text[1:] if text[:1] == _GUARD and is_run(text[1:]) else text


def workbook(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> IO[bytes]:
    """An XLSX file with these rows, ready to be read; it lies on the disk, not in memory.

    Texts are texts, also those that look like numbers or formulas; amounts and days are cells
    that a spreadsheet can add up and sort.
    """
    from openpyxl import Workbook  # noqa: PLC0415  slow to load, and seldom needed

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for row in chain([head], rows):
        sheet.append([_cell(sheet, value) for value in row])
    file = tempfile.TemporaryFile()  # noqa: SIM115  the response that sends it closes it
    book.save(file)
    file.seek(0)
    return file


def _cell(sheet: Any, value: Any) -> Any:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return timezone.make_naive(value) if timezone.is_aware(value) else value
    if value is None or isinstance(value, (date, Decimal, int)):
        return value
    text = _UNPRINTABLE.sub("", str(value))[:_LONGEST_TEXT]
    return _text_cell(sheet, text) if text[:1] in ("=", "#") else text or None


def _text_cell(sheet: Any, text: str) -> Any:
    """A text that would else be taken for a formula or for the value of one."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell
