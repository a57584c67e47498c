"""nw13: how to pay, by the conventions of euro area and countries."""

from __future__ import annotations

from typing import Any

import pytest

from invoicing.choices import PaymentScheme
from invoicing.einvoice import cii, ubl
from tests.invoicing.einvoice.cases import model
from tests.invoicing.einvoice.official import complaints
from tests.invoicing.einvoice.reading import read_cii, read_ubl

IBAN = {"BT-84": "DK5000400440116243", "BT-86": "DABADKKK"}
DANES = {"buyer_country": "DK", "buyer_tax_id": "DK13585628", "currency": "DKK"}
SWEDES = {
    "seller_country": "SE",
    "seller_tax_id": "SE556677889901",
    "buyer_country": "SE",
    "currency": "SEK",
    "seller_iban": "SE4550000000058398257466",
    "seller_bic": "ESSESESS",
}


def payments(**facts: Any) -> list[dict[str, object]]:
    """How to pay this invoice, as both forms say it."""
    said = model(**facts)
    forms = cii(said), ubl(said)
    assert complaints(forms[0]) == complaints(forms[1]) == []
    read = read_cii(forms[0]).payments
    assert read_ubl(forms[1]).payments == read
    return read


def test_nw13_iban_and_euro_are_a_sepa_transfer() -> None:
    assert payments() == [{"BT-81": "58", "BT-83": "99001", **IBAN}]


def test_nw13_the_payment_reference_is_what_banks_transmit() -> None:
    rf = {"payment_scheme": PaymentScheme.RF, "payment_reference": "RF0699001"}

    assert payments(**rf) == [{"BT-81": "58", "BT-83": "RF0699001", **IBAN}]


def test_nw13_iban_and_another_currency_are_a_transfer() -> None:
    assert payments(currency="PLN") == [{"BT-81": "30", "BT-83": "99001", **IBAN}]


def test_nw13_bankgiro_and_plusgiro_are_named_as_swedes_do() -> None:
    giros = {"seller_bankgiro": "54029681", "seller_plusgiro": "4789015"}
    ocr = {"payment_scheme": PaymentScheme.OCR, "payment_reference": "990010"}

    found = payments(**SWEDES, **giros, **ocr)

    assert [(row["BT-81"], row["BT-83"]) for row in found] == [("30", "990010")] * 3
    assert [(row["BT-84"], row["BT-86"]) for row in found] == [
        ("SE4550000000058398257466", "ESSESESS"),
        ("54029681", "SE:BANKGIRO"),
        ("4789015", "SE:PLUSGIRO"),
    ]


def test_nw13_a_danish_slip_has_its_card_and_creditor() -> None:
    slip = {
        "payment_scheme": PaymentScheme.FIK71,
        "payment_reference": "000000000990010",
        "seller_fik_creditor": "81234567",
    }

    assert payments(**DANES, **slip) == [
        {"BT-81": "93", "BT-83": "71#000000000990010", "BT-84": "81234567"}
    ]


@pytest.mark.parametrize(("bic", "code"), [("DABADKKK", "31"), ("", "58")])
def test_nw13_between_danes_a_transfer_is_never_code_30(bic: str, code: str) -> None:
    (found,) = payments(**DANES, seller_bic=bic)

    assert (found["BT-81"], found["BT-84"]) == (code, IBAN["BT-84"])


def test_nw13_without_an_account_the_reference_is_still_there() -> None:
    assert payments(seller_iban="", seller_bic="") == [{"BT-81": "1", "BT-83": "99001"}]
