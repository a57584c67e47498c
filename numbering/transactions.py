"""Transactions that write: lock waits and deadlocks become "try again"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import (
    DEFAULT_DB_ALIAS,
    DatabaseError,
    OperationalError,
    connection,
    connections,
    transaction,
)
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

from numbering.exceptions import NumberingError, SeriesBusy

# lock_not_available, deadlock_detected, serialization_failure
_BUSY_STATES = {"55P03", "40P01", "40001"}


def is_busy(error: DatabaseError) -> bool:
    """Whether the database gave up waiting for another transaction."""
    state = getattr(error.__cause__, "sqlstate", None)
    return state in _BUSY_STATES or (
        isinstance(error, OperationalError) and "database is locked" in str(error)
    )


@contextmanager
def busy_as_conflict(what: str = "") -> Iterator[None]:
    """Turn the database's "gave up waiting" into SeriesBusy, naming what was waited for."""
    try:
        yield
    except DatabaseError as error:
        refuse_busy(error, what)
        raise


def refuse_busy(error: DatabaseError, what: str = "") -> None:
    """Raise SeriesBusy where this error means that the database gave up waiting."""
    if is_busy(error):
        raise series_busy(what) from error


@contextmanager
def write(drawing_from: Callable[[], str] | None = None) -> Iterator[None]:
    """A transaction around everything a service writes: all of it is saved, or nothing.

    Raises SeriesBusy where the database waited for others longer than the limit. On SQLite that
    wait is at the very beginning, before a draw could say which series it is for; `drawing_from`
    tells it.
    """
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        if not is_busy(error):
            raise
        raise series_busy(_name(drawing_from) if connection.vendor == "sqlite" else "") from error


def series_busy(what: str) -> SeriesBusy:
    """The error of whoever waited too long, naming the series where it is known."""
    if what:
        message = _("The number series %(what)s is busy: try again in a moment.")
        return SeriesBusy(message % {"what": what})
    return SeriesBusy(
        _("Others are saving at the same time: nothing is lost, try again in a moment.")
    )


def _name(drawing_from: Callable[[], str] | None) -> str:
    """The series, unless none can be told: that mistake is for the next attempt to report."""
    try:
        return drawing_from() if drawing_from is not None else ""
    except NumberingError:
        return ""


def require_transaction(using: str = DEFAULT_DB_ALIAS) -> BaseDatabaseWrapper:
    """The connection, inside a transaction.

    Counters are never touched outside: the number could outlive its document. Raises
    TransactionManagementError there.
    """
    connection = connections[using]
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "Numbers are drawn inside the transaction that saves their document: "
            "wrap the call in numbering.transactions.write() or transaction.atomic()."
        )
    return connection
