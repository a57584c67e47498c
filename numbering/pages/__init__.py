"""List pages, declared rather than written: see ListPage.

Every list of the product (numbers, orders, invoices, customers, items) is one of these, so that
search, filters, sorting, paging, sums and export are the same everywhere.
"""

from numbering.pages.columns import Column
from numbering.pages.filters import ChoiceFilter, Filter, PeriodFilter, RelatedFilter
from numbering.pages.lists import Action, ListPage
from numbering.pages.paging import by_number
from numbering.pages.selection import Selection

__all__ = [
    "Action",
    "ChoiceFilter",
    "Column",
    "Filter",
    "ListPage",
    "PeriodFilter",
    "RelatedFilter",
    "Selection",
    "by_number",
]
