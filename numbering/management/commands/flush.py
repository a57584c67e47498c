"""Emptying a database, issued numbers included: for developers and test runs only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.core.management.commands import flush
from django.db import connections

from numbering.engine.sequences import drop_all_sequences
from numbering.triggers import lifted


class Command(flush.Command):
    """Django's flush, which the triggers on issued numbers would refuse."""

    def handle(self, **options: Any) -> None:
        """Refuse outside DEBUG unless the database is a test's; else lift the triggers."""
        connection = connections[options["database"]]
        name = Path(str(connection.settings_dict["NAME"])).name
        if not (settings.DEBUG or name.startswith("test_") or "memory" in name):
            raise CommandError(
                "flush deletes issued numbers, which the law wants kept: it runs on test "
                "databases and with DEBUG=1 only."
            )
        with lifted(connection):
            super().handle(**options)
        if connection.vendor == "postgresql":
            drop_all_sequences()
