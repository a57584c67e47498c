"""script/torture: all scenarios on both databases, and one table of what they came to."""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from tests.plugins import databases
from tests.plugins.postgres_server import PostgresServer

COLUMNS = (
    ("scenario", "scenario"),
    ("database", "database"),
    ("blows", "kills, crashes, cuts"),
    ("commits", "commits"),
    ("unacknowledged", "of them not told"),
    ("rolled_back", "rolled back"),
    ("try_again", "try again"),
    ("interrupted", "interrupted"),
    ("gaps", "gaps"),
    ("duplicates", "duplicates"),
    ("lost", "lost"),
    ("errors", "errors"),
)


def main() -> int:
    """Run what was asked for; 1 if any promise was broken."""
    arguments = _arguments()
    rows: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory(prefix="nummerwerk-torture-") as directory:
        if arguments.db:
            rows = _one_database(arguments, Path(directory))
        else:
            # A process for each: Django knows one database at a time.
            for choice in databases.CHOICES:
                rows += _in_a_process(choice, arguments, Path(directory))
    if arguments.report:
        arguments.report.write_text(json.dumps(rows), encoding="utf-8")
    else:
        _print(rows, arguments.seed)
    return int(not rows or any(_failed(row) for row in rows))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/torture", description=__doc__)
    parser.add_argument("--db", choices=databases.CHOICES, help="on this database only")
    parser.add_argument("--only", default="", metavar="NAME", help="this scenario only")
    parser.add_argument("--quick", action="store_true", help="few of everything")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--report", type=Path, help="write the rows as JSON instead of the table")
    return parser.parse_args()


def _one_database(arguments: argparse.Namespace, scratch: Path) -> list[dict[str, object]]:
    databases.prepare_environment(os.environ)
    server = None
    if arguments.db == "postgresql":
        server = PostgresServer(durable=True)
        server.start()
        os.environ["DATABASE_URL"] = server.url
    else:
        os.environ["DATABASE_URL"] = f"sqlite:///{scratch / 'template.sqlite3'}"
    try:
        return _run(arguments, scratch, server)
    finally:
        if server is not None:
            server.stop()


def _run(
    arguments: argparse.Namespace, scratch: Path, server: PostgresServer | None
) -> list[dict[str, object]]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django
    from django.conf import settings

    django.setup()
    settings.DEBUG = False  # which would keep every statement in memory

    from tests.torture.places import PostgresPlace, SqlitePlace
    from tests.torture.runner import SCENARIOS, run_all

    if arguments.only and arguments.only not in SCENARIOS:
        raise SystemExit(f"There is no scenario {arguments.only}: {', '.join(SCENARIOS)}.")
    place = SqlitePlace(scratch) if server is None else PostgresPlace(scratch, server)
    verdicts = run_all(place, only=arguments.only, seed=arguments.seed, quick=arguments.quick)
    return [asdict(verdict) | {"passed": verdict.passed} for verdict in verdicts]


def _in_a_process(
    choice: str, arguments: argparse.Namespace, directory: Path
) -> list[dict[str, object]]:
    report = directory / f"{choice}.json"
    command = [sys.executable, "-m", "tests.torture", "--db", choice, "--report", str(report)]
    command += ["--seed", str(arguments.seed), "--only", arguments.only]
    command += ["--quick"] if arguments.quick else []
    answer = subprocess.run(command, check=False)
    if report.exists():
        rows: list[dict[str, object]] = json.loads(report.read_text(encoding="utf-8"))
        return rows
    return [{"scenario": "all", "database": choice, "failures": [f"exit {answer.returncode}"]}]


def _failed(row: dict[str, object]) -> bool:
    return not row.get("passed", False)


def _print(rows: list[dict[str, object]], seed: int) -> None:
    """The table as Markdown, so that it can be kept in docs/crash-safety.md."""
    table = [[title for _key, title in COLUMNS]]
    table += [[str(row.get(key, "")) for key, _title in COLUMNS] for row in rows]
    widths = [max(len(cells[column]) for cells in table) for column in range(len(COLUMNS))]
    table.insert(1, ["-" * width for width in widths])
    for cells in table:
        line = " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        print(f"| {line} |")
    print(f"\nseed {seed}")
    for row in rows:
        for word in ("notes", "failures"):
            for told in row.get(word, ()):  # type: ignore[attr-defined]
                print(f"{row['database']}, {row['scenario']}, {word}: {told}")
    print("FAILED" if any(_failed(row) for row in rows) else "Every promise was kept.")


if __name__ == "__main__":
    sys.exit(main())
