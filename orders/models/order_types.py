"""Order types: what kind of order, and from which series its numbers come."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise
from simple_history.models import HistoricalRecords

from numbering.exceptions import SeriesNotAssigned
from numbering.models import Company, NumberSeries
from numbering.services import find_series
from orders.choices import TypeSides
from orders.models.stock import StockLocation
from orders.querysets import (
    ADVANCE_SLOT,
    FIXED_SLOTS,
    SERVICE_SLOTS,
    SHARED_INVOICE_SLOT,
    OrderTypeQuerySet,
)

FIXED_DESCRIPTIONS: dict[int, StrOrPromise] = {
    6: _("Service order"),
    7: _("Service credit"),
    SHARED_INVOICE_SLOT: _("Shared invoice series"),
    ADVANCE_SLOT: _("Advance payments"),
}


class OrderType(models.Model):
    """One of a company's order types (Winbas).

    Slots 1–5 and 10–99 are the company's own: a description activates one. 6–9 are fixed: service
    orders, service credits, and two that only hold an invoice series, the shared one (8) and the
    one for advance payments (9).
    """

    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("company"), related_name="order_types"
    )
    slot = models.PositiveSmallIntegerField(_("type"))
    description = models.CharField(
        _("description"), max_length=40, blank=True, help_text=_("Empty: the type is not in use.")
    )
    order_series = models.OneToOneField(
        NumberSeries,
        models.PROTECT,
        verbose_name=_("order series"),
        related_name="order_type_of_orders",
        null=True,
        blank=True,
    )
    invoice_series = models.OneToOneField(
        NumberSeries,
        models.PROTECT,
        verbose_name=_("invoice series"),
        related_name="order_type_of_invoices",
        null=True,
        blank=True,
    )
    own_invoice_series = models.BooleanField(
        _("own invoice series"),
        default=True,
        help_text=_("Off: invoices take their numbers from the shared series."),
    )
    side = models.CharField(_("side"), max_length=6, choices=TypeSides, default=TypeSides.DEBIT)
    is_internal = models.BooleanField(_("internal"), default=False)
    stock_location = models.ForeignKey(
        StockLocation,
        models.PROTECT,
        verbose_name=_("stock location"),
        related_name="order_types",
        null=True,
        blank=True,
    )
    history = HistoricalRecords()

    objects = OrderTypeQuerySet.as_manager()

    class Meta:
        verbose_name = _("order type")
        verbose_name_plural = _("order types")
        ordering = ["company", "slot"]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "slot"], name="orders_ordertype_slot_unique"
            ),
            models.CheckConstraint(
                condition=Q(slot__range=(1, 99)), name="orders_ordertype_slot_range"
            ),
            models.CheckConstraint(
                condition=Q(description__length__lte=40), name="orders_ordertype_lengths"
            ),
            models.CheckConstraint(
                condition=~Q(slot__in=FIXED_SLOTS, description=""),
                name="orders_ordertype_fixed_described",
            ),
            models.CheckConstraint(
                condition=Q(side__in=TypeSides.values), name="orders_ordertype_side"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slot} {self.name}".rstrip()

    @property
    def name(self) -> StrOrPromise:
        """What users call the type; the fixed ones in the reader's language."""
        return FIXED_DESCRIPTIONS.get(self.slot, self.description)

    @property
    def is_active(self) -> bool:
        """Whether the type is in use: the description activates it."""
        return self.description != ""

    @property
    def is_fixed(self) -> bool:
        """Whether description and existence are given."""
        return self.slot in FIXED_SLOTS

    @property
    def is_service(self) -> bool:
        """Whether its orders are service orders."""
        return self.slot in SERVICE_SLOTS

    @property
    def number_kind(self) -> str:
        """The kind of its orders' numbers; service orders are a kind of their own."""
        return "service_order" if self.is_service else "sales_order"

    def series_for_orders(self) -> NumberSeries:
        """Its own order series; where it has none, the one set for the kind.

        Raises SeriesNotAssigned, naming the type.
        """
        found = self.order_series or find_series(self.company, self.number_kind)
        if found is None:
            raise SeriesNotAssigned(
                gettext(
                    "Order type %(type)s has no order numbers: an administrator enters them from –"
                    " to – next in Settings › Order types."
                )
                % {"type": self},
                field="order_type",
            )
        return found

    @property
    def takes_orders(self) -> bool:
        """Whether orders can be of this type; 8 and 9 only hold a series."""
        return self.slot not in (SHARED_INVOICE_SLOT, ADVANCE_SLOT)
