"""A range in use is made wider: seven positions, a later last number, a warning, steps."""

from __future__ import annotations

from datetime import date

import pytest

from numbering.exceptions import (
    InvalidFormat,
    NumberTooLong,
    OverlappingLines,
    SeriesExhausted,
    SeriesInUse,
)
from numbering.models import Company, NumberSeries
from numbering.selectors import standing_of
from numbering.services import (
    add_line,
    claim,
    completeness,
    create_series,
    draw_many,
    number_entry,
    numbers_left,
    peek,
    save_line,
)
from tests.numbering.helpers import TODAY, drawn, nothing_moves

POLICIES = pytest.mark.parametrize("policy", ["unbroken", "fill_gaps", "gaps_allowed"])


def change(series: NumberSeries, **facts: object) -> None:
    line = series.lines.get()
    for name, value in facts.items():
        setattr(line, name, value)
    save_line(line)


@POLICIES
def test_wb05_six_positions_become_seven_and_the_next_number_goes_on(
    company: Company, policy: str
) -> None:
    series = create_series(
        company, "S", register="order", start="999990", end="999999", gap_policy=policy
    )
    draw_many(series, 9, on=TODAY)
    change(series, digits=7, last_number=1999999)

    assert peek(series, on=TODAY) == "0999999"
    assert drawn(series, 2) == ["0999999", "1000000"]
    assert completeness(series).is_complete


def test_wb05_a_used_up_series_goes_on_in_the_millions(company: Company) -> None:
    """Winbas: a series that is running out is raised into the range of millions."""
    series = create_series(company, "S", register="invoice", start="999998", end="999999")
    draw_many(series, 2, on=TODAY)
    with pytest.raises(SeriesExhausted):
        peek(series, on=TODAY)
    change(series, last_number=1499999)

    assert drawn(series) == ["1000000"]
    assert numbers_left(series, on=TODAY) == 499999


@pytest.mark.parametrize("facts", [{"last_number": 1999999}, {"last_number": 700000, "digits": 7}])
def test_wb05_what_would_meet_another_series_is_refused(
    company: Company, facts: dict[str, int]
) -> None:
    series = create_series(company, "S", register="order", start="000001", end="499999")
    create_series(company, "HIGH", register="order", start="1500000", end="1599999")
    create_series(company, "PADDED", register="order", start="0600000", end="0699999")
    drawn(series)

    with nothing_moves(series), pytest.raises(OverlappingLines, match=r"HIGH|PADDED"):
        change(series, **facts)
    change(series, digits=7, last_number=599999)
    assert drawn(series) == ["0000002"]


def test_wb05_digits_are_raised_not_lowered(company: Company) -> None:
    series = create_series(company, "S", register="order", start="0000001", end="0999999")
    drawn(series)

    with nothing_moves(series), pytest.raises(SeriesInUse, match="raised, not lowered") as refused:
        change(series, digits=6)
    assert refused.value.field == "digits"


@POLICIES
def test_bc11_a_used_up_line_opens_again_when_it_is_extended(company: Company, policy: str) -> None:
    series = create_series(
        company, "S", register="case", start="10", end="30", increment=10, gap_policy=policy
    )
    drawn(series, 3)
    assert number_entry(company, "case", on=TODAY, series=series).mode == "required"
    change(series, last_number=59)

    assert number_entry(company, "case", on=TODAY, series=series).mode == "hidden"
    assert drawn(series, 2) == ["40", "50"]
    with pytest.raises(SeriesExhausted, match=r"10–59 has no number left"):
        drawn(series)
    assert completeness(series).holes == []


def test_bc11_the_line_of_an_older_date_stays_closed(company: Company) -> None:
    series = create_series(company, "S", register="case", start="A1", end="A9")
    add_line(series, start="B1", end="B1", starting_date=date(2026, 1, 1))
    drawn(series)
    with pytest.raises(SeriesExhausted):
        peek(series, on=TODAY)
    line = series.lines.get(prefix1="B")
    line.last_number = 2
    save_line(line)

    assert drawn(series) == ["B2"]


@POLICIES
def test_bc11_the_warning_number_warns_and_refuses_nothing(company: Company, policy: str) -> None:
    series = create_series(
        company, "S", register="case", start="1", end="9", warning="8", gap_policy=policy
    )

    def is_low() -> bool:
        return standing_of([series], on=TODAY)[series.pk].is_low

    drawn(series, 6)
    assert not is_low()
    drawn(series)
    assert is_low()
    assert drawn(series, 2) == ["8", "9"]


@pytest.mark.parametrize("warning", [0, 10])
def test_bc11_the_warning_lies_inside_the_range(company: Company, warning: int) -> None:
    series = create_series(company, "S", register="case", start="1", end="9")

    with pytest.raises(InvalidFormat) as refused:
        change(series, warning_number=warning)
    assert refused.value.field == "warning_number"


def test_bc11_last_number_and_last_date_used(company: Company) -> None:
    series = create_series(company, "S", register="case", start="S-1")
    draw_many(series, 2, on=date(2026, 1, 1))
    claim("S-9", company=company, kind="case", on=date(2026, 2, 2))
    last = series.issued.order_by("-value").first()

    assert last is not None
    assert (str(last), last.document_date) == ("S-9", date(2026, 2, 2))
    assert peek(series, on=TODAY) == "S-3"


@pytest.mark.parametrize("register", ["invoice", "credit_note", "advance_payment"])
def test_bc10_room_for_the_suffix_of_a_payment(company: Company, register: str) -> None:
    """Numbers and six more characters, such as -12345, are 20 at most: under 14 by themselves."""
    create_series(company, "FITS", register=register, start="AB-0000000001", end="AB-9999999999")
    for start, end in (("CDE-0000000001", ""), ("CD-0000000001", "CD-10000000000")):
        with pytest.raises(InvalidFormat, match="Payments add 6 characters") as refused:
            create_series(company, "LONG", register=register, start=start, end=end)
        assert refused.value.field == ("last_number" if end else "digits")


@pytest.mark.parametrize("register", ["order", "case", "item", "reminder"])
def test_bc10_other_numbers_have_twenty(company: Company, register: str) -> None:
    series = create_series(company, "S", register=register, start="ABCDEFGHIJ0000000001")

    assert drawn(series) == ["ABCDEFGHIJ0000000001"]


def test_bc10_a_line_in_use_is_not_widened_beyond_it(company: Company) -> None:
    series = create_series(company, "S", register="invoice", start="ABCDE-0000001")
    drawn(series)

    with nothing_moves(series), pytest.raises(InvalidFormat, match="Payments add 6"):
        change(series, digits=8)


def test_bc10_a_typed_number_leaves_room_for_it_too(company: Company) -> None:
    taken = "OLD-123456789"
    assert str(claim(taken, company=company, kind="invoice", on=TODAY)) == taken
    with pytest.raises(NumberTooLong, match="Payments add 6 characters") as refused:
        claim(f"{taken}0", company=company, kind="invoice", on=TODAY)
    assert refused.value.field == "number"
    assert str(claim(f"{taken}0", company=company, kind="case", on=TODAY)) == f"{taken}0"
