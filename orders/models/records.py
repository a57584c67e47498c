"""Records: numbered papers of kinds that administrators make up, and of those without a model."""

from __future__ import annotations

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from numbering.documents import NumberField
from numbering.models import Company, Department
from orders.choices import OpenState
from orders.models.commissions import Commission
from orders.models.parties import Party
from orders.models.traced import Traced
from orders.querysets import RecordQuerySet


class Record(Traced):
    """A case, a project, a subscription, a finance voucher, any internal workflow (KeyBalance)."""

    company = models.ForeignKey(
        Company,
        models.PROTECT,
        verbose_name=_("company"),
        related_name="records",
        db_index=False,
    )
    kind = models.CharField(_("kind"), max_length=40)
    number = NumberField(verbose_name=_("number"))
    date = models.DateField(_("date"))
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(
        _("text"), max_length=4000, blank=True, validators=[MaxLengthValidator(4000)]
    )
    party = models.ForeignKey(
        Party,
        models.PROTECT,
        verbose_name=_("party"),
        related_name="records",
        null=True,
        blank=True,
    )
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        verbose_name=_("department"),
        related_name="records",
        null=True,
        blank=True,
    )
    commission = models.ForeignKey(
        Commission,
        models.PROTECT,
        verbose_name=_("commission"),
        related_name="records",
        null=True,
        blank=True,
    )
    state = models.CharField(_("state"), max_length=10, choices=OpenState, default=OpenState.OPEN)

    id_prefix = "xw"

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("record")
        verbose_name_plural = _("records")
        indexes = [
            # The list of a kind, newest first.
            models.Index(fields=["company", "kind", "-date", "-id"], name="orders_record_newest"),
            # The search over everything looks through the newest of all kinds.
            models.Index(fields=["company", "-date", "-id"], name="orders_record_newest_of_all"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    title__length__range=(1, 120),
                    kind__length__range=(1, 40),
                    state__in=OpenState.values,
                ),
                name="orders_record_lengths",
            ),
        ]

    def get_absolute_url(self) -> str:
        """The record's page."""
        return reverse("orders:record_detail", args=[self.kind, self.pk])

    def number_kind(self, field: str) -> str:
        """Each kind of record has numbers of its own."""
        return self.kind

    def number_department(self) -> Department | None:
        """A department's own series comes before the general one."""
        return self.department
