"""Histories for the property test: settings of a series, and what is done with it."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from tests.numbering.model import Line

DATES = [
    date(2025, 6, 30),
    date(2025, 12, 31),
    date(2026, 1, 1),
    date(2026, 6, 30),
    date(2026, 7, 1),
    date(2027, 1, 15),
]
PREFIXES = ["", "A", "B-", "C"]  # no two lines can print the same number

dates = st.sampled_from(DATES)
places = st.integers(0, 3)
policies = st.sampled_from(["unbroken", "fill_gaps", "gaps_allowed"])


@st.composite
def lines(draw: st.DrawFn, prefix: str, first_month: int) -> Line:
    first = draw(st.integers(0, 9))
    return Line(
        prefix=prefix,
        date_part=draw(st.sampled_from(["", "", "YY", "YYYY", "YYMM"])),
        digits=draw(st.integers(1, 2)),
        first=first,
        last=first + draw(st.integers(2, 14)),
        increment=draw(st.sampled_from([1, 1, 1, 2, 5])),
        restart=draw(st.sampled_from(["never", "never", "fiscal_year", "month"])),
        policy=draw(policies),
        start=draw(st.sampled_from([None, None, date(2026, 1, 1)])),
        first_month=first_month,
    )


@st.composite
def all_lines(draw: st.DrawFn) -> list[Line]:
    first_month = draw(st.sampled_from([1, 1, 7]))
    count = draw(st.integers(1, 3))
    return [draw(lines(prefix, first_month)) for prefix in PREFIXES[:count]]


steps = st.one_of(
    st.tuples(st.just("draw"), dates),
    st.tuples(st.just("draw"), dates),
    st.tuples(st.just("draw_many"), dates, st.integers(1, 5)),
    st.tuples(st.just("claim"), dates, places, st.integers(-1, 12), st.sampled_from(["", "0"])),
    st.tuples(st.just("claim_for_another_date"), dates, places, st.integers(0, 6), dates),
    st.tuples(st.just("reserve"), dates),
    st.tuples(st.sampled_from(["use", "release", "release", "void"]), st.integers(0, 30)),
    st.tuples(
        st.just("switch"), places, st.sampled_from(["unbroken", "fill_gaps", "gaps_allowed"])
    ),
    st.tuples(st.just("extend"), places, st.integers(1, 6)),
    st.tuples(st.just("widen"), places),
    st.tuples(st.just("block"), places),
    st.tuples(st.just("set_next"), places, st.integers(-1, 8), dates),
    st.tuples(st.just("date_order")),
)
blocks = st.tuples(st.just("rolled_back"), st.lists(steps, min_size=1, max_size=4))
nested = st.tuples(
    st.just("rolled_back"), st.lists(st.one_of(steps, blocks), min_size=1, max_size=3)
)
histories = st.lists(st.one_of(steps, steps, steps, blocks, nested), min_size=3, max_size=14)
