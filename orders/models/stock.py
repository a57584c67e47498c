"""Stock locations and what lies there."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from numbering.models import Company
from orders.models.items import Item
from orders.querysets import StockLocationQuerySet


class StockLocation(models.Model):
    """A place where goods lie: a warehouse, a hall, a customer's shop."""

    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("company"), related_name="stock_locations"
    )
    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=80)
    is_fixed = models.BooleanField(
        _("fixed"), default=True, help_text=_("Order types can be coupled to a fixed location.")
    )
    in_total_stock = models.BooleanField(
        _("counts in total stock"),
        default=True,
        help_text=_("Off for consignment: goods that lie with the customer."),
    )
    is_default = models.BooleanField(
        _("default location"),
        default=False,
        help_text=_("Used where neither the order type nor the user has a location."),
    )
    history = HistoricalRecords()

    objects = StockLocationQuerySet.as_manager()

    class Meta:
        verbose_name = _("stock location")
        verbose_name_plural = _("stock locations")
        ordering = ["company", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "code"], name="orders_stocklocation_code_unique"
            ),
            models.UniqueConstraint(
                fields=["company"],
                condition=Q(is_default=True),
                name="orders_stocklocation_one_default",
                violation_error_message=_("The company has a default location already."),
            ),
            models.CheckConstraint(
                condition=Q(code__length__range=(1, 20), name__length__range=(1, 80)),
                name="orders_stocklocation_lengths",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class StockBalance(models.Model):
    """How much of an item lies at a location."""

    item = models.ForeignKey(Item, models.CASCADE, verbose_name=_("item"), related_name="balances")
    location = models.ForeignKey(
        StockLocation, models.PROTECT, verbose_name=_("stock location"), related_name="balances"
    )
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=3, default=0)

    class Meta:
        verbose_name = _("stock balance")
        verbose_name_plural = _("stock balances")
        ordering = ["item", "location"]
        constraints = [
            models.UniqueConstraint(fields=["item", "location"], name="orders_stockbalance_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} @ {self.location_id}: {self.quantity}"


class UserStockLocation(models.Model):
    """The location whose goods a user sells, unless the order type says otherwise."""

    company = models.ForeignKey(
        Company, models.CASCADE, verbose_name=_("company"), related_name="user_stock_locations"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("user"),
        related_name="stock_locations",
    )
    location = models.ForeignKey(
        StockLocation, models.PROTECT, verbose_name=_("stock location"), related_name="+"
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("stock location of a user")
        verbose_name_plural = _("stock locations of users")
        ordering = ["company", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "user"], name="orders_userstocklocation_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.location_id}"
