"""What is missing from a stretch of a line, without reading the whole line."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from numbering.models import Company, Counter, NumberSeries
from numbering.querysets import Span
from numbering.services import (
    claim,
    completeness,
    create_series,
    draw_many,
    save_series,
    set_next_number,
)
from numbering.services.spans import holes_in
from tests.numbering.helpers import TODAY, drawn

Told = list[tuple[str, str, int, str]]


def holes(series: NumberSeries, first: int, last: int, period: str = "") -> Told:
    span = Span(series.lines.get().pk, period, first, last)
    return [(one.first, one.last, one.count, one.cause) for one in holes_in([span])[span]]


def all_holes(series: NumberSeries) -> Told:
    return [(one.first, one.last, one.count, one.cause) for one in completeness(series).holes]


def lost(series: NumberSeries, value: int) -> None:
    """The counter runs ahead, as no service lets it."""
    Counter.objects.filter(line__series=series).update(next_value=value)


def test_nw02_a_stretch_names_the_holes_in_it_and_just_below_it(company: Company) -> None:
    series = create_series(company, "S", register="case", start="S-01")
    drawn(series, 2)
    set_next_number(series.lines.get(), 5, on=TODAY, reason="moved", by=None)
    drawn(series)  # 5
    lost(series, 9)
    drawn(series, 2)  # 9, 10
    lost(series, 15)
    drawn(series)

    assert holes(series, 1, 15) == all_holes(series)
    assert holes(series, 1, 2) == []
    assert holes(series, 5, 9) == [("S-03", "S-04", 2, "moved"), ("S-06", "S-08", 3, "")]
    assert holes(series, 10, 10) == []
    assert holes(series, 15, 15) == [("S-11", "S-14", 4, "")]


def test_nw02_stretches_that_follow_each_other_leave_none_out(company: Company) -> None:
    series = create_series(company, "S", register="case", increment=3)
    drawn(series, 2)  # 1, 4
    lost(series, 13)
    drawn(series, 2)  # 13, 16

    assert holes(series, 1, 4) + holes(series, 13, 16) == all_holes(series) == [("7", "10", 2, "")]


def test_nw02_what_is_missing_before_the_very_first_number(company: Company) -> None:
    series = create_series(company, "S", register="case")
    set_next_number(series.lines.get(), 4, on=TODAY, reason="moved", by=None)
    drawn(series)

    assert holes(series, 4, 4) == all_holes(series) == [("1", "3", 3, "moved")]


def test_nw02_typed_numbers_ahead_leave_no_hole(company: Company) -> None:
    series = create_series(company, "S", register="case", manual_numbers=True)
    drawn(series, 2)
    claim("50", company=company, kind="case", on=TODAY, series=series)

    assert holes(series, 1, 50) == holes(series, 50, 50) == all_holes(series) == []


def test_nw02_numbers_taken_elsewhere_are_no_holes(company: Company) -> None:
    old = create_series(company, "OLD", register="case", start="K1")
    drawn(old, 3)
    old.blocked = True
    save_series(old)
    new = create_series(company, "NEW", register="case", start="K1")
    claim("K5", company=company, kind="case", on=TODAY)
    drawn(new, 2)  # K4, K6

    assert holes(new, 4, 6) == all_holes(new) == []


def test_nw02_each_period_by_itself(company: Company) -> None:
    series = create_series(company, "S", register="case", start="{YYMM}-1", restart="month")
    november, december = date(2026, 11, 5), date(2026, 12, 5)
    draw_many(series, 3, on=november)
    draw_many(series, 1, on=december)
    Counter.objects.filter(period="2026-12").update(next_value=3)
    draw_many(series, 1, on=december)

    assert holes(series, 1, 3, "2026-11") == []
    assert [row[2] for row in holes(series, 1, 3, "2026-12")] == [1]


def test_many_stretches_cost_as_many_queries_as_one(company: Company) -> None:
    series = create_series(company, "S", register="case", start="{YYMM}-1", restart="month")
    spans = []
    for month in range(1, 7):
        draw_many(series, 2, on=date(2026, month, 5))
        spans.append(Span(series.lines.get().pk, f"2026-{month:02}", 1, 2))

    def queries(asked: list[Span]) -> int:
        with CaptureQueriesContext(connection) as found:
            assert not any(holes_in(asked).values())
        return len(found)

    assert queries(spans) == queries(spans[:1])
