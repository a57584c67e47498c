"""The settings screens of payment terms and reminders."""

from invoicing.admin import reminders, terms

__all__ = ["reminders", "terms"]
