"""How settings are read from the environment: strictly, so that a typing error is not a setting."""

import os
import secrets
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
FALSE_WORDS = frozenset({"0", "false", "no", "off"})

POSTGRESQL = "django.db.backends.postgresql"
SQLITE = "config.sqlite"  # Django's own, with a queue for writers

env = environ.Env()


def text(name: str, *, default: str = "") -> str:
    """A word from the environment; one that is set but empty counts as not set.

    Not read through django-environ: it takes a value that begins with `$`, as one in fifty random
    secrets does, for the name of another variable.
    """
    return os.environ.get(name, "").strip() or default


def strict_bool(name: str, *, default: bool) -> bool:
    """A switch from the environment; raises ImproperlyConfigured unless it is clearly on or off.

    The usual reading takes every unknown word for "off", so that `HTTPS=ture` would quietly
    switch security off.
    """
    word = text(name).lower()
    if not word:
        return default
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    raise ImproperlyConfigured(
        f"{name}={word!r} is neither on nor off. Write one of "
        f"{', '.join(sorted(TRUE_WORDS))} or {', '.join(sorted(FALSE_WORDS))}."
    )


def positive_seconds(name: str, *, default: float) -> float:
    """A length of time from the environment; raises ImproperlyConfigured unless it is above 0."""
    word = text(name)
    if not word:
        return default
    try:
        seconds = float(word)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 3600:
        raise ImproperlyConfigured(f"{name}={word!r} must be a number of seconds above 0.")
    return seconds


def secret_key(*, debug: bool, kept_in: Path) -> str:
    """SECRET_KEY; in DEBUG one is made once and kept, so that log-ins survive a restart.

    Raises ImproperlyConfigured when it is missing outside DEBUG.
    """
    key = text("SECRET_KEY")
    if key:
        return key
    if not debug:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set. Make one with "
            "python -c 'import secrets; print(secrets.token_urlsafe(64))' and put it into the "
            "environment or into .env. Only with DEBUG=1 is one made by itself."
        )
    if not kept_in.exists():
        kept_in.parent.mkdir(parents=True, exist_ok=True)
        # Written aside and renamed: two processes starting together must not read half a key.
        draft = kept_in.with_name(f"{kept_in.name}.{secrets.token_hex(4)}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(64), encoding="utf-8")
        draft.rename(kept_in)
    return kept_in.read_text(encoding="utf-8").strip()


def database(*, default: str, lock_timeout: float) -> dict[str, Any]:
    """The DATABASES entry for DATABASE_URL: SQLite in a file, or PostgreSQL.

    Raises ImproperlyConfigured for any other database and for SQLite in memory, which threads
    cannot share.
    """
    url = text("DATABASE_URL", default=default)
    engine = env.DB_SCHEMES.get(url.partition("://")[0])
    if engine not in ("django.db.backends.sqlite3", POSTGRESQL):
        raise ImproperlyConfigured(
            "DATABASE_URL must start with sqlite:/// or postgres://, "
            "as in postgres://user:password@host:5432/name."
        )
    try:
        entry: dict[str, Any] = dict(env.db_url_config(url))
    except ValueError as error:
        # Without the URL itself: it may hold a password, and this text ends in a log.
        raise ImproperlyConfigured("DATABASE_URL cannot be read as a URL.") from error
    options: dict[str, Any] = dict(entry.get("OPTIONS") or {})
    complete = _postgresql if engine == POSTGRESQL else _sqlite
    complete(entry, options, lock_timeout=lock_timeout)
    entry["OPTIONS"] = options
    return entry


def _sqlite(entry: dict[str, Any], options: dict[str, Any], *, lock_timeout: float) -> None:
    if entry["NAME"] == ":memory:":
        raise ImproperlyConfigured("DATABASE_URL must name a file: sqlite:////path/db.sqlite3.")
    entry["ENGINE"] = SQLITE
    options |= {
        # A transaction that reads first and writes later cannot wait for its turn on SQLite: it
        # fails at once. Taking the write lock at the start makes it wait up to `timeout`.
        "transaction_mode": "IMMEDIATE",
        "timeout": lock_timeout,
        # synchronous=FULL: a number that somebody has seen outlives a power cut.
        # recursive_triggers: else REPLACE deletes a row past the trigger that forbids it.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
            "PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON"
        ),
    }
    file = Path(entry["NAME"])
    # A file, not the default in memory: tests draw numbers from several threads.
    entry["TEST"] = {"NAME": str(file.with_name(f"test_{file.name}"))}


def _postgresql(entry: dict[str, Any], options: dict[str, Any], *, lock_timeout: float) -> None:
    # Sent when the connection is made, so that a draw needs no round trip of its own for it.
    limit = f"-c lock_timeout={round(lock_timeout * 1000)}"
    options["options"] = f"{options.get('options', '')} {limit}".strip()
    # Of the statements that numbering sends with prepared.rows_of, after so many uses. Behind a
    # pool that gives each transaction another session (PgBouncer before 1.21) it must be off.
    prepared = strict_bool("PREPARED_STATEMENTS", default=True)
    options["prepare_threshold"] = 5 if prepared else None
    entry.setdefault("CONN_MAX_AGE", 60)
    entry.setdefault("CONN_HEALTH_CHECKS", True)
