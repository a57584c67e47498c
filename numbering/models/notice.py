"""What administrators were warned of already, so that nobody is told the same every night."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from numbering.models.line import SeriesLine


class LowSeriesNotice(models.Model):
    """A mail about a line that runs low."""

    class Level(models.TextChoices):
        """How bad it is."""

        WARNING = "warning", _("runs low")
        SOON = "soon", _("runs out soon")
        USED_UP = "used_up", _("used up")

    line = models.ForeignKey(SeriesLine, models.CASCADE, verbose_name=_("line"), related_name="+")
    period = models.CharField(_("period"), max_length=7, blank=True)
    level = models.CharField(_("level"), max_length=7, choices=Level)
    # A line that was extended since may be warned of again.
    last_value = models.BigIntegerField(_("last number"))
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)

    class Meta:
        verbose_name = _("notice of a low series")
        verbose_name_plural = _("notices of low series")
        constraints = [
            models.UniqueConstraint(
                fields=["line", "period", "level", "last_value"], name="numbering_notice_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id}/{self.period}: {self.level}"
