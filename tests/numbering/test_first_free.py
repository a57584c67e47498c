"""The end of a run of taken numbers is found by counting stretches, and found exactly."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from numbering.engine import counters
from numbering.engine.counters import first_free
from numbering.engine.plan import plan_of
from numbering.models import Company, IssuedNumber, NumberSeries
from numbering.services import create_series
from tests.numbering.helpers import TODAY

STRETCH = 4


def take(series: NumberSeries, values: list[int], *, mark: str = "") -> None:
    line = series.lines.get()
    IssuedNumber.objects.bulk_create(
        IssuedNumber(
            company=series.company, register=series.register, text=f"{mark}{value}",
            series=series, line=line, value=value, document_date=TODAY, origin="imported",
        )
        for value in values
    )  # fmt: skip


@given(
    taken=st.sets(st.integers(1, 24)),
    twice=st.sets(st.integers(1, 24)),
    start=st.integers(1, 6),
    increment=st.integers(1, 3),
    dated=st.booleans(),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_agrees_with_trying_each_value(
    company: Company,
    monkeypatch: pytest.MonkeyPatch,
    *,
    taken: set[int],
    twice: set[int],
    start: int,
    increment: int,
    dated: bool,
) -> None:
    monkeypatch.setattr(counters, "_STRETCH", STRETCH)
    number = NumberSeries.objects.count()
    sample = f"{number}-{{YYYY}}-1" if dated else f"{number}-1"
    series = create_series(
        company, f"S{number}", register="case", start=sample, increment=increment
    )
    take(series, sorted(taken), mark=f"{number}/")
    if dated:  # the same values of another year
        take(series, sorted(twice), mark=f"{number}//")
        taken |= twice
    (line,) = plan_of(series).lines

    assert first_free(line, "", start) == next(
        value for value in count(start, increment) if value not in taken
    )


@pytest.mark.parametrize("whole", [1, 2, 5])
def test_a_run_that_ends_with_a_stretch(
    company: Company, monkeypatch: pytest.MonkeyPatch, whole: int
) -> None:
    monkeypatch.setattr(counters, "_STRETCH", STRETCH)
    series = create_series(company, "S", register="case")
    end = 1 + whole * STRETCH
    take(series, [*range(1, end), end + 1, end + 2])
    (line,) = plan_of(series).lines

    assert first_free(line, "", 1) == end
