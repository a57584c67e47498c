"""Orders and their lines."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from numbering.documents import NumberedModel, NumberField
from numbering.models import Company, NumberSeries
from orders.choices import LocationRule, OrderState, Side
from orders.models.items import Item
from orders.models.order_types import OrderType
from orders.models.parties import Party
from orders.models.stock import StockLocation
from orders.models.tax_rates import TaxRate
from orders.querysets import OrderLineQuerySet, OrderQuerySet
from orders.totals import line_amount


class Order(NumberedModel):
    """What a customer ordered. Its number comes from the series of its order type."""

    company = models.ForeignKey(
        Company,
        models.PROTECT,
        verbose_name=_("company"),
        related_name="orders",
        db_index=False,
    )
    number = NumberField(kind="sales_order", verbose_name=_("order number"))
    order_type = models.ForeignKey(
        OrderType,
        models.PROTECT,
        verbose_name=_("order type"),
        related_name="orders",
        db_index=False,
    )
    party = models.ForeignKey(
        Party,
        models.PROTECT,
        verbose_name=_("customer"),
        related_name="orders",
        db_index=False,
    )
    date = models.DateField(_("date"))
    your_reference = models.CharField(_("your reference"), max_length=80, blank=True)
    our_reference = models.CharField(_("our reference"), max_length=80, blank=True)
    text = models.TextField(
        _("text"), max_length=2000, blank=True, validators=[MaxLengthValidator(2000)]
    )
    stock_location = models.ForeignKey(
        StockLocation,
        models.PROTECT,
        verbose_name=_("stock location"),
        related_name="orders",
        null=True,
        blank=True,
    )
    stock_location_rule = models.CharField(
        _("chosen by"), max_length=10, choices=LocationRule, default=LocationRule.NONE
    )
    state = models.CharField(_("state"), max_length=15, choices=OrderState, default=OrderState.OPEN)
    cancel_reason = models.CharField(_("reason of cancelling"), max_length=200, blank=True)
    net = models.DecimalField(_("net"), max_digits=14, decimal_places=2, default=0)
    tax = models.DecimalField(_("tax"), max_digits=14, decimal_places=2, default=0)
    gross = models.DecimalField(_("total"), max_digits=14, decimal_places=2, default=0)
    # Counts the savings: who saves an older version than the stored one is told so.
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("created by"),
        related_name="+",
        db_index=False,
    )
    updated_at = models.DateTimeField(_("saved at"), auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("saved by"),
        related_name="+",
        db_index=False,
    )

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        indexes = [
            # The list of a company, newest first.
            models.Index(fields=["company", "-date", "-id"], name="orders_order_newest"),
            # Start page and list filter: what is still to be invoiced.
            models.Index(fields=["company", "state", "-date", "-id"], name="orders_order_state"),
            # The list of one type, the orders of one customer.
            models.Index(fields=["order_type", "-date", "-id"], name="orders_order_of_type"),
            models.Index(fields=["party", "-date", "-id"], name="orders_order_of_party"),
            # The search by the beginning of the customer's reference.
            models.Index(
                fields=["company", "your_reference"],
                opclasses=["int8_ops", "varchar_pattern_ops"],
                condition=~Q(your_reference=""),
                name="orders_order_your_reference",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    your_reference__length__lte=80,
                    our_reference__length__lte=80,
                    cancel_reason__length__lte=200,
                ),
                name="orders_order_lengths",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OrderState.values), name="orders_order_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"xn{self.pk}"

    def get_absolute_url(self) -> str:
        """The order's page."""
        return reverse("orders:order_detail", args=[self.pk])

    def number_series(self, field: str) -> NumberSeries:
        """The series of the order type. Raises SeriesNotAssigned, naming the type."""
        return self.order_type.series_for_orders()

    def number_kind(self, field: str) -> str:
        """Service orders are a kind of their own."""
        return self.order_type.number_kind


class OrderLine(models.Model):
    """One position of an order."""

    order = models.ForeignKey(Order, models.PROTECT, verbose_name=_("order"), related_name="lines")
    position = models.PositiveIntegerField(_("position"))
    item = models.ForeignKey(
        Item,
        models.PROTECT,
        verbose_name=_("item"),
        related_name="order_lines",
        null=True,
        blank=True,
    )
    text = models.CharField(_("text"), max_length=200)
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=3)
    unit = models.CharField(_("unit"), max_length=10, blank=True)
    price = models.DecimalField(_("price"), max_digits=14, decimal_places=4)
    tax_rate = models.ForeignKey(
        TaxRate, models.PROTECT, verbose_name=_("tax rate"), related_name="order_lines"
    )
    side = models.CharField(_("side"), max_length=6, choices=Side, default=Side.DEBIT)
    # Counted from the invoice's draft on, so that two drafts cannot take the same quantity.
    invoiced_quantity = models.DecimalField(
        _("invoiced"), max_digits=12, decimal_places=3, default=0
    )

    objects = OrderLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("order line")
        verbose_name_plural = _("order lines")
        ordering = ["order", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(text__length__range=(1, 200), unit__length__lte=10),
                name="orders_orderline_lengths",
            ),
            # The side, not a minus sign, says that goods come back.
            models.CheckConstraint(
                condition=Q(quantity__gt=0), name="orders_orderline_quantity_positive"
            ),
            models.CheckConstraint(
                condition=Q(invoiced_quantity__gte=0, invoiced_quantity__lte=F("quantity")),
                name="orders_orderline_not_invoiced_twice",
            ),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="orders_orderline_side"),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.text}"

    @property
    def open_quantity(self) -> Decimal:
        """What is left to invoice."""
        return self.quantity - self.invoiced_quantity

    @property
    def amount(self) -> Decimal:
        """Quantity times price, negative on the credit side."""
        return line_amount(self.quantity, self.price, self.side)
