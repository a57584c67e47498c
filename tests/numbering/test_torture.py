"""The short form of `script/torture`: each scenario once, few of everything, nothing timed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.numbering.helpers import on_postgresql

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow
Row = dict[str, Any]


@pytest.fixture(scope="module")
def rows(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Row]:
    """What each scenario came to; on databases of its own, PostgreSQL on a server of its own."""
    report = tmp_path_factory.mktemp("torture") / "report.json"
    answer = subprocess.run(
        [
            *(sys.executable, "-W", "error", "-m", "tests.torture", "--quick", "--seed", "1"),
            *("--db", pytestconfig.getoption("db"), "--report", report),
        ],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert report.exists(), answer.stdout + answer.stderr
    return {row["scenario"]: row for row in json.loads(report.read_text(encoding="utf-8"))}


def assert_promise_kept(row: Row) -> None:
    assert row["failures"] == []
    assert row["commits"] > 0
    assert (row["gaps"], row["duplicates"], row["lost"], row["errors"]) == (0, 0, 0, 0)
    assert row["passed"]


def test_the_inspection_sees_damage(rows: dict[str, Row]) -> None:
    """Without this the others could not fail."""
    assert_promise_kept(rows["control"])
    assert rows["control"]["blows"] == "8 damages found"


def test_workers_killed_at_random_moments(rows: dict[str, Row]) -> None:
    assert_promise_kept(rows["kills"])
    assert (
        rows["kills"]["blows"] == ("30" if connection.vendor == "postgresql" else "20") + " kills"
    )


@on_postgresql
def test_the_server_crashes_while_documents_are_saved(rows: dict[str, Row]) -> None:
    assert_promise_kept(rows["server_crash"])
    assert rows["server_crash"]["interrupted"] > 0


@on_postgresql
def test_connections_are_cut(rows: dict[str, Row]) -> None:
    assert_promise_kept(rows["cut_connections"])
    assert rows["cut_connections"]["interrupted"] > 0


def test_a_hanging_transaction_makes_others_try_again(rows: dict[str, Row]) -> None:
    """Each of six who wait is told which series, in each of three rounds; then all go on."""
    assert_promise_kept(rows["hanging"])
    assert rows["hanging"]["try_again"] == 18


def test_two_and_three_series_in_every_order(rows: dict[str, Row]) -> None:
    assert_promise_kept(rows["orders_of_series"])


@on_postgresql
def test_a_dump_restored_on_another_server_goes_on(rows: dict[str, Row]) -> None:
    assert_promise_kept(rows["dump_restore"])


def test_the_documents_date_decides_whatever_the_clock_says(rows: dict[str, Row]) -> None:
    assert_promise_kept(rows["clock"])
