"""Numbers of bank accounts: checked as they are typed, stored without signs, printed with them.

Every `clean_…` returns what is stored or raises ValidationError in words.
"""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from stdnum import bic, iban, luhn
from stdnum.exceptions import ValidationError as StdnumError

# The banks' numbers, places 5 to 9 of a Swiss IBAN, that SIX reserves for QR-IBANs.
_QR_BANKS = range(30000, 32000)
_QR_COUNTRIES = ("CH", "LI")


def clean_iban(text: str) -> str:
    """An ordinary IBAN."""
    found = _checked_iban(text)
    if is_qr_iban(found):
        raise ValidationError(_("This is a QR-IBAN: type it in its own field."))
    return found


def clean_qr_iban(text: str) -> str:
    """A Swiss IBAN that takes payments with a QR reference, and no others."""
    found = _checked_iban(text)
    if not is_qr_iban(found):
        raise ValidationError(
            _("This is an ordinary IBAN. A QR-IBAN begins with CH or LI, its bank with 30 or 31.")
        )
    return found


def is_qr_iban(compact: str) -> bool:
    """Whether the bank's number lies in the range that is kept for QR-IBANs."""
    return compact[:2] in _QR_COUNTRIES and int(compact[4:9]) in _QR_BANKS


def clean_bic(text: str) -> str:
    """The bank's international code, of 8 or 11 characters."""
    try:
        return bic.validate(text)
    except StdnumError:
        raise ValidationError(
            _("This is no BIC: it has 8 or 11 characters, for example HANDSESS.")
        ) from None


def clean_bankgiro(text: str) -> str:
    """A Swedish Bankgiro number: 7 or 8 digits, the last one a check digit."""
    return _checked_giro(text, lengths=range(7, 9), example="5402-9681")


def clean_plusgiro(text: str) -> str:
    """A Swedish Plusgiro number: 2 to 8 digits, the last one a check digit."""
    return _checked_giro(text, lengths=range(2, 9), example="28 65 43-4")


def clean_fik_creditor(text: str) -> str:
    """The creditor number of a Danish agreement about payment slips."""
    found = _digits(text)
    if re.fullmatch(r"8[0-9]{7}", found) is None:
        raise ValidationError(_("A creditor number has 8 digits and begins with 8."))
    return found


def show_iban(compact: str) -> str:
    """In groups of four."""
    return iban.format(compact)


def show_bankgiro(compact: str) -> str:
    """With the dash before the last four digits."""
    return f"{compact[:-4]}-{compact[-4:]}" if compact else ""


def show_plusgiro(compact: str) -> str:
    """In pairs from the right, a dash before the check digit."""
    if not compact:
        return ""
    account = compact[:-1]
    first = len(account) % 2
    pairs = [account[:first]] if first else []
    pairs += [account[at : at + 2] for at in range(first, len(account), 2)]
    return f"{' '.join(pairs)}-{compact[-1]}"


def _checked_iban(text: str) -> str:
    try:
        return iban.validate(text)
    except StdnumError:
        raise ValidationError(
            _("This is no IBAN: a sign is wrong or missing. Copy it from the bank's own papers.")
        ) from None


def _checked_giro(text: str, *, lengths: range, example: str) -> str:
    found = _digits(text)
    if len(found) not in lengths or not luhn.is_valid(found):
        raise ValidationError(
            _("A digit is wrong or missing. It looks like this: %(example)s.")
            % {"example": example}
        )
    return found


def _digits(text: str) -> str:
    """What was typed without spaces and dashes; empty where anything else is in it."""
    found = re.sub(r"[\s-]", "", text)
    return found if re.fullmatch(r"[0-9]+", found) else ""
