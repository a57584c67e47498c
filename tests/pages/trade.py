"""Trade documents as tests of pages type and ask for them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from orders.models import Order, Party, TradeDocument
from tests.factories import DAY
from tests.pages.conftest import Typed, line_typed, lines_typed


def page_of(document: TradeDocument, name: str = "detail", *into: str) -> str:
    """The address of one of a document's pages."""
    return reverse(f"orders:trade_{name}", args=[document.kind, document.pk, *into])


def new(kind: str) -> str:
    """Where a document of this kind is entered."""
    return reverse("orders:trade_new", args=[kind])


def typed_document(made_with: Party, /, **changes: Any) -> Typed:
    """A document as a clerk types it: ten chairs at 100."""
    fields: Typed = {"party": made_with.pk, "date": DAY.isoformat(), "your_reference": "PO 4711"}
    return fields | lines_typed([line_typed(made_with.company)]) | changes


def typed_quantities(document: Order | TradeDocument, *quantities: str, **changes: Any) -> Typed:
    """Quantities by line as typed on the page that makes the next document."""
    lines = document.lines.in_order()
    fields: Typed = {
        f"quantity_{line.pk}": quantity for line, quantity in zip(lines, quantities, strict=True)
    }
    return fields | {"date": DAY.isoformat()} | changes


def numbers(response: Any) -> list[str]:
    """The numbers on a list."""
    return [str(row.item.number) for row in response.context["list"]["rows"]]


def text_of(response: Any) -> str:
    """A page on one line."""
    return " ".join(response.content.decode().split())


def retyped_document(document: TradeDocument, **changes: Any) -> Typed:
    """A stored document as the entry page shows it; keywords change fields."""
    lines = [
        {
            "id": line.pk,
            "text": line.text,
            "quantity": line.quantity,
            "unit": line.unit,
            "price": line.price,
            "tax_rate": line.tax_rate_id,
        }
        for line in document.lines.in_order()
    ]
    facts = {"version": document.version} | lines_typed(lines, stored=len(lines))
    return typed_document(document.party, **facts) | changes
