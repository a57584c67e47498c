"""nw09: a hundred thousand rows with fifty faults, each of them named."""

from __future__ import annotations

import datetime

import pytest
from django.db import transaction

from numbering.models import IssuedNumber
from numbering.services import create_series, draw
from tests.takeover.conftest import faults

ROWS = 100_000
DAY = datetime.date(2026, 11, 21)


def sound_rows() -> list[str]:
    """Numbers OLD-000001 and on, a row each."""
    return [f"OLD-{number:06};invoice;2025-01-01;Acme;10,00" for number in range(1, ROWS + 1)]


def spoil(rows: list[str]) -> dict[int, str]:
    """Put ten faults of each of five sorts into the rows; what is to be told, by row."""
    told: dict[int, str] = {}
    for at in range(10):
        for sort, start in enumerate(range(1_000, 6_000, 1_000)):
            index = start * 10 + at * 577
            number, kind, day, *rest = rows[index].split(";")
            if sort == 0:
                earlier = rows[index - 7].split(";")[0]
                told[index + 2] = f"Row {index - 5} has {earlier} already"
                number = earlier
            elif sort == 1:
                kind, told[index + 2] = "parking", "There is no kind or number series “parking”"
            elif sort == 2:
                day, told[index + 2] = "2025-02-30", "“2025-02-30” is no day"
            elif sort == 3:
                number, told[index + 2] = (
                    f"{number}-FAR-TOO-LONG-NUMBER",
                    "characters; a number has",
                )
            else:
                number, told[index + 2] = (
                    f"OWN-{at + 1:02}",
                    f"OWN-{at + 1:02} is taken already: drawn",
                )
            rows[index] = ";".join([number, kind, day, *rest])
    return told


@pytest.mark.slow
def test_nw09_fifty_faults_in_a_hundred_thousand_rows_are_each_named(run, company):
    series = create_series(company, "OLD", register="invoice", start="OLD-000001")
    own = create_series(company, "OWN", register="invoice", start="OWN-01")
    with transaction.atomic():
        for _ in range(10):
            draw(own, on=DAY, kind="invoice")
    rows = sound_rows()
    expected = spoil(rows)
    assert len(expected) == 50

    report = run(["number;kind;date;customer;amount", *rows])

    told = faults(report)
    assert report.fault_count == 50
    assert told.keys() == expected.keys()
    assert [row for row in told if expected[row] not in told[row]] == []
    assert (report.is_done, report.rows) == (False, ROWS)
    assert not IssuedNumber.objects.filter(series=series).exists()

    mended = run(["number;kind;date;customer;amount", *sound_rows()])

    assert (mended.is_done, mended.new) == (True, ROWS)
    assert mended.stretches[0].next_then == "OLD-100001"
