"""Models that declare a number: drawn as they are saved, kept or given back as they are deleted."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError

from numbering.documents import NumberedModel
from numbering.exceptions import (
    NumberedDocumentKept,
    NumberOutOfRange,
    NumberTaken,
    SeriesExhausted,
    SeriesNotAssigned,
)
from numbering.models import Company, IssuedNumber, NumberSeries
from numbering.services import assign_series, create_series, release, save_line
from numbering.services.documents import draw_for_documents
from orders.models import Item, TaxRate
from tests.numbering.helpers import TODAY, attempt, drawn, nothing_moves, on_postgresql, statements


@pytest.fixture
def series(company: Company) -> NumberSeries:
    """Numbers the company's items."""
    series = create_series(
        company, "ITEM", register="item", start="1001", end="1009", manual_numbers=True
    )
    assign_series(company, "item", series)
    return series


@pytest.fixture
def rate(company: Company) -> TaxRate:
    return TaxRate.objects.create(company=company, code="25", name="25 %", percent=25)


@pytest.fixture
def make(company: Company, rate: TaxRate) -> type[Item]:
    """Items that are not saved yet."""

    def item(text: str = "Chair", typed: str = "") -> Item:
        new = Item(company=company, text=text, tax_rate=rate)
        if typed:
            new.type_number("number", typed)
        return new

    return item  # type: ignore[return-value]


def with_policy(series: NumberSeries, policy: str) -> None:
    line = series.lines.get()
    line.gap_policy = policy
    save_line(line)


def test_kb02_saving_draws_the_number(series: NumberSeries, make: type[Item], clerk: User) -> None:
    item = make()
    item.save(by=clerk)

    stored = Item.objects.select_related("number").get()
    assert str(stored.number) == "1001"
    assert (stored.number.kind, stored.number.issued_by) == ("item", clerk)


def test_saving_again_draws_no_other(series: NumberSeries, make: type[Item]) -> None:
    item = make()
    item.save()
    item.text = "Table"
    with nothing_moves(series):
        item.save()
        Item.objects.get().save()


def test_saving_without_drawing_leaves_it_to_a_later_step(
    series: NumberSeries, make: type[Item], clerk: User
) -> None:
    item = make()
    with nothing_moves(series):
        item.save(draw=False)
    assert item.number is None
    item.draw_numbers(by=clerk)

    assert Item.objects.get().number.issued_by == clerk


def test_naming_the_columns_saves_the_number_too(series: NumberSeries, make: type[Item]) -> None:
    item = make()
    item.save(draw=False)
    item.text = "Table"
    item.save(update_fields=["text"])

    stored = Item.objects.get()
    assert (stored.text, str(stored.number)) == ("Table", "1001")


def test_a_typed_number_is_claimed(series: NumberSeries, make: type[Item]) -> None:
    make(typed="1002").save()
    for _ in range(2):
        make().save()

    assert [str(item.number) for item in Item.objects.order_by("pk")] == ["1002", "1001", "1003"]
    assert IssuedNumber.objects.get(text="1002").origin == "typed"


def test_a_typed_number_that_is_taken_saves_nothing(series: NumberSeries, make: type[Item]) -> None:
    make().save()
    item = make(typed="1001")

    with nothing_moves(series), pytest.raises(NumberTaken):
        item.save()
    assert (item.number, item.pk, Item.objects.count()) == (None, None, 1)
    item.type_number("number", "1005")
    item.save()
    assert str(item.number) == "1005"


def test_a_document_that_cannot_be_saved_keeps_no_number(
    series: NumberSeries, make: type[Item]
) -> None:
    item = make(text="")
    with nothing_moves(series), pytest.raises(IntegrityError), attempt():
        item.save()
    assert item.number is None

    item.text = "Chair"
    item.save()
    assert str(item.number) == "1001"


def test_many_at_once_typed_ones_among_them(
    series: NumberSeries, make: type[Item], clerk: User
) -> None:
    items = [make(), make(typed="1002"), make(), make(typed="1001")]
    Item.objects.bulk_create(items, by=clerk)

    stored = Item.objects.select_related("number").order_by("pk")
    assert [str(item.number) for item in stored] == ["1003", "1002", "1004", "1001"]
    assert {item.number.issued_by for item in stored} == {clerk}


@on_postgresql
def test_many_at_once_take_one_statement(
    company: Company, rate: TaxRate, series: NumberSeries
) -> None:
    items = [Item(company=company, text=f"Item {n}", tax_rate=rate) for n in range(8)]
    for item in items:
        item.number_series = lambda field: series  # type: ignore[method-assign]

    drawn(series)
    # The draw in its savepoint and the insert, in the savepoint of the whole.
    with statements(6):
        Item.objects.bulk_create(items)


