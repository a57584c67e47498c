"""Rows as a file, read one by one so that their number does not matter to the memory."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import (
    FileResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.utils import timezone
from django.utils.formats import get_format, number_format
from django.utils.translation import gettext as _

from numbering.pages.columns import Column, display_of
from numbering.pages.paging import ordered
from numbering.spreadsheets import guarded, workbook

if TYPE_CHECKING:
    from numbering.pages.lists import ListPage

CHUNK = 500
FORMATS = ("csv", "xlsx")
# A workbook is sent when it is whole: this many rows are ready before a server loses patience.
MOST_WORKBOOK_ROWS = 100_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        """The text itself."""
        return text


def list_response(page: ListPage, file_format: str) -> HttpResponseBase:
    """All rows found, however long finding them takes, with the columns shown."""
    rows = page.matching()
    refusal = too_long(rows, file_format)
    if refusal:
        messages.error(page.request, refusal)
        return HttpResponseRedirect(page.link())
    rows, columns = ordered(rows, page.sort_keys), page.shown_columns

    def values() -> Iterator[list[Any]]:
        chunk: list[Any] = []
        for row in rows.iterator(chunk_size=CHUNK):
            chunk.append(row)
            if len(chunk) == CHUNK:
                yield from prepared(chunk)
                chunk = []
        yield from prepared(chunk)

    def prepared(chunk: list[Any]) -> Iterator[list[Any]]:
        page.prepare(chunk)
        for row in chunk:
            yield [_value(column, row) for column in columns]

    head = [str(column.label) for column in columns]
    return file_response(page.export_name, head, values(), file_format)


def too_long(rows: QuerySet[Any], file_format: str) -> str:
    """That these are more rows than a workbook takes, in words; "" where they fit."""
    if file_format != "xlsx" or not rows[MOST_WORKBOOK_ROWS : MOST_WORKBOOK_ROWS + 1].exists():
        return ""
    return _("More than %(limit)s rows: narrow the list, or export it as CSV.") % {
        "limit": number_format(MOST_WORKBOOK_ROWS, force_grouping=True)
    }


def file_response(
    name: str, head: Sequence[str], rows: Iterable[Sequence[Any]], file_format: str
) -> StreamingHttpResponse:
    """A file of these rows in one of FORMATS, named after today."""
    file_name = f"{name}-{timezone.localdate().isoformat()}.{file_format}"
    if file_format == "xlsx":
        return FileResponse(
            workbook(head, rows), as_attachment=True, filename=file_name, content_type=XLSX
        )
    return StreamingHttpResponse(
        _csv_lines(head, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file_name}"'},
    )


def _csv_lines(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Days are ISO, whatever the language.

    Where people write decimals with a comma, so does the file, and a semicolon parts its fields:
    this is what their spreadsheets open by a click.
    """
    comma = get_format("DECIMAL_SEPARATOR") == ","
    writer = csv.writer(_Echo(), delimiter=";" if comma else ",")
    yield "\ufeff"
    yield writer.writerow(head)
    for row in rows:
        yield writer.writerow([_plain(value, comma=comma) for value in row])


def _value(column: Column, row: Any) -> Any:
    """What a cell holds: a yes or no, a moment, a day, an amount or a text."""
    value = column.raw(row)
    if value is None or isinstance(value, (bool, date, Decimal)):
        return value
    return display_of(row, column.value or column.key, value)


def _plain(value: Any, *, comma: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.replace(".", ",") if comma else text
    return guarded(str(value))
