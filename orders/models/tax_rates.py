"""Tax rates."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from numbering.models import Company
from orders.choices import REASONED, TaxCategory
from orders.querysets import TaxRateQuerySet


class TaxRate(models.Model):
    """A rate of value added tax, and why it is what it is (EN 16931: its category)."""

    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("company"), related_name="tax_rates"
    )
    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=80)
    percent = models.DecimalField(_("percent"), max_digits=5, decimal_places=2)
    category = models.CharField(
        _("category"),
        max_length=2,
        choices=TaxCategory,
        default=TaxCategory.STANDARD,
        help_text=_("E-invoices say it. A rate of 0 % is one of Z to O."),
    )
    exemption_reason = models.CharField(
        _("reason for no tax"),
        max_length=200,
        blank=True,
        help_text=_(
            "Printed under the totals. Usual: for E the law that exempts; for AE “Reverse charge”;"
            " for K “Intra-Community supply”; for G “Export outside the EU”; for O “Not subject to"
            " VAT”."
        ),
    )
    history = HistoricalRecords()

    objects = TaxRateQuerySet.as_manager()

    class Meta:
        verbose_name = _("tax rate")
        verbose_name_plural = _("tax rates")
        ordering = ["company", "code"]
        constraints = [
            models.UniqueConstraint(fields=["company", "code"], name="orders_taxrate_code_unique"),
            models.CheckConstraint(
                condition=Q(
                    code__length__range=(1, 20),
                    name__length__range=(1, 80),
                    exemption_reason__length__lte=200,
                ),
                name="orders_taxrate_lengths",
            ),
            models.CheckConstraint(
                condition=Q(percent__range=(0, 100)),
                name="orders_taxrate_percent",
                violation_error_message=_("A tax rate lies between 0 and 100 percent."),
            ),
            models.CheckConstraint(
                condition=Q(category=TaxCategory.STANDARD, percent__gt=0)
                | Q(category__in=[TaxCategory.ZERO, *REASONED], percent=0),
                name="orders_taxrate_category",
            ),
            models.CheckConstraint(
                condition=(Q(category__in=REASONED) & ~Q(exemption_reason=""))
                | (~Q(category__in=REASONED) & Q(exemption_reason="")),
                name="orders_taxrate_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Percent, category and reason fit each other."""
        self.exemption_reason = self.exemption_reason.strip()
        errors = {}
        if self.percent is not None:
            is_taxed, is_standard = self.percent > 0, self.category == TaxCategory.STANDARD
            if is_standard and not is_taxed:
                errors["category"] = _("A rate of 0 % says why there is no tax: choose Z to O.")
            elif is_taxed and not is_standard:
                errors["category"] = _("Only a rate of 0 % has this category: choose S.")
        if self.category in REASONED and not self.exemption_reason:
            errors["exemption_reason"] = _("Write why there is no tax: the law wants it said.")
        elif self.category not in REASONED and self.exemption_reason:
            errors["exemption_reason"] = _("S and Z have no reason: leave this empty.")
        if errors:
            raise ValidationError(errors)
