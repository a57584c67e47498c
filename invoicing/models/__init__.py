"""Payment terms and invoices."""

from invoicing.models.invoices import Invoice
from invoicing.models.lines import InvoiceLine, InvoiceTax
from invoicing.models.payment_terms import CustomerTerms, PaymentTerms

__all__ = ["CustomerTerms", "Invoice", "InvoiceLine", "InvoiceTax", "PaymentTerms"]
