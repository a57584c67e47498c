"""Tax rates say why they are what they are (nw13: EN 16931 wants a category of each)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from numbering.models import Company
from orders.models import TaxRate
from orders.services.companies import equip_company
from tests.factories import CompanyFactory, TaxRateFactory

ADD = "admin:orders_taxrate_add"


def add(office: Client, **typed: str) -> dict[str, list[str]]:
    """Type a new rate and save it; what is wrong, by field."""
    data = {"code": "X", "name": "A rate", "percent": "0", "category": "S", "exemption_reason": ""}
    response = office.post(reverse(ADD), data | typed)
    if response.status_code == 302:
        return {}
    return dict(response.context["adminform"].form.errors)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ("0|S|", "category"),
        ("25|E|Health care", "category"),
        ("25|Z|", "category"),
        ("0|AE|", "exemption_reason"),
        ("0|E|   ", "exemption_reason"),
        ("25|S|Health care", "exemption_reason"),
        ("0|Z|Health care", "exemption_reason"),
        ("0|X|", "category"),
    ],
)
def test_nw13_what_does_not_fit_is_said_at_its_field(
    office: Client, company: Company, typed: str, field: str
) -> None:
    percent, category, reason = typed.split("|")

    errors = add(office, percent=percent, category=category, exemption_reason=reason)

    assert list(errors) == [field]
    assert not TaxRate.objects.filter(code="X").exists()


@pytest.mark.parametrize(
    ("percent", "category", "reason"),
    [
        ("12", "S", ""),
        ("0", "Z", ""),
        ("0", "E", "§ 4 Nr. 14 UStG"),
        ("0", "AE", "Reverse charge"),
        ("0", "K", "Intra-Community supply"),
        ("0", "G", "Export outside the EU"),
        ("0", "O", "Not subject to VAT"),
    ],
)
def test_nw13_an_administrator_says_why_there_is_no_tax(
    office: Client, company: Company, percent: str, category: str, reason: str
) -> None:
    assert add(office, percent=percent, category=category, exemption_reason=reason) == {}

    rate = TaxRate.objects.get(company=company, code="X")
    assert (rate.percent, rate.category, rate.exemption_reason) == (
        Decimal(percent),
        category,
        reason,
    )
    page = office.get(reverse("admin:orders_taxrate_changelist")).content.decode()
    assert reason in page
    assert f"{category} – " in page


@pytest.mark.parametrize(
    ("percent", "category", "reason"),
    [(0, "S", ""), (25, "Z", ""), (0, "AE", ""), (25, "S", "None"), (0, "X", "")],
)
def test_nw13_the_database_keeps_percent_category_and_reason_together(
    company: Company, percent: int, category: str, reason: str
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        TaxRateFactory(company=company, percent=percent, category=category, exemption_reason=reason)


@pytest.mark.parametrize(("country", "category"), [("SE", "S"), ("FR", "Z")])
def test_nw13_a_new_companys_rates_have_a_category(db: None, country: str, category: str) -> None:
    company = CompanyFactory(country=country)
    company.tax_rates.all().delete()

    equip_company(company)

    assert {rate.category for rate in company.tax_rates.all()} == {category}
    for rate in company.tax_rates.all():
        rate.full_clean()
