"""Switching the gap policy on its page: in plain words, with its cost measured here."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from numbering.models import Company, IssuedNumber, NumberSeries
from numbering.services import create_series, draw_many, peek
from numbering.transactions import write
from tests.factories import DAY
from tests.settings.series import everything, screen


@pytest.fixture
def series(company: Company) -> NumberSeries:
    """Three numbers drawn, without gaps."""
    series = create_series(company, "CASE", register="case", start="C001", end="C999")
    with write():
        draw_many(series, 3, on=DAY)
    return series


def switched(office: Client, series: NumberSeries, policy: str) -> Any:
    data = {"policy": policy, "lines": [line.pk for line in series.lines.all()]}
    return office.post(screen("policy", series), data)


def test_bc02_the_policy_is_switched_on_its_page_and_keeps_the_place(
    office: Client, series: NumberSeries, shown: Any
) -> None:
    for policy, number in (("gaps_allowed", "C004"), ("fill_gaps", "C005"), ("unbroken", "C006")):
        response = switched(office, series, policy)
        assert response.status_code == 302
        assert number in shown(office.get(response.headers["Location"]))
        assert series.lines.get().gap_policy == policy
        with write():
            assert [str(one) for one in draw_many(series, 1, on=DAY)] == [number]


def test_bc02_only_the_lines_chosen_are_switched(office: Client, company: Company) -> None:
    series = create_series(company, "TWO", register="case", start="A1", end="A9")
    other = create_series(company, "OTHER", register="project", start="1")
    page = office.get(screen("policy", series))
    assert "C001" not in page.content.decode()

    foreign = office.post(
        screen("policy", series), {"policy": "fill_gaps", "lines": [other.lines.get().pk]}
    )

    assert "lines" in foreign.context["form"].errors
    assert other.lines.get().gap_policy == "unbroken"


def test_nw08_each_policy_says_what_it_promises_and_what_it_costs(
    office: Client, series: NumberSeries, shown: Any
) -> None:
    text = shown(office.get(screen("policy", series)))

    for words in ("What it promises", "What it costs", "No gaps, ever", "Nobody waits"):
        assert words in text
    assert "not measured yet" in text


def test_nw08_the_cost_is_measured_on_this_database_and_uses_no_number(
    office: Client, series: NumberSeries, shown: Any
) -> None:
    before = everything()

    response = office.post(screen("policy", series), {"measure": "1"}, follow=True)

    text = shown(response)
    assert text.count("milliseconds") == 3
    assert "Measured" in text
    assert everything() == before
    assert IssuedNumber.objects.count() == 3
    assert peek(series, on=DAY) == "C004"
    # The times are there on the next look as well, without measuring again.
    assert shown(office.get(screen("policy", series))).count("milliseconds") == 3


def test_nw08_looking_measures_nothing(
    office: Client, series: NumberSeries, monkeypatch: pytest.MonkeyPatch
) -> None:
    def measure(company: Company) -> None:
        raise AssertionError

    monkeypatch.setattr("numbering.admin.series_policy.measure_policies", measure)

    assert office.get(screen("policy", series), {"measure": "1"}).status_code == 200
