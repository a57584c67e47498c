"""The series line: one stretch of a series, from a starting date on."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from numbering.choices import DatePart, GapPolicy, Restart
from numbering.formats import LARGEST_COUNTER, NumberFormat
from numbering.models.series import NumberSeries
from numbering.querysets import SeriesLineQuerySet


class SeriesLine(models.Model):
    """A format and a range of counters, used for documents from a starting date on."""

    series = models.ForeignKey(
        NumberSeries, models.CASCADE, verbose_name=_("series"), related_name="lines"
    )
    starting_date = models.DateField(
        _("starting date"), null=True, blank=True, help_text=_("Empty: always.")
    )
    prefix1 = models.CharField(_("prefix 1"), max_length=20, blank=True)
    date_part = models.CharField(
        _("date part"), max_length=6, choices=DatePart, default=DatePart.NONE, blank=True
    )
    prefix2 = models.CharField(_("prefix 2"), max_length=20, blank=True)
    digits = models.PositiveSmallIntegerField(
        _("digits"), default=1, help_text=_("The counter is padded with zeros to this width.")
    )
    suffix = models.CharField(_("suffix"), max_length=20, blank=True)
    first_number = models.BigIntegerField(_("first number"), default=1)
    last_number = models.BigIntegerField(
        _("last number"), null=True, blank=True, help_text=_("Empty: open-ended.")
    )
    increment = models.PositiveIntegerField(_("increment"), default=1)
    warning_number = models.BigIntegerField(
        _("warn from"),
        null=True,
        blank=True,
        help_text=_("From this number on, users are told that the line runs low."),
    )
    restart = models.CharField(
        _("starts again"), max_length=12, choices=Restart, default=Restart.NEVER
    )
    gap_policy = models.CharField(
        _("gaps"), max_length=12, choices=GapPolicy, default=GapPolicy.UNBROKEN
    )
    blocked = models.BooleanField(_("blocked"), default=False)
    history = HistoricalRecords()

    objects = SeriesLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("series line")
        verbose_name_plural = _("series lines")
        ordering = ["series", "starting_date", "first_number", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(digits__range=(1, 18)), name="numbering_line_digits"
            ),
            models.CheckConstraint(
                condition=models.Q(increment__gte=1), name="numbering_line_increment"
            ),
            models.CheckConstraint(
                condition=models.Q(first_number__range=(0, LARGEST_COUNTER)),
                name="numbering_line_first",
            ),
            models.CheckConstraint(
                condition=models.Q(last_number=None)
                | models.Q(
                    last_number__gte=models.F("first_number"), last_number__lte=LARGEST_COUNTER
                ),
                name="numbering_line_last_after_first",
            ),
        ]

    def __str__(self) -> str:
        return self.range_text()

    @property
    def format(self) -> NumberFormat:
        """What the line's numbers look like."""
        return NumberFormat(self.prefix1, self.date_part, self.prefix2, self.digits, self.suffix)

    @property
    def last_value(self) -> int:
        """The largest counter the line can reach, open-ended or not."""
        return self.format.largest_value if self.last_number is None else self.last_number

    def text(self, value: int, on: date) -> str:
        """The number with this counter value on a document of this date."""
        return self.format.text(value, on)

    def sample(self, value: int) -> str:
        """The number as a sample, with its date part in braces."""
        date_part = f"{{{self.date_part}}}" if self.date_part else ""
        counter = f"{value:0{self.digits}}"
        return f"{self.prefix1}{date_part}{self.prefix2}{counter}{self.suffix}"

    def range_text(self) -> str:
        """The range in words for messages: `SO-0001–SO-9999`, or `SO-0001–` when open-ended."""
        last = "" if self.last_number is None else self.sample(self.last_number)
        return f"{self.sample(self.first_number)}–{last}"
