"""On PostgreSQL a draw is one statement."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.forms import model_to_dict
from django.test.utils import CaptureQueriesContext

from numbering.models import Company, IssuedNumber, NumberSeries
from numbering.services import claim, create_series, draw, reserve
from tests.numbering.helpers import TODAY, drawn, on_postgresql, statements

pytestmark = on_postgresql


@pytest.fixture(params=["unbroken", "gaps_allowed"])
def series(request: pytest.FixtureRequest, company: Company) -> NumberSeries:
    return create_series(company, "S", register="case", gap_policy=request.param)


def test_a_draw_is_one_statement(series: NumberSeries) -> None:
    drawn(series)

    for _ in range(3):
        with statements(1):
            draw(series, on=TODAY, kind="case", reference="x")
    with statements(1):
        reserve(series, on=TODAY, reference="x")


def test_the_one_statement_writes_the_register_too(series: NumberSeries) -> None:
    drawn(series)
    with CaptureQueriesContext(connection) as captured:
        draw(series, on=TODAY)

    sql = captured[0]["sql"]
    assert "INSERT INTO numbering_issuednumber" in sql
    assert "UPDATE numbering_counter" in sql or "nextval" in sql


def test_a_taken_number_costs_a_fixed_number_of_statements(series: NumberSeries) -> None:
    drawn(series)
    used = []
    for run in (5, 50):
        start = series.issued.count() + 1
        for value in range(start, start + run):
            claim(str(value), company=series.company, kind="case", on=TODAY)
        with CaptureQueriesContext(connection) as captured:
            drawn(series)
        used.append(len(captured))
    assert used[0] == used[1] <= 12


def test_the_number_is_known_whole_without_reading_it_back(
    series: NumberSeries, clerk: User
) -> None:
    drawn(series)
    number = draw(series, on=TODAY, by=clerk, kind="case", reference="A % {b} 'c'")

    with statements(0):
        known = model_to_dict(number)
    assert known == model_to_dict(IssuedNumber.objects.get(pk=number.pk))
    assert not number.get_deferred_fields()


def test_what_stands_in_the_statement_is_quoted(company: Company) -> None:
    series = create_series(company, "Q", register="case", start="%s'\\7")

    assert drawn(series, 3) == ["%s'\\7", "%s'\\8", "%s'\\9"]
