"""Where customers pay to, and the reference they pay with."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from invoicing.choices import FikCard, KidCheck, PaymentScheme, ReferenceChoice
from invoicing.references import accounts
from invoicing.references.choosing import NEEDS, OF_COUNTRY, Need
from invoicing.references.schemes import LONGEST_KID
from numbering.models import Company
from orders.models import Party

SHORTEST_KID = 4
_CLEANERS: dict[str, Callable[[str], str]] = {
    "iban": accounts.clean_iban,
    "bic": accounts.clean_bic,
    "bankgiro": accounts.clean_bankgiro,
    "plusgiro": accounts.clean_plusgiro,
    "fik_creditor": accounts.clean_fik_creditor,
    "qr_iban": accounts.clean_qr_iban,
}


class BankDetails(models.Model):
    """A company's accounts, and which payment references its invoices have."""

    company = models.OneToOneField(
        Company, models.PROTECT, verbose_name=_("company"), related_name="bank_details"
    )
    bank_name = models.CharField(_("bank"), max_length=80, blank=True)
    iban = models.CharField(_("IBAN"), max_length=42, blank=True)
    bic = models.CharField(
        _("BIC"), max_length=15, blank=True, help_text=_("For payments from abroad.")
    )
    bankgiro = models.CharField(_("Bankgiro"), max_length=12, blank=True)
    plusgiro = models.CharField(_("Plusgiro"), max_length=12, blank=True)
    fik_creditor = models.CharField(
        _("FIK creditor number"),
        max_length=12,
        blank=True,
        help_text=_("From the bank's agreement about Danish payment slips."),
    )
    qr_iban = models.CharField(
        _("QR-IBAN"), max_length=42, blank=True, help_text=_("For Swiss QR references only.")
    )
    reference = models.CharField(
        _("payment reference"),
        max_length=10,
        choices=ReferenceChoice,
        default=ReferenceChoice.NONE,
        help_text=_("Customers may have another one: see Payment references of customers."),
    )
    ocr_length_digit = models.BooleanField(
        _("Swedish OCR with length digit"),
        default=False,
        help_text=_("As agreed with the bank; stands before the check digit."),
    )
    finnish_rf = models.BooleanField(
        _("Finnish reference as RF"),
        default=False,
        help_text=_("The international form of the same reference."),
    )
    kid_length = models.PositiveSmallIntegerField(
        _("digits of a Norwegian KID"),
        null=True,
        blank=True,
        validators=[MinValueValidator(SHORTEST_KID), MaxValueValidator(LONGEST_KID)],
        help_text=_("As agreed with the bank. Empty: as many as the number needs."),
    )
    kid_check = models.CharField(
        _("check digit of a KID"), max_length=5, choices=KidCheck, default=KidCheck.MOD10
    )
    fik_card = models.CharField(
        _("Danish payment slip"), max_length=2, choices=FikCard, default=FikCard.CARD71
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("bank details")
        verbose_name_plural = _("bank details")
        constraints = [
            models.CheckConstraint(
                condition=Q(reference__in=ReferenceChoice.values)
                & Q(kid_check__in=KidCheck.values)
                & Q(fik_card__in=FikCard.values),
                name="invoicing_bankdetails_choices",
            ),
            models.CheckConstraint(
                condition=Q(kid_length=None) | Q(kid_length__range=(SHORTEST_KID, LONGEST_KID)),
                name="invoicing_bankdetails_kid",
            ),
            models.CheckConstraint(
                # As long as the frozen copies on an invoice can be.
                condition=Q(
                    bank_name__length__lte=80,
                    iban__length__lte=34,
                    qr_iban__length__lte=34,
                    bic__length__lte=11,
                    bankgiro__length__lte=8,
                    plusgiro__length__lte=8,
                    fik_creditor__length__lte=8,
                ),
                name="invoicing_bankdetails_lengths",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Bank details"))

    def clean(self) -> None:
        """Check the numbers of accounts, and that the reference has the account it needs."""
        errors: dict[str, ValidationError] = {}
        for field, cleaner in _CLEANERS.items():
            typed = getattr(self, field)
            if typed:
                try:
                    setattr(self, field, cleaner(typed))
                except ValidationError as error:
                    errors[field] = error
        missing = self.missing_for(self.reference)
        if missing is not None and missing.fields[0] not in errors:
            errors[missing.fields[0]] = ValidationError(str(missing.message))
        if errors:
            raise ValidationError(errors)

    def missing_for(self, choice: str) -> Need | None:
        """What the company has to fill in before its invoices can have this reference."""
        need = NEEDS.get(choice)
        if need is None:
            return None
        filled = [getattr(self, field) for field in need.fields if getattr(self, field)]
        return None if any(one.startswith(need.country) for one in filled) else need

    def scheme_for(self, choice: str, country: str) -> str:
        """The reference that an invoice to this country gets.

        By country, a customer whose country's reference the company has no account for gets the
        international RF reference.
        """
        if choice == ReferenceChoice.BY_COUNTRY:
            choice = OF_COUNTRY.get(country or self.company.country, ReferenceChoice.RF)
            if self.missing_for(choice):
                choice = ReferenceChoice.RF
        if self.missing_for(choice):
            return PaymentScheme.NONE
        return self._variants()[choice]

    def _variants(self) -> dict[str, str]:
        """The exact scheme of each choice, as agreed with the bank."""
        is_mod11, is_card75 = self.kid_check == KidCheck.MOD11, self.fik_card == FikCard.CARD75
        return {
            ReferenceChoice.NONE: PaymentScheme.NONE,
            ReferenceChoice.RF: PaymentScheme.RF,
            ReferenceChoice.OCR: (
                PaymentScheme.OCR_LENGTH if self.ocr_length_digit else PaymentScheme.OCR
            ),
            ReferenceChoice.FINNISH: (
                PaymentScheme.FINNISH_RF if self.finnish_rf else PaymentScheme.FINNISH
            ),
            ReferenceChoice.KID: PaymentScheme.KID11 if is_mod11 else PaymentScheme.KID10,
            ReferenceChoice.FIK: PaymentScheme.FIK75 if is_card75 else PaymentScheme.FIK71,
            ReferenceChoice.QR: PaymentScheme.QR,
            ReferenceChoice.BELGIAN: PaymentScheme.BELGIAN,
        }


class CustomerReference(models.Model):
    """The payment reference that was agreed with a customer."""

    party = models.OneToOneField(
        Party, models.CASCADE, verbose_name=_("customer"), related_name="agreed_reference"
    )
    reference = models.CharField(_("payment reference"), max_length=10, choices=ReferenceChoice)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("payment reference of a customer")
        verbose_name_plural = _("payment references of customers")
        constraints = [
            models.CheckConstraint(
                condition=Q(reference__in=ReferenceChoice.values),
                name="invoicing_customerreference_choice",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id}: {self.reference}"
