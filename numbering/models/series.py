"""The number series: what an administrator names, switches and assigns."""

from __future__ import annotations

from secrets import randbits
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from numbering.choices import ManualRange
from numbering.models.company import Company
from numbering.querysets import NumberSeriesQuerySet


def new_revision() -> int:
    """A value no earlier state of a series' settings had (see Counter.revision)."""
    return randbits(62)


class NumberSeries(models.Model):
    """A named series of numbers; its lines say what the numbers look like."""

    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("company"), related_name="series"
    )
    code = models.CharField(_("code"), max_length=20)
    description = models.CharField(_("text"), max_length=120, blank=True)
    register = models.CharField(
        _("register"),
        max_length=40,
        help_text=_("Where its numbers must be unique, for example among all invoices."),
    )
    default_numbers = models.BooleanField(
        _("draws numbers"),
        default=True,
        help_text=_("The next number is filled in by itself."),
    )
    manual_numbers = models.BooleanField(
        _("takes typed numbers"),
        default=False,
        help_text=_("A number may be typed instead of drawn."),
    )
    date_order = models.BooleanField(
        _("date order"),
        default=False,
        help_text=_("A date earlier than the last one drawn is refused."),
    )
    manual_range = models.CharField(
        _("typed numbers may be"),
        max_length=10,
        choices=ManualRange,
        default=ManualRange.ANYTHING,
    )
    allow_duplicates = models.BooleanField(
        _("allow duplicates"),
        default=False,
        help_text=_("The same typed number may be used more than once."),
    )
    is_system = models.BooleanField(
        _("fixed series"),
        default=False,
        help_text=_("Installed from the start: can be edited and blocked, not deleted."),
    )
    blocked = models.BooleanField(_("blocked"), default=False)
    revision = models.BigIntegerField(default=new_revision, editable=False)
    history = HistoricalRecords(excluded_fields=["revision"])

    objects = NumberSeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("number series")
        verbose_name_plural = _("number series")
        ordering = ["company", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "code"], name="numbering_series_code_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(default_numbers=True) | models.Q(manual_numbers=True),
                name="numbering_series_default_or_manual",
            ),
            models.CheckConstraint(
                # SQLite does not enforce max_length.
                condition=models.Q(code__length__range=(1, 20))
                & models.Q(register__length__range=(1, 40)),
                name="numbering_series_named",
            ),
        ]

    # The plan of the last draw through this instance; see engine.plan.
    _plan: Any = None

    def __str__(self) -> str:
        return f"{self.code} · {self.description}" if self.description else self.code

    def get_absolute_url(self) -> str:
        """The settings screen of the series."""
        return reverse("admin:numbering_numberseries_change", args=[self.pk])
