"""Which line of a series numbers a document (Business Central)."""

from __future__ import annotations

from datetime import date

import pytest

from numbering.exceptions import (
    ImpossibleDate,
    InvalidFormat,
    NoLineForDate,
    SeriesBlocked,
    SeriesExhausted,
    SeriesInUse,
)
from numbering.models import Company, NumberSeries, SeriesLine
from numbering.services import add_line, create_series, delete_line, draw, peek, save_line
from tests.numbering.helpers import TODAY, drawn, nothing_moves


@pytest.fixture
def by_year(company: Company) -> NumberSeries:
    series = create_series(
        company, "INV", register="invoice", start="A1", starting_date=date(2025, 1, 1)
    )
    add_line(series, start="B1", end="B3", starting_date=date(2026, 1, 1))
    return series


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2025, 1, 1), "A1"),
        (date(2025, 12, 31), "A1"),
        (date(2026, 1, 1), "B1"),
        (date(2027, 6, 1), "B1"),
    ],
)
def test_bc01_each_line_is_used_from_its_date(
    by_year: NumberSeries, on: date, expected: str
) -> None:
    assert drawn(by_year, on=on) == [expected]


def test_bc01_a_line_without_date_is_used_until_the_first_dated_one(company: Company) -> None:
    series = create_series(company, "S", register="case", start="OLD1")
    add_line(series, start="NEW1", starting_date=date(2026, 1, 1))

    assert drawn(series, on=date(1999, 1, 1)) == ["OLD1"]
    assert drawn(series) == ["NEW1"]


def test_bc01_no_line_before_the_first_starting_date(by_year: NumberSeries) -> None:
    on = date(2024, 12, 31)
    with (
        nothing_moves(by_year),
        pytest.raises(NoLineForDate, match=r"INV has no line .*2024.* add"),
    ):
        draw(by_year, on=on)


def test_bc12_the_latest_starting_date_never_falls_back(by_year: NumberSeries) -> None:
    drawn(by_year, 3)

    with nothing_moves(by_year), pytest.raises(SeriesExhausted) as refused:
        draw(by_year, on=TODAY)
    assert str(refused.value) == (
        "The number series INV is used up: B1–B3 has no number left for 2026-11-21. "
        "An administrator can raise its last number or add a line."
    )
    assert drawn(by_year, on=date(2025, 5, 5)) == ["A1"]


def test_bc12_equal_dates_roll_over_by_first_number(company: Company) -> None:
    series = create_series(company, "S", register="case", start="300", end="301")
    add_line(series, start="100", end="101")
    add_line(series, start="200", end="200")

    assert drawn(series, 5) == ["100", "101", "200", "300", "301"]
    with pytest.raises(SeriesExhausted, match="100–101, 200–200, 300–301"):
        draw(series, on=TODAY)


def test_bc11_an_extended_line_opens_again(by_year: NumberSeries) -> None:
    drawn(by_year, 3)
    line = by_year.lines.get(prefix1="B")
    line.last_number = 5
    save_line(line)

    assert drawn(by_year, 2) == ["B4", "B5"]


def test_bc12_an_extended_line_comes_before_the_one_it_rolled_over_to(company: Company) -> None:
    series = create_series(company, "S", register="case", start="1", end="2")
    add_line(series, start="10")
    assert drawn(series, 3) == ["1", "2", "10"]

    line = series.lines.get(first_number=1)
    line.last_number = 3
    save_line(line)
    assert drawn(series, 2) == ["3", "11"]


def test_bc11_a_larger_increment(company: Company) -> None:
    series = create_series(company, "S", register="case", start="10", end="35", increment=10)

    assert drawn(series, 3) == ["10", "20", "30"]
    with pytest.raises(SeriesExhausted):
        draw(series, on=TODAY)


def test_a_blocked_line_is_passed_over_by_one_of_the_same_date(company: Company) -> None:
    series = create_series(company, "S", register="case", start="1", end="9")
    add_line(series, start="10")
    first = series.lines.get(first_number=1)
    first.blocked = True
    save_line(first)

    assert drawn(series) == ["10"]


def test_a_blocked_line_does_not_open_the_one_before_it(by_year: NumberSeries) -> None:
    line = by_year.lines.get(prefix1="B")
    line.blocked = True
    save_line(line)

    with pytest.raises(SeriesBlocked, match=r"Every line of the number series INV .* unblock"):
        draw(by_year, on=TODAY)


def test_a_series_without_lines(company: Company) -> None:
    series = create_series(company, "S", register="case", start="")

    with pytest.raises(NoLineForDate, match="S has no line for 2026-11-21"):
        peek(series, on=TODAY)


def test_a_line_that_issued_nothing_can_be_deleted(by_year: NumberSeries) -> None:
    delete_line(by_year.lines.get(prefix1="B"))

    assert drawn(by_year) == ["A1"]


def test_a_line_with_numbers_cannot_be_deleted(by_year: NumberSeries) -> None:
    drawn(by_year)

    with pytest.raises(SeriesInUse, match="B1–B3 has issued numbers: block"):
        delete_line(by_year.lines.get(prefix1="B"))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("prefix1", "C"),
        ("date_part", "YY"),
        ("prefix2", "-"),
        ("suffix", "X"),
        ("digits", 1),
        ("first_number", 5),
        ("last_number", 10),
        ("increment", 5),
        ("restart", "month"),
        ("starting_date", date(2026, 12, 1)),
    ],
)
def test_a_used_line_keeps_what_its_numbers_look_like(
    company: Company, field: str, value: object
) -> None:
    series = create_series(company, "S", register="invoice", start="B-0010", end="B-0900")
    drawn(series, 2)
    line = series.lines.get()
    setattr(line, field, value)

    with (
        nothing_moves(series),
        pytest.raises(SeriesInUse, match="B-0010–B-0900 has issued numbers") as error,
    ):
        save_line(line)
    assert error.value.field == field
    assert getattr(SeriesLine.objects.get(), field) != value


def test_wb05_six_positions_become_seven_on_a_line_in_use(company: Company) -> None:
    series = create_series(company, "S", register="order", start="999998", end="999999")
    drawn(series, 2)
    line = series.lines.get()
    line.last_number = 1999999
    save_line(line)
    assert drawn(series) == ["1000000"]


def test_more_digits_pad_only_the_numbers_to_come(company: Company) -> None:
    series = create_series(company, "S", register="order", start="01", end="99")
    assert drawn(series) == ["01"]
    line = series.lines.get()
    line.digits, line.last_number = 4, 9999
    save_line(line)

    assert drawn(series) == ["0002"]


def test_the_counter_of_an_unused_line_follows_its_first_number(company: Company) -> None:
    series = create_series(company, "S", register="case", start="100")
    line = series.lines.get()
    for first in (500, 200):
        line.first_number = first
        save_line(line)
        assert peek(series, on=TODAY) == str(first)


@pytest.mark.parametrize("on", [date(26, 11, 21), date(2206, 11, 21)])
def test_a_date_that_is_a_slip_of_the_finger(company: Company, on: date) -> None:
    series = create_series(company, "S", register="case")

    with pytest.raises(ImpossibleDate, match="check the year") as refused:
        draw(series, on=on)
    assert refused.value.field == "date"


def test_only_documents_start_again_each_year(company: Company) -> None:
    with pytest.raises(InvalidFormat, match="Only the numbers of documents") as refused:
        create_series(company, "CUST", register="customer", restart="fiscal_year")
    assert refused.value.field == "restart"
