"""Ticking rows of a list, to do something with them together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise

# In the address of a page about all rows that a list finds: what the list was asked for follows.
ALL = "all"


@dataclass(frozen=True)
class Selection:
    """Which rows can be ticked, and the page that is asked about them.

    `key` names the ticked rows in that page's address. `all_label` tells a count of rows; `takes`
    tells of a row, `among` of the rows of a queryset, whether they can be ticked.
    """

    key: str
    url_name: str
    label: str | Promise
    all_label: Callable[[int], str]
    takes: Callable[[Any], bool]
    among: Callable[[QuerySet[Any]], QuerySet[Any]]
    roles: tuple[str, ...]
    # More than so many are not done together.
    limit: int

    @property
    def url(self) -> str:
        """The page about the ticked rows."""
        return reverse(self.url_name)

    def offered(self, found: QuerySet[Any], asked: QueryDict) -> Offered | None:
        """What is offered where a list found these rows; nothing where none can be ticked."""
        among = self.among(found).order_by()
        count = among.values("pk")[: self.limit + 1].count()
        if not count:
            return None
        query = [(name, value) for name, value in asked.items() if value]
        is_too_many = count > self.limit
        return Offered(
            self,
            count=self.limit if is_too_many else count,
            is_too_many=is_too_many,
            all_url=f"{self.url}?{urlencode([(ALL, '1'), *query])}",
        )


@dataclass(frozen=True)
class Offered:
    """What a list offers to do with rows together."""

    selection: Selection
    count: int
    is_too_many: bool
    all_url: str

    @property
    def all_label(self) -> str:
        """What doing it with all rows is called."""
        return self.selection.all_label(self.count)
