"""Paging by the last row seen: page 1 and page 10 000 cost the same, and nothing is counted.

A page remembers the sort values of its first and last row (signed, in the address). The next
page is what comes after them. Rows that arrive meanwhile neither repeat nor hide others.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.core import signing
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import Combinable, Expression, OrderBy
from django.db.models.functions import Length

_SALT = "numbering.pages.paging"
# The cursor behind the last row: what comes before it is the last page.
LAST = "end"

Sort = str | Combinable
"""A path such as "party__name", with "-" in front to begin with the largest; or an expression."""


@dataclass(frozen=True)
class SortKey:
    """One part of an ordering."""

    alias: str
    expression: Combinable
    descending: bool
    nullable: bool

    def order(self, *, reverse: bool) -> OrderBy:
        """The part of ORDER BY. Empty values come last, on both databases."""
        descending = self.descending != reverse
        nulls = {"nulls_first" if reverse else "nulls_last": True} if self.nullable else {}
        expression = F(self.alias)
        return expression.desc(**nulls) if descending else expression.asc(**nulls)


@dataclass(frozen=True)
class PageOfRows:
    """The rows of one page and the cursors of its neighbours ("" where there is none)."""

    rows: list[Any]
    before: str
    after: str


def by_number(path: str) -> tuple[Sort, Sort]:
    """Sorts document numbers as people do: 999 before 1000."""
    return (Length(f"{path}__text"), f"{path}__text")


def sort_keys(
    model: type[models.Model], ordering: Sequence[Sort], never_empty: Collection[str] = ()
) -> list[SortKey]:
    """The parts of an ordering; it always ends in the key, so that it is total.

    `never_empty` are fields that may be empty but are not in the rows to be sorted.
    """
    keys = []
    for position, part in enumerate(ordering):
        if isinstance(part, str):
            path = part.removeprefix("-")
            keys.append(
                SortKey(
                    f"_key{position}",
                    F(path),
                    part.startswith("-"),
                    path not in never_empty and _nullable(model, path),
                )
            )
        elif isinstance(part, OrderBy):
            keys.append(SortKey(f"_key{position}", part.expression, part.descending, True))
        else:
            keys.append(SortKey(f"_key{position}", part, False, True))
    if not any(str(part).removeprefix("-") in ("pk", "id") for part in ordering):
        last_descending = keys[-1].descending if keys else False
        keys.append(SortKey("_key_pk", F("pk"), last_descending, False))
    return keys


def reversed_ordering(ordering: Sequence[Sort]) -> list[Sort]:
    """The same ordering from the other end."""
    turned: list[Sort] = []
    for part in ordering:
        if isinstance(part, str):
            turned.append(part[1:] if part.startswith("-") else f"-{part}")
        elif isinstance(part, OrderBy):
            turned.append(part.expression)
        else:
            turned.append(OrderBy(cast(Expression, part), descending=True))
    return turned


def ordered(queryset: models.QuerySet[Any], keys: Sequence[SortKey]) -> models.QuerySet[Any]:
    """All rows in order, for an export."""
    queryset = queryset.annotate(**{key.alias: key.expression for key in keys})
    return queryset.order_by(*(key.order(reverse=False) for key in keys))


def read_page(
    queryset: models.QuerySet[Any],
    keys: Sequence[SortKey],
    *,
    size: int,
    after: str = "",
    before: str = "",
    shown: models.QuerySet[Any] | None = None,
) -> PageOfRows:
    """The rows after (or before) a cursor; a cursor that is not ours means the first page.

    `shown` fetches what a row shows, for the rows of the page alone; by default `queryset` does,
    for every row that it has to sort.
    """
    at_end = before == LAST and not after
    cursor = None if at_end else _read(after or before, len(keys))
    backwards = at_end or bool(before and not after and cursor is not None)
    values = {key.alias: key.expression for key in keys}
    order = [key.order(reverse=backwards) for key in keys]
    queryset = queryset.annotate(**values)
    if cursor is not None:
        queryset = queryset.filter(_beyond(keys, cursor, backwards=backwards))
    queryset = queryset.order_by(*order)
    if shown is None:
        queryset = queryset[: size + 1]
    else:
        chosen = queryset.select_related(None).values("pk")[: size + 1]
        queryset = shown.filter(pk__in=chosen).annotate(**values).order_by(*order)
    rows = list(queryset)
    more = len(rows) > size
    rows = rows[:size]
    if backwards:
        rows.reverse()
    has_before = more if backwards else cursor is not None
    has_after = not at_end if backwards else more
    return PageOfRows(
        rows=rows,
        before=_write(rows[0], keys) if rows and has_before else "",
        after=_write(rows[-1], keys) if rows and has_after else "",
    )


def is_cursor(cursor: str, length: int) -> bool:
    """Whether this is a cursor of ours, for an ordering of so many parts."""
    return _read(cursor, length) is not None


def _beyond(keys: Sequence[SortKey], values: Sequence[Any], *, backwards: bool) -> Q:
    """The condition "comes later than these values in the ordering" (or earlier)."""
    if not keys:
        return Q(pk__in=[])
    key, value = keys[0], values[0]
    rest = _beyond(keys[1:], values[1:], backwards=backwards)
    missing = Q(**{f"{key.alias}__isnull": True})
    if value is None:
        return (~missing | (missing & rest)) if backwards else missing & rest
    lookup = "lt" if key.descending != backwards else "gt"
    condition = Q(**{f"{key.alias}__{lookup}": value}) | (Q(**{key.alias: value}) & rest)
    if key.nullable and not backwards:
        return condition | missing
    # Says nothing new, but it is what an index can begin at: it cannot follow an "or".
    return Q(**{f"{key.alias}__{lookup}e": value}) & condition


def _nullable(model: type[models.Model], path: str) -> bool:
    if path in ("pk", "id"):
        return False
    step: Any = model
    for name in path.split("__"):
        try:
            field = step._meta.get_field(name)
        except (FieldDoesNotExist, AttributeError):
            return True  # an annotation or a transform: be careful
        if getattr(field, "null", True):
            return True
        step = field.related_model
    return False


def _write(row: Any, keys: Sequence[SortKey]) -> str:
    values = [getattr(row, key.alias) for key in keys]
    plain = [
        value.isoformat()
        if isinstance(value, date)
        else str(value)
        if isinstance(value, Decimal)
        else value
        for value in values
    ]
    return signing.dumps(plain, salt=_SALT)


def _read(cursor: str, length: int) -> list[Any] | None:
    if not cursor:
        return None
    try:
        values = signing.loads(cursor, salt=_SALT)
    except signing.BadSignature:
        return None
    # A cursor of another ordering, from an address that was edited by hand.
    return values if isinstance(values, list) and len(values) == length else None
