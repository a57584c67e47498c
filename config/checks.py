"""System checks: a set-up that would break the promise of the numbers is refused at the start."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from config.env import SQLITE

OLDEST_POSTGRESQL = 140000


@register(Tags.compatibility)
def check_databases(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Transactions must be such that a number and its document are saved together, in turn."""
    messages: list[CheckMessage] = []
    for alias, entry in settings.DATABASES.items():
        if entry.get("ATOMIC_REQUESTS"):
            messages.append(
                Error(
                    f"ATOMIC_REQUESTS is on for the database {alias!r}: it would hold a counter "
                    "for the rest of the view.",
                    hint="Switch it off; every service opens its own transaction.",
                    id="config.E001",
                )
            )
        if (
            entry["ENGINE"] == SQLITE
            and entry.get("OPTIONS", {}).get("transaction_mode") != "IMMEDIATE"
        ):
            messages.append(
                Error(
                    f"The SQLite database {alias!r} does not begin its transactions IMMEDIATE, so "
                    "two people drawing a number at once would get an error.",
                    hint='Set OPTIONS["transaction_mode"] to "IMMEDIATE".',
                    id="config.E002",
                )
            )
    return messages


@register(Tags.compatibility)
def check_lock_timeout(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """A draw must wait for its turn, but not for ever."""
    limit = settings.NUMBERING_LOCK_TIMEOUT
    if 0 < limit <= 60:
        return []
    return [
        Error(
            f"NUMBERING_LOCK_TIMEOUT is {limit!r}; a draw must wait more than 0 and at most 60 "
            "seconds for its turn.",
            hint="Set it to 5, unless you know why not.",
            id="config.E003",
        )
    ]


@register(Tags.security)
def check_content_security_policy(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """No page may run a script that did not come from its own files."""
    policy = settings.SECURE_CSP
    loose = [
        source
        for directive in ("default-src", "script-src")
        for source in policy.get(directive, ())
        if source not in ("'self'", "'none'")
    ]
    if "default-src" in policy and not loose:
        return []
    return [
        Error(
            "SECURE_CSP would let a page run scripts from elsewhere.",
            hint="Set default-src to 'self' only.",
            id="config.E004",
        )
    ]


@register(Tags.database)
def check_postgresql_version(
    databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """The one-statement draw is promised for PostgreSQL 14 and newer."""
    messages: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if connection.vendor != "postgresql":
            continue
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version_num")
            row = cursor.fetchone()
        if row is not None and int(row[0]) < OLDEST_POSTGRESQL:
            messages.append(
                Error(
                    f"The database {alias!r} is older than PostgreSQL 14.",
                    hint="Use PostgreSQL 14 or newer.",
                    id="config.E005",
                )
            )
    return messages
