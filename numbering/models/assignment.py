"""Which series numbers which kind of document."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from numbering.models.company import Company
from numbering.models.department import Department
from numbering.models.series import NumberSeries


class SeriesAssignment(models.Model):
    """One row of "Where numbers are used": this kind takes its numbers from this series."""

    company = models.ForeignKey(
        Company, models.CASCADE, verbose_name=_("company"), related_name="assignments"
    )
    kind = models.CharField(_("kind"), max_length=40)
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        verbose_name=_("department"),
        related_name="assignments",
        null=True,
        blank=True,
        help_text=_("Empty: every department without a row of its own."),
    )
    series = models.ForeignKey(
        NumberSeries, models.PROTECT, verbose_name=_("series"), related_name="assignments"
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("use of a series")
        verbose_name_plural = _("where numbers are used")
        ordering = ["company", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "kind", "department"], name="numbering_assignment_unique"
            ),
            # NULLs differ from each other in an index: the general row needs one of its own.
            models.UniqueConstraint(
                fields=["company", "kind"],
                condition=models.Q(department=None),
                name="numbering_assignment_general_unique",
            ),
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


class SeriesAccess(models.Model):
    """What a group of people may do with one series.

    What no group is granted is open to everybody whose role allows it; what one is granted, only
    the groups that are may do.
    """

    series = models.ForeignKey(
        NumberSeries, models.CASCADE, verbose_name=_("series"), related_name="access"
    )
    group = models.ForeignKey(Group, models.CASCADE, verbose_name=_("group"), related_name="+")
    may_draw = models.BooleanField(_("may draw"), default=False)
    may_type = models.BooleanField(_("may type"), default=False)
    may_edit = models.BooleanField(_("may edit"), default=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("right to a series")
        verbose_name_plural = _("rights to series")
        ordering = ["series", "group"]
        constraints = [
            models.UniqueConstraint(fields=["series", "group"], name="numbering_access_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.series_id}: {self.group_id}"
