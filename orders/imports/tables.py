"""The rows of a file as an import takes them: few enough to be looked at, and whole."""

from __future__ import annotations

import io
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from numbering.exceptions import FileUnreadable
from numbering.tables import TableRow, head_of, rows_of

MOST_BYTES = 5 * 1024 * 1024
TOO_LARGE = gettext_lazy("The file is larger than 5 MB: divide it into several files.")
# So many are looked at, and imported, before a browser or a server loses patience.
MOST_ROWS = 5_000
# A workbook is packed: a small file may unpack to more than a server can hold.
_MOST_UNPACKED = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Table:
    """The heads of the columns and the rows that are not empty."""

    heads: tuple[str, ...]
    rows: tuple[TableRow, ...]


def read_table(content: bytes, name: str = "") -> Table:
    """The table in a file. Raises FileUnreadable, which says what to do."""
    if len(content) > MOST_BYTES:
        raise FileUnreadable(str(TOO_LARGE))
    rows = rows_of(io.BytesIO(content), name, most_unpacked=_MOST_UNPACKED)
    heads = head_of(rows)
    found: list[TableRow] = []
    for row in rows:
        if len(found) == MOST_ROWS:
            raise FileUnreadable(
                _("The file has more than %(limit)s rows: divide it into several files.")
                % {"limit": number_format(MOST_ROWS, force_grouping=True)}
            )
        found.append(row)
    if not found:
        raise FileUnreadable(_("The file has no rows beneath the names of the columns."))
    return Table(heads, tuple(found))
