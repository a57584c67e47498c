"""Settings from the environment: strict, and safe where nothing was said."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

from config.env import database, positive_seconds, secret_key, strict_bool, text

ROOT = Path(__file__).resolve().parent.parent
FILE = "sqlite:////var/lib/nummerwerk/db.sqlite3"


@pytest.mark.parametrize("word", ["1", "true", "True", "YES", "on", " on "])
def test_a_switch_is_on(monkeypatch, word):
    monkeypatch.setenv("SWITCH", word)

    assert strict_bool("SWITCH", default=False) is True


@pytest.mark.parametrize("word", ["0", "false", "False", "NO", "off"])
def test_a_switch_is_off(monkeypatch, word):
    monkeypatch.setenv("SWITCH", word)

    assert strict_bool("SWITCH", default=True) is False


@pytest.mark.parametrize("word", ["ture", "2", "enabled", "y", "None", "-"])
def test_a_switch_that_is_neither_stops_the_start(monkeypatch, word):
    monkeypatch.setenv("SWITCH", word)

    with pytest.raises(ImproperlyConfigured, match=r"SWITCH=.* is neither on nor off"):
        strict_bool("SWITCH", default=True)


@pytest.mark.parametrize("default", [True, False])
def test_a_switch_that_is_empty_or_missing_has_its_default(monkeypatch, default):
    monkeypatch.delenv("SWITCH", raising=False)
    assert strict_bool("SWITCH", default=default) is default

    monkeypatch.setenv("SWITCH", "")
    assert strict_bool("SWITCH", default=default) is default


def test_a_secret_may_begin_with_a_dollar_sign(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "$HOME-is-not-meant")

    assert secret_key(debug=False, kept_in=tmp_path / "key") == "$HOME-is-not-meant"


def test_a_text_that_is_empty_counts_as_missing(monkeypatch):
    monkeypatch.setenv("TIME_ZONE", "  ")

    assert text("TIME_ZONE", default="UTC") == "UTC"


@pytest.mark.parametrize("word", ["0", "-1", "five", "nan", "inf", "3600"])
def test_a_lock_limit_that_cannot_be_stops_the_start(monkeypatch, word):
    monkeypatch.setenv("NUMBERING_LOCK_TIMEOUT", word)

    with pytest.raises(ImproperlyConfigured, match="NUMBERING_LOCK_TIMEOUT"):
        positive_seconds("NUMBERING_LOCK_TIMEOUT", default=5.0)


def test_a_lock_limit_may_be_a_fraction(monkeypatch):
    monkeypatch.setenv("NUMBERING_LOCK_TIMEOUT", "0.5")

    assert positive_seconds("NUMBERING_LOCK_TIMEOUT", default=5.0) == 0.5


def test_outside_debug_there_is_no_secret_by_itself(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "")

    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is not set"):
        secret_key(debug=False, kept_in=tmp_path / "key")
    assert not (tmp_path / "key").exists()


def test_in_debug_the_secret_is_made_once_and_only_its_owner_may_read_it(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "")
    kept_in = tmp_path / "local" / "key"

    first = secret_key(debug=True, kept_in=kept_in)

    assert len(first) > 50
    assert secret_key(debug=True, kept_in=kept_in) == first
    assert stat.S_IMODE(kept_in.stat().st_mode) == 0o600
    assert list(kept_in.parent.iterdir()) == [kept_in]


def test_sqlite_waits_its_turn_from_the_start_of_a_transaction(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)

    entry = database(default=FILE, lock_timeout=5.0)

    assert entry["NAME"] == "/var/lib/nummerwerk/db.sqlite3"
    assert entry["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert entry["OPTIONS"]["timeout"] == 5.0
    assert "journal_mode=WAL" in entry["OPTIONS"]["init_command"]
    assert entry["TEST"]["NAME"] == "/var/lib/nummerwerk/test_db.sqlite3"


def test_postgresql_gets_its_lock_limit_with_the_connection(monkeypatch):
    monkeypatch.setenv(
        "DATABASE_URL", "postgres://clerk:p%40ss@db.example:6432/books?sslmode=require"
    )

    entry = database(default=FILE, lock_timeout=2.5)

    assert (entry["HOST"], entry["PORT"], entry["NAME"]) == ("db.example", 6432, "books")
    assert (entry["USER"], entry["PASSWORD"]) == ("clerk", "p@ss")
    assert entry["OPTIONS"] == {
        "sslmode": "require",
        "options": "-c lock_timeout=2500",
        "prepare_threshold": 5,
    }
    assert entry["CONN_MAX_AGE"] == 60
    assert entry["CONN_HEALTH_CHECKS"] is True


def test_statements_are_not_prepared_behind_a_pool_that_cannot_have_it(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://clerk@db.example/books")
    monkeypatch.setenv("PREPARED_STATEMENTS", "off")

    assert database(default=FILE, lock_timeout=1)["OPTIONS"]["prepare_threshold"] is None


def test_what_the_url_says_of_the_connection_is_kept(monkeypatch):
    url = "postgres://h/books?options=-c%20jit%3Doff&conn_max_age=0"
    monkeypatch.setenv("DATABASE_URL", url)

    entry = database(default=FILE, lock_timeout=5.0)

    assert entry["OPTIONS"]["options"] == "-c jit=off -c lock_timeout=5000"
    assert entry["CONN_MAX_AGE"] == 0


@pytest.mark.parametrize("url", ["sqlite://:memory:", "sqlite://"])
def test_a_database_in_memory_stops_the_start(monkeypatch, url):
    monkeypatch.setenv("DATABASE_URL", url)

    with pytest.raises(ImproperlyConfigured, match="must name a file"):
        database(default=FILE, lock_timeout=5.0)


@pytest.mark.parametrize("url", ["mysql://u:p@h/name", "oracle://u:p@h/name"])
def test_another_database_stops_the_start(monkeypatch, url):
    monkeypatch.setenv("DATABASE_URL", url)

    with pytest.raises(ImproperlyConfigured, match="must start with sqlite:/// or postgres://"):
        database(default=FILE, lock_timeout=5.0)


@pytest.mark.parametrize("url", ["nonsense", "postgres://h:port/name"])
def test_a_word_that_is_no_url_stops_the_start(monkeypatch, url):
    monkeypatch.setenv("DATABASE_URL", url)

    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        database(default=FILE, lock_timeout=5.0)


def test_no_request_holds_one_transaction():
    assert not settings.DATABASES["default"].get("ATOMIC_REQUESTS")


def manage(*arguments, **environment):
    """Run a command in a process of its own, so that it reads the settings anew."""
    inherited = {"PATH": os.environ["PATH"], "DATABASE_URL": "postgres://u:p@db.example/books"}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_check_deploy_finds_nothing_in_production():
    answer = manage(
        "check",
        "--deploy",
        "--fail-level=WARNING",
        DEBUG="0",
        SECRET_KEY=get_random_secret_key(),
        ALLOWED_HOSTS="nummerwerk.example",
    )

    assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"DEBUG": "0", "SECRET_KEY": ""}, "SECRET_KEY is not set"),
        ({"DEBUG": "maybe"}, "DEBUG='maybe' is neither on nor off"),
    ],
)
def test_a_wrong_set_up_does_not_start(environment, sentence):
    answer = manage("check", **environment)

    assert answer.returncode != 0
    assert sentence in answer.stderr
