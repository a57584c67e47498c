"""What a tax identity is: a VAT number, a number of a company register, or something else.

People type one "tax identity", and e-invoices have a place for each kind of number:

- A VAT number begins with its country (DK12345674): BT-31 of the seller, BT-48 of the buyer.
  Where the country's VAT number contains the register's number, that is given too (BT-30, BT-47):
  Danish sellers must say it (Peppol DK-R-002), and Nordic electronic addresses are made of it.
- A register's number without more (556012-5790 in Sweden) says nothing of tax: it is BT-30 or
  BT-47. Taxed lines need the seller's VAT number (BR-S-02), so that `lacking` asks for it.
- Anything else is the seller's number at the tax office (Steuernummer: § 14 UStG takes it instead
  of a VAT number): BT-32, and BT-29 as the seller is to be told by some number (BR-CO-26). Of the
  buyer it is BT-47: a number that the buyer goes by.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from stdnum.dk import cvr
from stdnum.fi import ytunnus
from stdnum.no import orgnr as no_orgnr
from stdnum.se import orgnr as se_orgnr

from invoicing.einvoice.model import E_MAIL, Identifier

_COUNTRIES = (
    "AT BE BG CH CY CZ DE DK EE EL ES FI FR GB GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE"
    " SI SK XI"
)
_VAT_COUNTRIES = frozenset(_COUNTRIES.split())
_VAT_NUMBER = re.compile(r"([A-Z]{2})(?=(?:.*\d){2})[0-9A-Z+*]{2,14}")


@dataclass(frozen=True, slots=True)
class _Register:
    """A company register whose numbers are part of the country's VAT numbers."""

    scheme: str  # ISO 6523
    digits: int
    is_valid: Callable[[str], bool]
    vat_number: str  # "{}" stands for the number
    # Where the electronic address has another form than the number itself.
    address_scheme: str = ""
    address: str = "{}"


# 0216 is the Finnish OVT identifier, made of the Y-tunnus.
_REGISTERS = {
    "SE": _Register("0007", 10, se_orgnr.is_valid, "SE{}01"),
    "DK": _Register("0184", 8, cvr.is_valid, "DK{}"),
    "NO": _Register("0192", 9, no_orgnr.is_valid, "NO{}MVA"),
    "FI": _Register("0212", 8, ytunnus.is_valid, "FI{}", "0216", "0037{}"),
}
# Where a number that is neither VAT number nor of the register is a mistake.
NORDIC = frozenset(_REGISTERS)
# Schemes of electronic addresses that are VAT numbers (EAS code list).
_VAT_SCHEMES = (
    "AT:9914 BG:9926 CH:9927 CY:9928 CZ:9929 DE:9930 EE:9931 EL:9933 ES:9920 FR:9957 GB:9932"
    " GR:9933 HR:9934 HU:9910 IE:9935 IT:0211 LI:9936 LT:9937 LU:9938 LV:9939 MT:9943 NL:9944"
    " PL:9945 PT:9946 RO:9947 SI:9949 SK:9950"
)
_VAT_ADDRESSES = dict(pair.split(":") for pair in _VAT_SCHEMES.split())


@dataclass(frozen=True, slots=True)
class Identity:
    """A tax identity, told apart."""

    vat_number: str = ""
    registration: Identifier | None = None
    other: str = ""
    # What the register's number suggests that the VAT number is.
    likely_vat_number: str = ""
    address: Identifier | None = None

    def electronic(self, email: str) -> Identifier | None:
        """Where e-invoices are sent to."""
        return self.address or (Identifier(email, E_MAIL) if email else None)


def identity_of(text: str, country: str) -> Identity:
    """Tell what somebody of this country typed as tax identity."""
    compact = re.sub(r"[\s./-]", "", text).upper()
    match = _VAT_NUMBER.fullmatch(compact)
    if match and match[1] in _VAT_COUNTRIES:
        number = "".join(re.findall(r"\d", compact))
        register = _REGISTERS.get(match[1])
        found = _registered(register, number[: register.digits]) if register else Identity()
        address = found.address or _vat_address(match[1], compact)
        return Identity(compact, found.registration, address=address)
    register = _REGISTERS.get(country)
    found = _registered(register, compact) if register else Identity()
    return found if found.registration else Identity(other=text.strip())


def _registered(register: _Register, number: str) -> Identity:
    """What is known of a number of this register; nothing if it is none."""
    if len(number) != register.digits or not number.isdecimal() or not register.is_valid(number):
        return Identity()
    written = ytunnus.format(number) if register.scheme == "0212" else number
    scheme = register.address_scheme or register.scheme
    return Identity(
        registration=Identifier(written, register.scheme),
        likely_vat_number=register.vat_number.format(number),
        address=Identifier(register.address.format(number), scheme),
    )


def _vat_address(country: str, number: str) -> Identifier | None:
    """An electronic address that is a VAT number; Belgian ones are the register's number."""
    if country == "BE":
        return Identifier(number[2:].zfill(10), "0208")
    scheme = _VAT_ADDRESSES.get(country)
    return Identifier(number, scheme) if scheme else None
