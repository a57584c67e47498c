"""Which series numbers which kind of document."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from numbering.models.company import Company
from numbering.models.series import NumberSeries


class SeriesAssignment(models.Model):
    """One row of "Where numbers are used": this kind takes its numbers from this series."""

    company = models.ForeignKey(
        Company, models.CASCADE, verbose_name=_("company"), related_name="assignments"
    )
    kind = models.CharField(_("kind"), max_length=40)
    series = models.ForeignKey(
        NumberSeries, models.PROTECT, verbose_name=_("series"), related_name="assignments"
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("use of a series")
        verbose_name_plural = _("where numbers are used")
        ordering = ["company", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["company", "kind"], name="numbering_assignment_unique"),
        ]

    def __str__(self) -> str:
        return self.kind


class SeriesRelation(models.Model):
    """A series that may be picked instead of another one; directed, not transitive."""

    series = models.ForeignKey(
        NumberSeries, models.CASCADE, verbose_name=_("series"), related_name="relations"
    )
    related = models.ForeignKey(
        NumberSeries, models.PROTECT, verbose_name=_("related series"), related_name="related_from"
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        ordering = ["series", "related"]
        constraints = [
            models.UniqueConstraint(fields=["series", "related"], name="numbering_relation_unique"),
            models.CheckConstraint(
                condition=~models.Q(series=models.F("related")), name="numbering_relation_other"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series_id} → {self.related_id}"
