"""The invoices of a journal, in the order of their numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Date
from decimal import Decimal

from django.urls import reverse

from invoicing.choices import InvoiceKind
from invoicing.journal.scope import Scope
from invoicing.papers import PAPER_TITLES

_FIELDS = (
    "pk",
    "number__series",
    "number__series__code",
    "number__text",
    "number__scope",
    "date",
    "buyer_number",
    "buyer_name",
    "kind",
    "order_type_name",
    "currency",
    "net",
    "tax",
    "gross",
)
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Row:
    """An invoice as the journal lists it, by what was frozen at issue."""

    pk: int
    series: int | None
    series_code: str | None
    number: str
    period: str
    date: Date
    customer_number: str
    customer: str
    kind: str
    type_name: str
    currency: str
    net: Decimal
    tax: Decimal
    gross: Decimal

    @property
    def kind_label(self) -> str:
        """What the kind is called on the screen."""
        return str(InvoiceKind(self.kind).label)

    @property
    def paper_kind(self) -> str:
        """What the kind is called on papers."""
        return str(PAPER_TITLES[self.kind])

    def get_absolute_url(self) -> str:
        """The invoice's page."""
        return reverse("invoicing:invoice_detail", args=[self.pk])


def rows_of(scope: Scope, *, start: int = 0, count: int | None = None) -> Iterator[Row]:
    """The invoices one by one, all or a page of them: series by series, in number order."""
    found = scope.invoices().in_number_order().values_list(*_FIELDS)
    if count is not None:
        found = found[start : start + count]
    for values in found.iterator(chunk_size=_CHUNK):
        yield Row(*values)
