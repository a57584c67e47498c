"""Whatever goes wrong is told in one shape, and never as a failure of the server."""

from __future__ import annotations

import pytest
from django.test import Client

from config import errors
from numbering.api.problems import answer_domain, domain_problems
from numbering.exceptions import SeriesBusy
from tests.api.conftest import problem_of


def test_addresses_and_methods_that_there_are_not(shop):
    for answer, code in (
        (shop.get("/nothing"), "NotFound"),
        (shop.get("/orders/"), "NotFound"),
        (shop.get("/orders/seven"), "NotFound"),
        (shop.get("/"), "NotFound"),
        (shop.client.post("/api/v1/nothing", {}, content_type="application/json"), "NotFound"),
        (shop.client.delete("/api/v1/orders"), "MethodNotAllowed"),
        (shop.client.put("/api/v1/orders/1"), "MethodNotAllowed"),
    ):
        assert problem_of(answer)["code"] == code


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"\xff",
        b'{"name": NaN}',
        b'{"name": "A", "name": "B"}',
        b'{"name": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
    ],
)
def test_a_body_that_is_no_json(shop, body):
    answer = shop.post("/parties", body)

    assert (answer.status_code, problem_of(answer)["code"]) == (400, "BodyUnreadable")


def test_a_body_that_is_too_large_or_something_else(shop):
    large = shop.post("/parties", b'{"name": "' + b"x" * 1_000_000 + b'"}')
    form = shop.client.post("/api/v1/parties", {"name": "A"}, headers={"Idempotency-Key": "1"})

    assert (large.status_code, problem_of(large)["code"]) == (413, "BodyTooLarge")
    assert (form.status_code, problem_of(form)["code"]) == (415, "MediaTypeNotSupported")


def test_fields_that_nobody_knows_are_refused(shop, chairs):
    unknown = chairs(colour="red")
    unknown["lines"][0]["colour"] = "red"

    problem = problem_of(shop.post("/orders", unknown))

    assert problem["fields"].keys() == {"colour"}
    assert [(one["line"], list(one["fields"])) for one in problem["lines"]] == [(0, ["colour"])]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("quantity", 10),
        ("quantity", 10.5),
        ("quantity", "1e3"),
        ("quantity", "-1"),
        ("quantity", "1.0001"),
        ("quantity", "٣"),
        ("quantity", "NaN"),
        ("price", 0.1),
        ("price", "1" * 40),
        ("text", "A\0B"),
        ("text", "x" * 201),
        ("text", 7),
        ("side", "left"),
    ],
)
def test_values_that_a_line_cannot_have(shop, chairs, field, value):
    body = chairs()
    body["lines"][0][field] = value

    problem = problem_of(shop.post("/orders", body))

    assert [(one["line"], list(one["fields"])) for one in problem["lines"]] == [(0, [field])]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("order_type", "1"),
        ("order_type", True),
        ("order_type", 2**63),
        ("customer_id", 2**63),
        ("customer_id", -1),
        ("date", "21.11.2026"),
        ("date", 1_000_000),
        ("date", "2026-W47-6"),
        ("date", "2026-02-30"),
        ("your_reference", "A\nB"),
        ("text", "A\0B"),
        ("lines", []),
        ("lines", [{}] * 501),
        ("lines", {}),
    ],
)
def test_values_that_an_order_cannot_have(shop, chairs, field, value):
    problem = problem_of(shop.post("/orders", chairs(**{field: value})))

    assert (problem["status"], problem["code"]) == (422, "Invalid")
    assert problem["field"]


def test_half_a_character_is_refused(shop):
    assert problem_of(shop.post("/parties", b'{"name": "\\ud800"}'))["field"] == "name"


def test_keys_beyond_what_a_database_counts(shop):
    for key in ("0", "9" * 19, "9" * 30, "9" * 5000):
        answer = shop.get(f"/orders/{key}")
        assert answer.status_code in (404, 422)
        problem_of(answer)
    assert problem_of(shop.get("/register?number=%00"))["field"] == "number"


def test_who_is_busy_says_when_to_come_back():
    answer = answer_domain(SeriesBusy("busy"), {})

    assert (answer.status_code, answer["Retry-After"]) == (409, "1")


def test_a_failure_of_the_server_is_told_in_the_same_shape(rf):
    answer = errors.server_error(rf.get("/api/v1/orders"))

    assert (answer.status_code, problem_of(answer)["code"]) == (500, "ServerError")


def test_nothing_of_an_answer_is_kept_by_others(shop):
    assert shop.get("/orders")["Cache-Control"] == "no-store"
    assert shop.get("/nothing")["Cache-Control"] == "no-store"


def test_the_language_is_the_callers(shop, chairs):
    answer = shop.client.get("/api/v1/nothing", headers={"Accept-Language": "de"})

    assert problem_of(answer)["title"] == "There is nothing here, or it belongs to another company."


def test_every_rule_of_the_domain_has_a_code_of_its_own():
    names = [one.__name__ for one in domain_problems()]

    assert len(names) == len(set(names)) > 40
    assert {"NumberTaken", "EntryErrors", "AlreadyIssued"} <= set(names)
    assert Client().get("/api/v1/docs").content.decode().count('id="NumberTaken"') == 1


@pytest.mark.parametrize(
    ("quantity", "price", "count", "status"),
    [
        ("999999999.999", "9999999999.9999", 1, 422),
        ("1", "9999999999.9999", 500, 422),
        ("0.001", "0.0001", 1, 201),
        ("1", "-99.95", 1, 201),
        ("999999999.999", "-100", 1, 201),
        ("1", "0", 500, 201),
    ],
)
def test_the_largest_and_the_smallest_sums(shop, chairs, *, quantity, price, count, status):
    line = {"text": "Chair", "quantity": quantity, "price": price, "tax_rate": "25"}

    answer = shop.post("/orders", chairs(lines=[line] * count))

    assert answer.status_code == status, answer.content
    if status == 422:
        assert problem_of(answer)["code"] == "EntryErrors"
