"""What the papers of invoicing are called.

All words on a paper have the context "paper": they are trade terms in the customer's language,
translated apart from the pages of the program.
"""

from __future__ import annotations

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from invoicing.choices import InvoiceKind

# Winbas: the form's title is generated from the document.
PAPER_TITLES: dict[str, str | Promise] = {
    InvoiceKind.INVOICE: pgettext_lazy("paper", "Invoice"),
    InvoiceKind.CREDIT_NOTE: pgettext_lazy("paper", "Credit invoice"),
    InvoiceKind.INTERNAL_INVOICE: pgettext_lazy("paper", "Internal invoice"),
    InvoiceKind.CASH_NOTE: pgettext_lazy("paper", "Cash note"),
    InvoiceKind.ADVANCE: pgettext_lazy("paper", "Advance invoice"),
}

REMINDER_TITLE = pgettext_lazy("paper", "Payment reminder")
# Kinds of invoices are papers of their own, which go by this one's form where they have none.
INVOICE_PAPER = InvoiceKind.INVOICE.value
REMINDER_PAPER = "reminder"

# Instead of payment terms, where the customer has nothing to pay (any more).
CASH_NOTE_PAID = pgettext_lazy("paper", "Paid in cash. Thank you.")
TO_YOUR_CREDIT = pgettext_lazy("paper", "To your credit")
# On an advance invoice, what it asks for; on the final invoice, what was asked for before.
ADVANCE_TEXT = pgettext_lazy("paper", "Advance on order %(number)s")
SETTLEMENT_TEXT = pgettext_lazy("paper", "Advance invoice %(number)s of %(date)s")

# On the invoice journal: why numbers of a series were stepped over.
GAPS_ALLOWED = pgettext_lazy("paper", "gaps are allowed")

# What a new company's levels of reminding say, until an administrator writes something else.
REMINDER_TEXTS = (
    pgettext_lazy(
        "paper",
        "It may have escaped you that the invoices below are overdue. Please pay them by the date"
        " given. If you have paid meanwhile, thank you: nothing more is to be done.",
    ),
    pgettext_lazy(
        "paper",
        "The invoices below are still not paid, although we have reminded you. Please pay them by"
        " the date given.",
    ),
    pgettext_lazy(
        "paper",
        "This is our last reminder of the invoices below. If they are not paid by the date given,"
        " we have to hand the claim over for collection.",
    ),
)

_NOT_IN_FILE_NAMES = frozenset('/\\:*?"<>|')


def file_name(title: str | Promise, number: object, language: str) -> str:
    """What the file of a paper is called, as its receiver knows it: "Faktura 99001".

    Numbers may have signs that file systems do not take.
    """
    with translation.override(language):
        shown = str(title)
    return shown + " " + "".join("-" if s in _NOT_IN_FILE_NAMES else s for s in str(number))
