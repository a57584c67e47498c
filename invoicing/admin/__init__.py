"""The settings screens of invoicing."""

from invoicing.admin import bank_details, payment_terms

__all__ = ["bank_details", "payment_terms"]
