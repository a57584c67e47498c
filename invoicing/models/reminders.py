"""Reminders, and the levels a company reminds in."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from invoicing.choices import ReminderState
from invoicing.models.heads import FrozenHead
from invoicing.models.invoices import Invoice
from invoicing.querysets import ReminderLevelQuerySet, ReminderQuerySet
from numbering.documents import NumberedModel, NumberField
from numbering.models import Company, NumberSeries
from orders.models import Party, PrintLayout
from orders.models.traced import person_field
from orders.placeholders import filled

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LEVELS = 9


def text_field(language: _StrPromise) -> models.TextField[str, str]:
    """The text of a level in one language."""
    return models.TextField(
        language, max_length=2000, blank=True, validators=[MaxLengthValidator(2000)]
    )


class ReminderLevel(models.Model):
    """A step of reminding: when it is due, what it costs, what it says."""

    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("company"), related_name="reminder_levels"
    )
    level = models.PositiveSmallIntegerField(
        _("level"), validators=[MinValueValidator(1), MaxValueValidator(LEVELS)]
    )
    days = models.PositiveSmallIntegerField(
        _("days of waiting"),
        default=8,
        help_text=_("The first level: after the due date. Every other: after the one before."),
    )
    days_to_pay = models.PositiveSmallIntegerField(
        _("days to pay"), default=8, help_text=_("The time that the reminder gives.")
    )
    fee = models.DecimalField(
        _("fee"), max_digits=8, decimal_places=2, default=Decimal(0), help_text=_("0 for none.")
    )
    text_en = text_field(_("English"))
    text_da = text_field(_("Danish"))
    text_sv = text_field(_("Swedish"))
    text_de = text_field(_("German"))
    text_pl = text_field(_("Polish"))
    text_fi = text_field(_("Finnish"))
    history = HistoricalRecords()

    objects = ReminderLevelQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder level")
        verbose_name_plural = _("reminder levels")
        ordering = ["company", "level"]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "level"],
                name="invoicing_reminderlevel_unique",
                violation_error_message=_("There is this level already."),
            ),
            models.CheckConstraint(
                condition=Q(level__range=(1, LEVELS)), name="invoicing_reminderlevel_level"
            ),
            models.CheckConstraint(
                condition=Q(days__range=(0, 365), days_to_pay__range=(0, 365)),
                name="invoicing_reminderlevel_days",
                violation_error_message=_("A reminder waits a year at most."),
            ),
            models.CheckConstraint(
                condition=Q(fee__gte=0),
                name="invoicing_reminderlevel_fee",
                violation_error_message=_("A fee cannot be less than 0."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.level)

    def text_in(self, language: str) -> str:
        """What the level says in a language; empty where nothing was written."""
        return str(getattr(self, f"text_{language}", ""))


class Reminder(FrozenHead, NumberedModel):
    """A letter to a customer that lists what is overdue; it stays as it was made."""

    company = models.ForeignKey(
        Company,
        models.PROTECT,
        verbose_name=_("company"),
        related_name="reminders",
        db_index=False,
    )
    number = NumberField(kind="reminder", verbose_name=_("reminder number"))
    party = models.ForeignKey(
        Party,
        models.PROTECT,
        verbose_name=_("customer"),
        related_name="reminders",
        db_index=False,
    )
    date = models.DateField(_("date"))
    level = models.PositiveSmallIntegerField(_("level"))
    pay_by = models.DateField(_("pay by"))
    open = models.DecimalField(_("open"), max_digits=14, decimal_places=2)
    fee = models.DecimalField(_("fee"), max_digits=8, decimal_places=2)
    total = models.DecimalField(_("total"), max_digits=14, decimal_places=2)
    # With `_objref` and `_ref` as written; number and key never change, so neither does the text.
    text = models.TextField(_("text"), max_length=2000, blank=True)
    # Empty for the built-in look.
    print_layout = models.ForeignKey(
        PrintLayout,
        models.PROTECT,
        verbose_name=_("print layout"),
        related_name="reminders",
        null=True,
        blank=True,
    )
    # How many invoices it lists: the triggers take no other after these.
    line_count = models.PositiveIntegerField(editable=False)
    state = models.CharField(
        _("state"), max_length=9, choices=ReminderState, default=ReminderState.MADE
    )
    cancel_reason = models.CharField(_("reason of cancelling"), max_length=200, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    cancelled_by = person_field(_("cancelled by"), null=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    created_by = person_field(_("created by"))

    objects = ReminderQuerySet.as_manager()

    # Looked up once for all reminders that are made together; not stored.
    series: NumberSeries | None = None

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        indexes = [
            # The list of a company, newest first; the reminders of one customer.
            models.Index(fields=["company", "-date", "-id"], name="invoicing_reminder_newest"),
            models.Index(fields=["party", "-date", "-id"], name="invoicing_reminder_of_party"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ReminderState.MADE, cancelled_at__isnull=True)
                | Q(
                    state=ReminderState.CANCELLED,
                    cancelled_at__isnull=False,
                    cancelled_by__isnull=False,
                ),
                name="invoicing_reminder_state",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=False), name="invoicing_reminder_numbered"
            ),
        ]

    id_prefix = "xrr"

    def __str__(self) -> str:
        return self.internal_id

    def number_series(self, field: str) -> NumberSeries | None:
        """The one handed over, else the one set for reminders."""
        return self.series

    @property
    def internal_id(self) -> str:
        """The key as users see it."""
        return f"{self.id_prefix}{self.pk}"

    @property
    def is_cancelled(self) -> bool:
        """Whether it counts no more; its number stays, void."""
        return self.state == ReminderState.CANCELLED

    @property
    def shown_text(self) -> str:
        """The text with number and internal id filled in."""
        return filled(self.text, number=str(self.number), ref=self.internal_id)

    def get_absolute_url(self) -> str:
        """The reminder's page."""
        return reverse("invoicing:reminder_detail", args=[self.pk])


class ReminderLine(models.Model):
    """An overdue invoice on a reminder, as it stood on that day."""

    reminder = models.ForeignKey(
        Reminder, models.PROTECT, verbose_name=_("reminder"), related_name="lines"
    )
    position = models.PositiveIntegerField(_("position"))
    invoice = models.ForeignKey(
        Invoice, models.PROTECT, verbose_name=_("invoice"), related_name="reminder_lines"
    )
    invoice_number = models.CharField(_("invoice number"), max_length=20)
    invoice_date = models.DateField(_("invoice date"))
    due_date = models.DateField(_("due date"))
    days = models.PositiveIntegerField(_("days overdue"))
    gross = models.DecimalField(_("total"), max_digits=14, decimal_places=2)
    open = models.DecimalField(_("open"), max_digits=14, decimal_places=2)
    # 0 where the invoice is listed but its own time of waiting is not over.
    level = models.PositiveSmallIntegerField(_("level"))

    class Meta:
        verbose_name = _("reminder line")
        verbose_name_plural = _("reminder lines")
        ordering = ["reminder", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reminder", "invoice"], name="invoicing_reminderline_unique"
            ),
            models.CheckConstraint(
                condition=Q(open__gt=0, open__lte=F("gross")), name="invoicing_reminderline_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.invoice_number}"

    @property
    def paid(self) -> Decimal:
        """What had been paid by then."""
        return self.gross - self.open
