"""Every write is done once for each Idempotency-Key, however often it is sent."""

from __future__ import annotations

import json
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from numbering.models import IdempotentRequest, IssuedNumber
from numbering.services.idempotency import Answer, once
from orders.models import Order
from tests.api.conftest import System, problem_of

AT_ONCE = 12


def test_nw11_a_retry_returns_the_same_number(shop):
    body = {"kind": "customer", "reference": "web 7"}
    first = shop.post("/numbers/draw", body, key="draw-7")
    retry = shop.post("/numbers/draw", body, key="draw-7")

    assert retry.content == first.content
    assert (retry.status_code, retry["Idempotent-Replayed"]) == (201, "true")
    assert "Idempotent-Replayed" not in first
    assert IssuedNumber.objects.filter(register="customer").count() == 1


def test_nw11_a_retry_says_the_same_in_whatever_order(shop):
    shop.post("/numbers/draw", {"kind": "customer", "reference": "web 7"}, key="draw-7")

    turned = b'{ "reference": "web 7", "kind": "customer" }'

    assert "Idempotent-Replayed" in shop.post("/numbers/draw", turned, key="draw-7")


def test_nw11_another_request_under_a_used_key_is_refused(shop, chairs):
    shop.write("/orders", chairs(), key="order-7")

    changed = shop.post("/orders", chairs(your_reference="other"), key="order-7")
    elsewhere = shop.post("/parties", {"name": "Acme"}, key="order-7")

    for answer in (changed, elsewhere):
        assert (answer.status_code, problem_of(answer)["code"]) == (422, "IdempotencyKeyReused")
    assert Order.objects.count() == 1


def test_a_write_without_a_key_is_refused(shop):
    answer = shop.client.post("/api/v1/parties", {"name": "A"}, content_type="application/json")

    assert (answer.status_code, problem_of(answer)["code"]) == (400, "IdempotencyKeyMissing")
    assert problem_of(shop.post("/parties", {"name": "A"}, key="k" * 201))["code"] == "Invalid"
    assert problem_of(shop.post("/parties", {"name": "A"}, key="with blank"))["code"] == "Invalid"


def test_what_was_refused_may_be_mended_under_its_key(shop, chairs):
    refused = shop.post("/orders", chairs(order_type=8), key="order-7")
    mended = shop.post("/orders", chairs(), key="order-7")

    assert (refused.status_code, mended.status_code) == (422, 201)
    assert Order.objects.count() == 1


def test_each_system_has_keys_of_its_own(shop, system):
    body = {"kind": "customer", "reference": "web 7"}
    mine = shop.write("/numbers/draw", body, key="7")
    other = system(name="Workshop").write("/numbers/draw", body, key="7")

    assert mine["number"] != other["number"]


def test_a_retry_may_come_with_a_new_secret_of_the_same_system(shop, system):
    body = {"kind": "customer", "reference": "web 7"}
    first = shop.write("/numbers/draw", body, key="7")

    assert system(name="Webshop").write("/numbers/draw", body, key="7") == first


@pytest.mark.django_db(transaction=True)
def test_a_crash_leaves_neither_the_key_nor_what_was_written(company, shop):
    class Crash(Exception):
        pass

    token = company.api_tokens.get()

    def crash() -> Answer:
        from tests.factories import PartyFactory

        PartyFactory(company=company)
        raise Crash

    asked: dict[str, Any] = {"token": token, "key": "7", "method": "POST", "path": "/", "body": 1}
    with pytest.raises(Crash):
        once(**asked, act=crash)

    assert not IdempotentRequest.objects.exists()
    assert not company.parties.exists()
    assert once(**asked, act=lambda: Answer(200, "done")).body == "done"
    assert once(**asked, act=crash) == Answer(200, "done", is_replayed=True)


@pytest.mark.django_db(transaction=True)
def test_nw11_twelve_at_once_with_one_key_make_one_order(company, shop, chairs):
    body = chairs(your_reference="WEB-7")
    answers: list[Any] = []
    start = threading.Barrier(AT_ONCE)

    def send() -> None:
        try:
            start.wait()
            answers.append(System(shop.secret).post("/orders", body, key="order-7"))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == AT_ONCE
    assert {answer.status_code for answer in answers} <= {201, 409}
    done = [answer for answer in answers if answer.status_code == 201]
    assert len({answer.content for answer in done}) == 1
    assert sum("Idempotent-Replayed" not in answer for answer in done) == 1
    order = Order.objects.get()
    assert json.loads(done[0].content)["number"] == str(order.number)
    assert IssuedNumber.objects.filter(register="order").count() == 1


def test_keys_are_forgotten_after_thirty_days(shop, capsys):
    body = {"kind": "customer", "reference": "web 7"}
    shop.write("/numbers/draw", body, key="old")
    shop.write("/numbers/draw", body, key="new")
    old = timezone.now() - timedelta(days=30, seconds=1)
    IdempotentRequest.objects.filter(key="old").update(created_at=old)

    call_command("purge_api_requests")

    assert [one.key for one in IdempotentRequest.objects.all()] == ["new"]
    assert "1 request" in capsys.readouterr().out
