"""What the papers of invoicing show, for the browser and for PDFs."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.template.loader import render_to_string

from invoicing.models import Invoice, Reminder
from invoicing.papers import PAPER_TITLES, REMINDER_PAPER, REMINDER_TITLE, file_name
from numbering.pdf import render_pdf
from orders.looks import Look, look_of
from orders.services.layouts import Layouts

TEMPLATE = "print/invoice.html"
REMINDER_TEMPLATE = "print/reminder.html"


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
        "look": _invoice_look(invoice),
        "back": invoice.get_absolute_url(),
        "paper_language": invoice.language,
    }


def paper_html(invoice: Invoice) -> str:
    """The paper without what only a screen has around it."""
    return render_to_string(TEMPLATE, {**paper_context(invoice), "is_pdf": True})


def reminder_context(reminder: Reminder) -> dict[str, Any]:
    """What print/reminder.html shows: as it was made."""
    look = look_of(
        reminder.print_layout,
        paper=REMINDER_PAPER,
        number=reminder.number,
        ref=reminder.internal_id,
    )
    return {
        "reminder": reminder,
        "seller": reminder.seller,
        "lines": reminder.lines.order_by("position"),
        "look": look,
        "back": reminder.get_absolute_url(),
        "paper_language": reminder.language,
    }


def reminder_file(reminder: Reminder) -> tuple[str, bytes, str]:
    """The PDF of a reminder with its file's name and SHA-256. Raises PdfUnavailable."""
    html = render_to_string(REMINDER_TEMPLATE, {**reminder_context(reminder), "is_pdf": True})
    content = render_pdf(html)
    name = file_name(REMINDER_TITLE, reminder.number, reminder.language)
    return f"{name}.pdf", content, sha256(content).hexdigest()


def _invoice_look(invoice: Invoice) -> Look:
    """As frozen at issue; of a draft, as the print forms stand today."""
    layout = invoice.print_layout
    if not invoice.is_issued:
        layouts = Layouts(invoice.company)
        layout = layouts.resolve(invoice.kind, invoice.order_type_id, invoice.language)
    return look_of(layout, paper=invoice.kind, number=invoice.number, ref=invoice.internal_id)
