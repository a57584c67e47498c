"""Many documents saved first and numbered together, and what they would get told beforehand."""

from __future__ import annotations

from datetime import timedelta

import pytest

from numbering.choices import GapPolicy
from numbering.exceptions import NumberTaken, SeriesExhausted, SeriesNotAssigned
from numbering.models import IssuedNumber, SeriesAssignment
from numbering.services import add_line, assign_series, create_series, find_series, peek
from numbering.services.upcoming import upcoming_numbers
from orders.models import Item, Order
from tests.factories import DAY, OrderFactory, order_type, usual_rate

pytestmark = pytest.mark.django_db


@pytest.fixture
def items(company):
    """Four items that are saved and have no number yet."""

    def made(count: int = 4) -> list[Item]:
        found = [
            Item(company=company, text=f"Item {one}", tax_rate=usual_rate(company))
            for one in range(count)
        ]
        for item in found:
            item.save(draw=False)
        return found

    return made


def renumber(company, **settings):
    """Items are numbered by a new series of one line."""
    series = create_series(company, "NEW", register="item", **settings)
    assign_series(company, "item", series)
    return series


def texts(documents) -> list[str]:
    return [one.text for one in upcoming_numbers(documents)]


@pytest.mark.parametrize("policy", GapPolicy)
def test_what_is_told_is_what_is_drawn_and_telling_consumes_nothing(company, items, policy):
    series = renumber(company, start="A1", gap_policy=policy)
    made = items()

    told = texts(made), texts(made)
    Item.objects.draw_numbers(made)

    assert told == (["A1", "A2", "A3", "A4"],) * 2
    assert [str(item.number) for item in Item.objects.order_by("pk")] == told[0]
    assert peek(series, on=DAY) == "A5"


def test_numbers_of_several_dates_follow_each_other_by_date(company):
    first, orders = OrderFactory(company=company), []
    for days in (1, 0, 1):
        order = Order(
            company=company,
            order_type=order_type(company, 1),
            party=first.party,
            date=DAY + timedelta(days=days),
            created_by=first.created_by,
            updated_by=first.created_by,
        )
        order.save(draw=False)
        orders.append(order)

    told = {one.document.pk: one.text for one in upcoming_numbers(orders)}
    Order.objects.draw_numbers(orders)

    assert [told[order.pk] for order in orders] == ["00003", "00002", "00004"]
    assert [str(order.number) for order in orders] == ["00003", "00002", "00004"]


def test_what_does_not_fit_is_told_document_by_document(company, items):
    series = renumber(company, start="A1", end="A2")

    found = upcoming_numbers(items())

    assert [one.text for one in found] == ["A1", "A2", "", ""]
    assert {type(one.error) for one in found[2:]} == {SeriesExhausted}
    add_line(series, start="B1")
    assert texts(items()) == ["A1", "A2", "B1", "B2"]


def test_without_a_series_there_is_a_reason(company, items):
    SeriesAssignment.objects.filter(kind="item").delete()

    (found,) = upcoming_numbers(items(1))

    assert isinstance(found.error, SeriesNotAssigned)


def test_typed_numbers_are_claimed_before_the_others_are_drawn(company, items):
    made = items()
    made[1].type_number("number", "1001")
    made[3].type_number("number", "1001")

    refused = []
    Item.objects.claim_numbers(made, refused=lambda *pair: refused.append(pair))
    told = texts([made[0], made[2]])
    issued = IssuedNumber.objects.count()

    Item.objects.draw_numbers([made[0], made[2]])

    ((document, error),) = refused
    assert (document, type(error), issued) == (made[3], NumberTaken, 1)
    assert told == ["1002", "1003"]
    assert [str(item.number) for item in made[:3]] == ["1002", "1001", "1003"]
    assert find_series(company, "item") is not None
