"""How an e-invoice says to pay: codes of UNTDID 4461, and the conventions of countries.

- 58, SEPA credit transfer, where IBAN and euro meet; else 30, credit transfer.
- Bankgiro and Plusgiro are accounts whose provider is SE:BANKGIRO or SE:PLUSGIRO (Peppol SE-R-011),
  always with code 30.
- Between Danes 30 is refused (Peppol DK-R-005): a payment slip is code 93 with card and digits as
  its reference and the creditor's number as its account (DK-R-010), an account with its BIC is 31,
  and without one 58.
- 10 is cash; 1 is what nothing is said of, as BG-16 wants a code and 30 an account (BR-61).
"""

from __future__ import annotations

from invoicing.choices import PAYABLE_KINDS, InvoiceKind, PaymentScheme
from invoicing.einvoice.model import Account, Payment
from invoicing.models import Invoice

CASH, CREDIT_TRANSFER, SEPA, DANISH_ACCOUNT, DANISH_SLIP = "10", "30", "58", "31", "93"
UNSAID = "1"
_SLIPS = {PaymentScheme.FIK71: "71", PaymentScheme.FIK75: "75"}


def payment_of(invoice: Invoice) -> Payment | None:
    """How this invoice is paid; None where the buyer does not pay."""
    if invoice.kind == InvoiceKind.CASH_NOTE:
        return Payment(code=CASH)
    if invoice.kind not in PAYABLE_KINDS:
        return None
    card = _SLIPS.get(PaymentScheme(invoice.payment_scheme))
    if card and invoice.seller_fik_creditor:
        slip = Account(number=invoice.seller_fik_creditor, is_iban=False)
        reference = f"{card}#{invoice.payment_reference}"
        return Payment(code=DANISH_SLIP, reference=reference, accounts=(slip,))
    accounts = _accounts(invoice)
    # Without a reference of its own, the number tells whose payment it is.
    reference = invoice.payment_reference or str(invoice.number)
    return Payment(code=_code(invoice, accounts), reference=reference, accounts=accounts)


def _accounts(invoice: Invoice) -> tuple[Account, ...]:
    found = []
    if invoice.seller_iban:
        iban, bic = invoice.seller_iban, invoice.seller_bic
        found.append(Account(number=iban, is_iban=True, provider=bic))
    for number, provider in (
        (invoice.seller_bankgiro, "SE:BANKGIRO"),
        (invoice.seller_plusgiro, "SE:PLUSGIRO"),
    ):
        if number:
            found.append(Account(number=number, is_iban=False, provider=provider))
    return tuple(found)


def _code(invoice: Invoice, accounts: tuple[Account, ...]) -> str:
    if not accounts:
        return UNSAID
    is_iban_only = all(account.is_iban for account in accounts)
    if is_iban_only and invoice.currency == "EUR":
        return SEPA
    if is_iban_only and invoice.seller_country == invoice.buyer_country == "DK":
        return DANISH_ACCOUNT if invoice.seller_bic else SEPA
    return CREDIT_TRANSFER
