"""Item journals: receipts, issues, transfers, counts; what is refused; taking back."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User

from numbering.exceptions import NumberingError, SeriesNotAssigned
from numbering.models import Company, IssuedNumber
from numbering.services import save_series
from orders.entries import ItemData
from orders.exceptions import DocumentClosed, EntryErrors, StockTooLarge
from orders.models import Item, ItemJournal, StockBalance, StockLocation, StockMovement
from orders.selectors import balances_below_zero, total_stock
from orders.services.items import save_item
from orders.services.journals import post_opposite
from orders.services.stock import set_stock
from tests.factories import DAY, ItemFactory, StockLocationFactory, UserFactory, usual_rate
from tests.orders.stock import balances, in_stock, moved_in_all, posted
from tests.together import PEOPLE, at_once

pytestmark = pytest.mark.usefixtures("journal_series")


@pytest.fixture
def plank(company: Company) -> Item:
    return ItemFactory(company=company, text="Oak plank")


@pytest.fixture
def screw(company: Company) -> Item:
    return ItemFactory(company=company, text="Screw")


def test_a_receipt_adds_and_an_issue_takes(
    clerk: User, store: StockLocation, plank: Item, screw: Item
) -> None:
    receipt = posted(clerk, "receipt", store, (plank, 10), (screw, 200), (plank, 5))
    issue = posted(clerk, "issue", store, (plank, 4))

    assert (in_stock(plank, store), in_stock(screw, store)) == (11, 200)
    assert [str(receipt.number), str(issue.number)] == ["IJ-1", "IJ-2"]
    assert [line.change for line in receipt.lines.all()] == [10, 200, 5]
    assert [line.change for line in issue.lines.all()] == [-4]
    moved = StockMovement.objects.filter(journal=receipt, item=plank).get()
    assert (moved.quantity, moved.date, moved.moved_by) == (15, DAY, clerk)


def test_a_transfer_moves_from_one_location_to_the_other(
    clerk: User, store: StockLocation, shop: StockLocation, plank: Item
) -> None:
    posted(clerk, "receipt", store, (plank, 10))
    transfer = posted(clerk, "transfer", store, (plank, 3), to_location=shop)

    assert (in_stock(plank, store), in_stock(plank, shop)) == (7, 3)
    assert total_stock(plank) == 10
    assert transfer.movements.count() == 2


def test_wb18_goods_moved_to_consignment_leave_the_total(
    company: Company, clerk: User, store: StockLocation, plank: Item
) -> None:
    consignment = StockLocationFactory(company=company, in_total_stock=False)
    posted(clerk, "receipt", store, (plank, 10))
    posted(clerk, "transfer", store, (plank, 4), to_location=consignment)

    assert (total_stock(plank), in_stock(plank, consignment)) == (6, 4)


def test_a_count_sets_what_lies_there(
    clerk: User, store: StockLocation, plank: Item, screw: Item
) -> None:
    posted(clerk, "receipt", store, (plank, 10))
    count = posted(clerk, "count", store, (plank, 7), (screw, 12))

    assert (in_stock(plank, store), in_stock(screw, store)) == (7, 12)
    assert [(line.quantity, line.change) for line in count.lines.all()] == [(7, -3), (12, 12)]


def test_a_count_that_finds_what_the_books_say_moves_nothing(
    clerk: User, store: StockLocation, plank: Item
) -> None:
    posted(clerk, "receipt", store, (plank, 10))
    count = posted(clerk, "count", store, (plank, 10))

    assert count.movements.count() == 0
    assert count.lines.get().change == 0
    assert posted(clerk, "count", store, (plank, 0)).lines.get().change == -10


def test_a_journal_keeps_what_its_items_were_called(
    company: Company, clerk: User, store: StockLocation, plank: Item
) -> None:
    journal = posted(clerk, "receipt", store, (plank, 1), text=" From the old store ")
    data = ItemData(text="Beech plank", tax_rate=usual_rate(company))
    save_item(company=company, by=clerk, item=plank, data=data)

    assert journal.lines.get().text == "Oak plank"
    assert journal.text == "From the old store"


def wrong(by: User, *entry: Any, **facts: Any) -> EntryErrors:
    with pytest.raises(EntryErrors) as caught:
        posted(by, *entry, **facts)
    assert not ItemJournal.objects.exists()
    assert not StockMovement.objects.exists()
    return caught.value


@pytest.mark.parametrize("quantity", [0, -1])
def test_a_quantity_is_more_than_nothing(
    clerk: User, store: StockLocation, plank: Item, quantity: int
) -> None:
    for action in ("receipt", "issue"):
        assert list(wrong(clerk, action, store, (plank, quantity)).lines[0]) == ["quantity"]


def test_nobody_counts_less_than_nothing(clerk: User, store: StockLocation, plank: Item) -> None:
    assert list(wrong(clerk, "count", store, (plank, -1)).lines[0]) == ["quantity"]


def test_an_item_is_counted_on_one_line(clerk: User, store: StockLocation, plank: Item) -> None:
    found = wrong(clerk, "count", store, (plank, 1), (plank, 2))
    assert found.lines[1]["item"] == (
        "Oak plank is counted on line 1 already: add the two up there."
    )


def test_services_are_not_kept_in_stock(
    company: Company, clerk: User, store: StockLocation
) -> None:
    service = ItemFactory(company=company, text="Mounting", is_stocked=False)
    assert list(wrong(clerk, "receipt", store, (service, 1)).lines[0]) == ["item"]


def test_the_head_of_a_journal_is_checked(
    clerk: User, store: StockLocation, shop: StockLocation, plank: Item
) -> None:
    elsewhere = StockLocationFactory()
    line = (plank, 1)
    assert list(wrong(clerk, "transfer", store, line).fields) == ["to_location"]
    assert list(wrong(clerk, "transfer", store, line, to_location=store).fields) == ["to_location"]
    assert list(wrong(clerk, "receipt", store, line, to_location=shop).fields) == ["to_location"]
    for facts in ({"to_location": elsewhere}, {"company": elsewhere.company}):
        assert "to_location" in wrong(clerk, "transfer", store, line, **facts).fields
    assert list(wrong(clerk, "gift", store, line).fields) == ["action"]
    assert list(wrong(clerk, "receipt", store, line, text="x" * 201).fields) == ["text"]
    assert list(wrong(clerk, "receipt", store).fields) == ["lines"]
    day = datetime.date(1066, 10, 14)
    assert list(wrong(clerk, "receipt", store, line, date=day).fields) == ["date"]
    foreign = ItemFactory()
    assert list(wrong(clerk, "receipt", store, (foreign, 1)).lines[0]) == ["item"]


def test_more_than_a_location_can_hold_is_refused(
    clerk: User, store: StockLocation, plank: Item
) -> None:
    posted(clerk, "receipt", store, (plank, 999_999_999))
    with pytest.raises(StockTooLarge):
        posted(clerk, "receipt", store, (plank, 1))
    assert in_stock(plank, store) == 999_999_999
    assert IssuedNumber.objects.filter(register="item_journal").count() == 1


def test_a_number_may_be_typed_where_the_series_allows_it(
    clerk: User, store: StockLocation, plank: Item, journal_series
) -> None:
    with pytest.raises(NumberingError):
        posted(clerk, "receipt", store, (plank, 1), typed_number="OLD-7")
    journal_series.manual_numbers = True
    save_series(journal_series)

    assert str(posted(clerk, "receipt", store, (plank, 1), typed_number="OLD-7").number) == "OLD-7"


def test_without_a_series_nothing_is_posted(outsider: User) -> None:
    location = StockLocationFactory(company=outsider.memberships.get().company)
    item = ItemFactory(company=location.company)
    with pytest.raises(SeriesNotAssigned):
        posted(outsider, "receipt", location, (item, 1))
    assert not StockBalance.objects.exists()


# ---- taking back ----


def test_the_opposite_of_a_journal_takes_it_back(
    clerk: User, store: StockLocation, shop: StockLocation, plank: Item
) -> None:
    later = DAY + datetime.timedelta(days=1)
    journals = [
        posted(clerk, "receipt", store, (plank, 10)),
        posted(clerk, "issue", store, (plank, 3)),
        posted(clerk, "transfer", store, (plank, 2), to_location=shop),
    ]
    opposites = [post_opposite(journal=one, by=clerk, date=later) for one in reversed(journals)]

    assert balances() == {}
    assert [one.action for one in opposites] == ["transfer", "receipt", "issue"]
    assert [str(one.number) for one in opposites] == ["IJ-4", "IJ-5", "IJ-6"]
    assert (opposites[0].location, opposites[0].to_location) == (shop, store)
    assert (opposites[0].reverses, opposites[0].date) == (journals[2], later)


def test_a_journal_is_taken_back_once(clerk: User, store: StockLocation, plank: Item) -> None:
    journal = posted(clerk, "receipt", store, (plank, 10))
    post_opposite(journal=journal, by=clerk, date=DAY)
    with pytest.raises(DocumentClosed):
        post_opposite(journal=journal, by=clerk, date=DAY)
    assert in_stock(plank, store) == 0


def test_a_count_is_mended_by_counting_again(
    clerk: User, store: StockLocation, plank: Item
) -> None:
    count = posted(clerk, "count", store, (plank, 10))
    with pytest.raises(DocumentClosed, match="count again"):
        post_opposite(journal=count, by=clerk, date=DAY)


# ---- below zero ----


def test_stock_below_zero_is_allowed_and_told(
    clerk: User, store: StockLocation, plank: Item, screw: Item
) -> None:
    journal = posted(clerk, "issue", store, (plank, 3), (screw, 1))
    (missing, _other) = balances_below_zero(journal)
    assert (missing.item, missing.location, missing.quantity) == (plank, store, Decimal(-3))

    # A receipt that does not make up for it takes nothing away: it is not told again.
    assert balances_below_zero(posted(clerk, "receipt", store, (plank, 1))) == []
    set_stock(item=plank, location=store, quantity=Decimal(5))
    assert [one.item for one in balances_below_zero(journal)] == [screw]


def test_stating_a_balance_leaves_a_movement(
    clerk: User, store: StockLocation, plank: Item
) -> None:
    for quantity in (Decimal("7.5"), Decimal(7), Decimal(7)):
        set_stock(item=plank, location=store, quantity=quantity, by=clerk)

    moved = StockMovement.objects.order_by("pk").values_list("quantity", "moved_by", "journal")
    assert list(moved) == [(Decimal("7.5"), clerk.pk, None), (Decimal("-0.5"), clerk.pk, None)]
    assert balances() == moved_in_all() == {(plank.pk, store.pk): 7}


# ---- two people at once ----


@pytest.mark.django_db(transaction=True)
def test_two_counts_of_one_item_come_one_after_the_other(
    company: Company, store: StockLocation, plank: Item
) -> None:
    by = UserFactory()
    set_stock(item=plank, location=store, quantity=Decimal(20))

    def count(number: int) -> None:
        posted(by, "count", store, (plank, 10 + number))

    assert at_once(count) == [None] * PEOPLE
    last = ItemJournal.objects.order_by("-number__value")[0].lines.get()
    assert in_stock(plank, store) == last.quantity
    assert moved_in_all() == balances()


@pytest.mark.django_db(transaction=True)
def test_two_people_take_a_journal_back_once(
    company: Company, store: StockLocation, plank: Item
) -> None:
    by = UserFactory()
    journal = posted(by, "receipt", store, (plank, 10))

    outcomes = at_once(lambda _number: post_opposite(journal=journal, by=by, date=DAY))

    assert outcomes == [None] + [DocumentClosed] * (PEOPLE - 1)
    assert balances() == {}
