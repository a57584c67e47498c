"""What a caller hands to a service: the typed content of a form or a request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date

from invoicing.models import PaymentTerms


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceData:
    """What can be changed on the head of a draft."""

    date: Date
    payment_terms: PaymentTerms
    your_reference: str = ""
    our_reference: str = ""
    text: str = ""
