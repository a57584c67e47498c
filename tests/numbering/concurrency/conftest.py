"""Users who act at the same time, on committed data."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from numbering.models import Company
from tests.numbering.concurrency.sessions import Session


@pytest.fixture
def company(transactional_db: None) -> Company:
    return Company.objects.create(code="NORD", name="Nord Handel")


@pytest.fixture
def one(company: Company) -> Iterator[Session]:
    session = Session()
    yield session
    session.close()


@pytest.fixture
def two(company: Company) -> Iterator[Session]:
    session = Session()
    yield session
    session.close()
