"""What the paper of an invoice shows, for the browser and for its PDF."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.template.loader import render_to_string

from invoicing.models import Invoice, Reminder
from invoicing.papers import PAPER_TITLES, REMINDER_TITLE, file_name
from numbering.pdf import render_pdf

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
        "back": invoice.get_absolute_url(),
        "paper_language": invoice.language,
    }


def paper_html(invoice: Invoice) -> str:
    """The paper without what only a screen has around it."""
    return render_to_string(TEMPLATE, {**paper_context(invoice), "is_pdf": True})


def reminder_context(reminder: Reminder) -> dict[str, Any]:
    """What print/reminder.html shows."""
    return {
        "reminder": reminder,
        "seller": reminder.seller,
        "lines": reminder.lines.order_by("position"),
        "back": reminder.get_absolute_url(),
        "paper_language": reminder.language,
    }


def reminder_file(reminder: Reminder) -> tuple[str, bytes, str]:
    """The PDF of a reminder with its file's name and SHA-256. Raises PdfUnavailable."""
    html = render_to_string(REMINDER_TEMPLATE, {**reminder_context(reminder), "is_pdf": True})
    content = render_pdf(html)
    name = file_name(REMINDER_TITLE, reminder.number, reminder.language)
    return f"{name}.pdf", content, sha256(content).hexdigest()
