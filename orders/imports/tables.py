"""Reading a CSV or XLSX file into rows of cells, whatever program wrote it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.spreadsheets import unguarded
from orders.exceptions import FileUnreadable

MOST_BYTES = 5 * 1024 * 1024
TOO_LARGE = gettext_lazy("The file is larger than 5 MB: divide it into several files.")
# So many are looked at, and imported, before a browser or a server loses patience.
MOST_ROWS = 5_000
# Wider than any file of ours; a sheet can be wider than a server's memory.
MOST_COLUMNS = 100
# A workbook is packed: a small file may unpack to more than a server can hold.
_MOST_UNPACKED = 100 * 1024 * 1024

# What a cell holds. Workbooks tell numbers, days and yes from texts, other files do not.
Cell = str | Decimal | date | bool


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row and its place in the file, as a spreadsheet counts."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The heads of the columns and the rows that are not empty."""

    heads: tuple[str, ...]
    rows: tuple[TableRow, ...]


def read_table(content: bytes, name: str = "") -> Table:
    """The table in a file. Raises FileUnreadable, which says what to do."""
    if len(content) > MOST_BYTES:
        raise FileUnreadable(str(TOO_LARGE))
    if content[:4] == b"PK\x03\x04":
        rows = _of_workbook(content)
    elif content[:4] == b"\xd0\xcf\x11\xe0" or name.lower().endswith(".xls"):
        raise FileUnreadable(
            _("This is a workbook of the old kind (.xls): save it as .xlsx or CSV.")
        )
    else:
        rows = _of_text(_decoded(content))
    return _table(TableRow(number, cells) for number, cells in rows)


def _table(rows: Iterator[TableRow]) -> Table:
    filled = (row for row in rows if any(cell != "" for cell in row.cells))
    first = next(filled, None)
    if first is None:
        raise FileUnreadable(_("The file is empty: its first row holds the names of the columns."))
    found: list[TableRow] = []
    for row in filled:
        if len(found) == MOST_ROWS:
            raise FileUnreadable(
                _("The file has more than %(limit)s rows: divide it into several files.")
                % {"limit": number_format(MOST_ROWS, force_grouping=True)}
            )
        found.append(row)
    if not found:
        raise FileUnreadable(_("The file has no rows beneath the names of the columns."))
    return Table(tuple(str(cell).strip() for cell in first.cells), tuple(found))


# ---- CSV ----


def _decoded(content: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with it, else Windows' western alphabet."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _without_nul(content.decode("utf-16", errors="replace"))
    try:
        return _without_nul(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _without_nul(content.decode("cp1252", errors="replace"))


def _without_nul(text: str) -> str:
    if "\x00" in text:
        raise FileUnreadable(_("This is neither a CSV file nor a workbook (.xlsx)."))
    return text


def _of_text(text: str) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """The rows of a CSV file, with the line that each begins on."""
    # The line by which some spreadsheets tell each other the delimiter is no row.
    told = re.match(r"sep=([;,\t|])\r?\n", text)
    lines = io.StringIO(text[told.end() :] if told else text, newline="")
    reader = csv.reader(lines, delimiter=told[1] if told else _delimiter(text))
    number = 2 if told else 1
    skipped = number - 1
    try:
        for row in reader:
            yield number, tuple(unguarded(cell.strip()) for cell in row[:MOST_COLUMNS])
            number = reader.line_num + skipped + 1
    except csv.Error as error:
        raise FileUnreadable(
            _("Row %(row)d cannot be read: is a quotation mark missing?") % {"row": number}
        ) from error


def _delimiter(text: str) -> str:
    """The delimiter that the names of the columns are parted by most often."""
    head = text.lstrip().partition("\n")[0]
    unquoted = re.sub(r'"[^"]*"', "", head)
    return max(";,\t", key=unquoted.count)


# ---- XLSX ----


def _of_workbook(content: bytes) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """The rows of a workbook's first sheet; of formulas, the values they had when it was saved."""
    from openpyxl import load_workbook  # noqa: PLC0415  slow to load, and seldom needed

    try:
        with ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > _MOST_UNPACKED:
                raise FileUnreadable(_("The workbook is too large: divide it into several files."))
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # not every program writes them right
        for row in sheet.iter_rows(max_col=MOST_COLUMNS):
            yield from _workbook_row(row)
    except (BadZipFile, KeyError, ValueError, IndexError, TypeError, SyntaxError) as error:
        raise FileUnreadable(
            _("The workbook cannot be read: open it, save it once more as .xlsx, and try again.")
        ) from error


def _workbook_row(row: Sequence[Any]) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    # Of cells that are not there it is not known in which row they are not.
    there = [index for index, cell in enumerate(row) if cell.value is not None]
    if there:
        yield row[there[0]].row, tuple(_cell(cell) for cell in row[: there[-1] + 1])


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int):
        return _padded(Decimal(value), cell.number_format)
    if isinstance(value, float):
        # A spreadsheet keeps fifteen digits; what a float has behind them is nobody's typing.
        return _padded(Decimal(f"{value:.15g}"), cell.number_format)
    return unguarded(str(value).strip())


def _padded(value: Decimal, number_format: str | None) -> Cell:
    """A number that is shown with zeros in front of it is a text: 00012 is not 12."""
    zeros = re.fullmatch(r"0{2,20}", number_format or "")
    if zeros and value == value.to_integral_value() and value >= 0:
        return f"{int(value):0{len(zeros[0])}d}"
    return value
