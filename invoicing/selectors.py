"""What pages read across models."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from invoicing.models import CustomerTerms, Invoice, InvoiceLine, PaymentTerms
from orders.models import Party


def payment_terms_for(party: Party) -> PaymentTerms | None:
    """The terms agreed with the customer, else the company's default ones."""
    agreed = CustomerTerms.objects.filter(party=party).select_related("payment_terms").first()
    if agreed is not None:
        return agreed.payment_terms
    return PaymentTerms.objects.filter(company_id=party.company_id).default()


def creditable_lines(
    invoice: Invoice, *, without: Invoice | None = None
) -> list[tuple[InvoiceLine, Decimal]]:
    """The lines of an issued invoice with what is left to credit of each.

    Drafts of credit notes count, except `without`.
    """
    credited: dict[int | None, Decimal] = defaultdict(Decimal)
    credit_lines = InvoiceLine.objects.filter(credits__invoice=invoice).exclude(invoice=without)
    # Added up here: SQLite would add as floating point.
    for key, quantity in credit_lines.values_list("credits", "quantity"):
        credited[key] += quantity
    return [(line, line.quantity - credited[line.pk]) for line in invoice.lines.in_order()]
