"""The lines of an invoice and its tax by rate."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from invoicing.models.invoices import Invoice
from invoicing.querysets import InvoiceLineQuerySet
from orders.choices import Side, TaxCategory
from orders.models import Item, OrderLine, TaxRate, TradeLine
from orders.totals import FrozenRate, Rate


class InvoiceLine(models.Model):
    """One position of an invoice; says by itself what was sold at which price and tax rate."""

    invoice = models.ForeignKey(
        Invoice, models.PROTECT, verbose_name=_("invoice"), related_name="lines"
    )
    position = models.PositiveIntegerField(_("position"))
    order_line = models.ForeignKey(
        OrderLine,
        models.PROTECT,
        verbose_name=_("order line"),
        related_name="invoice_lines",
        null=True,
        blank=True,
    )
    # The position of a delivery that is invoiced, or of a return that is credited.
    trade_line = models.ForeignKey(
        TradeLine,
        models.PROTECT,
        verbose_name=_("delivery line"),
        related_name="invoice_lines",
        null=True,
        blank=True,
    )
    credits = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("credits"),
        related_name="credit_lines",
        null=True,
        blank=True,
    )
    # The line of an advance invoice that this one takes off; how much is left of it follows from
    # such lines (invoicing.advances).
    settles = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("settles"),
        related_name="settled_by",
        null=True,
        blank=True,
    )
    # An amount of money rather than goods: the quantity counts units of currency at price 1, so
    # that a part of it is exact to the cent. Papers show it as one piece.
    is_amount = models.BooleanField(_("amount"), default=False)
    item = models.ForeignKey(
        Item,
        models.PROTECT,
        verbose_name=_("item"),
        related_name="invoice_lines",
        null=True,
        blank=True,
    )
    item_number = models.CharField(_("item number"), max_length=20, blank=True)
    text = models.CharField(_("text"), max_length=200)
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=3)
    unit = models.CharField(_("unit"), max_length=10, blank=True)
    price = models.DecimalField(_("price"), max_digits=14, decimal_places=4)
    side = models.CharField(_("side"), max_length=6, choices=Side)
    # Of a line that was written freely; other lines have the rate of what they were made from.
    tax_rate = models.ForeignKey(
        TaxRate,
        models.PROTECT,
        verbose_name=_("tax rate"),
        related_name="invoice_lines",
        null=True,
        blank=True,
        db_index=False,
    )
    # Copies; see services.content.
    tax_code = models.CharField(_("tax code"), max_length=20)
    tax_name = models.CharField(_("tax rate"), max_length=80)
    tax_percent = models.DecimalField(_("percent"), max_digits=5, decimal_places=2)
    tax_category = models.CharField(
        _("tax category"), max_length=2, choices=TaxCategory, default=TaxCategory.STANDARD
    )
    tax_reason = models.CharField(_("reason for no tax"), max_length=200, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)

    objects = InvoiceLineQuerySet.as_manager()

    # What was read of the line, for whoever stores it again (services.content); not stored.
    as_stored: tuple[object, ...] | None = None

    class Meta:
        verbose_name = _("invoice line")
        verbose_name_plural = _("invoice lines")
        ordering = ["invoice", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gt=0), name="invoicing_invoiceline_quantity_positive"
            ),
            models.CheckConstraint(
                condition=Q(side__in=Side.values), name="invoicing_invoiceline_side"
            ),
            models.CheckConstraint(
                condition=Q(text__length__range=(1, 200), unit__length__lte=10),
                name="invoicing_invoiceline_lengths",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.text}"

    @property
    def rate(self) -> FrozenRate:
        """The tax rate as the line says it."""
        return FrozenRate(
            self.tax_code, self.tax_name, self.tax_percent, self.tax_category, self.tax_reason
        )

    @rate.setter
    def rate(self, rate: Rate) -> None:
        self.tax_code, self.tax_name, self.tax_percent = rate.code, rate.name, rate.percent
        self.tax_category, self.tax_reason = rate.category, rate.exemption_reason

    @property
    def shown_quantity(self) -> Decimal:
        """The quantity as papers show it."""
        return Decimal(1) if self.is_amount else self.quantity

    @property
    def shown_price(self) -> Decimal:
        """The price as papers show it."""
        return abs(self.amount) if self.is_amount else self.price

    @property
    def printed_amount(self) -> Decimal:
        """The amount as the paper shows it."""
        return self.invoice.printed(self.amount)


class InvoiceTax(models.Model):
    """The sum of an invoice's lines with one tax rate, and its tax."""

    invoice = models.ForeignKey(
        Invoice, models.PROTECT, verbose_name=_("invoice"), related_name="taxes"
    )
    code = models.CharField(_("tax code"), max_length=20)
    name = models.CharField(_("tax rate"), max_length=80)
    percent = models.DecimalField(_("percent"), max_digits=5, decimal_places=2)
    category = models.CharField(
        _("tax category"), max_length=2, choices=TaxCategory, default=TaxCategory.STANDARD
    )
    reason = models.CharField(_("reason for no tax"), max_length=200, blank=True)
    net = models.DecimalField(_("net"), max_digits=14, decimal_places=2)
    tax = models.DecimalField(_("tax"), max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("tax of an invoice")
        verbose_name_plural = _("taxes of an invoice")
        ordering = ["invoice", "-percent", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["invoice", "code", "name", "percent", "category", "reason"],
                name="invoicing_invoicetax_unique",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.tax}"

    @property
    def printed_net(self) -> Decimal:
        """The net sum as the paper shows it."""
        return self.invoice.printed(self.net)

    @property
    def printed_tax(self) -> Decimal:
        """The tax as the paper shows it."""
        return self.invoice.printed(self.tax)
