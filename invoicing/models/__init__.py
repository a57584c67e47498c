"""Payment terms, bank details and invoices."""

from invoicing.models.bank_details import BankDetails, CustomerReference
from invoicing.models.invoices import Invoice
from invoicing.models.lines import InvoiceLine, InvoiceTax
from invoicing.models.payment_terms import CustomerTerms, PaymentTerms

__all__ = [
    "BankDetails",
    "CustomerReference",
    "CustomerTerms",
    "Invoice",
    "InvoiceLine",
    "InvoiceTax",
    "PaymentTerms",
]
