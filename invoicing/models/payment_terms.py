"""Payment terms."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from invoicing.querysets import PaymentTermsQuerySet
from numbering.models import Company
from orders.models import Party


class PaymentTerms(models.Model):
    """When an invoice is to be paid."""

    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("company"), related_name="payment_terms"
    )
    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=80)
    days = models.PositiveSmallIntegerField(_("days"), default=30)
    is_cash = models.BooleanField(
        _("cash"), default=False, help_text=_("Invoices with these terms become cash notes.")
    )
    is_default = models.BooleanField(
        _("default terms"),
        default=False,
        help_text=_("For customers without terms of their own."),
    )
    history = HistoricalRecords()

    objects = PaymentTermsQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment terms")
        verbose_name_plural = _("payment terms")
        ordering = ["company", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "code"], name="invoicing_paymentterms_code_unique"
            ),
            models.UniqueConstraint(
                fields=["company"],
                condition=Q(is_default=True),
                name="invoicing_paymentterms_one_default",
                violation_error_message=_("The company has default payment terms already."),
            ),
            models.CheckConstraint(
                condition=Q(code__length__range=(1, 20), name__length__range=(1, 80)),
                name="invoicing_paymentterms_lengths",
            ),
            models.CheckConstraint(
                condition=Q(days__range=(0, 3650)),
                name="invoicing_paymentterms_days",
                violation_error_message=_("Payment terms have 3650 days at most."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def due_date(self, invoice_date: date) -> date:
        """The last day on which an invoice of this date is paid in time."""
        return invoice_date + timedelta(days=self.days)


class CustomerTerms(models.Model):
    """The payment terms that were agreed with a customer."""

    party = models.OneToOneField(
        Party, models.CASCADE, verbose_name=_("customer"), related_name="terms"
    )
    payment_terms = models.ForeignKey(
        PaymentTerms, models.PROTECT, verbose_name=_("payment terms"), related_name="customers"
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("payment terms of a customer")
        verbose_name_plural = _("payment terms of customers")

    def __str__(self) -> str:
        return f"{self.party_id}: {self.payment_terms_id}"
