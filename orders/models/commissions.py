"""Commissions: what groups documents that belong together (easyWinArt)."""

from __future__ import annotations

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from numbering.documents import NumberField
from numbering.models import Company
from orders.choices import OpenState
from orders.models.parties import Party
from orders.models.traced import Closable
from orders.querysets import CommissionQuerySet


class Commission(Closable):
    """Something to which any documents can belong: a job, a building site, a small project."""

    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("company"), related_name="commissions"
    )
    number = NumberField(kind="commission", verbose_name=_("commission number"))
    name = models.CharField(_("name"), max_length=120)
    party = models.ForeignKey(
        Party,
        models.PROTECT,
        verbose_name=_("customer"),
        related_name="commissions",
        null=True,
        blank=True,
    )
    date = models.DateField(_("date"))
    text = models.TextField(
        _("text"), max_length=2000, blank=True, validators=[MaxLengthValidator(2000)]
    )

    id_prefix = "xm"

    objects = CommissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("commission")
        verbose_name_plural = _("commissions")
        indexes = [
            models.Index(fields=["company", "-date", "-id"], name="orders_commission_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    name__length__range=(1, 120),
                    cancel_reason__length__lte=200,
                    state__in=OpenState.values,
                ),
                name="orders_commission_lengths",
            ),
        ]

    def get_absolute_url(self) -> str:
        """The commission's page."""
        return reverse("orders:commission_detail", args=[self.pk])
