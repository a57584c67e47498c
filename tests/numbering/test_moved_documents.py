"""easyWinArt: a document whose date moves to another year gets a new number there."""

from __future__ import annotations

from datetime import date

import pytest

from numbering.choices import GapPolicy
from numbering.exceptions import NoLineForDate
from numbering.models import Company, IssuedNumber, NumberSeries
from numbering.services import completeness, save_line
from orders.models import Order
from tests.factories import OrderFactory, WinbasCompanyFactory
from tests.numbering.helpers import drawn, nothing_moves

LAST_YEAR, NEW_YEAR = date(2025, 12, 30), date(2026, 1, 2)
POLICIES = pytest.mark.parametrize(
    ("policy", "given_back"),
    [("unbroken", "void"), ("fill_gaps", "free"), ("gaps_allowed", "void")],
)


@pytest.fixture
def company(db: None) -> Company:
    return WinbasCompanyFactory()


@pytest.fixture
def series(company: Company) -> NumberSeries:
    """The orders of type 1; each year begins with 00001."""
    series = NumberSeries.objects.get(company=company, lines__first_number=1)
    set_line(series, restart="fiscal_year")
    return series


def set_line(series: NumberSeries, **facts: object) -> None:
    line = series.lines.get()
    for name, value in facts.items():
        setattr(line, name, value)
    save_line(line)


def order(company: Company, on: date = NEW_YEAR) -> Order:
    return Order.objects.select_related("number").get(pk=OrderFactory(company=company, date=on).pk)


def facts(number: IssuedNumber | None) -> tuple[object, ...]:
    assert number is not None
    row = IssuedNumber.objects.get(pk=number.pk)
    return str(row), row.period, row.state, row.reason, row.document_date


@POLICIES
def test_ew04_a_new_number_and_the_old_one_is_given_back(
    company: Company, series: NumberSeries, policy: str, given_back: str
) -> None:
    set_line(series, gap_policy=policy)
    order(company), order(company, LAST_YEAR)
    moved = order(company)
    former = moved.number
    moved.date = LAST_YEAR
    moved.save()

    told = "document moved to 2025-12-30, now 00002"
    assert facts(former) == ("00002", "2026", given_back, told, NEW_YEAR)
    assert facts(Order.objects.get(pk=moved.pk).number) == (
        "00002", "2025", "in_use", "", LAST_YEAR,
    )  # fmt: skip
    assert completeness(series).is_complete
    assert drawn(series, on=NEW_YEAR) == ["00002" if policy == "fill_gaps" else "00003"]


@POLICIES
def test_ew04_there_and_back_again(
    company: Company, series: NumberSeries, policy: str, given_back: str
) -> None:
    set_line(series, gap_policy=policy)
    moved = order(company)
    for on in (LAST_YEAR, NEW_YEAR):
        moved.date = on
        moved.save()

    assert str(moved.number) == ("00001" if policy == "fill_gaps" else "00002")
    states = IssuedNumber.objects.filter(series=series).values_list("state", flat=True)
    assert sorted(states) == sorted(["in_use", given_back, *(
        [] if policy == "fill_gaps" else [given_back]
    )])  # fmt: skip
    assert completeness(series).is_complete


def test_ew04_within_its_year_it_keeps_its_number(company: Company, series: NumberSeries) -> None:
    moved = order(company)
    with nothing_moves(series):
        moved.date = date(2026, 12, 31)
        moved.save()


def test_ew04_without_restart_it_keeps_its_number(company: Company) -> None:
    moved = order(company)
    kept = moved.number
    moved.date = LAST_YEAR
    moved.save()

    assert moved.number == kept


def test_ew04_named_columns_take_the_number_along(company: Company, series: NumberSeries) -> None:
    order(company, LAST_YEAR)
    moved = order(company)
    moved.date = LAST_YEAR
    moved.save(update_fields=["date"])

    assert str(Order.objects.get(pk=moved.pk).number) == "00002"


def test_ew04_many_moved_at_once(company: Company, series: NumberSeries) -> None:
    set_line(series, gap_policy=GapPolicy.FILL_GAPS)
    moved = [order(company) for _ in range(3)]
    for one in moved[1:]:
        one.date = LAST_YEAR
    Order.objects.bulk_update(moved, ["date"])

    stored = Order.objects.select_related("number").order_by("pk")
    assert [(str(one.number), one.number.period) for one in stored if one.number] == [
        ("00001", "2026"),
        ("00001", "2025"),
        ("00002", "2025"),
    ]
    assert drawn(series, 3, on=NEW_YEAR) == ["00002", "00003", "00004"]


def test_ew04_many_made_at_once_each_in_its_year(company: Company, series: NumberSeries) -> None:
    made = [order(company), order(company)]
    for one, on in zip(made, (LAST_YEAR, NEW_YEAR), strict=True):
        one.pk, one.number, one.date = None, None, on
        one._state.adding = True
    Order.objects.bulk_create(made)

    assert [facts(one.number)[:2] for one in made] == [("00001", "2025"), ("00003", "2026")]


def test_ew04_where_there_is_no_number_nothing_moves(
    company: Company, series: NumberSeries
) -> None:
    set_line(series, starting_date=date(2026, 1, 1))
    moved = order(company)
    former = moved.number
    moved.date = LAST_YEAR
    with nothing_moves(series), pytest.raises(NoLineForDate, match="no line for 2025-12-30"):
        moved.save()

    assert moved.number == former
    assert Order.objects.get(pk=moved.pk).date == NEW_YEAR
