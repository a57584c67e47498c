"""Two users at once, scripted: each has a thread and a connection, and does one step at a time."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from django.db import connection, transaction

from numbering.transactions import write

T = TypeVar("T")

# Long enough for a busy machine; nothing waits this long unless it is broken.
PATIENCE_SECONDS = 20.0


class Session:
    """A user whose transaction the test begins, steps through and ends."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._open: transaction.Atomic | None = None
        self.pid: int | None = self.run(_backend_pid)

    def run(self, step: Callable[[], T]) -> T:
        """Do a step and wait for its end."""
        return self.start(step).result(timeout=PATIENCE_SECONDS)

    def start(self, step: Callable[[], T]) -> Future[T]:
        """Begin a step that may have to wait for somebody else."""
        return self._thread.submit(step)

    def begin(self) -> None:
        """Open a transaction."""
        self.run(self._begin)

    def commit(self) -> None:
        """End the transaction and keep what it did."""
        self.run(self._end)

    def roll_back(self) -> None:
        """End the transaction and drop what it did."""
        self.run(lambda: transaction.set_rollback(True))
        self.run(self._end)

    def end(self, how: str) -> None:
        """Commit or roll back, as the test's parameter says."""
        self.commit() if how == "commit" else self.roll_back()

    def whole(self, step: Callable[[], T]) -> Future[T]:
        """Begin a step that is a transaction by itself."""

        def in_transaction() -> T:
            with write():
                return step()

        return self.start(in_transaction)

    def close(self) -> None:
        """Leave nothing behind, whatever the test came to."""
        if self._open is not None:
            self.roll_back()
        self.run(_close)
        self._thread.shutdown()

    def _begin(self) -> None:
        self._open = transaction.atomic()
        self._open.__enter__()

    def _end(self) -> None:
        opened, self._open = self._open, None
        assert opened is not None
        opened.__exit__(None, None, None)


def _close() -> None:
    connection.close()  # the connection of the thread in which this runs


def _backend_pid() -> int | None:
    connection.ensure_connection()
    return connection.connection.info.backend_pid if connection.vendor == "postgresql" else None


def until_waiting(session: Session, step: Future[object]) -> None:
    """Return when the step of this session waits for a lock; fail if it ends without waiting.

    SQLite tells nobody who waits. There the test goes on at once, and shows by its result that
    the step came second.
    """
    if connection.vendor != "postgresql":
        return
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT wait_event_type FROM pg_stat_activity WHERE pid = %s", [session.pid]
            )
            if cursor.fetchone() == ("Lock",):
                return
        assert not step.done(), f"did not wait: {step.exception() or step.result()}"
    raise AssertionError("the step neither ended nor waited for a lock")
