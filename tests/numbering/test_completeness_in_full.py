"""What else an auditor asks of a line: causes, who and when, loose ends, and at what cost."""

from __future__ import annotations

from datetime import date
from importlib import import_module

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from numbering import triggers
from numbering.models import Company, Counter, IssuedNumber, NumberSeries
from numbering.pages.completeness import incomplete_series
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
from numbering.services.completeness import account_for, holes_of, places_of
from numbering.services.loose import without_document
from tests.numbering.helpers import TODAY, drawn


def row(series: NumberSeries, value: int, **more: object) -> IssuedNumber:
    """A number as it would stand in the register, without any service."""
    line = series.lines.get()
    return IssuedNumber(
        company=series.company,
        register=series.register,
        series=series,
        line=line,
        value=value,
        text=line.text(value, TODAY),
        document_date=TODAY,
        **more,
    )


def filled(series: NumberSeries, values: range, *, without: tuple[int, ...] = ()) -> None:
    """Fill a line as a restored copy might have it: some rows are not there."""
    drawn(series)
    rows = [row(series, value) for value in values if value not in (1, *without)]
    IssuedNumber.objects.bulk_create(rows, batch_size=2_000)
    Counter.objects.filter(line__series=series).update(next_value=values.stop)


def test_nw02_every_hole_between_many_numbers_is_found(company: Company) -> None:
    series = create_series(company, "S", register="case", start="S-0001")
    gone = (2, 77, 78, 79, 1500, 2999)
    filled(series, range(1, 3_000), without=gone)

    report = completeness(series)
    assert [(hole.first, hole.last) for hole in report.missing] == [
        ("S-0002", "S-0002"),
        ("S-0077", "S-0079"),
        ("S-1500", "S-1500"),
        ("S-2999", "S-2999"),
    ]
    assert str(report) == "2,993 in use; 6 numbers missing"
    assert report.accounts[0].range_text == "S-0001–S-2999"


def test_nw02_the_first_and_the_last_number_may_be_what_is_missing(company: Company) -> None:
    series = create_series(company, "S", register="case")
    drawn(series)
    with triggers.lifted(connection):
        IssuedNumber.objects.all().delete()

    assert [hole.first for hole in completeness(series).missing] == ["1"]


def test_nw02_more_numbers_cost_no_more_statements(company: Company) -> None:
    counts = []
    for code, stop in (("A", 20), ("B", 2_000)):
        series = create_series(company, code, register=code.lower(), start=f"{code}1")
        filled(series, range(1, stop))
        with CaptureQueriesContext(connection) as queries:
            assert completeness(series).is_complete
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 8


def test_nw02_many_lines_cost_no_more_statements_than_one(company: Company) -> None:
    for number in range(6):
        drawn(create_series(company, f"S{number}", register=f"r{number}", start=f"{number}-01"), 3)
    lines = [series.lines.get() for series in NumberSeries.objects.order_by("pk")]
    for line in lines:
        assert line.series.company.code == "NORD"
    counts = []
    for part in (lines[:1], lines):
        with CaptureQueriesContext(connection) as queries:
            assert all(one.is_complete for one in account_for(places_of(part)))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_nw02_steps_wider_than_one(company: Company) -> None:
    series = create_series(company, "S", register="case", start="10", increment=10)
    claim("13", company=company, kind="case", on=TODAY)
    drawn(series, 2)
    Counter.objects.update(next_value=50)  # what no service does
    drawn(series)

    holes = [(hole.first, hole.last, hole.count) for hole in completeness(series).missing]
    assert holes == [("30", "40", 2)]


def test_nw02_a_jump_says_who_made_it_and_when(company: Company, administrator) -> None:
    series = create_series(company, "S", register="case")
    drawn(series, 2)
    set_next_number(series.lines.get(), 9, on=TODAY, reason="Old system", by=administrator)
    drawn(series)

    (hole,) = completeness(series).holes
    assert (hole.first, hole.last, hole.cause, hole.by) == ("3", "8", "Old system", "astrid")
    assert hole.at is not None


def test_nw02_a_number_drawn_beyond_the_counter_is_an_alarm(company: Company) -> None:
    series = create_series(company, "S", register="case")
    drawn(series, 5)
    Counter.objects.update(next_value=3)  # what no service does

    report = completeness(series)
    assert not report.is_complete
    assert str(report) == "5 in use; nothing missing; numbers drawn beyond the counter"
    assert [one.series for one in incomplete_series(company)] == [series]


