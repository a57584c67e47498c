"""easyWinArt: the smallest freed number between begin and end and below current comes first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from numbering.models import Company, IssuedNumber, NumberSeries
from numbering.services import (
    claim,
    completeness,
    create_series,
    draw,
    draw_many,
    give_back_expired,
    numbers_left,
    preview,
    release,
    reserve,
    save_line,
    void,
)
from tests.numbering.helpers import TODAY, drawn, rolled_back


@pytest.fixture
def series(company: Company) -> NumberSeries:
    return create_series(
        company, "S", register="case", start="5", end="30", gap_policy="fill_gaps",
        manual_numbers=True,
    )  # fmt: skip


def typed(series: NumberSeries, text: str) -> IssuedNumber:
    return claim(text, company=series.company, kind="case", on=TODAY, series=series)


def test_ew02_freed_numbers_come_in_order_whatever_order_they_were_freed_in(
    series: NumberSeries,
) -> None:
    numbers = draw_many(series, 6, on=TODAY)  # 5 to 10
    for index in (4, 0, 2):
        release(numbers[index])

    assert drawn(series, 5) == ["5", "7", "9", "11", "12"]


def test_ew02_a_freed_number_ahead_of_the_counter_waits_until_it_is_reached(
    series: NumberSeries,
) -> None:
    for text in ("8", "9", "12"):
        release(typed(series, text))
    drawn(series)

    assert preview(series, 8, on=TODAY) == ["6", "7", "8", "9", "10", "11", "12", "13"]
    assert drawn(series, 4) == ["6", "7", "8", "9"]
    assert [str(number) for number in draw_many(series, 4, on=TODAY)] == ["10", "11", "12", "13"]
    assert completeness(series).holes == []


def test_ew02_the_last_numbers_freed_ahead_are_still_to_be_had(series: NumberSeries) -> None:
    for text in ("29", "30"):
        release(typed(series, text))

    assert numbers_left(series, on=TODAY) == 26
    assert drawn(series, 26) == [str(value) for value in range(5, 31)]
    assert numbers_left(series, on=TODAY) == 0


def test_ew02_a_void_number_is_not_used_again(series: NumberSeries) -> None:
    numbers = draw_many(series, 3, on=TODAY)
    release(numbers[1])
    void(numbers[1], reason="torn form")

    assert drawn(series) == ["8"]


def test_ew02_a_number_outside_the_range_is_not_used(series: NumberSeries) -> None:
    release(typed(series, "4"))

    assert drawn(series) == ["5"]
    assert IssuedNumber.objects.get(text="4").state == "void"


def test_ew02_a_rolled_back_use_leaves_it_free(series: NumberSeries) -> None:
    numbers = draw_many(series, 3, on=TODAY)
    release(numbers[0])
    with rolled_back():
        assert drawn(series) == ["5"]

    assert drawn(series) == ["5"]


def test_ew02_a_number_typed_between_the_steps_is_not_drawn(company: Company) -> None:
    series = create_series(
        company, "S", register="case", start="10", increment=10, gap_policy="fill_gaps",
        manual_numbers=True,
    )  # fmt: skip
    drawn(series, 2)
    release(typed(series, "15"))

    assert drawn(series) == ["30"]


def test_ew02_a_number_that_stands_on_two_papers_is_free_when_both_gave_it_back(
    company: Company,
) -> None:
    series = create_series(
        company, "S", register="case", gap_policy="fill_gaps", manual_numbers=True,
        allow_duplicates=True,
    )  # fmt: skip
    first = draw(series, on=TODAY)
    second = typed(series, "1")
    release(first)

    assert drawn(series) == ["2"]
    release(second)
    assert drawn(series) == ["1"]


def test_ew02_other_policies_leave_a_freed_number_free_until_gaps_are_filled_again(
    series: NumberSeries,
) -> None:
    release(draw_many(series, 3, on=TODAY)[0])
    line = series.lines.get()
    for policy, expected in (("unbroken", "8"), ("gaps_allowed", "9"), ("fill_gaps", "5")):
        line.gap_policy = policy
        save_line(line)
        assert drawn(series) == [expected]


def test_nw04_a_number_reserved_again_has_its_own_expiry(series: NumberSeries, clerk: User) -> None:
    past = timezone.now() - timedelta(hours=1)
    reserve(series, on=TODAY, reference="shop 1", expires_at=past)
    give_back_expired()
    again = reserve(series, on=TODAY, by=clerk, reference="shop 2")

    assert str(again) == "5"
    assert IssuedNumber.objects.get(text="5").expires_at is None
    assert give_back_expired() == 0
