"""Production orders in the clerk's browser."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from orders.models import Item, Order, ProductionOrder
from orders.services.production import finish_production
from tests.factories import DAY, ItemFactory, StockLocationFactory
from tests.orders.production import changed, for_stock, order_of, planned
from tests.orders.stock import in_stock

pytestmark = pytest.mark.usefixtures("production_series")
NEW, LIST, COMBINE = (reverse(f"orders:production_{name}") for name in ("new", "list", "combine"))


def url(name: str, document: Any) -> str:
    return reverse(f"orders:{name}", args=[document.pk])


@pytest.fixture
def table(company) -> Item:
    return ItemFactory(company=company, text="Table")


@pytest.fixture
def chair(company) -> Item:
    return ItemFactory(company=company, text="Chair")


@pytest.fixture
def order(company, table, chair) -> Order:
    return order_of(company, (table, 4), (chair, 6))


def typed(**changes: Any) -> dict[str, Any]:
    return {"title": "", "quantity": "10", "unit": "", "date": DAY.isoformat()} | changes


def quantities(order: Order, *counts: Any, ticked: bool = False) -> dict[str, Any]:
    """The grid of positions as typed."""
    found: dict[str, Any] = {}
    for line, count in zip(order.lines.in_order(), counts, strict=True):
        found[f"quantity_{line.pk}"] = count
        if ticked and count:
            found[f"take_{line.pk}"] = "on"
    return found


# ---- by itself ----


def test_something_is_made_for_stock(as_clerk, clerk, store, table):
    page = as_clerk.get(NEW, {"item": table.pk}).content.decode()
    assert 'value="1001 Table"' in page
    assert "drawn when you save" in page

    data = typed(item=table.pk, quantity="2,5", stock_location=store.pk, due_date="2026-12-01")
    page = as_clerk.post(NEW, data, follow=True).content.decode()

    made = ProductionOrder.objects.get()
    assert "Production order 124 is saved." in page
    assert "For stock: no order waits for it." in page
    assert (made.title, made.quantity, made.created_by) == ("Table", Decimal("2.5"), clerk)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"quantity": ""}, "Type how much is to be made."),
        ({"quantity": "0"}, "The quantity must be more than 0."),
        ({"quantity": "x"}, "Enter a number."),
        ({"title": " "}, "This field cannot be blank."),
        ({"date": ""}, "Type a date."),
        ({"due_date": "2026-02-30"}, "There is no such day"),
        ({"item": "99999"}, "This item is no longer there"),
        ({"title": "x" * 201}, "200 characters"),
    ],
)
def test_what_cannot_be_made_is_told(as_clerk, company, changes, sentence):
    response = as_clerk.post(NEW, typed(title="Gate", text="Of oak") | changes)
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert ">\nOf oak</textarea>" in response.content.decode()
    assert not ProductionOrder.objects.exists()


def test_the_second_person_is_told_who_saved_what(as_clerk, administrator, clerk, company, table):
    made = for_stock(company, clerk, table)
    changed(made, administrator, title="Oak table")

    data = typed(item=table.pk, title="Beech table", version="1")
    page = as_clerk.post(url("production_edit", made), data).content.decode()

    assert "Anna Berg saved this at" in page
    assert "Oak table" in page
    assert 'value="Beech table"' in page
    as_clerk.post(url("production_edit", made), data | {"over": "1"})
    made.refresh_from_db()
    assert made.title == "Beech table"


def test_an_edit_keeps_what_its_page_does_not_show(as_clerk, clerk, company, store, order):
    (made, _other) = planned(order, clerk)
    page = as_clerk.get(url("production_edit", made))
    shown = {name: page.context["form"][name].value() for name in ("item", "title", "unit")}
    data = typed(version="1", quantity="3", stock_location=store.pk) | shown
    assert as_clerk.post(url("production_edit", made), data).status_code == 302
    assert [share.quantity for share in made.shares.all()] == [3]


def test_it_is_started_and_finished_in_parts(as_clerk, clerk, company, store, table):
    made = for_stock(company, clerk, table)
    page = as_clerk.post(url("production_start", made), follow=True).content.decode()
    assert "Work on production order 124 has begun." in page
    finish = url("production_finish", made)
    assert 'value="10"' in as_clerk.get(finish).content.decode()

    sent = {"quantity": "4", "date": DAY.isoformat(), "version": "2"}
    page = as_clerk.post(finish, sent, follow=True).content.decode()
    assert "4 of 10 are finished." in page
    assert "+4" in page
    assert "saved this at" in as_clerk.post(finish, sent).content.decode()
    page = as_clerk.post(finish, sent | {"quantity": "7", "version": "3"}).content.decode()
    assert "Only 6 are left to finish" in page
    page = as_clerk.post(finish, sent | {"quantity": "6", "version": "3"}, follow=True)
    assert "Production order 124 is finished." in page.content.decode()
    assert in_stock(table, store) == 10

    for name in ("production_start", "production_cancel"):
        again = as_clerk.post(url(name, made), {"reason": "x"}, follow=True).content.decode()
        assert "Everything is finished" in again
    assert as_clerk.get(url("production_edit", made)).url == made.get_absolute_url()


def test_it_is_cancelled_with_a_reason(as_clerk, clerk, company, table):
    made = for_stock(company, clerk, table)
    cancel = url("production_cancel", made)
    assert "Type a reason" in as_clerk.post(cancel, {"reason": ""}).content.decode()
    page = as_clerk.post(cancel, {"reason": "no wood", "version": "1"}, follow=True)
    assert "Production order 124 is cancelled." in page.content.decode()
    assert "no wood" in page.content.decode()


# ---- from orders ----


def test_ew11_both_sides_show_the_others_numbers(as_clerk, as_auditor, clerk, order):
    plan = url("order_production", order)
    assert plan in as_clerk.get(order.get_absolute_url()).content.decode()
    page = as_clerk.get(plan).content.decode()
    assert "Next from PRODUCTION_ORDER: 124." in page

    sent = {"date": DAY.isoformat(), "one_each": "on"} | quantities(order, "4", "6")
    page = as_clerk.post(plan, sent, follow=True).content.decode()

    assert "Production orders 124, 125 are planned." in page
    shown = as_auditor.get(order.get_absolute_url()).content.decode()
    for made in ProductionOrder.objects.all():
        assert made.get_absolute_url() in shown
        page = as_auditor.get(made.get_absolute_url()).content.decode()
        assert str(order.number) in page
        assert order.get_absolute_url() in page
    assert "Plan production" not in shown
    assert as_clerk.get(plan).url == order.get_absolute_url()


def test_positions_of_one_item_are_planned_together(as_clerk, company, table):
    order = order_of(company, (table, 1), (table, 2))
    sent = {"date": DAY.isoformat()} | quantities(order, "1", "2")
    response = as_clerk.post(url("order_production", order), sent)
    made = ProductionOrder.objects.get()
    assert (response.url, made.quantity) == (made.get_absolute_url(), 3)


def test_who_was_slower_is_told_at_the_position(as_clerk, clerk, order):
    planned(order, clerk, 4, 2)
    sent = {"date": DAY.isoformat(), "one_each": "on"} | quantities(order, "4", "4")
    page = as_clerk.post(url("order_production", order), sent).content.decode()
    assert "Only 0 are left of line 1 of Order 00001." in page
    assert "Only 4 are left" not in page
    assert ProductionOrder.objects.count() == 2


def test_an_order_without_quantities_plans_nothing(as_clerk, order):
    sent = {"date": DAY.isoformat()} | quantities(order, "", "0")
    page = as_clerk.post(url("order_production", order), sent).content.decode()
    assert "Type how much is to be made of at least one position." in page


def test_without_a_series_nobody_is_offered_production(
    as_clerk, as_administrator, order, production_series
):
    production_series.assignments.all().delete()
    assert "Plan production" not in as_clerk.get(order.get_absolute_url()).content.decode()
    for address in (url("order_production", order), COMBINE, NEW):
        assert "/setup/production_order/" in as_administrator.get(address).url
    sent = {"date": DAY.isoformat()} | quantities(order, "1", "1")
    page = as_clerk.post(url("order_production", order), sent).content.decode()
    assert "No number series is set for Production orders" in page


def positions(client, **query: str) -> list[tuple[str, int]]:
    """Order and quantity left of the positions offered."""
    form = client.get(COMBINE, query).context["form"]
    return [(str(line.order.number), int(left)) for line, left in form.document_lines]


def test_ew11_positions_of_several_orders_are_made_together(as_clerk, company, order, table):
    other = order_of(company, (table, 7))
    assert positions(as_clerk) == [("00002", 7), ("00001", 4), ("00001", 6)]
    assert positions(as_clerk, q=str(table.number)) == [("00002", 7), ("00001", 4)]
    assert positions(as_clerk, q="chair") == [("00001", 6)]
    assert positions(as_clerk, q="sofa") == []

    grid = quantities(order, "4", "", ticked=True) | quantities(other, "7", ticked=True)
    page = as_clerk.post(COMBINE, {"date": DAY.isoformat()} | grid, follow=True)

    made = ProductionOrder.objects.get()
    assert (made.item, made.quantity) == (table, 11)
    for number in ("00001", "00002"):
        assert number in page.content.decode()
    (row,) = as_clerk.get(LIST).context["list"]["rows"]
    assert row.item.order_numbers == "00001, 00002"
    assert positions(as_clerk) == [("00001", 6)]


def test_different_items_are_not_made_together(as_clerk, order):
    grid = quantities(order, "4", "6", ticked=True)
    response = as_clerk.post(f"{COMBINE}?q=", {"date": DAY.isoformat()} | grid)
    page = response.content.decode()
    assert "This is another item: leave it out, and make it by itself." in page
    assert page.count("checked") == 2
    page = as_clerk.post(COMBINE, {"date": DAY.isoformat()} | quantities(order, "4", "6"))
    assert "at least one position" in page.content.decode()


def test_positions_of_another_company_are_neither_shown_nor_taken(as_outsider, outsider, order):
    company = outsider.memberships.get().company
    StockLocationFactory(company=company)
    assert positions(as_outsider) == []
    grid = quantities(order, "4", "6", ticked=True)
    page = as_outsider.post(COMBINE, {"date": DAY.isoformat()} | grid).content.decode()
    assert "Table" not in page


# ---- list ----


@pytest.mark.usefixtures("store")
def test_the_list_is_searched_and_filtered(as_auditor, clerk, company, table, chair):
    first, second = for_stock(company, clerk, table), for_stock(company, clerk, chair, 3)
    finish_production(production=second, by=clerk, quantity=Decimal(3), date=DAY)

    def numbers(**query: str) -> list[str]:
        rows = as_auditor.get(LIST, query).context["list"]["rows"]
        return [str(row.item.number) for row in rows]

    assert numbers() == ["125", "124"]
    assert numbers(q="124") == numbers(q="table") == numbers(state="to_make") == ["124"]
    assert numbers(state="finished") == numbers(item="chair") == ["125"]
    assert numbers(q=str(first.item.number)) == ["124"]
