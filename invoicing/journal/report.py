"""The whole journal but for its invoices, which are read a page at a time."""

from __future__ import annotations

from dataclasses import dataclass

from invoicing.journal.figures import Figures, read_figures
from invoicing.journal.scope import Scope
from invoicing.journal.unused import UnusedNumbers, read_unused


@dataclass(frozen=True, slots=True)
class Journal:
    """What a journal says of its period."""

    scope: Scope
    figures: Figures
    unused: UnusedNumbers
    # Invoices of the type it is narrowed to that have numbers of other series.
    elsewhere: int


def read_journal(scope: Scope) -> Journal:
    """The figures of a period and what is missing from it; the queries do not grow with it."""
    figures = read_figures(scope)
    return Journal(scope, figures, read_unused(scope, figures), scope.numbered_elsewhere())
