"""Records: numbered papers of kinds that administrators make up, and of those without a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from numbering.documents import NumberField
from numbering.models import Company, Department
from orders.choices import OpenState
from orders.models.commissions import Commission
from orders.models.parties import Party
from orders.models.traced import Closable
from orders.querysets import RecordQuerySet

if TYPE_CHECKING:
    from numbering.kinds import Label


class Record(Closable):
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

    id_prefix = "xw"
    # What one of its kind is called, where the company was asked: see recordkinds.name_records.
    kind_label: Label = ""

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("record")
        verbose_name_plural = _("records")
        indexes = [
            # The list of a kind, newest first.
            models.Index(fields=["company", "kind", "-date", "-id"], name="orders_record_newest"),
            # The search over everything looks through the newest of all kinds.
            models.Index(fields=["company", "-date", "-id"], name="orders_record_newest_of_all"),
            # List filter: what is still worked on.
            models.Index(
                fields=["company", "kind", "state", "-date", "-id"], name="orders_record_state"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    title__length__range=(1, 120),
                    kind__length__range=(1, 40),
                    cancel_reason__length__lte=200,
                    state__in=OpenState.values,
                ),
                name="orders_record_lengths",
            ),
        ]

    @property
    def label(self) -> str | Promise:
        """What users call one of its kind: “Case”."""
        return self.kind_label or super().label

    def get_absolute_url(self) -> str:
        """The record's page."""
        return reverse("orders:record_detail", args=[self.kind, self.pk])

    def number_kind(self, field: str) -> str:
        """Each kind of record has numbers of its own."""
        return self.kind

    def number_department(self) -> Department | None:
        """A department's own series comes before the general one."""
        return self.department
