"""Every number from the first to the last one is accounted for, or an alarm."""

from __future__ import annotations

from datetime import date

from numbering.models import Company, Counter
from numbering.services import (
    claim,
    completeness,
    create_series,
    draw_many,
    release,
    reserve,
    set_next_number,
    void,
)
from tests.numbering.helpers import TODAY, drawn


def test_nw02_each_state_is_counted(company: Company) -> None:
    series = create_series(company, "S", register="case", gap_policy="fill_gaps")
    numbers = draw_many(series, 4, on=TODAY)
    release(numbers[0])
    void(numbers[1], reason="torn")
    claim("6", company=company, kind="case", on=TODAY)
    # The freed number is reserved; 5 is not reached yet, and so not missing.
    reserve(series, on=TODAY, reference="web")

    report = completeness(series)
    assert report.counts == {"in_use": 3, "void": 1, "reserved": 1}
    assert report.is_complete
    assert str(report) == "2 in use, 1 reserved, 1 void, 1 typed; nothing missing"


def test_nw02_a_series_that_has_issued_nothing(company: Company) -> None:
    report = completeness(create_series(company, "S", register="case"))

    assert (report.is_complete, str(report)) == (True, "no number issued yet")


def test_nw02_what_nothing_explains_is_an_alarm(company: Company) -> None:
    series = create_series(company, "S", register="case", start="S-01")
    drawn(series, 2)
    set_next_number(series.lines.get(), 5, on=TODAY, reason="moved", by=None)
    drawn(series)
    Counter.objects.update(next_value=9)  # what no service does
    drawn(series)

    report = completeness(series)
    assert [(hole.first, hole.last, hole.count, hole.cause) for hole in report.holes] == [
        ("S-03", "S-04", 2, "moved"),
        ("S-06", "S-08", 3, ""),
    ]
    assert [hole.first for hole in report.missing] == ["S-06"]
    assert str(report) == "4 in use, 2 left out; 3 numbers missing"


def test_nw02_one_period_or_all(company: Company) -> None:
    series = create_series(company, "S", register="invoice", start="{YY}-1", restart="fiscal_year")
    drawn(series, 2, on=date(2025, 5, 5))
    drawn(series, 3)

    assert completeness(series, period="2025").counts == {"in_use": 2}
    assert completeness(series, period="2026").counts == {"in_use": 3}
    assert completeness(series, period="2024").counts == {}
    assert completeness(series).counts == {"in_use": 5}


def test_a_typed_number_between_the_steps_is_no_hole(company: Company) -> None:
    series = create_series(company, "S", register="case", start="10", increment=10)
    claim("13", company=company, kind="case", on=TODAY)
    set_next_number(series.lines.get(), 20, on=TODAY, reason="moved", by=None)
    drawn(series, 2)

    report = completeness(series)
    assert [(hole.first, hole.last, hole.count) for hole in report.holes] == [("10", "10", 1)]
    assert report.is_complete
