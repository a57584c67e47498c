"""The kinds of documents that invoicing numbers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from numbering.kinds import NumberKind, add_documents, register_kind

_INVOICE = (("invoicing.Invoice", "number"),)

KINDS = (
    NumberKind(
        "invoice",
        _("Invoices"),
        "sales",
        registers=("invoice",),
        documents=_INVOICE,
        takes_suffix=True,
    ),
    # Drawn from the order type's own or the shared series, a credit note is in the invoices'
    # register (Winbas); drawn from a series of its own it is in its own (easyWinArt).
    NumberKind(
        "credit_note",
        _("Credit notes"),
        "sales",
        registers=("credit_note", "invoice"),
        documents=_INVOICE,
        takes_suffix=True,
    ),
    NumberKind("cash_note", _("Cash notes"), "sales", registers=("invoice",), documents=_INVOICE),
    NumberKind(
        "internal_invoice",
        _("Internal invoices"),
        "sales",
        registers=("invoice",),
        documents=_INVOICE,
    ),
    NumberKind(
        "advance_payment", _("Advance payments"), "finance", documents=_INVOICE, takes_suffix=True
    ),
    NumberKind(
        "reminder",
        _("Reminders"),
        "finance",
        documents=(("invoicing.Reminder", "number"),),
        is_optional=True,
    ),
)


def register() -> None:
    """Declare the kinds to the numbering engine."""
    for kind in KINDS:
        register_kind(kind)
    add_documents("voucher", ("invoicing.Invoice", "voucher_number"))
