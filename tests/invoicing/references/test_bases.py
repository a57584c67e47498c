"""What of a number its reference is made of: no two invoices of a company get the same."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from invoicing.references.bases import (
    KEY_LENGTH,
    Line,
    Lines,
    digits_of,
    key_base,
    looks_like_key,
)
from numbering.choices import DatePart
from numbering.formats import NumberFormat

DAY = datetime.date(2026, 11, 21)


def line(sample: str, last: int = 0, first: int = 1) -> Line:
    """A line that counts in the last digits of a sample such as `INV-{YYYY}/0001`."""
    head, counter = sample.rstrip("0123456789"), sample[len(sample.rstrip("0123456789")) :]
    prefix1, _brace, rest = head.partition("{")
    date_part, _brace, prefix2 = rest.partition("}")
    found = NumberFormat(prefix1, date_part, prefix2, digits=len(counter))
    return Line(found, first or int(counter), last or found.largest_value, found.digits)


def told_apart(*lines: Line) -> list[bool]:
    """For each line, whether its first number goes by its digits."""
    known = Lines(dict(enumerate(lines)))
    return [
        known.tell_apart(digits_of(one.format.text(one.first, DAY)), key)
        for key, one in enumerate(lines)
    ]


def test_nw12_letters_signs_and_leading_zeros_are_left_out() -> None:
    assert digits_of("INV-2026/0042") == "20260042"
    assert digits_of("00042") == "42"
    assert digits_of("A") == digits_of("000") == ""


def test_nw12_numbers_with_digits_of_their_own_keep_them() -> None:
    assert told_apart(line("1", 10999, 10001), line("1", 99999, 99001)) == [True, True]
    assert told_apart(line("INV-{YYYY}/0001", 9999), line("CR-9{YYYY}/0001", 9999)) == [True, True]
    assert told_apart(line("INV-{YY}0001", 9999), line("A-000001", 99999)) == [True, True]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (line("A101", 199, 101), line("B101", 199, 101)),  # other letters, same digits
        (line("001", 999), line("1", 99)),  # 007 and 7
        (line("A1", 9), line("B01", 99)),
        (line("1/{YYYY}01", 99), line("1-{YYYY}-01", 99)),
        (line("INV-{YYYY}1"), line("20260001", 20260099, 20260001)),
        (line("{YY}-001", 999), line("26001", 26999, 26001)),
        (line("{YYMM}01", 99), line("260001", 261299, 260001)),
    ],
)
def test_nw12_numbers_that_could_share_their_digits_go_by_their_keys(
    one: Line, other: Line
) -> None:
    assert told_apart(one, other) == [False, False]


def test_nw12_a_line_whose_digits_were_raised_still_stands_where_it_printed() -> None:
    raised = line("F-{YYYY}-0001", 9999)
    other = line("1", 29999, 20000)
    assert told_apart(raised, other) == [True, True]
    once_narrow = Line(raised.format, raised.first, raised.last, narrowest=1)
    assert told_apart(once_narrow, other) == [False, False]


def test_nw12_a_number_outside_its_line_or_without_one_goes_by_its_key() -> None:
    known = Lines({1: line("1", 999, 100)})
    assert known.tell_apart("500", 1)
    assert not known.tell_apart("1000", 1)  # the line was extended a moment ago
    assert not known.tell_apart("500", 2)  # so new that the settings were read before it
    assert not known.tell_apart("500", None)


def test_nw12_keys_look_like_no_digits_of_a_number() -> None:
    assert key_base(4711) == "9000004711"
    assert looks_like_key("9000004711")
    assert len(key_base(10 ** (KEY_LENGTH - 1) - 1) or "") == KEY_LENGTH
    assert key_base(10 ** (KEY_LENGTH - 1)) is None
    known = Lines({1: line("1", 9_999_999_999, 1)})
    assert known.tell_apart("8000004711", 1)
    assert not known.tell_apart("9000004711", 1)


prefixes = st.text("AB01-", max_size=3)
dates = st.dates(datetime.date(2009, 1, 1), datetime.date(2031, 12, 31))


@st.composite
def lines(draw: st.DrawFn) -> Line:
    found = NumberFormat(
        draw(prefixes),
        draw(st.sampled_from(DatePart.values)),
        draw(prefixes),
        digits=draw(st.integers(1, 4)),
        suffix=draw(st.sampled_from(["", "", "X", "-7"])),
    )
    first = draw(st.integers(0, 300))
    return Line(found, first, first + draw(st.integers(0, 3000)), found.digits)


def printed(drawn: Line, data: st.DataObject) -> str:
    """Any number of the line, of any day."""
    value = data.draw(st.integers(drawn.first, drawn.last))
    return drawn.format.text(value, data.draw(dates))


@given(lines(), lines(), st.data())
def test_nw12_no_two_numbers_of_a_company_share_a_base(
    one: Line, other: Line, data: st.DataObject
) -> None:
    known = Lines({1: one, 2: other})
    numbers = [(key, printed(drawn, data)) for key, drawn in ((1, one), (2, other))]
    bases = [
        digits_of(text) if known.tell_apart(digits_of(text), key) else key_base(number)
        for number, (key, text) in enumerate(numbers, start=1)
    ]
    assert bases[0] != bases[1]


@given(lines(), st.data())
def test_nw12_no_two_numbers_of_a_line_share_their_digits(one: Line, data: st.DataObject) -> None:
    known = Lines({1: one})
    texts = [printed(one, data) for _ in range(2)]
    assume(texts[0] != texts[1])
    digits = [digits_of(text) for text in texts]
    assume(all(known.tell_apart(found, 1) for found in digits))
    assert digits[0] != digits[1]
