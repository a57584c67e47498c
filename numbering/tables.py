"""Reading a CSV or XLSX file row by row, whatever program wrote it and however long it is."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from numbering.exceptions import FileUnreadable
from numbering.spreadsheets import unguarded

# Wider than any file of ours; a sheet can be wider than a server's memory.
MOST_COLUMNS = 100
_PIECE = 1024 * 1024

# What a cell holds. Workbooks tell numbers, days and yes from texts, other files do not.
Cell = str | Decimal | date | bool


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row and its place in the file, as a spreadsheet counts."""

    number: int
    cells: tuple[Cell, ...]


def rows_of(
    file: IO[bytes], name: str = "", *, most_unpacked: int
) -> Generator[TableRow, None, None]:
    """The rows that are not empty, read as they are asked for.

    A workbook may unpack to so many bytes. Who reads only the first rows closes them, and the file
    afterwards. Raises FileUnreadable, which says what to do.
    """
    file.seek(0)
    start = file.read(4)
    if start == b"PK\x03\x04":
        rows = _of_workbook(file, most_unpacked)
    elif start == b"\xd0\xcf\x11\xe0" or name.lower().endswith(".xls"):
        raise FileUnreadable(
            _("This is a workbook of the old kind (.xls): save it as .xlsx or CSV.")
        )
    else:
        rows = _of_text(file)
    for number, cells in rows:
        if any(cell != "" for cell in cells):
            yield TableRow(number, cells)


def head_of(rows: Iterator[TableRow]) -> tuple[str, ...]:
    """The names of the columns: the first of the rows. Raises FileUnreadable without one."""
    first = next(rows, None)
    if first is None:
        raise FileUnreadable(_("The file is empty: its first row holds the names of the columns."))
    return tuple(str(cell).strip() for cell in first.cells)


# ---- CSV ----


def _encoding_of(file: IO[bytes]) -> str:
    """UTF-8 with or without its mark, UTF-16 with it, else Windows' western alphabet."""
    file.seek(0)
    if file.read(2) in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    file.seek(0)
    found, decoder = "utf-8-sig", codecs.getincrementaldecoder("utf-8")()
    while piece := file.read(_PIECE):
        if b"\x00" in piece:
            raise _neither()
        if found == "utf-8-sig":
            found = _still(decoder, piece, final=False)
    return _still(decoder, b"", final=True) if found == "utf-8-sig" else found


def _still(decoder: codecs.IncrementalDecoder, piece: bytes, *, final: bool) -> str:
    try:
        decoder.decode(piece, final)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _neither() -> FileUnreadable:
    return FileUnreadable(_("This is neither a CSV file nor a workbook (.xlsx)."))


def _without_nul(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if "\x00" in line:
            raise _neither()
        yield line


def _of_text(file: IO[bytes]) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """The rows of a CSV file, with the line that each begins on."""
    encoding = _encoding_of(file)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding, errors="replace", newline="")
    try:
        yield from _rows_of_lines(_without_nul(text))
    finally:
        text.detach()


def _rows_of_lines(lines: Iterator[str]) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    # The line by which some spreadsheets tell each other the delimiter is no row.
    begun = [next(lines, "")]
    told = re.fullmatch(r"sep=([;,\t|])\r?\n", begun[0])
    while begun[-1] and not begun[-1].strip():
        begun.append(next(lines, ""))
    delimiter = told[1] if told else _delimiter(begun[-1])
    skipped = 1 if told else 0
    reader = csv.reader(chain(begun[skipped:], lines), delimiter=delimiter)
    number = skipped + 1
    try:
        for row in reader:
            yield number, tuple(unguarded(cell.strip()) for cell in row[:MOST_COLUMNS])
            number = reader.line_num + skipped + 1
    except csv.Error as error:
        raise FileUnreadable(
            _("Row %(row)d cannot be read: is a quotation mark missing?") % {"row": number}
        ) from error


def _delimiter(head: str) -> str:
    """The delimiter that the names of the columns are parted by most often."""
    unquoted = re.sub(r'"[^"]*"', "", head)
    return max(";,\t", key=unquoted.count)


# ---- XLSX ----


def _of_workbook(file: IO[bytes], most_unpacked: int) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """The rows of a workbook's first sheet; of formulas, the values they had when it was saved."""
    from openpyxl import load_workbook  # noqa: PLC0415  slow to load, and seldom needed

    try:
        with ZipFile(file) as packed:
            if sum(part.file_size for part in packed.infolist()) > most_unpacked:
                raise FileUnreadable(_("The workbook is too large: divide it into several files."))
        book = load_workbook(file, read_only=True, data_only=True)
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
