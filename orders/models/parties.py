"""Parties: the one address book."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Concat, Upper
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from numbering.documents import NumberField
from numbering.models import Company
from numbering.models.company import LANGUAGES
from orders.models.traced import MasterData
from orders.querysets import PartyQuerySet


class Party(MasterData):
    """Somebody the company deals with: customer, supplier, both, or neither yet.

    easyWinArt: every address has an address number; a customer number comes with being a customer,
    a supplier number with being a supplier. A number once given stays, ticked or not.
    """

    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("company"), related_name="parties"
    )
    number = NumberField(kind="address", where_assigned=True, verbose_name=_("address number"))
    is_customer = models.BooleanField(_("customer"), default=False)
    is_supplier = models.BooleanField(_("supplier"), default=False)
    customer_number = NumberField(kind="customer", verbose_name=_("customer number"))
    supplier_number = NumberField(kind="supplier", verbose_name=_("supplier number"))
    name = models.CharField(_("name"), max_length=120)
    street = models.CharField(_("street"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    city = models.CharField(_("town"), max_length=80, blank=True)
    country = models.CharField(
        _("country"), max_length=2, blank=True, help_text=_("Two letters, for example SE.")
    )
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(
        _("language"),
        max_length=5,
        choices=LANGUAGES,
        default="en",
        help_text=_("The language of documents for this customer."),
    )
    tax_id = models.CharField(_("tax identity"), max_length=40, blank=True)
    # What documents are searched by, in capitals: folding every customer's name again for each
    # search is what would take the time.
    searched = models.GeneratedField(
        expression=Upper(Concat("name", Value(" "), "city")),
        output_field=models.TextField(),
        db_persist=True,
    )

    id_prefix = "xc"

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    name__length__range=(1, 120),
                    street__length__lte=120,
                    postcode__length__lte=20,
                    city__length__lte=80,
                    country__length__lte=2,
                    email__length__lte=254,
                    tax_id__length__lte=40,
                ),
                name="orders_party_lengths",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The address' page."""
        return reverse("orders:party_detail", args=[self.pk])

    def number_due(self, field: str) -> bool:
        """A customer's number once it is a customer, a supplier's once it is a supplier."""
        if field == "customer_number":
            return self.is_customer
        if field == "supplier_number":
            return self.is_supplier
        return True

    def number_date(self) -> date:
        """Parties have no date of their own: they are numbered on the day they are made."""
        return timezone.localdate()
