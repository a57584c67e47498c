"""nw09: a takeover and others who draw, type and take over at the same moment."""

from __future__ import annotations

import datetime
import io
import threading

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction

from numbering.exceptions import NumberingError
from numbering.models import Company, IssuedNumber, NumberSeries
from numbering.services import claim, completeness, create_series, draw
from numbering.services.takeover import OldFile, take_over
from numbering.services.takeover.fields import guess
from tests.numbering.chaining import all_whole
from tests.together import at_once

DAY = datetime.date(2026, 11, 21)
HEADS = ["number", "kind", "date"]
COUNT = 400


@pytest.fixture
def series(transactional_db: None) -> NumberSeries:
    """An unbroken series that others draw from meanwhile."""
    company = Company.objects.create(code="MOVE", name="Moving In")
    return create_series(company, "RE", register="invoice", start="RE-00001")


def old_file(first: int) -> OldFile:
    rows = [f"RE-{number:05},invoice,2025-01-01" for number in range(first, first + COUNT)]
    content = "\n".join([",".join(HEADS), *rows]).encode()
    return OldFile(io.BytesIO(content), "old.csv", columns=guess(HEADS))


def test_nw09_draws_beside_a_takeover_leave_no_hole_and_no_number_twice(series):
    by = User.objects.create_user("astrid")
    refused: list[NumberingError] = []

    def draws() -> None:
        try:
            for _ in range(40):
                with transaction.atomic():
                    draw(NumberSeries.objects.get(pk=series.pk), on=DAY, kind="invoice")
        except NumberingError as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=draws) for _ in range(3)]
    for thread in threads:
        thread.start()
    report = take_over(old_file(1_000), company=series.company, by=by)
    for thread in threads:
        thread.join()

    assert (refused, report.is_done) == ([], True)
    texts = list(IssuedNumber.objects.values_list("text", flat=True))
    assert len(texts) == len(set(texts)) == COUNT + 120
    drawn = IssuedNumber.objects.filter(origin="drawn").order_by("value")
    values = list(drawn.values_list("value", flat=True))
    behind = [value for value in values if value >= 1_000]
    assert values[: 120 - len(behind)] == list(range(1, 121 - len(behind)))
    assert behind == list(range(1_400, 1_400 + len(behind)))
    assert completeness(series).is_complete
    assert [report.links for report in all_whole(series)] == [COUNT + 120]


def test_nw09_of_those_who_take_over_the_same_file_at_once_one_does(series):
    people = [User.objects.create_user(f"person{number}") for number in range(4)]
    done: list[int] = []

    def act(number: int) -> None:
        report = take_over(old_file(1), company=series.company, by=people[number])
        if report.is_done:
            done.append(report.new)

    at_once(act)

    assert done == [COUNT]
    assert IssuedNumber.objects.count() == COUNT


def test_nw09_a_number_that_no_line_prints_is_typed_and_taken_over_once(series):
    people = [User.objects.create_user(f"person{number}") for number in range(4)]

    def act(number: int) -> None:
        if number % 2:
            with transaction.atomic():
                claim("OLD/7", company=series.company, kind="invoice", on=DAY, by=people[number])
            return
        content = b"number,kind,date\nOLD/7,invoice,2026-11-21"
        old = OldFile(io.BytesIO(content), "old.csv", columns=guess(HEADS))
        take_over(old, company=series.company, by=people[number])

    at_once(act)

    assert IssuedNumber.objects.count() == 1
