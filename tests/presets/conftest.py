"""A company without any series: what a preset finds on an empty database."""

from __future__ import annotations

import pytest

from numbering.models import Company
from orders.services.companies import prepare_company


@pytest.fixture
def empty_company(db: None) -> Company:
    """Just made: the fixed order types, no series, nothing assigned."""
    company = Company.objects.create(code="NEW", name="Neue Werkstatt GmbH")
    prepare_company(company=company)
    return company
