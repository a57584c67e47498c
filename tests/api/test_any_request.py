"""Requests that nobody would think of, made from the description, get the answers it describes."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings

from config.wsgi import application

EXAMPLES = 12
FEW = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def statuses_of(operation: Any, headers: dict[str, str]) -> Counter[int]:
    """Try an operation with examples of all kinds; each answer must be one that is described."""
    found: Counter[int] = Counter()

    @FEW
    @given(case=operation.as_strategy())
    def ask(case: Any) -> None:
        response = case.call_and_validate(headers=headers)
        found[response.status_code] += 1

    ask()
    return found


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_no_request_makes_the_server_fail(shop, chairs, settings):
    settings.API_REQUESTS_PER_MINUTE = 1_000_000
    settings.ALLOWED_HOSTS = ["localhost", "testserver"]
    order = shop.write("/orders", chairs())
    shop.write("/invoices", {"order_id": order["id"]})
    description = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    headers = {"Authorization": f"Bearer {shop.secret}"}

    tried = {
        operation.ok().label: statuses_of(operation.ok(), headers)
        for operation in description.get_all_operations()
    }
    print(tried)

    assert len(tried) == 27
    assert all(status < 500 for found in tried.values() for status in found)
