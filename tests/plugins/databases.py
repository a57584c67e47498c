"""`--db sqlite|postgresql`: the database on which this pytest process runs.

The choice must be in the environment before Django reads its settings, and pytest-django reads
them very early; so this plugin is loaded with `-p` and wraps pytest's first hook.
"""

import atexit
import os
import shutil
import signal
import tempfile
from collections.abc import Generator, MutableMapping
from pathlib import Path
from types import FrameType
from typing import NoReturn

import pytest

from tests.plugins.postgres_server import PostgresFailed, PostgresNotFound, PostgresServer

CHOICES = ("sqlite", "postgresql")
# Every spelling that django-environ takes for PostgreSQL.
POSTGRESQL_SCHEMES = ("postgres", "postgresql", "psql", "pgsql")

server_key = pytest.StashKey[PostgresServer]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("nummerwerk").addoption(
        "--db",
        choices=CHOICES,
        default="sqlite",
        help="the database on which to run (script/test runs both)",
    )


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(
    early_config: pytest.Config, parser: pytest.Parser, args: list[str]
) -> Generator[None, None, None]:
    # A wrapper runs before the `tryfirst` hook in which pytest-django reads the settings.
    choice: str = early_config.known_args_namespace.db
    prepare_environment(os.environ)
    if is_worker(os.environ):
        pass  # of pytest-xdist: it inherits the environment of the process that started it
    elif choice == "sqlite":
        use_sqlite(os.environ)
    elif not has_postgresql(os.environ):
        early_config.stash[server_key] = use_own_postgresql(os.environ)
    return (yield)


def pytest_report_header(config: pytest.Config) -> str:
    server = config.stash.get(server_key, None)
    whose = " (started for these tests)" if server else ""
    return f"database: {config.getoption('db')}{whose}"


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    server = config.stash.get(server_key, None)
    if server is not None:
        server.stop()


def prepare_environment(environ: MutableMapping[str, str]) -> None:
    """What the settings must find, whatever the developer's own shell or .env says."""
    environ["DEBUG"] = "1"  # static files without collecting; the test runner sets DEBUG off
    environ["SECRET_KEY"] = "only-for-tests"
    for name in ("HTTPS", "ALLOWED_HOSTS", "TIME_ZONE", "LANGUAGE_CODE", "EMAIL_URL"):
        environ[name] = ""  # empty means the default, and stands above .env


def is_worker(environ: MutableMapping[str, str]) -> bool:
    """Whether this process was started by pytest-xdist."""
    return "PYTEST_XDIST_WORKER" in environ


def has_postgresql(environ: MutableMapping[str, str]) -> bool:
    """Whether DATABASE_URL already names a PostgreSQL to use."""
    scheme, separator, _rest = environ.get("DATABASE_URL", "").partition("://")
    return bool(separator) and scheme in POSTGRESQL_SCHEMES


def use_sqlite(environ: MutableMapping[str, str]) -> None:
    """Point DATABASE_URL at a file of this process alone, so that two test runs do not meet."""
    directory = Path(tempfile.mkdtemp(prefix="nummerwerk-sqlite-"))
    # Not a hook of pytest's: none is called when an import fails this early.
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    environ["DATABASE_URL"] = f"sqlite:///{directory / 'db.sqlite3'}"


def use_own_postgresql(environ: MutableMapping[str, str]) -> PostgresServer:
    """Start a PostgreSQL and point DATABASE_URL at it.

    Without one pytest ends with a failure in CI, and otherwise says how to get one.
    """
    # A killed run must still stop its server: turn the signal into an ordinary end.
    signal.signal(signal.SIGTERM, _end)
    server = PostgresServer()
    try:
        server.start()
    except (PostgresNotFound, PostgresFailed) as error:
        raise pytest.UsageError(
            f"{error}\nInstall PostgreSQL, or name one: DATABASE_URL=postgres://…"
        ) from error
    environ["DATABASE_URL"] = server.url
    return server


def _end(number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)
