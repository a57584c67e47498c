"""What a number looks like: parts, sample numbers, and the counter read back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numbering.choices import DatePart
from numbering.exceptions import InvalidFormat
from numbering.formats import NumberFormat, parse_in_format, parse_sample

TODAY = date(2026, 11, 21)

signs = st.text(st.sampled_from("ABÅ019-/.+*(["), max_size=3)
formats = st.builds(
    NumberFormat,
    prefix1=signs,
    date_part=st.sampled_from(DatePart.values),
    prefix2=signs,
    digits=st.integers(1, 5),
    suffix=signs,
)
dates = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@given(formats, st.integers(0, 10**7), dates)
def test_a_number_is_read_back(fmt: NumberFormat, value: int, on: date) -> None:
    assert fmt.value_of(fmt.text(value, on), on) == value


@given(formats, st.text(st.sampled_from("ABÅ0129-/"), max_size=12), dates)
def test_what_is_read_prints_the_same(fmt: NumberFormat, text: str, on: date) -> None:
    value = fmt.value_of(text, on)
    assert value is None or fmt.text(value, on) == text


@given(
    st.builds(
        NumberFormat,
        prefix1=signs.map(lambda part: part.rstrip("019")),
        date_part=st.sampled_from(DatePart.values[1:]),
        prefix2=signs.map(lambda part: part.rstrip("019")),
        digits=st.integers(1, 4),
        suffix=signs.map(lambda part: part.translate(str.maketrans("", "", "019"))),
    ),
    st.integers(0, 9999),
)
def test_a_sample_number_makes_the_format(fmt: NumberFormat, value: int) -> None:
    counter = f"{value:0{fmt.digits}}"
    date_part = f"{{{fmt.date_part}}}"
    parsed, first = parse_sample(f"{fmt.prefix1}{date_part}{fmt.prefix2}{counter}{fmt.suffix}")

    assert first == value
    assert parsed.digits == len(counter)
    assert parsed.text(value, TODAY) == fmt.text(value, TODAY)


@pytest.mark.parametrize(
    ("sample", "prefix", "digits", "suffix", "first"),
    [
        ("SO-0001", "SO-", 4, "", 1),
        ("-55", "-", 2, "", 55),
        ("2026/7", "2026/", 1, "", 7),
        ("A1B22C", "A1B", 2, "C", 22),
        ("0", "", 1, "", 0),
        (" 12 ", "", 2, "", 12),
    ],
)
def test_bc01_the_last_digits_of_a_sample_count(
    sample: str, prefix: str, digits: int, suffix: str, first: int
) -> None:
    fmt, value = parse_sample(sample)
    assert (fmt.prefix1, fmt.digits, fmt.suffix, value) == (prefix, digits, suffix, first)


def test_the_counter_is_a_number_never_a_text() -> None:
    fmt = NumberFormat(prefix1="A")
    assert [fmt.text(value, TODAY) for value in (9, 10, 99, 100)] == ["A9", "A10", "A99", "A100"]


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        ("AN{YYYY}/001", "AN2026/001"),
        ("AUF-{YY}/0014XYZ", "AUF-26/0014XYZ"),
        ("{YYYYMM}-1", "202611-1"),
        ("R{YYMM}01", "R261101"),
    ],
)
def test_oc01_date_parts(sample: str, expected: str) -> None:
    fmt, value = parse_sample(sample)
    assert fmt.text(value, TODAY) == expected


@pytest.mark.parametrize("sample", ["", "ABC", "{YYYY}", "{DD}1", "A{YYYY}1{YY}2", "A{1"])
def test_a_sample_that_cannot_be_read(sample: str) -> None:
    with pytest.raises(InvalidFormat, match="no digits to count with") as refused:
        parse_sample(sample, field="end")
    assert refused.value.field == "end"


@pytest.mark.parametrize("end", ["SP-0009", "SO-00009", "SO-9", "SO-0009X", "SO-{YY}0009"])
def test_the_last_number_must_look_like_the_first(end: str) -> None:
    fmt, _first = parse_sample("SO-0001")
    with pytest.raises(InvalidFormat, match="does not look like the first number"):
        parse_in_format(end, fmt, field="end")


def test_the_last_number_may_be_wider() -> None:
    fmt, _first = parse_sample("SO-0001")
    assert parse_in_format("SO-99999", fmt, field="end") == 99_999
