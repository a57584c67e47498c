"""The invoice journal: the invoices of a period in the order of their numbers, and their sums.

`read_journal` reads figures and missing numbers by sums of the database, however many invoices
there are; `rows_of` reads the invoices themselves, a page or all of them one by one.
"""

from invoicing.journal.figures import Figures, read_figures
from invoicing.journal.report import Journal, read_journal
from invoicing.journal.rows import Row, rows_of
from invoicing.journal.scope import (
    OwnType,
    Scope,
    invoice_series_of,
    own_type_of,
    types_with_own_series,
)

__all__ = [
    "Figures",
    "Journal",
    "OwnType",
    "Row",
    "Scope",
    "invoice_series_of",
    "own_type_of",
    "read_figures",
    "read_journal",
    "rows_of",
    "types_with_own_series",
]
