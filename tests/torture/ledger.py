"""What the workers were told, written where a killed process cannot take it along."""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PATIENCE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what happened to which document."""

    word: str
    token: str
    facts: dict[str, Any]

    @property
    def numbers(self) -> dict[str, str]:
        """The number drawn from each series."""
        numbers: dict[str, str] = self.facts["numbers"]
        return numbers


class Ledger:
    """A file that is only ever appended to, one write a line.

    The words: committed, rolled back, deleting (said before), deleted, refused (by a rule), try
    again (ConflictError), interrupted (the outcome is not known), error.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        path.touch()

    def tell(self, word: str, token: str, **facts: Any) -> None:
        """Write a line. It outlives the process from the moment this returns."""
        line = json.dumps([word, token, facts]) + "\n"
        file = os.open(self.path, os.O_WRONLY | os.O_APPEND)
        try:
            os.write(file, line.encode())
        finally:
            os.close(file)

    def wait_for_more(self, count: int) -> None:
        """Return when so many more lines tell of commits."""
        wanted = self._commits() + count
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self._commits() < wanted:
            assert time.monotonic() < deadline, "nobody commits any more"
            time.sleep(0.02)

    def _commits(self) -> int:
        return self.path.read_text(encoding="utf-8").count('["committed"')

    def read(self) -> list[Entry]:
        """All that was written."""
        lines = self.path.read_text(encoding="utf-8").splitlines()
        return [Entry(*json.loads(line)) for line in lines]
