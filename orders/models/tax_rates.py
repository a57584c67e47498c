"""Tax rates."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from numbering.models import Company
from orders.querysets import TaxRateQuerySet


class TaxRate(models.Model):
    """A rate of value added tax."""

    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("company"), related_name="tax_rates"
    )
    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=80)
    percent = models.DecimalField(_("percent"), max_digits=5, decimal_places=2)
    history = HistoricalRecords()

    objects = TaxRateQuerySet.as_manager()

    class Meta:
        verbose_name = _("tax rate")
        verbose_name_plural = _("tax rates")
        ordering = ["company", "code"]
        constraints = [
            models.UniqueConstraint(fields=["company", "code"], name="orders_taxrate_code_unique"),
            models.CheckConstraint(
                condition=Q(code__length__range=(1, 20), name__length__range=(1, 80)),
                name="orders_taxrate_lengths",
            ),
            models.CheckConstraint(
                condition=Q(percent__range=(0, 100)),
                name="orders_taxrate_percent",
                violation_error_message=_("A tax rate lies between 0 and 100 percent."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
