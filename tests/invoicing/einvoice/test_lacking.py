"""nw13: what is missing for an e-invoice is said: what to do, and where."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User

from invoicing.einvoice import lacking
from invoicing.models import Invoice
from numbering.models import Company
from tests.factories import DraftFactory, OrderFactory, PartyFactory, TaxRateFactory, line_data

REASONS = {"AE": "Reverse charge", "K": "Within the EU", "G": "Export", "O": "Not taxed"}


def draft(company: Company, by: User, *categories: str, **buyer: Any) -> Invoice:
    """A draft with a line of each category."""
    rates = [
        TaxRateFactory(
            company=company,
            percent=Decimal(25 if category == "S" else 0),
            category=category,
            exemption_reason=REASONS.get(category, ""),
        )
        for category in categories
    ]
    lines = [line_data(company, tax_rate=rate) for rate in rates]
    facts = {"name": "Kowalski", "country": "PL", "tax_id": "PL8567346215"} | buyer
    party = PartyFactory(company=company, by=by, **facts)
    return DraftFactory(order=OrderFactory(company=company, by=by, party=party, lines=lines), by=by)


def of_seller(company: Company, **facts: str) -> Company:
    for name, value in facts.items():
        setattr(company, name, value)
    company.save()
    return company


@pytest.mark.parametrize("category", ["S", "Z", "AE", "K", "G", "O"])
def test_nw13_nothing_is_missing(company: Company, clerk: User, category: str) -> None:
    assert lacking(draft(company, clerk, category)) == []


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"country": ""}, "The company has no country: an administrator fills it in"),
        ({"country": "UK", "tax_id": "GB123456789"}, "“UK” is no country code"),
        ({"currency": "KRO"}, "“KRO” is no currency code"),
        ({"tax_id": ""}, "The company has no tax identity"),
        ({"tax_id": "12345674"}, "probably DK12345674."),
        ({"country": "SE", "tax_id": "556677-8899"}, "probably SE556677889901."),
        ({"tax_id": "12345678"}, "writes the VAT number instead"),
    ],
)
def test_nw13_what_the_company_lacks(
    company: Company, clerk: User, facts: dict[str, str], said: str
) -> None:
    (sentence,) = lacking(draft(of_seller(company, **facts), clerk, "S"))

    assert said in sentence
    assert "in Settings › Companies" in sentence


@pytest.mark.parametrize(("category", "count"), [("S", 0), ("K", 1), ("G", 1), ("O", 0)])
def test_nw13_a_german_tax_number_does_unless_tax_ends_at_a_border(
    company: Company, clerk: User, category: str, count: int
) -> None:
    of_seller(company, country="DE", tax_id="123/456/78901")

    assert len(lacking(draft(company, clerk, category))) == count


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"country": ""}, "Kowalski has no country: write it on the customer's page."),
        ({"country": "XX"}, "“XX” is no country code: correct it on the page of Kowalski"),
    ],
)
def test_nw13_what_the_customer_lacks(
    company: Company, clerk: User, facts: dict[str, str], said: str
) -> None:
    (sentence,) = lacking(draft(company, clerk, "S", **facts))

    assert said in sentence


@pytest.mark.parametrize("category", ["AE", "K"])
def test_nw13_who_accounts_for_the_tax_needs_a_vat_number(
    company: Company, clerk: User, category: str
) -> None:
    (sentence,) = lacking(draft(company, clerk, category, tax_id="856-734"))

    assert sentence.startswith("Kowalski accounts for the tax and needs a VAT number")


def test_nw13_what_is_outside_the_scope_of_tax_is_invoiced_apart(
    company: Company, clerk: User
) -> None:
    (sentence,) = lacking(draft(company, clerk, "O", "S"))

    assert sentence.endswith("invoice them apart.")
