"""The gap policy may be switched at any time, and what each costs can be measured."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from numbering.choices import GapPolicy
from numbering.models import (
    Company,
    Counter,
    CounterJump,
    IssuedNumber,
    NumberSeries,
    SeriesLine,
)
from numbering.services import (
    claim,
    completeness,
    create_series,
    draw,
    measure_policies,
    peek,
    save_line,
)
from tests.numbering.helpers import TODAY, drawn, rolled_back

LAST_YEAR = date(2025, 5, 5)


def switch(series: NumberSeries, policy: str) -> None:
    line = series.lines.get()
    line.gap_policy = policy
    save_line(line)


@pytest.mark.parametrize("order", list(permutations(GapPolicy.values)))
@pytest.mark.parametrize("restart", ["never", "fiscal_year"])
def test_nw08_any_order_there_and_back_keeps_the_place(
    company: Company, order: tuple[str, ...], restart: str
) -> None:
    series = create_series(
        company, "S", register="case", start="S010", increment=10, restart=restart,
        gap_policy=order[0],
    )  # fmt: skip
    claim("S050", company=company, kind="case", on=TODAY)
    given: list[str] = []
    for policy in (*order[1:], *order, *reversed(order)):
        assert peek(series, on=TODAY) not in given
        given += drawn(series)
        switch(series, policy)
        assert (peek(series, on=TODAY),) == (drawn_and_undone(series, policy),)

    expected = [f"S{value:03}" for value in range(10, 200, 10) if value != 50]
    # What was undone while gaps were allowed stays given on PostgreSQL; nothing else is left out.
    assert [text for text in expected if text in given] == given
    assert completeness(series).is_complete


def drawn_and_undone(series: NumberSeries, policy: str) -> str:
    if policy == GapPolicy.GAPS_ALLOWED:
        return peek(series, on=TODAY)
    with rolled_back():
        return str(draw(series, on=TODAY))


@pytest.mark.parametrize("order", list(permutations(GapPolicy.values)))
def test_nw08_each_year_keeps_its_place(company: Company, order: tuple[str, ...]) -> None:
    series = create_series(
        company, "S", register="case", start="{YY}-1", restart="fiscal_year", gap_policy=order[0]
    )
    for step, policy in enumerate((*order, *order), start=1):
        switch(series, policy)
        assert drawn(series) == [f"26-{step}"]
        if step % 2:
            assert drawn(series, on=LAST_YEAR) == [f"25-{step // 2 + 1}"]

    assert drawn(series, on=date(2027, 1, 1)) == ["27-1"]
    assert not CounterJump.objects.exclude(reason="gaps were allowed").exists()
    assert completeness(series).holes == []


@pytest.mark.parametrize("policy", ["unbroken", "fill_gaps"])
def test_nw08_without_gaps_nothing_is_lost_after_the_switch(company: Company, policy: str) -> None:
    series = create_series(company, "S", register="case", gap_policy="gaps_allowed")
    drawn(series, 2)
    switch(series, policy)
    for _ in range(3):
        with rolled_back():
            drawn(series, 2)

    assert drawn(series) == ["3"]
    assert completeness(series).holes == []


def test_nw08_a_switch_that_is_rolled_back_never_was(company: Company) -> None:
    series = create_series(company, "S", register="case")
    drawn(series, 2)
    with rolled_back():
        switch(series, "gaps_allowed")
        drawn(series, 2)

    assert drawn(series) == ["3"]
    switch(series, "gaps_allowed")
    assert drawn(series) == ["4"]


def test_nw08_measuring_tells_each_policy_and_leaves_nothing(company: Company) -> None:
    series = create_series(company, "S", register="case", gap_policy="gaps_allowed")
    drawn(series)
    models = (NumberSeries, SeriesLine, Counter, IssuedNumber, CounterJump)
    models += (NumberSeries.history.model, SeriesLine.history.model)  # type: ignore[attr-defined]

    def whole() -> list[object]:
        return [list(model.objects.order_by("pk").values_list()) for model in models]

    before = whole()
    costs = measure_policies(company)

    assert [cost.policy for cost in costs] == list(GapPolicy)
    assert all(cost.microseconds > 0 for cost in costs)
    assert whole() == before
    assert drawn(series) == ["2"]
