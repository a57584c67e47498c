"""Periods that were closed: where the chain of issued numbers stood, kept and handed out."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from numbering.models.company import Company
from numbering.models.line import SeriesLine
from numbering.models.series import NumberSeries


class ClosedPeriod(models.Model):
    """A month, a year or any other span of a series that somebody closed; rows never change.

    Numbers may still be given out for its dates: a closing says what there was at that moment.
    """

    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("company"), related_name="closed_periods"
    )
    series = models.ForeignKey(
        NumberSeries, models.PROTECT, verbose_name=_("series"), related_name="closed_periods"
    )
    first_date = models.DateField(_("from"))
    last_date = models.DateField(_("to"))
    note = models.CharField(_("note"), max_length=200, blank=True)
    closed_at = models.DateTimeField(_("closed"), default=timezone.now)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("closed period")
        verbose_name_plural = _("closed periods")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_date__gte=models.F("first_date")),
                name="numbering_closed_dates",
            ),
        ]
        indexes = [
            models.Index(fields=["company", "-last_date", "-id"], name="numbering_closed_list"),
        ]

    def __str__(self) -> str:
        return f"{self.series_id}: {self.first_date} – {self.last_date}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("numbering:closed_detail", args=[self.pk])


class ClosedChain(models.Model):
    """Where one chain of the series stood as the period was closed."""

    closed = models.ForeignKey(ClosedPeriod, models.PROTECT, related_name="chains")
    line = models.ForeignKey(
        SeriesLine, models.PROTECT, verbose_name=_("line"), related_name="closed_chains"
    )
    period = models.CharField(_("period"), max_length=7, blank=True)
    position = models.BigIntegerField(_("links"))
    hash = models.BinaryField(max_length=32)
    # Of the numbers whose documents are dated in the span.
    count = models.BigIntegerField(_("numbers"))
    first_number = models.CharField(_("first number"), max_length=40, blank=True)
    last_number = models.CharField(_("last number"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("closed chain")
        verbose_name_plural = _("closed chains")
        constraints = [
            models.UniqueConstraint(
                fields=["closed", "line", "period"], name="numbering_closedchain_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id}/{self.period}: {self.position}"

    @property
    def head(self) -> str:
        """The hash as it is shown, printed and exported."""
        return bytes(self.hash).hex()
