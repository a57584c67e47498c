"""How fast a series is used and how long it still lasts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from numbering.engine.plan import plan_of
from numbering.models import Company, NumberSeries
from numbering.pace import SAMPLE, Pace, pace_of
from numbering.services import claim, create_series, draw_many, numbers_left, reserve
from tests.numbering.helpers import TODAY


def pace(series: NumberSeries, today: date = TODAY) -> Pace | None:
    (line,) = plan_of(series, fresh=True).lines
    left = numbers_left(series, on=today)
    return pace_of(line, line.period(today), left=left, today=today)


def use_daily(series: NumberSeries, days: int, each: int = 1) -> None:
    """So many numbers on each of the last days, today included."""
    for back in reversed(range(days)):
        draw_many(series, each, on=TODAY - timedelta(days=back))


@pytest.mark.parametrize("policy", ["unbroken", "fill_gaps", "gaps_allowed"])
def test_nw06_two_a_day_and_fifty_left_are_25_days(company: Company, policy: str) -> None:
    series = create_series(company, "S", register="case", end="90", gap_policy=policy)
    use_daily(series, days=20, each=2)
    found = pace(series)

    assert found == Pace(per_day=2.0, days_left=25)
    assert found.runs_out_on(TODAY) == date(2026, 12, 16)


def test_nw06_it_slows_down_while_nothing_is_drawn(company: Company) -> None:
    series = create_series(company, "S", register="case", end="90")
    use_daily(series, days=20, each=2)

    assert pace(series, TODAY + timedelta(days=20)) == Pace(per_day=1.0, days_left=50)


def test_nw06_an_open_ended_series_lasts(company: Company) -> None:
    series = create_series(company, "S", register="case")
    use_daily(series, days=10)
    found = pace(series)

    assert found == Pace(per_day=1.0, days_left=None)
    assert found.runs_out_on(TODAY) is None


def test_nw06_one_number_or_none_is_no_pace(company: Company) -> None:
    series = create_series(company, "S", register="case", end="9")
    assert pace(series) is None
    use_daily(series, days=1)
    assert pace(series) is None


def test_nw06_one_afternoon_counts_as_a_week(company: Company) -> None:
    series = create_series(company, "S", register="case", end="84")
    use_daily(series, days=1, each=14)

    assert pace(series) == Pace(per_day=2.0, days_left=35)


def test_nw06_typed_and_later_numbers_are_no_pace(company: Company) -> None:
    series = create_series(company, "S", register="case", end="99")
    claim("50", company=company, kind="case", on=date(2020, 1, 1))
    draw_many(series, 5, on=TODAY + timedelta(days=30))
    assert pace(series) is None

    use_daily(series, days=10)
    reserve(series, on=TODAY, reference="shop")
    found = pace(series)
    assert found is not None
    assert found.per_day == pytest.approx(1.1)


def test_nw06_the_last_numbers_tell_it(company: Company) -> None:
    series = create_series(company, "S", register="case", end="99999")
    draw_many(series, 200, on=date(2020, 1, 1))
    draw_many(series, SAMPLE, on=TODAY - timedelta(days=9))
    found = pace(series)

    assert found is not None
    assert found.per_day == SAMPLE / 10


def test_nw06_each_period_has_its_own(company: Company) -> None:
    series = create_series(company, "S", register="case", end="500", restart="fiscal_year")
    draw_many(series, 300, on=date(2025, 6, 1))
    use_daily(series, days=20)

    assert pace(series) == Pace(per_day=1.0, days_left=480)


def test_nw06_a_used_up_line_lasts_no_day(company: Company) -> None:
    series = create_series(company, "S", register="case", end="20")
    use_daily(series, days=20)
    found = pace(series)

    assert found is not None
    assert (found.days_left, found.runs_out_on(TODAY)) == (0, TODAY)


@pytest.mark.parametrize("policy", ["unbroken", "gaps_allowed"])
def test_nw06_a_busy_line_is_looked_at_farther_back(company: Company, policy: str) -> None:
    series = create_series(company, "S", register="case", end="90000", gap_policy=policy)
    use_daily(series, days=32, each=100)
    found = pace(series)

    assert found is not None
    assert found.per_day == pytest.approx(100, rel=0.05)
