"""What a paper of ours says of seller and buyer, in columns of its own."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from numbering.models.company import LANGUAGES


class FrozenHead(models.Model):
    """Copies of company and customer: the paper stays as it was sent, whatever becomes of them."""

    language = models.CharField(_("language"), max_length=5, choices=LANGUAGES)
    currency = models.CharField(_("currency"), max_length=3)
    seller_name = models.CharField(max_length=120)
    seller_street = models.CharField(max_length=120, blank=True)
    seller_postcode = models.CharField(max_length=20, blank=True)
    seller_city = models.CharField(max_length=80, blank=True)
    seller_country = models.CharField(max_length=2, blank=True)
    seller_tax_id = models.CharField(max_length=40, blank=True)
    seller_email = models.CharField(max_length=254, blank=True)
    seller_phone = models.CharField(max_length=40, blank=True)
    buyer_number = models.CharField(_("customer number"), max_length=20, blank=True)
    buyer_name = models.CharField(_("customer"), max_length=120)
    buyer_street = models.CharField(max_length=120, blank=True)
    buyer_postcode = models.CharField(max_length=20, blank=True)
    buyer_city = models.CharField(max_length=80, blank=True)
    buyer_country = models.CharField(max_length=2, blank=True)
    buyer_tax_id = models.CharField(max_length=40, blank=True)
    buyer_email = models.CharField(max_length=254, blank=True)

    class Meta:
        abstract = True

    @property
    def seller(self) -> dict[str, str]:
        """The company as it was, for the paper."""
        return {name: getattr(self, f"seller_{name}") for name in SELLER}


SELLER = ("name", "street", "postcode", "city", "country", "tax_id", "email", "phone")
BUYER = ("name", "street", "postcode", "city", "country", "tax_id", "email")
