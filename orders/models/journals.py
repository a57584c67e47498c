"""Item journals, and every movement of stock whatever its reason."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from numbering.documents import NumberedModel, NumberField
from numbering.models import Company
from orders.choices import JournalAction
from orders.models.items import Item
from orders.models.production import ProductionOrder
from orders.models.stock import StockLocation
from orders.models.trade import TradeDocument
from orders.querysets import ItemJournalQuerySet, StockMovementQuerySet


class ItemJournal(NumberedModel):
    """Receipts, issues, transfers or counts of stock, posted together.

    Posted once and never changed: a mistake is mended by another journal.
    """

    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("company"), related_name="item_journals"
    )
    number = NumberField(kind="item_journal", verbose_name=_("journal number"))
    action = models.CharField(_("action"), max_length=10, choices=JournalAction)
    date = models.DateField(_("date"))
    location = models.ForeignKey(
        StockLocation, models.PROTECT, verbose_name=_("stock location"), related_name="journals"
    )
    to_location = models.ForeignKey(
        StockLocation,
        models.PROTECT,
        verbose_name=_("to location"),
        related_name="journals_to",
        null=True,
        blank=True,
    )
    text = models.CharField(_("text"), max_length=200, blank=True)
    # One to one, so that two people cannot take the same journal back.
    reverses = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name=_("opposite of"),
        related_name="reversed_by",
        null=True,
        blank=True,
    )
    created_at = models.DateTimeField(_("posted at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("posted by"),
        related_name="+",
        db_index=False,
    )

    id_prefix = "xj"

    objects = ItemJournalQuerySet.as_manager()

    class Meta:
        verbose_name = _("item journal")
        verbose_name_plural = _("item journals")
        indexes = [
            models.Index(fields=["company", "-date", "-id"], name="orders_journal_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(action__in=JournalAction.values, text__length__lte=200),
                name="orders_journal_known",
            ),
            models.CheckConstraint(
                condition=Q(action=JournalAction.TRANSFER, to_location__isnull=False)
                & ~Q(to_location=F("location"))
                | ~Q(action=JournalAction.TRANSFER) & Q(to_location=None),
                name="orders_journal_transfer",
            ),
        ]

    def __str__(self) -> str:
        return self.internal_id

    @property
    def label(self) -> str | Promise:
        """What users call one of these."""
        return capfirst(self._meta.verbose_name or "")

    @property
    def internal_id(self) -> str:
        """The key as users see it."""
        return f"{self.id_prefix}{self.pk}"

    def get_absolute_url(self) -> str:
        """The journal's page."""
        return reverse("orders:journal_detail", args=[self.pk])


class ItemJournalLine(models.Model):
    """One item of a journal: how many, and by how much that changed the stock of the location."""

    journal = models.ForeignKey(
        ItemJournal, models.PROTECT, verbose_name=_("item journal"), related_name="lines"
    )
    position = models.PositiveIntegerField(_("position"))
    item = models.ForeignKey(
        Item, models.PROTECT, verbose_name=_("item"), related_name="journal_lines"
    )
    # As typed: how many came, went or were counted.
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=3)
    # What that meant for the location: a count changes by the difference.
    change = models.DecimalField(_("change"), max_digits=12, decimal_places=3)
    # The item's, as it was called on that day.
    text = models.CharField(_("text"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("line of an item journal")
        verbose_name_plural = _("lines of item journals")
        ordering = ["journal", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gte=0, text__length__lte=200),
                name="orders_journalline_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.quantity}"


class StockMovement(models.Model):
    """A change of an item's stock at a location; never altered, undone by its opposite.

    The sum of an item's movements at a location is its balance there.
    """

    # The item's; here for the list of all movements, newest first.
    company = models.ForeignKey(
        Company,
        models.PROTECT,
        verbose_name=_("company"),
        related_name="stock_movements",
        db_index=False,
    )
    item = models.ForeignKey(
        Item, models.PROTECT, verbose_name=_("item"), related_name="movements", db_index=False
    )
    location = models.ForeignKey(
        StockLocation, models.PROTECT, verbose_name=_("stock location"), related_name="movements"
    )
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=3)
    date = models.DateField(_("date"))
    # What it was moved by; none where a balance was stated without a journal.
    document = models.ForeignKey(
        TradeDocument,
        models.PROTECT,
        verbose_name=_("document"),
        related_name="movements",
        null=True,
        blank=True,
    )
    journal = models.ForeignKey(
        ItemJournal,
        models.PROTECT,
        verbose_name=_("item journal"),
        related_name="movements",
        null=True,
        blank=True,
    )
    production_order = models.ForeignKey(
        ProductionOrder,
        models.PROTECT,
        verbose_name=_("production order"),
        related_name="movements",
        null=True,
        blank=True,
    )
    moved_at = models.DateTimeField(_("moved at"), auto_now_add=True)
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("moved by"),
        related_name="+",
        null=True,
        db_index=False,
    )

    objects = StockMovementQuerySet.as_manager()

    class Meta:
        verbose_name = _("stock movement")
        verbose_name_plural = _("stock movements")
        ordering = ["item", "pk"]
        indexes = [
            models.Index(fields=["company", "-date", "-id"], name="orders_movement_newest"),
            # The movements of an item, newest first.
            models.Index(fields=["item", "-date", "-id"], name="orders_movement_of_item"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(quantity=0), name="orders_movement_moves"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} @ {self.location_id}: {self.quantity}"

    @property
    def cause(self) -> TradeDocument | ItemJournal | ProductionOrder | None:
        """The document that moved the goods; None where a balance was stated without one."""
        return self.document or self.journal or self.production_order
