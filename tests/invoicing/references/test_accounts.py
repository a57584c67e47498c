"""Numbers of accounts are checked as they are typed, and printed as banks print them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from invoicing.references import accounts


@pytest.mark.parametrize(
    ("clean", "typed", "stored", "show", "printed"),
    [
        (
            accounts.clean_iban,
            "gr16 0110 1050 0000 1054 7023 795",
            "GR1601101050000010547023795",
            accounts.show_iban,
            "GR16 0110 1050 0000 1054 7023 795",
        ),
        (accounts.clean_bankgiro, " 5402968 1 ", "54029681", accounts.show_bankgiro, "5402-9681"),
        (accounts.clean_bankgiro, "902-0033", "9020033", accounts.show_bankgiro, "902-0033"),
        (accounts.clean_plusgiro, "2865434", "2865434", accounts.show_plusgiro, "28 65 43-4"),
        (accounts.clean_plusgiro, "18", "18", accounts.show_plusgiro, "1-8"),
        (accounts.clean_fik_creditor, "8123 4567", "81234567", str, "81234567"),
        (accounts.clean_bic, "handsess", "HANDSESS", str, "HANDSESS"),
        (
            accounts.clean_qr_iban,
            "CH44 3199 9123 0008 8901 2",
            "CH4431999123000889012",
            accounts.show_iban,
            "CH44 3199 9123 0008 8901 2",
        ),
    ],
)
def test_nw12_an_account_is_stored_without_signs(
    clean: Callable[[str], str], typed: str, stored: str, show: Callable[[str], str], printed: str
) -> None:
    assert clean(typed) == stored
    assert show(stored) == printed
    assert clean(printed) == stored


@pytest.mark.parametrize(
    ("clean", "typed", "words"),
    [
        (accounts.clean_iban, "GR1601101050000010547023796", "no IBAN"),
        (accounts.clean_iban, "XX12", "no IBAN"),
        (accounts.clean_iban, "12345", "no IBAN"),
        (accounts.clean_iban, "SE٣٤", "no IBAN"),
        (accounts.clean_iban, "CH4431999123000889012", "This is a QR-IBAN"),
        (accounts.clean_qr_iban, "CH9300762011623852957", "This is an ordinary IBAN"),
        (accounts.clean_qr_iban, "GR1601101050000010547023795", "This is an ordinary IBAN"),
        (accounts.clean_bic, "HANDSE", "no BIC"),
        (accounts.clean_bankgiro, "5402-9682", "5402-9681"),
        (accounts.clean_bankgiro, "18", "5402-9681"),
        (accounts.clean_plusgiro, "28 65 43-5", "28 65 43-4"),
        (accounts.clean_plusgiro, "1X", "28 65 43-4"),
        (accounts.clean_fik_creditor, "71234567", "begins with 8"),
        (accounts.clean_fik_creditor, "8123456", "begins with 8"),
    ],
)
def test_nw12_a_wrong_account_is_told_in_words(
    clean: Callable[[str], str], typed: str, words: str
) -> None:
    with pytest.raises(ValidationError, match=words):
        clean(typed)
