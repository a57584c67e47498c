"""The arithmetic of numbering.overlap against counting everything out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from numbering.choices import DatePart, Restart
from numbering.formats import NumberFormat
from numbering.overlap import Stretch, first_collision
from numbering.periods import months_of, period_of

# A few years around a turn of the century's digits, months around a fiscal year's.
MONTHS = [date(year, month, 1) for year in (1999, 2000, 2001, 2011) for month in range(1, 13)]

formats = st.builds(
    NumberFormat,
    prefix1=st.sampled_from(["", "A", "A1", "1", "20", "A20", "0"]),
    date_part=st.sampled_from(DatePart.values),
    prefix2=st.sampled_from(["", "0", "1", "-"]),
    digits=st.integers(1, 3),
    suffix=st.sampled_from(["", "0", "1", "01", "X", "1X"]),
)


@st.composite
def stretches(draw: st.DrawFn) -> Stretch:
    start = draw(st.integers(0, len(MONTHS) - 1))
    end = draw(st.integers(start, min(start + 15, len(MONTHS) - 1)))
    first = draw(st.integers(0, 130))
    return Stretch(
        format=draw(formats),
        first=first,
        last=first + draw(st.sampled_from([0, 1, 5, 30, 120, 400])),
        increment=draw(st.sampled_from([1, 1, 2, 3, 7, 10])),
        restart=draw(st.sampled_from(Restart.values)),
        first_month=draw(st.sampled_from([1, 2, 7, 12])),
        from_date=MONTHS[start],
        to_date=MONTHS[end].replace(day=28),
    )


def months_in_force(stretch: Stretch) -> list[date]:
    return [
        date(year, month, 1)
        for year in range(stretch.from_date.year, stretch.to_date.year + 1)
        for month in range(1, 13)
        if stretch.from_date <= date(year, month, 1) <= stretch.to_date
    ]


def printed(stretch: Stretch) -> Iterator[tuple[str, frozenset[date] | None]]:
    """Every number with the months in which it is unique, by date and then by counter.

    None stands for ever: the line does not restart, or the text tells the period.
    """
    told = stretch.format.tells_apart(stretch.restart, stretch.first_month)
    for month in months_in_force(stretch):
        period = period_of(month, stretch.restart, stretch.first_month)
        months = None if told else frozenset(months_of(period, stretch.first_month))
        for value in range(stretch.first, stretch.last + 1, stretch.increment):
            text = stretch.format.text(value, month)
            if len(text) <= 20:
                yield text, months


def counted_out(a: Stretch, b: Stretch) -> str | None:
    of_b: dict[str, list[frozenset[date] | None]] = {}
    for text, months in printed(b):
        known = of_b.setdefault(text, [])
        if months not in known:
            known.append(months)
    for text, mine in printed(a):
        for theirs in of_b.get(text, []):
            if mine is None or theirs is None or mine & theirs:
                return text
    return None


def stretch(prefix: str, digits: int, first: int, last: int, increment: int = 1) -> Stretch:
    return Stretch(
        NumberFormat(prefix1=prefix, digits=digits), first, last, increment,
        from_date=MONTHS[0], to_date=MONTHS[0],
    )  # fmt: skip


@settings(max_examples=120)
@given(stretches(), stretches())
@example(stretch("A", 1, 101, 999), stretch("A1", 2, 1, 99))
@example(stretch("", 1, 8, 12), stretch("1", 1, 0, 9))
@example(stretch("", 1, 7, 900, 7), stretch("1", 2, 1, 99, 3))
@example(stretch("0", 1, 0, 200), stretch("", 3, 0, 120))
def test_nw03_arithmetic_and_counting_agree(a: Stretch, b: Stretch) -> None:
    for one, other in ((a, b), (b, a)):
        found = first_collision(one, other)
        assert found == counted_out(one, other)
        if found is not None:
            assert first_collision(other, one) is not None


@settings(max_examples=60)
@given(stretches())
def test_nw03_a_stretch_meets_itself_at_its_first_number(a: Stretch) -> None:
    assert first_collision(a, a) == a.format.text(a.first, a.from_date)


@settings(max_examples=60)
@given(formats, formats, st.integers(0, 50), st.integers(1, 9), st.integers(1, 9))
def test_nw03_the_length_of_a_range_does_not_matter(
    one: NumberFormat, two: NumberFormat, first: int, step_a: int, step_b: int
) -> None:
    """Ranges of 10^9 numbers are decided at once; both do print the number that is told."""
    a, b = (
        Stretch(fmt, first, 10**9, step, from_date=MONTHS[0], to_date=MONTHS[0])
        for fmt, step in ((one, step_a), (two, step_b))
    )
    found = first_collision(a, b)
    if found is None:
        assert counted_out(replace(a, last=700), replace(b, last=700)) is None
        return
    for stretch in (a, b):
        value = stretch.format.value_of(found, MONTHS[0])
        assert value in range(stretch.first, stretch.last + 1, stretch.increment)
