"""A company of the tests of the numbering engine, and the administrator who sets it up."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from hypothesis import settings

from numbering.models import Company

# Nothing is timed in tests: a busy machine is no failure.
settings.register_profile("numbering", deadline=None)
settings.load_profile("numbering")


@pytest.fixture
def company(db: None) -> Company:
    return Company.objects.create(code="NORD", name="Nord Handel")


@pytest.fixture
def other_company(db: None) -> Company:
    return Company.objects.create(code="SYD", name="Syd Handel")


@pytest.fixture
def administrator(db: None) -> User:
    return User.objects.create_user("astrid")


@pytest.fixture
def clerk(db: None) -> User:
    return User.objects.create_user("carl")
