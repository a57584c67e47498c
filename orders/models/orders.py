"""Orders and their lines."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from numbering.documents import NumberField
from numbering.models import NumberSeries
from orders.choices import DeliveryState, LocationRule, OrderState, Side
from orders.models.documents import Document, DocumentLine, line_constraints
from orders.models.order_types import OrderType
from orders.querysets import NOT_YET_DELIVERED, OrderLineQuerySet, OrderQuerySet
from orders.totals import line_amount


class Order(Document):
    """What a customer ordered. Its number comes from the series of its order type."""

    number = NumberField(kind="sales_order", verbose_name=_("order number"))
    order_type = models.ForeignKey(
        OrderType,
        models.PROTECT,
        verbose_name=_("order type"),
        related_name="orders",
        db_index=False,
    )
    stock_location_rule = models.CharField(
        _("chosen by"), max_length=10, choices=LocationRule, default=LocationRule.NONE
    )
    state = models.CharField(_("state"), max_length=15, choices=OrderState, default=OrderState.OPEN)
    delivery_state = models.CharField(
        _("delivery"), max_length=10, choices=DeliveryState, default=DeliveryState.OPEN
    )

    id_prefix = "xn"
    chain_rank = 20

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        indexes = [
            # The list of a company, newest first.
            models.Index(fields=["company", "-date", "-id"], name="orders_order_newest"),
            # Start page and list filter: what is still to be invoiced.
            models.Index(fields=["company", "state", "-date", "-id"], name="orders_order_state"),
            # Start page: what is still to be delivered, the oldest first.
            models.Index(
                fields=["company", "date", "id"],
                condition=NOT_YET_DELIVERED,
                name="orders_order_to_deliver",
            ),
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
                condition=Q(state__in=OrderState.values, delivery_state__in=DeliveryState.values),
                name="orders_order_state_known",
            ),
        ]

    @property
    def is_cancelled(self) -> bool:
        """Whether it counts no more."""
        return self.state == OrderState.CANCELLED

    def get_absolute_url(self) -> str:
        """The order's page."""
        return reverse("orders:order_detail", args=[self.pk])

    def number_series(self, field: str) -> NumberSeries | None:
        """The series of the order type. Raises SeriesNotAssigned, naming the type."""
        return self.order_type.series_for_orders() if field == "number" else None

    def number_kind(self, field: str) -> str:
        """Service orders are a kind of their own."""
        return self.order_type.number_kind if field == "number" else super().number_kind(field)


class OrderLine(DocumentLine):
    """One position of an order."""

    order = models.ForeignKey(Order, models.PROTECT, verbose_name=_("order"), related_name="lines")
    # The position of a quote that was ordered.
    source_line = models.ForeignKey(
        "orders.TradeLine",
        models.PROTECT,
        verbose_name=_("made from"),
        related_name="order_lines",
        null=True,
        blank=True,
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
            *line_constraints("orderline"),
            models.CheckConstraint(
                condition=Q(invoiced_quantity__gte=0, invoiced_quantity__lte=F("quantity")),
                name="orders_orderline_not_invoiced_twice",
            ),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="orders_orderline_side"),
        ]

    @property
    def open_quantity(self) -> Decimal:
        """What is left to invoice."""
        return self.quantity - self.invoiced_quantity

    @property
    def amount(self) -> Decimal:
        """Quantity times price, negative on the credit side."""
        return line_amount(self.quantity, self.price, self.side)
