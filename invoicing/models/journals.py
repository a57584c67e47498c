"""Invoice journals that were printed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from invoicing.models.keptfiles import KeptFile
from invoicing.querysets import KeptJournalQuerySet
from numbering.models import Company, NumberSeries
from numbering.models.company import LANGUAGES

PDF = "application/pdf"
HTML = "text/html"


class KeptJournal(KeptFile, models.Model):
    """An invoice journal as it was printed: by whom and when, its figures and the paper itself.

    Triggers on both databases refuse every change (migration kept_journals): invoices that come
    into the period later show as a difference, and another journal is printed.
    """

    company = models.ForeignKey(
        Company,
        models.PROTECT,
        verbose_name=_("company"),
        related_name="kept_journals",
        db_index=False,
    )
    # A mere count: no series of the register, for nothing but our own shelf refers to it.
    number = models.PositiveIntegerField(_("journal"))
    date_from = models.DateField(_("from"))
    date_to = models.DateField(_("to"))
    # What it was narrowed to; the words are those on the paper, whatever series and type are
    # called later.
    series = models.ForeignKey(
        NumberSeries,
        models.PROTECT,
        verbose_name=_("series"),
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
    )
    narrowed_to = models.CharField(_("narrowed to"), max_length=160, blank=True)
    # Where the invoices are of one series; with several, the figures tell those of each.
    first_number = models.CharField(_("first number"), max_length=20, blank=True)
    last_number = models.CharField(_("last number"), max_length=20, blank=True)
    count = models.PositiveIntegerField(_("invoices"))
    # Numbers without an invoice that nothing explains.
    missing = models.PositiveIntegerField(_("missing numbers"))
    # invoicing.journal.figures: counts and sums by series, currency, tax rate and kind.
    figures = models.JSONField(_("figures"))
    language = models.CharField(_("language"), max_length=5, choices=LANGUAGES)
    content_type = models.CharField(_("kind of file"), max_length=20)
    content = models.BinaryField(_("paper"))
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField(_("size"))
    created_at = models.DateTimeField(_("printed at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("printed by"),
        related_name="+",
        db_index=False,
    )

    objects = KeptJournalQuerySet.as_manager()

    class Meta:
        verbose_name = _("printed invoice journal")
        verbose_name_plural = _("printed invoice journals")
        constraints = [
            # Also the way to the list, newest first, and to the next number.
            models.UniqueConstraint(
                fields=["company", "number"], name="invoicing_keptjournal_unique"
            ),
            models.CheckConstraint(
                condition=Q(date_from__lte=F("date_to")), name="invoicing_keptjournal_period"
            ),
            models.CheckConstraint(
                condition=Q(content_type__in=(PDF, HTML), sha256__length=64),
                name="invoicing_keptjournal_paper",
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

    def get_absolute_url(self) -> str:
        """The journal's page."""
        return reverse("invoicing:kept_journal", args=[self.pk])

    @property
    def is_pdf(self) -> bool:
        """Whether the paper is a PDF; where its libraries lacked, it is a page for the browser."""
        return self.content_type == PDF

    @property
    def file_name(self) -> str:
        """What the paper is called when it is saved."""
        return f"invoice-journal-{self.number}.{'pdf' if self.is_pdf else 'html'}"

    @property
    def sums(self) -> list[dict[str, Any]]:
        """Count and sums by currency."""
        found: list[dict[str, Any]] = self.figures["sums"]
        return found
