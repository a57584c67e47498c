"""Offer-Cube: numbers typed from an old system, a lower sequence, and duplicates."""

from __future__ import annotations

from datetime import date

import pytest

from numbering.exceptions import NumberTaken, OverlappingLines, SeriesInUse
from numbering.models import Company, IssuedNumber, NumberSeries
from numbering.services import (
    add_line,
    claim,
    completeness,
    create_series,
    draw_many,
    save_series,
    set_next_number,
    void,
)
from tests.numbering.helpers import TODAY, attempt, drawn, nothing_moves

POLICIES = pytest.mark.parametrize("policy", ["unbroken", "fill_gaps", "gaps_allowed"])


@pytest.fixture
def orders(company: Company) -> NumberSeries:
    return create_series(company, "ORD", register="order", start="n1", manual_numbers=True)


def typed(series: NumberSeries, text: str) -> IssuedNumber:
    return claim(text, company=series.company, kind="sales_order", on=TODAY, series=series)


@pytest.mark.parametrize("text", ["2019/0017", "A-1-B", "n0001", "OLD", "ÄÖ-7", "1"])
def test_oc05_a_number_need_not_look_like_the_series(orders: NumberSeries, text: str) -> None:
    assert str(typed(orders, text)) == text
    assert drawn(orders) == ["n1"]
    with pytest.raises(NumberTaken, match="type another number"), attempt():
        typed(orders, text)


def test_oc05_a_number_that_does_is_passed_when_its_turn_comes(orders: NumberSeries) -> None:
    typed(orders, "n2")
    typed(orders, "n3")

    assert drawn(orders, 2) == ["n1", "n4"]


def test_oc05_a_typed_number_is_spent_even_when_it_is_void(orders: NumberSeries) -> None:
    void(typed(orders, "2019/0017"), reason="typed over")

    with pytest.raises(NumberTaken):
        typed(orders, "2019/0017")


def test_oc05_case_and_zeros_make_another_number(orders: NumberSeries) -> None:
    assert {str(typed(orders, text)) for text in ("a7", "A7", "A07")} == {"a7", "A7", "A07"}


@POLICIES
def test_oc06_no_lower_sequence_under_the_same_prefix(company: Company, policy: str) -> None:
    series = create_series(company, "S", register="order", start="n100", gap_policy=policy)
    draw_many(series, 50, on=TODAY)
    line = series.lines.get()

    for value in (100, 120, 149):
        with nothing_moves(series), pytest.raises(SeriesInUse, match="n149 is issued already"):
            set_next_number(line, value, on=TODAY, reason="start anew", by=None)
    for start in ("n1", "n120"):
        with nothing_moves(series), pytest.raises(OverlappingLines):
            add_line(series, start=start)
    assert drawn(series) == ["n150"]


@POLICIES
def test_oc06_a_lower_one_begins_with_a_new_prefix(company: Company, policy: str) -> None:
    series = create_series(company, "S", register="order", start="n100", gap_policy=policy)
    drawn(series, 3)
    add_line(series, start="m1", starting_date=TODAY, gap_policy=policy)

    assert drawn(series, 2) == ["m1", "m2"]
    assert drawn(series, on=date(2026, 11, 20)) == ["n103"]
    assert completeness(series).is_complete


def test_oc06_the_new_prefix_must_be_unused_in_the_whole_register(company: Company) -> None:
    create_series(company, "OTHER", register="order", start="m500")
    series = create_series(company, "S", register="order", start="n100")

    with pytest.raises(OverlappingLines, match="OTHER"):
        add_line(series, start="m1", starting_date=TODAY)
    add_line(series, start="m1", end="m499", starting_date=TODAY)
    assert drawn(series) == ["m1"]


def test_oc06_a_number_typed_under_the_new_prefix_is_passed(orders: NumberSeries) -> None:
    for text in ("m1", "m3"):
        typed(orders, text)
    add_line(orders, start="m1", starting_date=TODAY)

    assert drawn(orders, 2) == ["m2", "m4"]


def test_oc07_the_same_reference_on_several_orders(orders: NumberSeries) -> None:
    orders.allow_duplicates = True
    save_series(orders)
    rows = [typed(orders, "PO-77") for _ in range(3)]

    assert len({row.pk for row in rows}) == 3
    assert [str(row) for row in rows] == ["PO-77"] * 3
    assert IssuedNumber.objects.filter(text="PO-77", state="in_use").count() == 3


def test_oc07_not_without_the_switch_and_not_after_it_is_off(orders: NumberSeries) -> None:
    orders.allow_duplicates = True
    save_series(orders)
    typed(orders, "PO-77"), typed(orders, "PO-77")
    orders.allow_duplicates = False
    save_series(orders)

    with nothing_moves(orders), pytest.raises(NumberTaken, match="PO-77 is taken already"):
        typed(orders, "PO-77")


def test_oc07_another_series_of_the_register_keeps_its_own_rule(
    company: Company, orders: NumberSeries
) -> None:
    orders.allow_duplicates = True
    save_series(orders)
    strict = create_series(company, "STRICT", register="order", start="s1", manual_numbers=True)
    typed(orders, "PO-77")

    with pytest.raises(NumberTaken):
        typed(strict, "PO-77")


def test_oc07_a_drawn_number_repeated_by_hand_is_drawn_once(orders: NumberSeries) -> None:
    orders.allow_duplicates = True
    save_series(orders)
    assert drawn(orders) == ["n1"]
    typed(orders, "n1"), typed(orders, "n2"), typed(orders, "n2")

    assert drawn(orders, 2) == ["n3", "n4"]
    assert completeness(orders).holes == []
