"""The issued number: one row for every number ever given out; rows are never deleted."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from numbering.choices import Origin, State
from numbering.fields import NumberText
from numbering.formats import MAX_LENGTH
from numbering.models.company import Company
from numbering.models.line import SeriesLine
from numbering.models.series import NumberSeries
from numbering.querysets import IssuedNumberQuerySet


class IssuedNumber(models.Model):
    """A number in a company's register, and what became of it.

    Triggers on both databases refuse to delete a row or to change what it says of the number
    (numbering.triggers).
    """

    # Without constraints of the database: each would look up and lock another row in every draw.
    # Deleting what a number points at is refused by PROTECT and by triggers.
    company = models.ForeignKey(
        Company,
        models.PROTECT,
        verbose_name=_("company"),
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    register = models.CharField(_("register"), max_length=40)
    text = NumberText(_("number"), max_length=MAX_LENGTH)
    # The period in which the text is unique; empty where the text is unique by itself.
    scope = models.CharField(_("period shown"), max_length=7, blank=True)
    series = models.ForeignKey(
        NumberSeries,
        models.PROTECT,
        verbose_name=_("series"),
        related_name="issued",
        null=True,
        db_index=False,
        db_constraint=False,
    )
    # Counts the repeats of a typed number in a series that allows duplicates (Offer-Cube).
    repetition = models.PositiveIntegerField(default=0)
    # Line, period and value are empty for a typed number that no line can print.
    line = models.ForeignKey(
        SeriesLine,
        models.PROTECT,
        verbose_name=_("line"),
        related_name="issued",
        null=True,
        db_index=False,
        db_constraint=False,
    )
    period = models.CharField(_("period"), max_length=7, blank=True)
    value = models.BigIntegerField(_("counter"), null=True)
    kind = models.CharField(_("kind"), max_length=40, blank=True)
    document_date = models.DateField(_("document date"))
    issued_at = models.DateTimeField(_("issued at"), default=timezone.now)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("issued by"),
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    origin = models.CharField(_("how"), max_length=8, choices=Origin, default=Origin.DRAWN)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.IN_USE)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    reference = models.CharField(_("reference"), max_length=80, blank=True)
    # Of a reserved number: when it goes back unless it was confirmed.
    expires_at = models.DateTimeField(_("reserved until"), null=True)
    # Its link in the chain of its line and period (numbering.canonical). None where the line
    # allows gaps, and for a number that no line can print.
    chain_position = models.BigIntegerField(_("position in the chain"), null=True)
    chain_hash = models.BinaryField(max_length=32, null=True)

    objects = IssuedNumberQuerySet.as_manager()

    class Meta:
        verbose_name = _("issued number")
        verbose_name_plural = _("issued numbers")
        constraints = [
            # The last defence of "given out once", and the register's search by number.
            models.UniqueConstraint(
                fields=["company", "register", "scope", "text", "repetition"],
                name="numbering_issued_unique",
            ),
            models.CheckConstraint(
                condition=models.Q(text__length__range=(1, MAX_LENGTH)),
                name="numbering_issued_text_length",
            ),
        ]
        indexes = [
            # A line's numbers in order: jump over taken ones, completeness, neighbours.
            models.Index(fields=["line", "period", "value"], name="numbering_issued_value"),
            # The smallest freed number of a line that fills gaps.
            models.Index(
                fields=["line", "period", "value"],
                condition=models.Q(state=State.FREE),
                name="numbering_issued_free",
            ),
            # Reservations that have run out.
            models.Index(
                fields=["expires_at"],
                condition=models.Q(state=State.RESERVED),
                name="numbering_issued_expiry",
            ),
            # The register of a period, and its sorting by the documents' days.
            models.Index(fields=["company", "document_date", "id"], name="numbering_issued_dates"),
            # Few are anything else than drawn and in use; drawing writes to neither index.
            models.Index(
                fields=["company", "state", "id"],
                condition=~models.Q(state=State.IN_USE),
                name="numbering_issued_state",
            ),
            models.Index(
                fields=["company", "origin", "id"],
                condition=~models.Q(origin=Origin.DRAWN),
                name="numbering_issued_origin",
            ),
            # Typed numbers that a line made later may have to adopt.
            models.Index(
                fields=["company", "register"],
                condition=models.Q(line=None),
                name="numbering_issued_lineless",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        """The number's page in the register."""
        return reverse("numbering:number_detail", args=[self.pk])


class NumberEvent(models.Model):
    """What happened to a number after it was given out: confirmed, freed, used again, made void.

    Drawing writes none: the number's own row says who drew it and when. Rows are never changed.
    """

    # Without a constraint of the database: the number's own triggers never let it go.
    number = models.ForeignKey(
        IssuedNumber,
        models.PROTECT,
        verbose_name=_("number"),
        related_name="events",
        db_constraint=False,
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    state = models.CharField(_("state"), max_length=8, choices=State)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    # A freed number that is used again forgets its former use; it is kept here.
    former_kind = models.CharField(_("former kind"), max_length=40, blank=True)
    former_date = models.DateField(_("former document date"), null=True)
    # The number's reference from here on, or until here where it is used again.
    reference = models.CharField(
        _("reference"), max_length=80, blank=True, default="", db_default=""
    )
    # The link of this event in its number's chain.
    chain_position = models.BigIntegerField(_("position in the chain"), null=True)
    chain_hash = models.BinaryField(max_length=32, null=True)
    # The rest of what the former use's link hashed, and that link: it stays where it was.
    former_origin = models.CharField(
        max_length=8, choices=Origin, blank=True, default="", db_default=""
    )
    former_issued_at = models.DateTimeField(null=True)
    former_issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    former_position = models.BigIntegerField(null=True)
    former_hash = models.BinaryField(max_length=32, null=True)

    class Meta:
        verbose_name = _("event of a number")
        verbose_name_plural = _("events of numbers")

    def __str__(self) -> str:
        return f"{self.number_id}: {self.state}"
