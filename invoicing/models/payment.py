"""The part of an invoice that says how it is paid."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from invoicing.choices import PaymentScheme
from invoicing.references.accounts import show_bankgiro, show_iban, show_plusgiro
from invoicing.references.schemes import scheme_of

# Each card has its creditor's number behind the reference: +71<…+8…<.
_FIK_CARDS = {PaymentScheme.FIK71: "71", PaymentScheme.FIK75: "75"}


class PaymentColumns(models.Model):
    """Accounts and payment reference as they were at issue; empty where nothing is to be paid.

    `payment_reference` is what banks transmit: e-invoices and incoming payments have it like that.
    """

    seller_bank_name = models.CharField(max_length=80, blank=True)
    # The QR-IBAN on an invoice with a QR reference.
    seller_iban = models.CharField(max_length=34, blank=True)
    seller_bic = models.CharField(max_length=11, blank=True)
    seller_bankgiro = models.CharField(max_length=8, blank=True)
    seller_plusgiro = models.CharField(max_length=8, blank=True)
    seller_fik_creditor = models.CharField(max_length=8, blank=True)
    payment_scheme = models.CharField(
        _("kind of payment reference"), max_length=10, choices=PaymentScheme, blank=True
    )
    payment_reference = models.CharField(_("payment reference"), max_length=27, blank=True)

    class Meta:
        abstract = True

    @property
    def accounts(self) -> list[tuple[str, str]]:
        """The accounts to pay to as they are printed, each with its name: the same everywhere."""
        accounts = [
            ("IBAN", show_iban(self.seller_iban)),
            ("BIC", self.seller_bic),
            ("Bankgiro", show_bankgiro(self.seller_bankgiro)),
            ("Plusgiro", show_plusgiro(self.seller_plusgiro)),
        ]
        return [(name, number) for name, number in accounts if number]

    @property
    def payment_reference_text(self) -> str:
        """The reference as it is printed, on a Danish slip with the creditor's number."""
        if not self.payment_reference:
            return ""
        if card := _FIK_CARDS.get(PaymentScheme(self.payment_scheme)):
            return f"+{card}<{self.payment_reference}+{self.seller_fik_creditor}<"
        return scheme_of(self.payment_scheme).group(self.payment_reference)
