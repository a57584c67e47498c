"""Small words that the tests of the numbering engine share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from numbering.models import Counter, IssuedNumber, NumberSeries
from numbering.services import draw

TODAY = date(2026, 11, 21)

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="a path that only PostgreSQL has"
)


def drawn(series: NumberSeries, count: int = 1, *, on: date = TODAY) -> list[str]:
    """The texts of `count` numbers drawn one by one."""
    return [str(draw(series, on=on)) for _ in range(count)]


def standing(series: NumberSeries) -> tuple[object, ...]:
    """All that a refused call must leave as it was."""
    counters = Counter.objects.filter(line__series=series).order_by("pk")
    return (
        list(counters.values_list("line", "period", "next_value")),
        list(IssuedNumber.objects.filter(series=series).order_by("pk").values_list()),
    )


@contextmanager
def nothing_moves(series: NumberSeries) -> Iterator[None]:
    """Neither the counters nor the register of the series change."""
    before = standing(series)
    yield
    assert standing(series) == before


@contextmanager
def statements(count: int) -> Iterator[None]:
    """Exactly so many statements reach the database; a failure prints them."""
    with CaptureQueriesContext(connection) as captured:
        yield
    told = "\n".join(query["sql"] for query in captured)
    assert len(captured) == count, f"{len(captured)} statements, not {count}:\n{told}"


@contextmanager
def attempt() -> Iterator[None]:
    """A savepoint, so that the test can go on after the database has refused something."""
    with transaction.atomic():
        yield


@contextmanager
def rolled_back() -> Iterator[None]:
    """A transaction (or savepoint) that comes to nothing."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
