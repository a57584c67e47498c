"""A list as a file: streamed, so that its length does not matter."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.formats import get_format
from django.utils.translation import gettext as _

from numbering.pages.columns import Column, display_of

if TYPE_CHECKING:
    from numbering.pages.lists import ListPage

CHUNK = 500


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        """The text itself."""
        return text


def csv_response(page: ListPage, rows: QuerySet[Any], name: str) -> StreamingHttpResponse:
    """All rows found, with the columns shown.

    Days are ISO, whatever the language. Where people write decimals with a comma, so does the
    file, and a semicolon parts its fields: this is what their spreadsheets open by a click.
    """
    comma = get_format("DECIMAL_SEPARATOR") == ","
    writer = csv.writer(_Echo(), delimiter=";" if comma else ",")
    columns = page.shown_columns

    def lines() -> Iterator[str]:
        yield "\ufeff"
        yield writer.writerow([str(column.label) for column in columns])
        chunk: list[Any] = []
        for row in rows.iterator(chunk_size=CHUNK):
            chunk.append(row)
            if len(chunk) == CHUNK:
                yield from written(chunk)
                chunk = []
        yield from written(chunk)

    def written(chunk: list[Any]) -> Iterator[str]:
        page.prepare(chunk)
        for row in chunk:
            yield writer.writerow([_plain(column, row, comma=comma) for column in columns])

    stamp = timezone.localdate().isoformat()
    return StreamingHttpResponse(
        lines(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}-{stamp}.csv"'},
    )


def _plain(column: Column, row: Any, *, comma: bool) -> str:
    value = column.raw(row)
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
    text = display_of(row, column.value or column.key, value)
    # A spreadsheet would run a text that begins like a formula.
    dangerous = text[:1] in ("=", "+", "@", "\t", "\r") or (text[:1] == "-" and text[1:2].isalpha())
    return f"'{text}" if dangerous else text
