"""The counter: where a line stands in one period. Hot, tiny, never edited by hand."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from numbering.models.line import SeriesLine


class Counter(models.Model):
    """The next counter value of one line in one period."""

    line = models.ForeignKey(SeriesLine, models.CASCADE, related_name="counters")
    period = models.CharField(max_length=7, blank=True)
    next_value = models.BigIntegerField()
    # The smallest value from next_value on that a typed number has taken. Below it a draw need
    # not look for taken values. Sequences behind lines that allow gaps look at every value.
    typed_next = models.BigIntegerField(null=True)
    # The state of the settings this counter agrees with. A draw that was planned on older
    # settings does not match the row, notices, and plans anew: so no draw has to lock settings.
    revision = models.BigIntegerField()
    # The latest document date drawn, kept for series in date order only.
    last_date = models.DateField(null=True)
    # The chain of what the counter gave out (numbering.canonical): how many links, and the last.
    # Here, because whoever gives out a number holds this row already.
    chain_length = models.BigIntegerField(default=0, db_default=0)
    chain_head = models.BinaryField(max_length=32, null=True)
    # Of a link that PostgreSQL's one statement made: the link before and the value it is for.
    # Where that number turns out to be taken, the link is taken back.
    chain_before = models.BinaryField(max_length=32, null=True)
    chain_value = models.BigIntegerField(null=True)
    # Numbers up to this key were given out while gaps were allowed, and need not be in the chain.
    unchained_to = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("counter")
        verbose_name_plural = _("counters")
        constraints = [
            models.UniqueConstraint(fields=["line", "period"], name="numbering_counter_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.line_id}/{self.period}: {self.next_value}"


class CounterJump(models.Model):
    """A documented step over numbers: set forward by an administrator, or a policy's doing."""

    line = models.ForeignKey(SeriesLine, models.CASCADE, related_name="jumps")
    period = models.CharField(_("period"), max_length=7, blank=True)
    from_value = models.BigIntegerField()
    to_value = models.BigIntegerField()
    # As the numbers looked then, for the history.
    from_number = models.CharField(_("from"), max_length=40)
    to_number = models.CharField(_("to"), max_length=40)
    reason = models.CharField(_("reason"), max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    history = HistoricalRecords(excluded_fields=["from_value", "to_value", "by", "at"])

    class Meta:
        verbose_name = _("next number")
        verbose_name_plural = _("next numbers set")

    def __str__(self) -> str:
        return f"{self.from_number} → {self.to_number}"
