"""Items: what is sold."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from numbering.documents import NumberField
from numbering.models import Company
from orders.models.tax_rates import TaxRate
from orders.models.traced import MasterData
from orders.querysets import ItemQuerySet


class Item(MasterData):
    """Goods or a service with its usual price."""

    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("company"), related_name="items"
    )
    number = NumberField(kind="item", verbose_name=_("item number"))
    text = models.CharField(_("text"), max_length=120)
    unit = models.CharField(_("unit"), max_length=10, blank=True)
    price = models.DecimalField(_("price"), max_digits=14, decimal_places=4, default=0)
    tax_rate = models.ForeignKey(
        TaxRate, models.PROTECT, verbose_name=_("tax rate"), related_name="items"
    )
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Offered on new order lines.")
    )
    is_stocked = models.BooleanField(
        _("kept in stock"), default=True, help_text=_("Off for services: nothing moves.")
    )

    id_prefix = "xi"

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")
        constraints = [
            models.CheckConstraint(
                condition=Q(text__length__range=(1, 120), unit__length__lte=10),
                name="orders_item_lengths",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        """The item's page."""
        return reverse("orders:item_detail", args=[self.pk])

    def number_date(self) -> date:
        """Items have no date of their own: they are numbered on the day they are made."""
        return timezone.localdate()
