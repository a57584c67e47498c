"""Worker processes: forked from a warm parent that has no connection, killed, and replaced."""

from __future__ import annotations

import gc
import itertools
import mmap
import multiprocessing
import os
import random
import signal
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.context import ForkProcess
from types import TracebackType
from typing import Self

from django.db import DatabaseError, InterfaceError, connection, transaction

from numbering.exceptions import ConflictError, RuleError
from numbering.transactions import write
from tests.torture.firm import Firm
from tests.torture.ledger import PATIENCE_SECONDS, Ledger

# One in so many transactions is rolled back.
ROLLED_BACK = 0.12
# Between two transactions at most. Without it one who waits for SQLite's file, which goes to
# whoever asks at the right moment, would hardly ever get it.
THINKING_SECONDS = 0.02

# What a worker does at this moment, one byte for each.
STARTING, BETWEEN, INSIDE, ENDING = range(4)
PHASES = {
    STARTING: "starting",
    BETWEEN: "between",
    INSIDE: "inside a transaction",
    ENDING: "committing",
}


class Fuse:
    """Kills its own process in the middle of a statement: after so many steps of SQLite's."""

    STEPS = 100  # of SQLite's virtual machine, between two looks

    def __init__(self, looks: int) -> None:
        self.looks = looks
        self.lit = False

    def light(self) -> None:
        """Burn in every statement from now on."""
        self.lit = True
        connection.connection.set_progress_handler(self._burn, self.STEPS)

    def _burn(self) -> int:
        self.looks -= self.lit
        if self.looks <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0


@dataclass(slots=True)
class Desk:
    """What a worker has at hand."""

    firm: Firm
    ledger: Ledger
    chance: random.Random
    name: str
    slot: int
    crew: Crew
    fuse: Fuse | None = None
    # Vouchers that may be deleted again.
    disposable: list[str] = field(default_factory=list)
    _tokens: itertools.count[int] = field(default_factory=itertools.count)

    def token(self) -> str:
        """A name for a document that no other has."""
        return f"{self.name}-{next(self._tokens)}"

    def phase(self, phase: int) -> None:
        """Tell the parent how far this worker is."""
        self.crew.phases[self.slot] = phase

    def save(
        self, kind: str, token: str, body: Callable[[str], dict[str, str]], *, always: bool = False
    ) -> bool:
        """Run the body as a transaction, most times committed; write down what came of it."""
        kept = always or self.chance.random() >= ROLLED_BACK
        try:
            with write():
                self.phase(INSIDE)
                if self.fuse is not None:
                    self.fuse.light()
                numbers = body(token)
                if self.chance.random() < 0.2:
                    time.sleep(self.chance.uniform(0, 0.003))
                transaction.set_rollback(not kept)
                self.phase(ENDING)
        finally:
            self.phase(BETWEEN)
            if self.fuse is not None:
                self.fuse.lit = False
        word = "committed" if kept else "rolled back"
        self.ledger.tell(word, token, kind=kind, numbers=numbers)
        return kept


Job = Callable[[Desk], None]
# The parent's word to all: go on, wait (there is no server at the moment), or stop.
GO, WAIT, STOP = range(3)
_shifts = itertools.count(1)  # no two workers of a run have the same name


class Crew:
    """So many workers, each in a slot; they work until they are told to stop, or killed."""

    def __init__(
        self, firm: Firm, ledger: Ledger, work: Callable[[Desk], None], *, seed: int, size: int = 4
    ) -> None:
        self.firm, self.ledger, self.work, self.size = firm, ledger, work, size
        self.chance = random.Random(seed)
        self.phases = mmap.mmap(-1, size)  # shared with the children, as the word is
        self.word = mmap.mmap(-1, 1)
        self.workers: dict[int, ForkProcess] = {}
        self.shift = next(_shifts)
        self.hired = 0
        self.fused = False
        self.killed: Counter[str] = Counter()

    def __enter__(self) -> Self:
        connection.close()
        gc.freeze()  # so that the children share the parent's memory
        for slot in range(self.size):
            self.hire(slot)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.word[0] = STOP
        for worker in self.workers.values():
            if error is not None:
                worker.kill()
            worker.join(10 * PATIENCE_SECONDS)  # some have work of their own to finish
            ended = worker.exitcode
            worker.kill()
            worker.join()
            if error is None and ended not in {0, *([-signal.SIGKILL] if self.fused else [])}:
                self.ledger.tell("error", worker.name, told=f"did not stop: {ended}")

    def hire(self, slot: int, *, fuse: Fuse | None = None) -> None:
        """Start a worker in an empty slot."""
        assert connection.connection is None, "a connection must not be shared with a child"
        self.hired += 1
        self.fused |= fuse is not None
        desk = Desk(
            firm=self.firm,
            ledger=self.ledger,
            chance=random.Random(self.chance.getrandbits(64)),
            name=f"{self.shift}.{slot}.{self.hired}",
            slot=slot,
            crew=self,
            fuse=fuse,
        )
        self.phases[slot] = STARTING
        worker = multiprocessing.get_context("fork").Process(
            target=self.work, args=(desk,), name=desk.name, daemon=True
        )
        self.workers[slot] = worker
        worker.start()

    def wait_until_begun(self, slot: int) -> None:
        """Return when the worker has opened its first transaction."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.phases[slot] == STARTING and self.workers[slot].is_alive():
            if time.monotonic() > deadline:
                break
            time.sleep(0.001)

    def kill(self, slot: int) -> None:
        """SIGKILL, whatever the worker is doing; its fuse may have been faster."""
        worker = self.workers[slot]
        if worker.exitcode is None:
            how = PHASES[self.phases[slot]]
            worker.kill()
            worker.join()
        else:
            how = "inside a statement"
        if worker.exitcode != -signal.SIGKILL:
            self.ledger.tell("error", worker.name, told=f"ended by itself: {worker.exitcode}")
        self.killed[how] += 1


def over_and_over(
    choose: Callable[[random.Random], Job], *, interruptions: bool = False
) -> Callable[[Desk], None]:
    """The life of a worker: one job after the other.

    With `interruptions` a broken connection is part of the game: the worker notes it, connects
    anew and goes on.
    """

    def work(desk: Desk) -> None:
        word = desk.crew.word
        while word[0] != STOP:
            if word[0] == WAIT:
                time.sleep(0.005)
            else:
                attempt(desk, choose(desk.chance), interruptions=interruptions)
                time.sleep(desk.chance.uniform(0, THINKING_SECONDS))
        connection.close()

    return work


def attempt(desk: Desk, job: Job, *, interruptions: bool = False, **facts: str) -> str:
    """Do a job; what kept it from being done goes into the ledger, with the facts.

    Returns the word for it, "" where the job is done.
    """
    try:
        job(desk)
        return ""
    except ConflictError as error:
        word, told = "try again", str(error)
    except RuleError as error:
        word, told = "refused", str(error)
    except (DatabaseError, InterfaceError) as error:
        word, told = ("interrupted" if interruptions else "error"), _trace(error)
        connection.close()  # as the end of a request does
    except Exception as error:
        word, told = "error", _trace(error)
    desk.ledger.tell(word, desk.name, told=told, **facts)
    return word


def _trace(error: Exception) -> str:
    return "".join(traceback.format_exception(error))
