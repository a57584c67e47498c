"""The queue in front of SQLite: whoever waits longest writes next, and nobody waits for ever."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection, transaction

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("config.getoption('--db') != 'sqlite'", reason="SQLite's queue"),
]


def in_thread(step: Callable[[], None]) -> threading.Thread:
    def run() -> None:
        try:
            step()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    options = connection.settings_dict["OPTIONS"]
    before, options["timeout"] = options["timeout"], seconds
    try:
        yield
    finally:
        options["timeout"] = before


def test_the_place_in_the_queue_is_left_when_the_transaction_has_begun() -> None:
    came_first = threading.Event()

    def stand() -> None:
        with connection._first_in_the_queue():  # type: ignore[attr-defined]
            came_first.set()

    with transaction.atomic():
        thread = in_thread(stand)
        assert came_first.wait(20)
    thread.join()


def test_only_the_first_in_the_queue_asks_the_database() -> None:
    began = threading.Event()

    def write() -> None:
        with transaction.atomic():
            began.set()

    with connection._first_in_the_queue():  # type: ignore[attr-defined]
        thread = in_thread(write)
        assert not began.wait(0.2), "the database was free, but somebody stood before it"
    thread.join(timeout=20)
    assert began.is_set()


def test_who_waits_longer_than_the_limit_is_told_as_by_the_database_itself() -> None:
    told: list[str] = []

    def write() -> None:
        with patience(0.05):
            try:
                with transaction.atomic():
                    told.append("began")
            except OperationalError as error:
                told.append(str(error))

    with connection._first_in_the_queue():  # type: ignore[attr-defined]
        in_thread(write).join(timeout=20)
    assert told == ["database is locked"]
