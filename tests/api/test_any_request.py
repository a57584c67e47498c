"""Requests that nobody would think of, made from the description, get the answers it describes."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from config.wsgi import application
from tests.factories import ItemFactory

EXAMPLES = 12
FEW = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def grounded(said: Any, known: dict[str, Any]) -> Any:
    """What was made up, with names of rows that there are, so that it comes further."""
    if isinstance(said, list):
        return [grounded(one, known) for one in said]
    if not isinstance(said, dict):
        return said
    if "order_type" in said:
        said = {"customer": "", **said}
    elif "quantity" in said and "line" not in said:
        said = {"text": "Chair", "price": "1.5", "tax_rate": "", **said}
    return {
        name: known.get(name, grounded(value, known))
        for name, value in said.items()
        if name != "customer_id"
    }


def statuses_of(operation: Any, headers: dict[str, str], known: dict[str, Any]) -> Counter[int]:
    """Try an operation with examples of all kinds; each answer must be one that is described."""
    found: Counter[int] = Counter()
    count = itertools.count()

    @FEW
    @given(case=operation.as_strategy())
    def ask(case: Any) -> None:
        if next(count) % 2:
            case.path_parameters = grounded(case.path_parameters, known)
            case.body = grounded(case.body, known)
        # What is as described may still break a rule of the company's numbers.
        response = case.call_and_validate(
            headers=headers, excluded_checks=[positive_data_acceptance]
        )
        found[response.status_code] += 1

    ask()
    return found


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_no_request_makes_the_server_fail(company, shop, chairs, settings):
    settings.API_REQUESTS_PER_MINUTE = 1_000_000
    settings.ALLOWED_HOSTS = ["localhost", "testserver"]
    order = shop.write("/orders", chairs())
    draft = shop.write("/invoices", {"order_id": order["id"]})
    number = shop.write("/numbers/reserve", {"kind": "customer", "reference": "x"})
    known = {
        "order_id": order["id"],
        "invoice_id": draft["id"],
        "party_id": order["customer_id"],
        "item_id": ItemFactory(company=company).pk,
        "number_id": number["id"],
        "line": order["lines"][0]["id"],
        "order_type": 1,
        "customer": order["customer"],
        "tax_rate": "25",
        "kind": "customer",
        "item": None,
        "series": None,
        "number": None,
        "payment_terms": "30",
    }
    description = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    headers = {"Authorization": f"Bearer {shop.secret}"}

    tried = {
        operation.ok().label: statuses_of(operation.ok(), headers, known)
        for operation in description.get_all_operations()
    }
    print(tried)

    assert len(tried) == 29
    assert all(status < 500 for found in tried.values() for status in found)
