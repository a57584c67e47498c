"""What an old system knew of a document whose number was taken over."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from numbering.fields import NumberText
from numbering.models.company import Company
from numbering.models.issued import IssuedNumber


class OldDocument(models.Model):
    """The head of a document of an old system: written once, with its number, and never changed.

    So an old number leads an auditor to something. Triggers keep the row (numbering.triggers).
    """

    # Without constraints of the database, as in IssuedNumber: neither row can be deleted.
    company = models.ForeignKey(
        Company, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    number = models.OneToOneField(
        IssuedNumber,
        models.PROTECT,
        verbose_name=_("number"),
        related_name="old_document",
        db_constraint=False,
    )
    date = models.DateField(_("date"))
    party = NumberText(_("customer or supplier"), max_length=200, blank=True)
    party_number = NumberText(_("their number"), max_length=40, blank=True)
    reference = NumberText(_("reference"), max_length=200, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=18, decimal_places=4, null=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    text = models.CharField(_("text"), max_length=400, blank=True)

    # Other documents have one beside their number.
    internal_id = ""

    class Meta:
        verbose_name = _("document of the old system")
        verbose_name_plural = _("documents of the old system")
        indexes = [
            models.Index(fields=["company", "date", "id"], name="numbering_old_dates"),
            # The search by how a name or a reference begins.
            *(
                models.Index(
                    fields=["company", name],
                    condition=~models.Q(**{name: ""}),
                    name=f"numbering_old_{name}",
                )
                for name in ("party", "party_number", "reference")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    def get_absolute_url(self) -> str:
        """The page of its number, which tells all of it."""
        return reverse("numbering:number_detail", args=[self.number_id])
