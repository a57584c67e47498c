"""The payment references of the countries: how each is made, checked and printed.

Whatever the scheme, a reference is made of a base: digits that no two invoices of a company share
(see invoicing.references.bases). Check digits are python-stdnum's where it has them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from stdnum import iso11649, luhn
from stdnum.be import ogm_vcs
from stdnum.ch import esr
from stdnum.iso7064 import mod_97_10

from invoicing.choices import PaymentScheme
from invoicing.references.checkdigits import finnish_check_digit, mod11_check_digit

LONGEST_KID = 25


@dataclass(frozen=True, slots=True)
class Scheme:
    """One kind of payment reference.

    `make` takes a base of `shortest` to `longest` digits and gives the reference as banks transmit
    it; `group` puts in the spaces and signs with which it is printed. `adds` counts the characters
    behind the base.
    """

    code: str
    longest: int
    make: Callable[[str], str]
    group: Callable[[str], str]
    shortest: int = 1
    adds: int = 1

    def fits(self, base: str) -> bool:
        """Whether a reference can be made of this base."""
        return self.shortest <= len(base) <= self.longest

    def is_valid(self, reference: str) -> bool:
        """Whether this is a reference of the scheme: what its own base would make again."""
        base = self._base(reference)
        if not base.isdecimal() or not base.isascii():
            return False
        return len(base) <= self.longest and self.make(base) == reference

    def _base(self, reference: str) -> str:
        start = 4 if reference.startswith("RF") else 0
        return reference[start : len(reference) - self.adds]


def _from_right(size: int) -> Callable[[str], str]:
    def group(reference: str) -> str:
        first = len(reference) % size
        parts = [reference[:first]] if first else []
        parts += [reference[at : at + size] for at in range(first, len(reference), size)]
        return " ".join(parts)

    return group


def _rf(base: str) -> str:
    return f"RF{mod_97_10.calc_check_digits(f'{base}RF')}{base}"


def _with_luhn(base: str) -> str:
    return base + luhn.calc_check_digit(base)


def _ocr_with_length(base: str) -> str:
    """Bankgirot: the last digit of the whole length stands before the check digit."""
    return _with_luhn(f"{base}{(len(base) + 2) % 10}")


def _finnish(base: str) -> str:
    return base + finnish_check_digit(base)


def _finnish_rf(base: str) -> str:
    return _rf(_finnish(base))


def _mod11(base: str) -> str:
    return base + mod11_check_digit(base)


def _padded(make: Callable[[str], str], length: int) -> Callable[[str], str]:
    return lambda base: make(base.zfill(length))


def _belgian(base: str) -> str:
    padded = base.zfill(10)
    return padded + ogm_vcs.calc_check_digits(padded)


def _qr(base: str) -> str:
    padded = base.zfill(26)
    return padded + esr.calc_check_digit(padded)


def _as_it_is(reference: str) -> str:
    return reference


_SCHEMES = {
    scheme.code: scheme
    for scheme in (
        Scheme(PaymentScheme.RF, 21, _rf, iso11649.format, adds=0),
        Scheme(PaymentScheme.OCR, 24, _with_luhn, _as_it_is),
        Scheme(PaymentScheme.OCR_LENGTH, 23, _ocr_with_length, _as_it_is, adds=2),
        Scheme(PaymentScheme.FINNISH, 19, _finnish, _from_right(5), shortest=3),
        Scheme(PaymentScheme.FINNISH_RF, 19, _finnish_rf, iso11649.format, shortest=3),
        Scheme(PaymentScheme.KID10, LONGEST_KID - 1, _with_luhn, _as_it_is),
        Scheme(PaymentScheme.KID11, LONGEST_KID - 1, _mod11, _as_it_is),
        Scheme(PaymentScheme.FIK71, 14, _padded(_with_luhn, 14), _as_it_is),
        Scheme(PaymentScheme.FIK75, 15, _padded(_with_luhn, 15), _as_it_is),
        Scheme(PaymentScheme.QR, 26, _qr, esr.format),
        Scheme(
            PaymentScheme.BELGIAN,
            10,
            _belgian,
            lambda reference: f"+++{ogm_vcs.format(reference)}+++",
            adds=2,
        ),
    )
}


def scheme_of(code: str, *, kid_length: int | None = None) -> Scheme:
    """The scheme with this code; a KID as long as was agreed with the bank, if it was."""
    scheme = _SCHEMES[code]
    if kid_length is None or code not in (PaymentScheme.KID10, PaymentScheme.KID11):
        return scheme
    base_length = kid_length - 1
    return Scheme(code, base_length, _padded(scheme.make, base_length), scheme.group)
