"""The triggers that keep what papers of the past show: layouts and logos never change."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

from numbering.triggers import Guard, declare, install, remove


def print_guards() -> list[Guard]:
    """The guards of layouts and logos."""
    return [
        Guard(f"{table}_kept_{event.lower()}", table, event, "1 = 1", message)
        for table, message in (
            ("orders_printlayout", "a layout that papers have never changes"),
            ("orders_logo", "a logo never changes, another one is uploaded"),
        )
        for event in ("UPDATE", "DELETE")
    ]


def all_guards() -> list[Guard]:
    """Every guard of this app."""
    return print_guards()


def install_guards(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers."""
    install(connection, *all_guards())


def remove_guards(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers."""
    remove(connection, *all_guards())


declare(*all_guards())
