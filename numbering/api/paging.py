"""Lists in pages: each answer says where the next one begins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from pydantic import Field

from numbering.api.fields import Body, one_line
from numbering.api.problems import Refused
from numbering.pages.paging import Sort, is_cursor, read_page, sort_keys

T = TypeVar("T")


class Paged(Body):
    """What every list can be asked."""

    # Texts of the address become numbers here, which bodies refuse.
    limit: Annotated[int, Field(ge=1, le=500, strict=False)] = 100
    cursor: Annotated[str, one_line(1000)] = ""


def page_of(
    rows: QuerySet[Any],
    filters: Paged,
    *,
    ordering: Sequence[Sort],
    out: Callable[[Any], T],
    never_empty: Sequence[str] = (),
) -> tuple[list[T], str | None]:
    """The rows of a page as the answer says them, and the cursor of the next; None at the end."""
    keys = sort_keys(rows.model, ordering, never_empty)
    if filters.cursor and not is_cursor(filters.cursor, len(keys)):
        sentence = _("Take the cursor from `next` of an answer to the same question.")
        raise Refused("Invalid", sentence, fields={"cursor": sentence})
    found = read_page(rows, keys, size=filters.limit, after=filters.cursor)
    return [out(row) for row in found.rows], found.after or None
