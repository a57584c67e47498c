"""The closed lists of invoicing."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class InvoiceKind(models.TextChoices):
    """What an invoice is; its title and its series follow from this."""

    INVOICE = "invoice", _("invoice")
    CREDIT_NOTE = "credit_note", _("credit note")
    INTERNAL_INVOICE = "internal_invoice", _("internal invoice")
    CASH_NOTE = "cash_note", _("cash note")
    ADVANCE = "advance", _("advance invoice")


# What the customer is asked to pay.
PAYABLE_KINDS = (InvoiceKind.INVOICE, InvoiceKind.ADVANCE)


class InvoiceState(models.TextChoices):
    """A draft can be changed and thrown away; what is issued never changes again."""

    DRAFT = "draft", _("draft")
    ISSUED = "issued", _("issued")


class ReferenceChoice(models.TextChoices):
    """Which payment reference a company puts on its invoices, or a customer wants to have."""

    NONE = "none", _("none: the invoice number")
    BY_COUNTRY = "by_country", _("by the customer's country")
    RF = "rf", _("RF creditor reference (ISO 11649)")
    OCR = "ocr", _("Swedish OCR")
    FINNISH = "finnish", _("Finnish reference")
    KID = "kid", _("Norwegian KID")
    FIK = "fik", _("Danish FIK")
    QR = "qr", _("Swiss QR reference")
    BELGIAN = "belgian", _("Belgian structured communication")


class PaymentScheme(models.TextChoices):
    """What an invoice's payment reference is, exactly: a choice with its variant."""

    NONE = "", _("none")
    RF = "rf", _("RF creditor reference")
    OCR = "ocr", _("Swedish OCR")
    OCR_LENGTH = "ocr_length", _("Swedish OCR with length digit")
    FINNISH = "fi", _("Finnish reference")
    FINNISH_RF = "fi_rf", _("Finnish reference as RF")
    KID10 = "kid10", _("KID, modulus 10")
    KID11 = "kid11", _("KID, modulus 11")
    FIK71 = "fik71", _("FIK +71")
    FIK75 = "fik75", _("FIK +75")
    QR = "qr", _("Swiss QR reference")
    BELGIAN = "be", _("Belgian structured communication")


class KidCheck(models.TextChoices):
    """How the check digit of a Norwegian KID is worked out; agreed with the bank."""

    MOD10 = "mod10", _("modulus 10")
    MOD11 = "mod11", _("modulus 11")


class FikCard(models.TextChoices):
    """The kind of Danish payment slip: 15 or 16 digits to tell the payment by."""

    CARD71 = "71", _("+71, 15 digits")
    CARD75 = "75", _("+75, 16 digits")


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


class Fate(models.TextChoices):
    """What became of a number that no invoice of a journal has; also a word on the journal."""

    MISSING = "missing", pgettext_lazy("paper", "missing")
    SKIPPED = "skipped", pgettext_lazy("paper", "skipped")
    VOID = "void", pgettext_lazy("paper", "void")
    FREE = "free", pgettext_lazy("paper", "given back")
    RESERVED = "reserved", pgettext_lazy("paper", "reserved")
    DRAFT = "draft", pgettext_lazy("paper", "on a draft")
    TAKEN = "taken", pgettext_lazy("paper", "taken, without an invoice")
    ELSEWHERE = "elsewhere", pgettext_lazy("paper", "in another period")


class ReminderState(models.TextChoices):
    """A reminder is made whole and stays as it was made; a mistaken one is cancelled."""

    MADE = "made", _("made")
    CANCELLED = "cancelled", _("cancelled")


class PaperKind(models.TextChoices):
    """What is kept of an issued invoice."""

    PDF = "pdf", _("PDF")
    CII = "cii", _("Factur-X XML")
    UBL = "ubl", _("UBL XML")


class MailedPaper(models.TextChoices):
    """What is sent by e-mail."""

    INVOICE = InvoiceKind.INVOICE.value, InvoiceKind.INVOICE.label
    CREDIT_NOTE = InvoiceKind.CREDIT_NOTE.value, InvoiceKind.CREDIT_NOTE.label
    INTERNAL_INVOICE = InvoiceKind.INTERNAL_INVOICE.value, InvoiceKind.INTERNAL_INVOICE.label
    CASH_NOTE = InvoiceKind.CASH_NOTE.value, InvoiceKind.CASH_NOTE.label
    ADVANCE = InvoiceKind.ADVANCE.value, InvoiceKind.ADVANCE.label
    REMINDER = "reminder", _("reminder")


class MailState(models.TextChoices):
    """What became of a mail: under way until the mail server has answered."""

    SENDING = "sending", _("sending")
    SENT = "sent", _("sent")
    FAILED = "failed", _("not sent")


class IssueOutcome(models.TextChoices):
    """What became of a draft that was to be issued together with others."""

    ISSUED = "issued", _("issued")
    REFUSED = "refused", _("not issued")
