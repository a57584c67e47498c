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


class Settlement(models.TextChoices):
    """How far an issued invoice is paid, or a credit note returned or set off."""

    OPEN = "open", _("open")
    PARTLY = "partly", _("partly paid")
    PAID = "paid", _("paid")


# What is still to come in, or to be returned.
UNSETTLED = (Settlement.OPEN, Settlement.PARTLY)


class PaymentWay(models.TextChoices):
    """How an amount was paid."""

    BANK = "bank", _("bank transfer")
    CASH = "cash", _("cash")
    CARD = "card", _("card")
    DEBIT = "debit", _("direct debit")
    OTHER = "other", _("other")
    SET_OFF = "set_off", _("set off")


class ReminderState(models.TextChoices):
    """A reminder is made whole and stays as it was made; a mistaken one is cancelled."""

    MADE = "made", _("made")
    CANCELLED = "cancelled", _("cancelled")
