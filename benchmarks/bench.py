"""The bench: a durable PostgreSQL of its own, databases on it, and worker processes."""

from __future__ import annotations

import json
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import psycopg

from benchmarks.figures import Reading
from tests.plugins.postgres_server import PostgresServer

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = "migrated"


@dataclass(frozen=True, slots=True)
class Share:
    """What one worker did in one round."""

    done: int
    seconds: float
    failed: int
    longest: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Rates of two loads that took turns, and their ratio in each round."""

    ratios: list[float]
    ours: float
    theirs: float
    failed: int

    @property
    def ratio(self) -> float:
        """The median of the rounds' ratios."""
        return statistics.median(self.ratios)

    def reading(self, *faults: str) -> Reading:
        """What a figure says of it; a step that failed is a fault under any load."""
        failed = [f"{self.failed} steps failed"] if self.failed else []
        return Reading(self.ratio, self.text, [*failed, *faults])

    @property
    def text(self) -> str:
        """Both rates, and how far the rounds lie apart."""
        return (
            f"{self.ours:,.0f}/s against {self.theirs:,.0f}/s;"
            f" rounds {min(self.ratios):.2f}-{max(self.ratios):.2f}"
        )


class Worker:
    """A process with its own connection that does one job, a round at a time."""

    def __init__(self, job: str, url: str, **facts: Any) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.worker"],
            cwd=ROOT,
            env=environment(url),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._tell([job, facts])

    def ready(self) -> None:
        """Wait until the worker has prepared its job."""
        self._hear()

    def begin(self, seconds: float) -> None:
        """Let it work for some seconds; `share` waits for the end."""
        self._tell(seconds)

    def share(self) -> Share:
        """What it did."""
        return Share(**self._hear())

    def end(self) -> None:
        """Let the process go."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(timeout=30)

    def _tell(self, words: Any) -> None:
        assert self._process.stdin
        print(json.dumps(words), file=self._process.stdin, flush=True)

    def _hear(self) -> Any:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("A benchmark's worker ended early; its error stands above.")
        return json.loads(line)


class Load:
    """Workers that begin together and count together."""

    def __init__(self, workers: Sequence[Worker]) -> None:
        self.workers = workers
        self.done = 0
        for worker in workers:
            worker.ready()

    def round(self, seconds: float) -> tuple[float, list[Share]]:
        """Let all work; their rate together, and what each did."""
        for worker in self.workers:
            worker.begin(seconds)
        shares = [worker.share() for worker in self.workers]
        self.done += sum(share.done for share in shares)
        return sum(share.done / share.seconds for share in shares), shares


class Bench:
    """What the figures need; a context manager that leaves nothing behind."""

    def __init__(self, *, quick: bool) -> None:
        self.quick = quick
        self._stack = ExitStack()
        self._databases: set[str] = set()

    def __enter__(self) -> Self:
        # Durable: a ratio against a database that forgets would flatter whoever does most.
        self._server = self._stack.enter_context(PostgresServer(durable=True))
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def sized(self, full: int, quick: int) -> int:
        """How much to do: less of it in a quick run."""
        return quick if self.quick else full

    def database(self, name: str, filling: str, **facts: Any) -> str:
        """The URL of a migrated database of this name, made and filled when first asked for.

        `filling` names a function, as in "series.few", of benchmarks.filling.
        """
        if name not in self._databases:
            self._create(name)
            self._run(self._url(name), "-m", "benchmarks.filling", filling, json.dumps(facts))
            with self.connect(self._url(name)) as connection:
                connection.execute("VACUUM (ANALYZE)")
            # What the filling left to be written must not be written while others measure.
            with self.connect(self._url("postgres")) as connection:
                connection.execute("CHECKPOINT")
        return self._url(name)

    def sqlite_database(self, name: str, filling: str) -> str:
        """The URL of a migrated SQLite file, as the product has it out of the box."""
        directory = self._stack.enter_context(tempfile.TemporaryDirectory())
        url = f"sqlite:///{directory}/{name}.sqlite3"
        self._run(url, "manage.py", "migrate", "--verbosity=0")
        self._run(url, "-m", "benchmarks.filling", filling, "{}")
        return url

    def empty_database(self, name: str) -> str:
        """The URL of a new database without tables."""
        with self.connect(self._url("postgres")) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self._url(name)

    def connect(self, url: str) -> psycopg.Connection[Any]:
        """A plain connection, each statement its own transaction."""
        return psycopg.connect(url.replace("postgres://", "postgresql://"), autocommit=True)

    def load(self, job: str, url: str, *, processes: int = 1, **facts: Any) -> Load:
        """So many workers at one job; `{}` in a fact is replaced by the worker's number."""
        workers = [
            Worker(
                job,
                url,
                **{
                    key: value.format(number) if isinstance(value, str) else value
                    for key, value in facts.items()
                },
            )
            for number in range(processes)
        ]
        for worker in workers:
            self._stack.callback(worker.end)
        return Load(workers)

    def compare(self, ours: Load, theirs: Load, *, rounds: int, seconds: float) -> Comparison:
        """Let two loads take turns, in changing order, after a round that does not count."""
        if self.quick:
            rounds, seconds = min(rounds, 3), seconds / 4
        failed = 0
        rates: dict[Load, list[float]] = {ours: [], theirs: []}
        for number in range(rounds + 1):
            for load in (ours, theirs) if number % 2 else (theirs, ours):
                rate, shares = load.round(seconds)
                failed += sum(share.failed for share in shares)
                if number:
                    rates[load].append(rate)
        pairs = zip(rates[ours], rates[theirs], strict=True)
        return Comparison(
            ratios=[mine / other for mine, other in pairs],
            ours=statistics.median(rates[ours]),
            theirs=statistics.median(rates[theirs]),
            failed=failed,
        )

    def _url(self, name: str) -> str:
        return urlsplit(self._server.url)._replace(path=f"/{name}").geturl()

    def _create(self, name: str) -> None:
        with self.connect(self._url("postgres")) as connection:
            if TEMPLATE not in self._databases:
                connection.execute(f"CREATE DATABASE {TEMPLATE}")
                self._run(self._url(TEMPLATE), "manage.py", "migrate", "--verbosity=0")
                self._databases.add(TEMPLATE)
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        self._databases.add(name)

    def _run(self, url: str, *arguments: str) -> None:
        subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment(url), check=True)


def environment(url: str) -> dict[str, str]:
    """What a process of ours must find in its environment to work in a database."""
    return {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        # As in production: with DEBUG, Django keeps the text of every statement.
        "DEBUG": "off",
        "SECRET_KEY": secrets.token_urlsafe(64),
    }
