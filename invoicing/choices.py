"""The closed lists of invoicing."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class InvoiceKind(models.TextChoices):
    """What an invoice is; its title and its series follow from this."""

    INVOICE = "invoice", _("invoice")
    CREDIT_NOTE = "credit_note", _("credit note")
    INTERNAL_INVOICE = "internal_invoice", _("internal invoice")
    CASH_NOTE = "cash_note", _("cash note")
    ADVANCE = "advance", _("advance invoice")


class InvoiceState(models.TextChoices):
    """A draft can be changed and thrown away; what is issued never changes again."""

    DRAFT = "draft", _("draft")
    ISSUED = "issued", _("issued")
