"""What all documents of sales and purchasing have in common: the head, the lines, the numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from numbering.documents import NumberField
from numbering.models import Company
from orders.models.items import Item
from orders.models.parties import Party
from orders.models.stock import StockLocation
from orders.models.tax_rates import TaxRate
from orders.models.traced import Traced


class Document(Traced):
    """The head of an order or a trade document."""

    company = models.ForeignKey(
        Company,
        models.PROTECT,
        verbose_name=_("company"),
        related_name="%(class)ss",
        db_index=False,
    )
    # easyWinArt: beside its own kind's number, every document has one that runs across all kinds.
    voucher_number = NumberField(
        kind="voucher", where_assigned=True, verbose_name=_("voucher number")
    )
    party = models.ForeignKey(
        Party,
        models.PROTECT,
        verbose_name=_("customer"),
        related_name="%(class)ss",
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
        related_name="%(class)ss",
        null=True,
        blank=True,
    )
    commission = models.ForeignKey(
        "orders.Commission",
        models.PROTECT,
        verbose_name=_("commission"),
        related_name="%(class)ss",
        null=True,
        blank=True,
    )
    cancel_reason = models.CharField(_("reason of cancelling"), max_length=200, blank=True)
    net = models.DecimalField(_("net"), max_digits=14, decimal_places=2, default=0)
    tax = models.DecimalField(_("tax"), max_digits=14, decimal_places=2, default=0)
    gross = models.DecimalField(_("total"), max_digits=14, decimal_places=2, default=0)

    class Meta:
        abstract = True

    @property
    def is_cancelled(self) -> bool:
        """Whether it counts no more; its number stays, void."""
        raise NotImplementedError


class DocumentLine(models.Model):
    """One position of an order or a trade document."""

    position = models.PositiveIntegerField(_("position"))
    item = models.ForeignKey(
        Item,
        models.PROTECT,
        verbose_name=_("item"),
        related_name="%(class)ss",
        null=True,
        blank=True,
    )
    text = models.CharField(_("text"), max_length=200)
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=3)
    unit = models.CharField(_("unit"), max_length=10, blank=True)
    price = models.DecimalField(_("price"), max_digits=14, decimal_places=4)
    tax_rate = models.ForeignKey(
        TaxRate, models.PROTECT, verbose_name=_("tax rate"), related_name="%(class)ss"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.position} {self.text}"

    @property
    def amount(self) -> Decimal:
        """What the line adds to its document."""
        raise NotImplementedError


def line_constraints(table: str) -> list[Any]:
    """What the database itself demands of every line."""
    return [
        models.CheckConstraint(
            condition=Q(text__length__range=(1, 200), unit__length__lte=10),
            name=f"orders_{table}_lengths",
        ),
        # The side or the kind of document, not a minus sign, says that goods come back.
        models.CheckConstraint(
            condition=Q(quantity__gt=0), name=f"orders_{table}_quantity_positive"
        ),
    ]
