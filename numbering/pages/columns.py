"""Columns of a list: what they show, how they look, how they sort."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from numbering.formatting import money, quantity
from numbering.pages.paging import Sort

Kind = Literal["text", "number", "money", "quantity", "date", "moment", "state", "tick"]
CSS = {
    "text": "",
    "number": "num",
    "money": "amount",
    "quantity": "amount",
    "date": "",
    "moment": "",
    "state": "",
    "tick": "center",
}


@dataclass(frozen=True)
class Column:
    """One column of a list.

    `value` is a dotted path ("party.name") or a function of the row; without it the key is the
    path. `sort` names one or more fields; without it the column does not sort. An `optional`
    column can be switched off and on, and starts as `shown` says. `total` adds it up beneath.
    `is_indexed` says that a large list has an index for the sorting. `html` gives the cell's own
    markup (escaped by the caller: format_html). `used` tells of a list whether its company uses
    what the column shows; where it does not, the column is not offered.
    """

    key: str
    label: str | Promise
    kind: Kind = "text"
    value: str | Callable[[Any], Any] = ""
    sort: Sort | tuple[Sort, ...] = ()
    link: bool = False
    optional: bool = False
    shown: bool = True
    total: bool = False
    css: str = ""
    html: Callable[[Any], SafeString] | None = None
    descending_first: bool = field(default=False)
    is_indexed: bool = field(default=False)
    used: Callable[[Any], bool] | None = None

    @property
    def sorts(self) -> tuple[Sort, ...]:
        """The fields it sorts by."""
        return self.sort if isinstance(self.sort, tuple) else (self.sort,)

    @property
    def css_class(self) -> str:
        """Classes of its cells."""
        return f"{CSS[self.kind]} {self.css}".strip()

    @property
    def head_class(self) -> str:
        """Classes of its head."""
        return self.css_class.replace("num", "").strip()

    def raw(self, row: Any) -> Any:
        """The value itself, as exported."""
        if callable(self.value):
            return self.value(row)
        return follow(row, self.value or self.key)

    def cell(self, row: Any, url: str = "") -> SafeString:
        """The value as markup; a link to the row where the column is the one that leads there."""
        if self.html is not None:
            return self.html(row)
        value = self.raw(row)
        if self.kind == "state":
            return state_word(value, display_of(row, self.value or self.key, value))
        shown = show(value, self.kind)
        if self.link and url:
            if not shown:
                return format_html('<a class="none" href="{}">{}</a>', url, _("without number"))
            return format_html('<a href="{}">{}</a>', url, shown)
        return format_html("{}", shown)


def follow(row: Any, path: str) -> Any:
    """What a dotted path leads to; None where it breaks off."""
    found = row
    for name in path.split("."):
        try:
            found = getattr(found, name)
        except ObjectDoesNotExist:
            return None
        if found is None:
            return None
    return found() if callable(found) else found


def display_of(row: Any, path: Any, value: Any) -> str:
    """The label of a choice, if the row's class has one for it."""
    *owners, name = path.split(".") if isinstance(path, str) else [""]
    for owner in owners:
        row = getattr(row, owner, None)
    label = getattr(row, f"get_{name}_display", None)
    return str(label()) if label else str(value or "")


def state_word(state: Any, label: Any) -> SafeString:
    """A state as a coloured word."""
    if not state:
        return mark_safe("")
    return format_html('<span class="state state-{}">{}</span>', state, label)


def show(value: Any, kind: str = "text") -> str:
    """A value as people of this language write it."""
    if value is None or value == "":
        return ""
    if kind == "money":
        return money(value)
    if kind == "quantity":
        return quantity(value)
    if isinstance(value, bool):
        return _("yes") if value else ("" if kind == "tick" else _("no"))
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, Decimal):
        return quantity(value)
    return str(value)


def moment(value: datetime) -> str:
    """A moment in the local time, to the minute."""
    return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
