"""The columns of a file: which head names which, and what their cells say."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from numbering.cells import CellError, as_text
from numbering.exceptions import FileUnreadable
from numbering.tables import Cell
from orders.imports.tables import Table


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `head` is what our own files call it, `label` what pages do; both are understood.

    `also` are other heads that mean it.
    """

    key: str
    head: str
    label: str | Promise
    read: Callable[[Cell], Any] = as_text
    also: tuple[str, ...] = ()

    def is_named(self, head: str) -> bool:
        """Whether this head means the column, in whatever case and spacing."""
        return _plain(head) in {_plain(str(name)) for name in (self.head, self.label, *self.also)}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a row, with the head of the column it is in ("" for the row as a whole)."""

    row: int
    column: str
    sentence: str


@dataclass(slots=True)
class Row:
    """A row of the file as its columns read it: the values that are there, and what is wrong."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    # What the columns are called, by their keys.
    heads: dict[str, str] = field(default_factory=dict)
    # The columns whose cells cannot be read, which is told already.
    unread: set[str] = field(default_factory=set)

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a column; the default where there is no such column or the cell is empty.

        For fields that cannot be empty.
        """
        value = self.values.get(key)
        return default if value is None or value == "" else value

    def text(self, key: str, default: str = "") -> str:
        """The text of a column; the default where the file has no such column.

        An empty cell empties the field.
        """
        found: str = self.values.get(key, default)
        return found

    def refuse(self, key: str, sentence: str) -> None:
        """Note what is wrong in a column."""
        self.problems.append(Problem(self.number, self.heads.get(key, ""), sentence))


@dataclass(frozen=True, slots=True)
class Content:
    """The rows of a file, and what is to be known of the file as a whole."""

    rows: list[Row]
    notices: list[str]


def read_content(table: Table, columns: Sequence[Column]) -> Content:
    """The rows as the columns read them. Raises FileUnreadable where the heads make no sense."""
    found = _found_columns(table, columns)
    heads = {column.key: column.head for column in columns}
    heads |= {column.key: table.heads[index] for index, column in found.items()}
    rows = []
    for table_row in table.rows:
        row = Row(table_row.number, heads=heads)
        for index, column in found.items():
            cell = table_row.cells[index] if index < len(table_row.cells) else ""
            try:
                row.values[column.key] = column.read(cell)
            except CellError as error:
                row.unread.add(column.key)
                row.refuse(column.key, str(error))
        rows.append(row)
    unknown = [head for index, head in enumerate(table.heads) if head and index not in found]
    return Content(rows, [_unknown(unknown, columns)] if unknown else [])


def _found_columns(table: Table, columns: Sequence[Column]) -> dict[int, Column]:
    """The columns by their place in the file."""
    found: dict[int, Column] = {}
    for index, head in enumerate(table.heads):
        column = next((one for one in columns if one.is_named(head)), None)
        if column is None:
            continue
        twice = next((place for place, one in found.items() if one is column), None)
        if twice is not None:
            raise FileUnreadable(
                _("The columns “%(one)s” and “%(other)s” mean the same: take one of them out.")
                % {"one": table.heads[twice], "other": head}
            )
        found[index] = column
    if not found:
        raise FileUnreadable(
            _("The first row must hold the names of the columns. These are known: %(heads)s.")
            % {"heads": ", ".join(column.head for column in columns)}
        )
    return found


def _unknown(heads: Sequence[str], columns: Sequence[Column]) -> str:
    """That columns are left out, so that a slip of the pen in a head is seen."""
    return _("Left out, for these columns are not known: %(heads)s. Known are: %(known)s.") % {
        "heads": ", ".join(f"“{head}”" for head in heads),
        "known": ", ".join(column.head for column in columns),
    }


def _plain(head: str) -> str:
    return re.sub(r"[\W_]+", "", head).casefold()
