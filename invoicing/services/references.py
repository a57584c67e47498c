"""The payment reference of an invoice: chosen with its content, made of its number at issue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from invoicing.choices import PAYABLE_KINDS, PaymentScheme
from invoicing.exceptions import ReferenceTooLong
from invoicing.models import BankDetails, Invoice
from invoicing.references.bases import Line, Lines, digits_of, key_base
from invoicing.references.schemes import Scheme, scheme_of
from invoicing.selectors import agreed_reference, bank_details_of
from numbering.models import Company, IssuedNumber, SeriesLine

# What is payable draws from these.
REGISTERS = ("invoice", "advance_payment")
_ACCOUNTS = ("bank_name", "bic", "bankgiro", "plusgiro")


def copy_payment(invoice: Invoice) -> None:
    """Fill in the accounts and the kind of reference; both are empty where nothing is to be paid.

    The reference itself waits for the number.
    """
    details = bank_details_of(invoice.company)
    if invoice.kind not in PAYABLE_KINDS:
        details = BankDetails(company=invoice.company)
    choice = agreed_reference(invoice.party) or details.reference
    scheme = details.scheme_for(choice, invoice.party.country)
    for field in _ACCOUNTS:
        setattr(invoice, f"seller_{field}", getattr(details, field))
    is_qr = scheme == PaymentScheme.QR
    invoice.seller_iban = details.qr_iban if is_qr else details.iban
    is_fik = scheme in (PaymentScheme.FIK71, PaymentScheme.FIK75)
    invoice.seller_fik_creditor = details.fik_creditor if is_fik else ""
    invoice.payment_scheme, invoice.payment_reference = scheme, ""


@dataclass(frozen=True, slots=True)
class ReferenceMaker:
    """Makes a company's payment references, as its settings and number series stand.

    One is good for many invoices: making asks the database nothing.
    """

    lines: Lines
    kid_length: int | None

    def make(self, code: str, number: IssuedNumber) -> str:
        """The reference of an issued number. Raises ReferenceTooLong."""
        scheme = scheme_of(code, kid_length=self.kid_length)
        # A text that is printed in several periods, or was typed twice, is not told by its digits.
        repeats = bool(number.scope or number.repetition)
        line = None if repeats else number.line_id
        return scheme.make(self.base(scheme, number.text, line=line, key=number.pk))

    def base(self, scheme: Scheme, text: str, *, line: int | None, key: int) -> str:
        """The digits of the number where they tell it from all others, else its key's."""
        digits = digits_of(text)
        if scheme.fits(digits) and self.lines.tell_apart(digits, line):
            return digits
        found = key_base(key)
        if found is None or not scheme.fits(found):
            raise ReferenceTooLong(
                _(
                    "Number %(number)s has no room in a payment reference of %(length)d digits: an"
                    " administrator can make it longer in Settings › Bank details."
                )
                % {"number": text, "length": scheme.longest + scheme.adds},
                field="kid_length",
            )
        return found


def reference_maker_of(details: BankDetails) -> ReferenceMaker:
    """What makes the references of a company's invoices; ask before the numbers are drawn.

    A number of a line that came later is then told by its key.
    """
    return ReferenceMaker(Lines(_lines_of(details.company)), details.kid_length)


def _lines_of(company: Company) -> dict[int, Line]:
    """The lines that invoices draw from, blocked ones too: what they printed stays printed."""
    former: QuerySet[Any] = SeriesLine.history.model.objects.filter(id=OuterRef("pk"))  # type: ignore[attr-defined]
    fewest = former.order_by().values("id").annotate(fewest=Min("digits")).values("fewest")
    lines: QuerySet[Any] = SeriesLine.objects.in_registers(company, REGISTERS).annotate(
        narrowest=Coalesce(Subquery(fewest), "digits")
    )
    return {
        line.pk: Line(line.format, line.first_number, line.last_value, line.narrowest)
        for line in lines.order_by("pk")
    }
