"""Orders come in from another system (Winbas) and are saved by the rules of the entry page."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from numbering.models import IssuedNumber
from numbering.services import set_next_number
from orders.models import Order
from tests.api.conftest import problem_of
from tests.factories import DAY, ItemFactory, OrderFactory, order_type


def test_wb20_orders_come_in_from_another_system_and_are_invoiced_here(shop, chairs):
    order = shop.write("/orders", chairs(your_reference="WEB-1"))
    draft = shop.write("/invoices", {"order_id": order["id"], "date": "2026-11-22"})
    invoice = shop.write(f"/invoices/{draft['id']}/issue", {})

    assert (order["number"], order["gross"]) == ("00001", "1250.00")
    assert (draft["number"], draft["state"]) == (None, "draft")
    assert (invoice["number"], invoice["state"], invoice["open"]) == ("99001", "issued", "1250.00")
    assert shop.read(f"/orders/{order['id']}")["state"] == "invoiced"
    assert str(Order.objects.get().created_by.get_full_name()) == "Webshop"


def test_a_number_that_is_given_is_taken_like_one_that_is_typed(company, shop, chairs):
    line = order_type(company, 1).order_series.lines.get()
    set_next_number(line, 500, on=DAY, reason="room", by=None)
    order_type(company, 1).order_series.__class__.objects.update(manual_numbers=True)

    order = shop.write("/orders", chairs(number="00042"))
    again = shop.post("/orders", chairs(number="00042"))

    assert order["number"] == "00042"
    assert IssuedNumber.objects.get(text="00042", register="order").origin == "typed"
    assert (problem_of(again)["code"], problem_of(again)["field"]) == ("NumberTaken", "number")


def test_an_item_says_what_the_line_does_not(company, shop, chairs):
    ItemFactory(company=company, text="Oak table", price=250, typed_number="T-1")

    order = shop.write("/orders", chairs(lines=[{"item": "T-1", "quantity": "2"}]))

    line = order["lines"][0]
    assert (line["text"], line["unit"], line["price"]) == ("Oak table", "pcs", "250.0000")
    assert order["net"] == "500.00"


def test_every_mistake_is_told_at_its_line(shop, chairs):
    lines = [
        {"item": "none", "quantity": "1"},
        {"text": "Chair", "quantity": "1", "price": "1", "tax_rate": "none"},
        {"quantity": "1", "tax_rate": "25"},
    ]

    problem = problem_of(shop.post("/orders", chairs(lines=lines, customer="none")))

    assert problem["code"] == "EntryErrors"
    assert problem["fields"].keys() == {"customer"}
    assert [(one["line"], sorted(one["fields"])) for one in problem["lines"]] == [
        (0, ["item"]),
        (1, ["tax_rate"]),
        (2, ["price", "text"]),
    ]
    assert not Order.objects.exists()


def test_the_rules_of_the_entry_page_hold(shop, chairs):
    zero = chairs()
    zero["lines"][0]["quantity"] = "0"

    assert problem_of(shop.post("/orders", zero))["lines"][0]["fields"].keys() == {"quantity"}
    told = problem_of(shop.post("/orders", chairs(order_type=8)))
    assert (told["code"], told["field"]) == (
        "OrderTypeInactive",
        "order_type",
    )
    early = problem_of(shop.post("/orders", chairs(date="1066-10-14")))
    assert early["fields"].keys() == {"date"}
    assert problem_of(shop.post("/orders", chairs(order_type=77)))["field"] == "order_type"
    assert problem_of(shop.post("/orders", chairs(number="7")))["code"] == "ManualNumberNotAllowed"


def test_a_customer_is_named_by_number_or_by_id(shop, chairs):
    party = shop.read("/parties?search=acme")["items"][0]
    by_id = chairs(customer_id=party["id"])
    both = shop.post("/orders", dict(by_id))
    del by_id["customer"]

    assert shop.write("/orders", by_id)["customer"] == party["customer_number"]
    assert problem_of(both)["field"] == "customer"


def test_a_cancelled_order_leaves_its_number_void(shop, chairs):
    order = shop.write("/orders", chairs())

    cancelled = shop.write(f"/orders/{order['id']}/cancel", {"reason": "ordered twice"})
    again = shop.post(f"/orders/{order['id']}/cancel", {"reason": "ordered twice"})

    assert (cancelled["state"], cancelled["number"]) == ("cancelled", "00001")
    number = IssuedNumber.objects.get(text="00001", register="order")
    assert (number.state, number.reason) == ("void", "ordered twice")
    assert problem_of(again)["code"] == "OrderClosed"


def test_who_read_an_old_version_does_not_cancel_what_others_changed(shop, chairs):
    order = shop.write("/orders", chairs())

    answer = shop.post(f"/orders/{order['id']}/cancel", {"reason": "x", "version": 7})

    assert (answer.status_code, problem_of(answer)["code"]) == (409, "DocumentChanged")
    assert "Retry-After" not in answer


def test_a_list_is_read_page_by_page(shop, chairs):
    for number in range(5):
        shop.write("/orders", chairs(your_reference=f"WEB-{number}"))
    found, cursor = [], ""
    while cursor is not None:
        page = shop.read(f"/orders?limit=2&cursor={cursor}")
        found += [order["your_reference"] for order in page["items"]]
        cursor = page["next"]

    assert found == [f"WEB-{number}" for number in (4, 3, 2, 1, 0)]
    assert [one["number"] for one in shop.read("/orders?your_reference=WEB-3")["items"]] == [
        "00004"
    ]
    assert shop.read("/orders?state=cancelled")["items"] == []
    assert problem_of(shop.get("/orders?cursor=from-somewhere"))["field"] == "cursor"


@pytest.mark.parametrize("address", ["/orders", "/parties", "/items", "/invoices", "/register"])
def test_a_list_costs_as_many_queries_whatever_its_length(company, shop, address):
    shop.read(address)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            shop.read(address)
        return len(captured)

    OrderFactory(company=company)
    ItemFactory(company=company)
    few = queries()
    for _number in range(4):
        OrderFactory(company=company)
        ItemFactory(company=company)

    assert queries() == few


def test_another_company_finds_nothing(company, shop, chairs, stranger):
    order = shop.write("/orders", chairs())
    draft = shop.write("/invoices", {"order_id": order["id"]})
    item = ItemFactory(company=company)
    number = IssuedNumber.objects.get(text="00001", register="order")
    paths = {
        "get": [
            f"/orders/{order['id']}",
            f"/invoices/{draft['id']}",
            f"/invoices/{draft['id']}/papers",
            f"/invoices/{draft['id']}/papers/pdf",
            f"/parties/{order['customer_id']}",
            f"/items/{item.pk}",
            f"/numbers/{number.pk}",
        ],
        "post": [
            (f"/orders/{order['id']}/cancel", {"reason": "x"}),
            ("/invoices", {"order_id": order["id"]}),
            (f"/invoices/{draft['id']}/issue", {}),
            (f"/invoices/{draft['id']}/discard", {}),
            (f"/invoices/{draft['id']}/credit", {}),
            (f"/numbers/{number.pk}/void", {"reason": "x"}),
        ],
    }

    assert [problem_of(stranger.get(path))["code"] for path in paths["get"]] == ["NotFound"] * 7
    told = [problem_of(stranger.post(path, body))["code"] for path, body in paths["post"]]
    assert told == ["NotFound"] * 6
    assert stranger.read("/orders")["items"] == []
    assert problem_of(stranger.post("/orders", chairs()))["fields"].keys() == {"customer"}
    assert problem_of(stranger.get("/completeness?series=NONE"))["field"] == "series"
