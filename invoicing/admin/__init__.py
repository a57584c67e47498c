"""The settings screens of invoicing."""

from invoicing.admin import bank_details, payment_terms, reminders

__all__ = ["bank_details", "payment_terms", "reminders"]
