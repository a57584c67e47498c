"""What the page of an invoice shows of how it is settled."""

from __future__ import annotations

from typing import Any

from invoicing.models import Invoice, InvoiceBalance
from invoicing.selectors import other_side


def payment_facts(invoice: Invoice) -> dict[str, Any]:
    """What the page of an issued invoice shows of its payments."""
    balance: InvoiceBalance | None = getattr(invoice, "balance", None)
    if balance is None:
        return {}
    return {
        "balance": balance,
        "payments": invoice.payments.for_list().order_by("pk"),
        "can_set_off": not balance.is_settled and other_side(balance).exists(),
        "reminders": invoice.reminder_lines.select_related("reminder__number").order_by("pk"),
    }
