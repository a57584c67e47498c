"""Another system with its token, and how it asks."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from numbering.choices import ApiScope
from numbering.models import Company
from numbering.services.tokens import make_token

_keys = itertools.count(1)

Said = dict[str, Any]


class System:
    """Another system: `shop.post("/orders", {...})` is answered as by the server."""

    def __init__(self, secret: str) -> None:
        self.secret = secret
        self.client = Client(headers={"Authorization": f"Bearer {secret}"})

    def get(self, path: str) -> Any:
        return self.client.get(f"/api/v1{path}")

    def read(self, path: str) -> Said:
        answer = self.get(path)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def post(self, path: str, body: Any, *, key: str = "") -> Any:
        return self.client.post(
            f"/api/v1{path}",
            body if isinstance(body, bytes) else json.dumps(body),
            content_type="application/json",
            headers={"Idempotency-Key": key or f"key-{next(_keys)}"},
        )

    def write(self, path: str, body: Said, *, key: str = "") -> Said:
        answer = self.post(path, body, key=key)
        assert answer.status_code in (200, 201), answer.content
        return answer.json()


@pytest.fixture(autouse=True)
def _nobody_asked_before() -> None:
    """The count of requests in a minute begins with each test."""
    cache.clear()


@pytest.fixture
def system(company: Company) -> Callable[..., System]:
    """A system that may do all, or these."""

    def made(*scopes: str, name: str = "Webshop", of: Company = company) -> System:
        allowed = scopes or ApiScope.values
        _token, secret = make_token(company=of, name=name, scopes=allowed, by=None)
        return System(secret)

    return made


@pytest.fixture
def shop(system: Callable[..., System]) -> System:
    """A web shop that may do all."""
    return system()


@pytest.fixture
def stranger(system: Callable[..., System], outsider: Any) -> System:
    """The system of another company."""
    return system(of=Company.objects.get(code="OTHER"))


@pytest.fixture
def chairs(shop: System) -> Callable[..., Said]:
    """An order of ten chairs at 100 as the shop sends it; keywords change fields."""
    customer = shop.write("/parties", {"name": "Acme Byg"})["customer_number"]

    def said(**changes: Any) -> Said:
        line = {"text": "Chair", "quantity": "10", "price": "100", "tax_rate": "25"}
        return {"order_type": 1, "customer": customer, "date": "2026-11-21", "lines": [line]} | (
            changes
        )

    return said


def problem_of(answer: Any) -> Said:
    """The problem that an answer tells, in its one shape."""
    assert answer["Content-Type"] == "application/problem+json"
    said: Said = json.loads(answer.content)
    assert set(said) == {
        *("type", "title", "status", "detail", "code", "field", "fields", "lines"),
    }
    assert said["status"] == answer.status_code
    assert said["type"] == f"/api/v1/docs#{said['code']}"
    return said
