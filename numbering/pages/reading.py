"""Reading one page of a list: how many rows there are, what they add up to, which come now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, QuerySet, Sum

from numbering.pages.paging import PageOfRows, read_page

if TYPE_CHECKING:
    from numbering.pages.lists import ListPage


class Reading:
    """The rows found, counted and read by the way that suits their number.

    A few rows are found first and then sorted. Many are read in the order of an index until the
    page is full, which is quick for the very reason that there are many.
    """

    def __init__(self, list_page: ListPage, found: QuerySet[Any]) -> None:
        self.list = list_page
        self.found = found
        self.count: int | None = 0
        self.sums: dict[str, Any] = {}
        self.is_unsorted = False

    def page(self, *, after: str, before: str) -> PageOfRows:
        """One page; the count and the sums are known from then on."""
        self._summarise()
        if self.count == 0:
            return PageOfRows([], "", "")
        if not self.list.is_large:
            return read_page(
                self.found,
                self.list.sort_keys,
                size=self.list.page_size,
                after=after,
                before=before,
            )
        keys, rows = self.list.sort_keys, self.found
        column = self.list.sorted_column
        by_index = column is None or column.is_indexed
        if self.count is None and self.list.hits is None:
            self.is_unsorted = not by_index
            keys = self.list.default_keys if self.is_unsorted else keys
        elif self.list.is_narrowed or not by_index:
            # The limit keeps the database from mixing both ways: walking through all rows in
            # order, in the hope that some of the few come soon.
            few = rows.order_by().values("pk")[: self.list.count_limit + 1]
            rows = self.list.get_queryset().filter(pk__in=few)
        return read_page(
            rows,
            keys,
            size=self.list.page_size,
            after=after,
            before=before,
            shown=self.list.get_queryset(),
        )

    def _summarise(self) -> None:
        """Count and add up at most `count_limit` rows; the count is None where there are more."""
        totals = {
            f"sum_{column.key}": Sum(
                column.value if isinstance(column.value, str) and column.value else column.key
            )
            for column in self.list.shown_columns
            if column.total
        }
        limited = self.found.order_by()[: self.list.count_limit + 1]
        result = limited.aggregate(count=Count("pk"), **totals)
        hits = self.list.hits
        if result["count"] > self.list.count_limit or (hits is not None and hits.more):
            self.count = None
            return
        self.count = result["count"]
        self.sums = {name.removeprefix("sum_"): result[name] for name in totals}
