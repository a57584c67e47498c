"""Tryton's `ir.sequence.strict`, the unbroken sequences of another business system.

Optional: `pip install trytond` brings it. It gets a database of its own, with nothing but
Tryton's base module in it.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.bench import Bench
from benchmarks.draws import ROUNDS, SECONDS, SERIES
from benchmarks.figures import Reading, Skipped, figure


@figure(
    "draw-tryton",
    title="draw inside atomic(), one process",
    against="Tryton ir.sequence.strict, get() and commit",
    at_least=5,
)
def draw_tryton(bench: Bench) -> Reading:
    """A draw with its register row, and Tryton's number without one, take turns."""
    if importlib.util.find_spec("trytond") is None:
        raise Skipped("Tryton is not installed: pip install trytond")
    url = bench.empty_database("tryton")
    set_up(url)
    comparison = bench.compare(
        bench.load("draws", bench.database("few", SERIES), series="ONE"),
        bench.load("tryton_draws", url),
        rounds=ROUNDS,
        seconds=SECONDS,
    )
    return comparison.reading()


def set_up(url: str) -> None:
    """Make Tryton's tables and one strict sequence."""
    with tempfile.TemporaryDirectory() as directory:
        settings = Path(directory) / "trytond.conf"
        settings.write_text(f"[database]\nuri = {server_of(url)}\n", encoding="utf-8")
        password = Path(directory) / "password"
        password.write_text("benchmark", encoding="utf-8")
        subprocess.run(
            [
                Path(sys.executable).with_name("trytond-admin"),
                f"--config={settings}",
                f"--database={urlsplit(url).path[1:]}",
                "--email=admin@example.com",
                "--password",
                "--all",
            ],
            env={**os.environ, "TRYTONPASSFILE": str(password)},
            stdout=subprocess.DEVNULL,
            check=True,
        )


def server_of(url: str) -> str:
    """The address of the server, without the database, as Tryton wants it."""
    return urlsplit(url)._replace(scheme="postgresql", path="/").geturl()
