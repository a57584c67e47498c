"""What goes out by e-mail: the words a company writes, and what was sent."""

from __future__ import annotations

from typing import Self

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from invoicing.choices import MailedPaper, MailState
from invoicing.models.invoices import Invoice
from invoicing.models.reminders import Reminder
from numbering.models import Company
from numbering.models.company import LANGUAGES
from orders.models.traced import person_field
from orders.querysets import CompanyScoped

LONGEST_TEXT = 5000


class MailText(models.Model):
    """What a company writes when it sends a paper, in one language.

    `_objref` stands for the document's number, `_ref` for its internal id (Offer-Cube). Without a
    paper the words are for all; where nothing is written, the built-in ones go out.
    """

    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("company"), related_name="mail_texts"
    )
    paper = models.CharField(
        _("document"),
        max_length=16,
        choices=MailedPaper,
        blank=True,
        help_text=_("Empty: every document without words of its own."),
    )
    language = models.CharField(_("language"), max_length=5, choices=LANGUAGES)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(
        _("text"), max_length=LONGEST_TEXT, validators=[MaxLengthValidator(LONGEST_TEXT)]
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("mail text")
        verbose_name_plural = _("mail texts")
        ordering = ["company", "paper", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "paper", "language"],
                name="invoicing_mailtext_unique",
                violation_error_message=_("There are words for this in this language already."),
            ),
            models.CheckConstraint(
                condition=Q(subject__length__range=(1, 200)), name="invoicing_mailtext_lengths"
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class SentMailQuerySet(CompanyScoped["SentMail"]):
    """Mails."""

    def newest_first(self) -> Self:
        """The last one sent before the others."""
        return self.order_by("-pk")


class SentMail(models.Model):
    """An e-mail with a paper: to whom, in which words, with which files, and what became of it.

    It is written before it is handed to the mail server, so that nothing goes out unrecorded; from
    then on only its outcome is added.
    """

    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("company"), related_name="mails"
    )
    invoice = models.ForeignKey(
        Invoice, models.PROTECT, related_name="mails", null=True, blank=True
    )
    reminder = models.ForeignKey(
        Reminder, models.PROTECT, related_name="mails", null=True, blank=True
    )
    recipients = models.CharField(_("to"), max_length=500)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    # The files that went with it, each as its name and SHA-256.
    files = models.JSONField(_("files"), default=list)
    state = models.CharField(_("state"), max_length=8, choices=MailState, default=MailState.SENDING)
    error = models.CharField(_("error"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("sent at"), auto_now_add=True)
    created_by = person_field(_("sent by"))

    objects = SentMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        constraints = [
            models.CheckConstraint(
                condition=Q(invoice__isnull=False, reminder__isnull=True)
                | Q(invoice__isnull=True, reminder__isnull=False),
                name="invoicing_sentmail_of_one",
            ),
            models.CheckConstraint(
                condition=Q(state__in=MailState.values), name="invoicing_sentmail_state"
            ),
            models.CheckConstraint(
                condition=Q(recipients__length__range=(3, 500), subject__length__range=(1, 200)),
                name="invoicing_sentmail_lengths",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_failed(self) -> bool:
        """Whether the mail server would not take it."""
        return self.state == MailState.FAILED