def test_many_at_once_all_or_none(series: NumberSeries, make: type[Item]) -> None:
    items = [make() for _ in range(10)]

    with nothing_moves(series), pytest.raises(SeriesExhausted):
        Item.objects.bulk_create(items)
    assert not Item.objects.exists()
    assert all(item.number is None for item in items)


def test_many_that_cannot_be_saved_keep_no_numbers(series: NumberSeries, make: type[Item]) -> None:
    items = [make(), make(text="")]

    with nothing_moves(series), pytest.raises(IntegrityError), attempt():
        Item.objects.bulk_create(items)
    assert all(item.number is None for item in items)


def test_without_a_series_it_is_told_who_can_help(company: Company, make: type[Item]) -> None:
    with pytest.raises(SeriesNotAssigned, match="No number series is set for Items: an admin"):
        make().save()


@pytest.mark.parametrize("delete", ["object", "queryset"])
def test_a_numbered_document_of_an_unbroken_series_is_kept(
    series: NumberSeries, make: type[Item], delete: str
) -> None:
    item = make()
    item.save()

    with pytest.raises(NumberedDocumentKept, match=r"1001 .* cannot be deleted: cancel"), attempt():
        item.delete() if delete == "object" else Item.objects.all().delete()
    assert Item.objects.get().number.state == "in_use"


@pytest.mark.parametrize(
    ("policy", "state", "following"),
    [("fill_gaps", "free", "1001"), ("gaps_allowed", "void", "1002")],
)
def test_deleting_gives_the_number_back_by_policy(
    *, series: NumberSeries, make: type[Item], policy: str, state: str, following: str
) -> None:
    with_policy(series, policy)
    make().save()
    Item.objects.all().delete()

    row = IssuedNumber.objects.get()
    assert (row.state, row.reason) == (state, "document deleted")
    make().save()
    assert str(Item.objects.get().number) == following


def test_one_without_number_can_be_deleted(series: NumberSeries, make: type[Item]) -> None:
    make().save(draw=False)
    Item.objects.get().delete()

    assert not Item.objects.exists()


def test_a_number_belongs_to_one_document(series: NumberSeries, make: type[Item]) -> None:
    first, second = make(), make()
    first.save()
    second.number = first.number

    with pytest.raises(IntegrityError), attempt():
        second.save()


class Paper:
    """A document with two numbers, whose fields stand in an order of the test's choice."""

    def __init__(self, *series: NumberSeries, typed: tuple[str, ...] = ()) -> None:
        self._series = {one.code: one for one in series}
        self.company_id = series[0].company_id
        self._typed_numbers = dict(zip(self._series, typed, strict=False))
        self.__dict__.update(dict.fromkeys(self._series))

    def number_fields(self) -> list[Paper._Field]:
        return [Paper._Field(code) for code in self._series]

    def number_series(self, field: str) -> NumberSeries:
        return self._series[field]

    def number_kind(self, field: str) -> str:
        return "case"

    def number_department(self) -> None:
        return None

    def number_date(self) -> object:
        return TODAY

    def __getattr__(self, name: str) -> object:
        """All else as numbered models have it."""
        return getattr(NumberedModel, name).__get__(self)

    class _Field:
        where_assigned = False

        def __init__(self, code: str) -> None:
            self.name = self.attname = code


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_numbers_are_drawn_in_one_fixed_order(company: Company, order: tuple[int, int]) -> None:
    """So that two documents never wait for each other in a circle."""
    both = [create_series(company, code, register=code.lower()) for code in ("A", "B")]
    papers = [Paper(*(both[index] for index in order)) for _ in range(2)]
    draw_for_documents(papers)  # type: ignore[arg-type]

    rows = IssuedNumber.objects.order_by("pk").values_list("series__code", "text")
    assert list(rows) == [("A", "1"), ("A", "2"), ("B", "1"), ("B", "2")]


def test_where_the_second_number_cannot_be_drawn_the_first_is_not_set(company: Company) -> None:
    first = create_series(company, "A", register="a")
    second = create_series(
        company, "B", register="b", end="9", manual_numbers=True, manual_range="inside"
    )
    paper = Paper(first, second, typed=("", "10"))

    with nothing_moves(first), pytest.raises(NumberOutOfRange), attempt():
        draw_for_documents([paper])  # type: ignore[list-item]
    assert (paper.A, paper.B) == (None, None)  # type: ignore[attr-defined]


def test_a_number_given_back_by_hand_is_not_given_back_twice(
    series: NumberSeries, make: type[Item]
) -> None:
    with_policy(series, "fill_gaps")
    item = make()
    item.save()
    release(item.number, reason="torn")
    item.delete()

    assert (IssuedNumber.objects.get().state, IssuedNumber.objects.get().reason) == ("free", "torn")
