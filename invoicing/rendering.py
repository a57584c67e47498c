"""What the paper of an invoice shows, for the browser and for its PDF."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string

from invoicing.models import Invoice
from invoicing.papers import PAPER_TITLES

TEMPLATE = "print/invoice.html"


def paper_lines(invoice: Invoice) -> list[Any]:
    """The lines as they stand on the invoice."""
    lines = list(invoice.lines.in_order())
    for line in lines:
        line.invoice = invoice  # what a line prints depends on its invoice: no query for it
    return lines


def paper_context(invoice: Invoice) -> dict[str, Any]:
    """What print/invoice.html shows: as frozen at issue, whatever became of anything since."""
    return {
        "invoice": invoice,
        "seller": invoice.seller,
        "title": PAPER_TITLES[invoice.kind],
        "lines": paper_lines(invoice),
        "taxes": invoice.taxes.order_by("-percent", "code"),
        "back": invoice.get_absolute_url(),
        "paper_language": invoice.language,
    }


def paper_html(invoice: Invoice) -> str:
    """The paper without what only a screen has around it."""
    return render_to_string(TEMPLATE, {**paper_context(invoice), "is_pdf": True})
