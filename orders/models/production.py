"""Production orders, and the order positions that they are for."""

from __future__ import annotations

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from numbering.documents import NumberField
from numbering.models import Company
from orders.choices import ProductionState
from orders.models.commissions import Commission
from orders.models.items import Item
from orders.models.orders import OrderLine
from orders.models.stock import StockLocation
from orders.models.traced import Traced
from orders.querysets import ProductionOrderQuerySet


class ProductionOrder(Traced):
    """What is to be made: for one order position, or for several of the same item (easyWinArt)."""

    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("company"), related_name="production_orders"
    )
    number = NumberField(kind="production_order", verbose_name=_("production order number"))
    date = models.DateField(_("date"))
    due_date = models.DateField(_("finish by"), null=True, blank=True)
    item = models.ForeignKey(
        Item,
        models.PROTECT,
        verbose_name=_("item"),
        related_name="production_orders",
        null=True,
        blank=True,
    )
    title = models.CharField(_("what is made"), max_length=200)
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=3)
    unit = models.CharField(_("unit"), max_length=10, blank=True)
    text = models.TextField(
        _("text"), max_length=2000, blank=True, validators=[MaxLengthValidator(2000)]
    )
    stock_location = models.ForeignKey(
        StockLocation,
        models.PROTECT,
        verbose_name=_("stock location"),
        related_name="production_orders",
        help_text=_("Where the finished goods go."),
        null=True,
        blank=True,
    )
    commission = models.ForeignKey(
        Commission,
        models.PROTECT,
        verbose_name=_("commission"),
        related_name="production_orders",
        null=True,
        blank=True,
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ProductionState, default=ProductionState.PLANNED
    )
    finished_quantity = models.DecimalField(
        _("finished"), max_digits=12, decimal_places=3, default=0
    )
    cancel_reason = models.CharField(_("reason of cancelling"), max_length=200, blank=True)
    order_lines: models.ManyToManyField[OrderLine, ProductionShare] = models.ManyToManyField(
        OrderLine,
        through="orders.ProductionShare",
        verbose_name=_("order positions"),
        related_name="production_orders",
    )

    id_prefix = "xp"
    chain_rank = 30

    objects = ProductionOrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("production order")
        verbose_name_plural = _("production orders")
        indexes = [
            models.Index(fields=["company", "-date", "-id"], name="orders_production_newest"),
            models.Index(
                fields=["company", "state", "-date", "-id"], name="orders_production_state"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    title__length__range=(1, 200),
                    unit__length__lte=10,
                    cancel_reason__length__lte=200,
                ),
                name="orders_production_lengths",
            ),
            models.CheckConstraint(
                condition=Q(quantity__gt=0, finished_quantity__gte=0),
                name="orders_production_quantities",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ProductionState.values), name="orders_production_state_known"
            ),
        ]

    @property
    def is_cancelled(self) -> bool:
        """Whether it counts no more."""
        return self.state == ProductionState.CANCELLED

    def get_absolute_url(self) -> str:
        """The production order's page."""
        return reverse("orders:production_detail", args=[self.pk])


class ProductionShare(models.Model):
    """How much of a production order is for one order position."""

    production_order = models.ForeignKey(
        ProductionOrder,
        models.CASCADE,
        verbose_name=_("production order"),
        related_name="shares",
    )
    order_line = models.ForeignKey(
        OrderLine, models.PROTECT, verbose_name=_("order position"), related_name="shares"
    )
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=3)

    class Meta:
        verbose_name = _("share of a production order")
        verbose_name_plural = _("shares of production orders")
        ordering = ["production_order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["production_order", "order_line"], name="orders_share_unique"
            ),
            models.CheckConstraint(
                condition=Q(quantity__gt=0), name="orders_share_quantity_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.production_order_id} ← {self.order_line_id}: {self.quantity}"