def test_nw02_what_was_typed_beyond_the_counter_is_told_and_no_alarm(company: Company) -> None:
    series = create_series(company, "S", register="case")
    drawn(series, 2)
    claim("50", company=company, kind="case", on=TODAY)

    (account,) = completeness(series).accounts
    assert (account.ahead, account.is_complete, account.place.end) == (1, True, 3)


def test_nw02_numbers_without_a_counter_are_found(company: Company) -> None:
    series = create_series(company, "S", register="case", start="{YY}-1", restart="fiscal_year")
    drawn(series, 2, on=date(2025, 5, 5))
    drawn(series, 3)
    Counter.objects.filter(period="2025").delete()  # what no service does

    report = completeness(series)
    assert [(one.place.period, one.is_complete) for one in report.accounts] == [
        ("2025", False),
        ("2026", True),
    ]


def test_nw02_a_strip_shows_where_each_sort_lies(company: Company) -> None:
    series = create_series(company, "S", register="case", gap_policy="fill_gaps")
    numbers = draw_many(series, 50, on=TODAY)
    void(numbers[9], reason="torn")
    release(numbers[19])
    set_next_number(series.lines.get(), 61, on=TODAY, reason="moved", by=None)
    Counter.objects.update(next_value=81)  # what no service does
    claim("90", company=company, kind="case", on=TODAY)
    draw_many(series, 20, on=TODAY)

    (account,) = completeness(series).accounts
    found = [mark.what for mark in sorted(account.strip.marks, key=lambda mark: mark.x)]
    assert found == ["void", "jump", "hole", "typed"]


def test_nw02_a_single_hole_in_a_long_line_is_wide_enough_to_be_seen(company: Company) -> None:
    series = create_series(company, "S", register="case", start="S-0001")
    filled(series, range(1, 5_000), without=(4_999,))

    (mark,) = completeness(series).accounts[0].strip.marks
    assert (mark.what, mark.width) == ("hole", 10)
    assert mark.x + mark.width == 1_000


def test_nw02_many_holes_are_counted_and_the_first_ones_named(company, monkeypatch) -> None:
    monkeypatch.setattr(import_module("numbering.services.completeness"), "NAMED", 3)
    series = create_series(company, "S", register="case")
    filled(series, range(1, 40), without=tuple(range(2, 40, 2)))

    report = completeness(series)
    assert [hole.first for hole in report.missing] == ["2", "4", "6"]
    assert report.missing_count == 19
    assert sum(1 for _hole in holes_of(report.accounts[0].place)) == 19


def test_nw02_a_text_that_another_line_printed_is_no_hole(company: Company) -> None:
    old = create_series(company, "OLD", register="case", start="7", blocked=False)
    drawn(old, 2)
    old.lines.all().update(blocked=True)
    new = create_series(company, "NEW", register="case", start="1")
    drawn(new, 8)

    report = completeness(new)
    assert [hole.first for hole in report.missing] == []


def test_nw02_in_use_without_a_document_is_found(company: Company) -> None:
    series = create_series(company, "S", register="case")
    numbers = draw_many(series, 3, on=TODAY, kind="case")
    void(numbers[0], reason="torn")
    reserve(series, on=TODAY, reference="web 17", kind="case")
    drawn(series)  # of no kind: nobody says that there is a document

    loose = without_document(company, IssuedNumber.objects.all())
    assert [number.text for number in loose] == ["2", "3"]


def test_nw02_the_night_job_ends_with_1_on_an_alarm(company: Company, capsys) -> None:
    good = create_series(company, "GOOD", register="letter", start="G1")
    drawn(good, 3)
    call_command("audit_numbers")
    assert capsys.readouterr().out == "1 series: nothing missing\n"
    call_command("audit_numbers", "--quiet")
    assert capsys.readouterr().out == ""

    bad = create_series(company, "BAD", register="case", start="B-1")
    drawn(bad, 2)
    Counter.objects.filter(line__series=bad).update(next_value=5)  # what no service does
    with pytest.raises(SystemExit) as ended:
        call_command("audit_numbers")
    assert ended.value.code == 1
    assert capsys.readouterr().out == (
        "NORD BAD: 2 in use; 2 numbers missing (the first is B-3)\n1 alarm (2 series)\n"
    )
    call_command("audit_numbers", "--series", "GOOD")
    call_command("audit_numbers", "--company", "NORD", "--series", "GOOD", "--quiet")


@pytest.mark.parametrize("option", ["--company", "--series"])
def test_nw02_the_night_job_refuses_a_code_that_is_not_there(company, option: str) -> None:
    with pytest.raises(CommandError, match="NOWHERE"):
        call_command("audit_numbers", option, "NOWHERE")
