"""System checks: a set-up that breaks the promise of the numbers is named at the start."""

from types import SimpleNamespace

import pytest
from django.core.checks import run_checks
from django.db import connection

from config import checks
from config.env import POSTGRESQL, SQLITE


def ids(messages):
    return [message.id for message in messages]


def test_the_project_itself_has_nothing_to_complain_about():
    assert run_checks() == []


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({"ENGINE": POSTGRESQL}, []),
        ({"ENGINE": POSTGRESQL, "ATOMIC_REQUESTS": True}, ["config.E001"]),
        ({"ENGINE": SQLITE, "OPTIONS": {"transaction_mode": "IMMEDIATE"}}, []),
        ({"ENGINE": SQLITE}, ["config.E002"]),
        ({"ENGINE": SQLITE, "OPTIONS": {"transaction_mode": "DEFERRED"}}, ["config.E002"]),
    ],
)
def test_a_database_that_would_break_the_promise_is_refused(monkeypatch, entry, expected):
    monkeypatch.setattr(checks, "settings", SimpleNamespace(DATABASES={"default": entry}))

    assert ids(checks.check_databases(None)) == expected


@pytest.mark.parametrize("limit", [0, -1, 61])
def test_a_lock_limit_without_sense_is_refused(settings, limit):
    settings.NUMBERING_LOCK_TIMEOUT = limit

    assert ids(checks.check_lock_timeout(None)) == ["config.E003"]


@pytest.mark.parametrize(
    "policy",
    [
        {},
        {"default-src": ["'self'", "https://cdn.example"]},
        {"default-src": ["'self'"], "script-src": ["'self'", "'unsafe-inline'"]},
    ],
)
def test_a_policy_that_lets_scripts_in_is_refused(settings, policy):
    settings.SECURE_CSP = policy

    assert ids(checks.check_content_security_policy(None)) == ["config.E004"]


@pytest.mark.django_db
def test_an_old_postgresql_is_refused(monkeypatch):
    assert checks.check_postgresql_version(["default"]) == []
    if connection.vendor != "postgresql":
        return

    monkeypatch.setattr(checks, "OLDEST_POSTGRESQL", 990000)
    assert ids(checks.check_postgresql_version(["default"])) == ["config.E005"]
