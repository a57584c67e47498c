"""What a worker does over and over: each job is prepared once and gives back its step.

A step returns how many numbers (or documents) it made.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from benchmarks import bare
from numbering.models import IssuedNumber, NumberSeries
from numbering.services import draw, draw_many

Step = Callable[[], int]
DAY = date(2026, 6, 15)


def _series(code: str) -> NumberSeries:
    return NumberSeries.objects.get(code=code)


def draws(*, series: str, held: float = 0) -> Step:
    """A number in a transaction of its own, which then stays open for `held` seconds."""
    chosen = _series(series)

    def step() -> int:
        with transaction.atomic():
            draw(chosen, on=DAY, kind="sales_order")
            if held:
                time.sleep(held)
        return 1

    return step


def draws_undone(*, series: str) -> Step:
    """A number in a transaction that is rolled back, planned as if nobody had drawn before."""

    def step() -> int:
        with transaction.atomic():
            draw(_series(series), on=DAY, kind="sales_order")
            transaction.set_rollback(True)
        return 1

    return step


def draws_many(*, series: str, count: int) -> Step:
    """Many numbers at once."""
    chosen = _series(series)

    def step() -> int:
        with transaction.atomic():
            return len(draw_many(chosen, count, on=DAY, kind="sales_order"))

    return step


def bare_draws(*, counter: str) -> Step:
    """The least that any program must send: psycopg, BEGIN, one statement, COMMIT."""
    plain = bare.connect()
    statement, facts = bare.DRAW, {**bare.facts(), "counter": int(counter)}

    def step() -> int:
        with plain.transaction():
            plain.execute(statement, facts).fetchone()
        return 1

    return step


def bare_many(*, counter: str, count: int) -> Step:
    """The least for many: one INSERT … SELECT generate_series."""
    plain = bare.connect()
    facts = {**bare.facts(), "counter": int(counter), "count": count}

    def step() -> int:
        with plain.transaction():
            return len(plain.execute(bare.DRAW_MANY, facts).fetchall())

    return step


def sequence_draws(*, name: str) -> Step:
    """django-sequences: a number without a row in a register."""
    from sequences import get_next_value

    def step() -> int:
        with transaction.atomic():
            get_next_value(name)
        return 1

    return step


def by_hand(*, name: str, series: str) -> Step:
    """The same job by hand: django-sequences for the number, the ORM for the register's row."""
    from sequences import get_next_value

    chosen = NumberSeries.objects.select_related("company").get(code=series)
    line = chosen.lines.get()

    def step() -> int:
        with transaction.atomic():
            value = get_next_value(name)
            IssuedNumber.objects.create(
                company=chosen.company,
                register=chosen.register,
                text=line.format.text(value, DAY),
                series=chosen,
                line=line,
                value=value,
                kind="sales_order",
                document_date=DAY,
                issued_at=timezone.now(),
            )
        return 1

    return step


def tryton_draws() -> Step:
    """Tryton: the next value of a strict sequence, in a transaction of its own."""
    from trytond.config import config
    from trytond.pool import Pool
    from trytond.transaction import Transaction, TransactionError

    from benchmarks.tryton import server_of

    url = os.environ["DATABASE_URL"]
    name = urlsplit(url).path[1:]
    config.set("database", "uri", server_of(url))
    Pool.start()
    pool = Pool(name)
    with Transaction().start(name, 0):
        pool.init()
        (sort,) = pool.get("ir.sequence.type").create([{"name": "benchmark"}])
        strict = pool.get("ir.sequence.strict")
        (made,) = strict.create([{"name": "benchmark", "sequence_type": sort.id}])
        key = made.id

    # A strict sequence must be locked at the beginning: Tryton learns that by failing, and starts
    # again. What it learns holds here for all transactions, so that only the first one fails.
    extras: dict[str, Any] = {}

    def step() -> int:
        with Transaction().start(name, 0, **extras) as one:
            try:
                strict(key).get()
            except TransactionError as error:
                one.rollback()
                error.fix(extras)
                return 0
        return 1

    return step


JOBS: dict[str, Callable[..., Step]] = {
    job.__name__: job
    for job in (
        draws,
        draws_undone,
        draws_many,
        bare_draws,
        bare_many,
        sequence_draws,
        by_hand,
        tryton_draws,
    )
}
