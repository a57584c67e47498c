"""SQLite with a queue.

SQLite lets one transaction write at a time, and whoever waits asks again after ever longer pauses.
Whoever has just finished asks at once, so that with a few busy processes one of them can wait for
seconds. Here only the first in the queue asks SQLite; the others wait for that place, and whoever
has finished stands behind them.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

try:
    import fcntl
except ImportError:  # not on Windows: there it is as Django has it
    fcntl = None  # type: ignore[assignment]

_PAUSE_SECONDS = 0.002


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to SQLite that queues before a transaction begins."""

    _queue: IO[bytes] | None = None

    def _start_transaction_under_autocommit(self) -> None:
        with self._first_in_the_queue():
            super()._start_transaction_under_autocommit()  # type: ignore[misc]

    def close(self) -> None:
        """Close the connection, and leave the queue."""
        super().close()
        if self._queue is not None:
            self._queue.close()
            self._queue = None

    @contextmanager
    def _first_in_the_queue(self) -> Iterator[None]:
        """Hold the lock of a file beside the database; OperationalError after `timeout`."""
        if fcntl is None or self.is_in_memory_db():
            yield
            return
        if self._queue is None:
            beside = Path(f"{self.settings_dict['NAME']}-queue")
            self._queue = beside.open("ab")
        self._wait(self._queue)
        try:
            yield
        finally:
            fcntl.flock(self._queue, fcntl.LOCK_UN)

    def _wait(self, queue: IO[bytes]) -> None:
        options: dict[str, Any] = self.settings_dict["OPTIONS"]
        until = time.monotonic() + options.get("timeout", 5.0)
        while True:
            try:
                fcntl.flock(queue, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > until:
                    raise OperationalError("database is locked") from None
                time.sleep(_PAUSE_SECONDS * random.uniform(0.5, 1.5))
            else:
                return
