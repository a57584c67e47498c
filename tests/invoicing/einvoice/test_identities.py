"""nw13: tax identities are VAT numbers, numbers of a register, or numbers at the tax office."""

from __future__ import annotations

from typing import Any

import pytest

from invoicing.einvoice import cii, ubl
from invoicing.einvoice.identities import identity_of
from invoicing.einvoice.model import EN_16931, PEPPOL, Identifier
from tests.invoicing.einvoice.cases import model
from tests.invoicing.einvoice.official import complaints


def told(text: str, country: str) -> tuple[str, str, str, str]:
    """VAT number, register's number, other number and electronic address."""
    found = identity_of(text, country)

    def write(one: Identifier | None) -> str:
        return f"{one.scheme}:{one.value}" if one else ""

    return found.vat_number, write(found.registration), found.other, write(found.address)


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("DK12345674", "DK", "DK12345674|0184:12345674||0184:12345674"),
        ("dk 12 34 56 74", "DK", "DK12345674|0184:12345674||0184:12345674"),
        ("12345674", "DK", "|0184:12345674||0184:12345674"),
        ("SE556677889901", "SE", "SE556677889901|0007:5566778899||0007:5566778899"),
        ("556677-8899", "SE", "|0007:5566778899||0007:5566778899"),
        ("FI20774740", "FI", "FI20774740|0212:2077474-0||0216:003720774740"),
        ("2077474-0", "FI", "|0212:2077474-0||0216:003720774740"),
        ("NO 995 525 828 MVA", "NO", "NO995525828MVA|0192:995525828||0192:995525828"),
        ("995525828", "NO", "|0192:995525828||0192:995525828"),
        ("DE136695976", "DE", "DE136695976|||9930:DE136695976"),
        ("123/456/78901", "DE", "||123/456/78901|"),
        ("PL 856-734-62-15", "PL", "PL8567346215|||9945:PL8567346215"),
        ("BE0428759497", "BE", "BE0428759497|||0208:0428759497"),
        ("CHE-123.456.788 MWST", "CH", "CHE123456788MWST|||9927:CHE123456788MWST"),
        ("EL094259216", "GR", "EL094259216|||9933:EL094259216"),
        # Registered for tax in another country.
        ("DE136695976", "DK", "DE136695976|||9930:DE136695976"),
        # A check digit is wrong: no register's number is made of it, and none of its addresses.
        ("DK12345678", "DK", "DK12345678|||"),
        ("5566778890", "SE", "||5566778890|"),
        ("US123456789", "US", "||US123456789|"),
        ("", "SE", "|||"),
    ],
)
def test_nw13_what_an_identity_is(text: str, country: str, expected: str) -> None:
    assert told(text, country) == tuple(expected.split("|"))


def test_nw13_without_a_number_the_address_is_the_e_mail() -> None:
    assert identity_of("", "DE").electronic("a@b.test") == Identifier("a@b.test", "EM")
    assert identity_of("", "DE").electronic("") is None


@pytest.mark.parametrize(
    ("facts", "is_peppol"),
    [
        ({}, True),
        ({"your_reference": ""}, False),
        ({"your_reference": "", "order_number": "00001"}, True),
        ({"buyer_tax_id": ""}, False),  # an e-mail address only
        ({"buyer_tax_id": "", "buyer_email": ""}, False),
    ],
)
def test_nw13_only_what_peppol_takes_says_that_it_is_peppols(
    facts: dict[str, Any], is_peppol: bool
) -> None:
    xml = ubl(model(**facts))

    said = PEPPOL if is_peppol else EN_16931
    assert f"<cbc:CustomizationID>{said}</cbc:CustomizationID>".encode() in xml
    assert (b"ProfileID" in xml) == is_peppol
    assert complaints(xml) == []


@pytest.mark.parametrize(
    ("country", "tax_id"),
    [
        ("SE", "SE556677889901"),
        ("DK", "DK12345674"),
        ("FI", "FI20774740"),
        ("NO", "NO995525828MVA"),
        ("DE", "DE136695976"),
        ("DE", "123/456/78901"),
        ("PL", "PL8567346215"),
        ("BE", "BE0428759497"),
        ("GR", "EL094259216"),
        ("CH", "CHE123456788MWST"),
    ],
)
def test_nw13_sellers_and_buyers_of_any_country_are_valid(country: str, tax_id: str) -> None:
    for side in ("seller", "buyer"):
        said = model(**{f"{side}_country": country, f"{side}_tax_id": tax_id})

        assert complaints(cii(said)) == complaints(ubl(said)) == []
