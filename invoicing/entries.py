"""What a caller hands to a service: the typed content of a form or a request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date

from invoicing.models import PaymentTerms
from orders.entries import HeadData
from orders.models import OrderType


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceData:
    """What can be changed on the head of a draft."""

    date: Date
    payment_terms: PaymentTerms
    your_reference: str = ""
    our_reference: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeInvoiceData(HeadData):
    """The head of an invoice or a credit note that is written by itself.

    Without an order type the number is from the shared series. Every line of a credit note is
    credit; `credited_number` may name an invoice of an old system. Without payment terms it has
    those agreed with the customer.
    """

    order_type: OrderType | None = None
    payment_terms: PaymentTerms | None = None
    is_credit: bool = False
    credited_number: str = ""
