"""The settings screens of invoicing."""

from invoicing.admin import bank_details, mail, payment_terms, reminders

__all__ = ["bank_details", "mail", "payment_terms", "reminders"]
