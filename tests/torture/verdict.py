"""The inspection afterwards: what is in the database against what the workers were told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection, transaction

from invoicing.choices import InvoiceState
from invoicing.models import Invoice
from numbering.choices import GapPolicy, State
from numbering.engine.plan import LinePlan, plan_of
from numbering.models import Counter as LineCounter
from numbering.models import IssuedNumber, NumberSeries
from numbering.services import completeness, draw
from numbering.services.verification import chains_of, verify_chain
from numbering.transactions import write
from orders.models import Item, Order, Party
from tests.torture.firm import FIELDS, Firm, Voucher
from tests.torture.jobs import DATES, DAY, counter_of, numbers_of
from tests.torture.ledger import Entry, Ledger


@dataclass(slots=True)
class Verdict:
    """What one scenario came to. `failures` says in words what must not be."""

    scenario: str = ""
    database: str = ""
    blows: str = ""  # how many kills, crashes, cuts
    commits: int = 0
    unacknowledged: int = 0
    rolled_back: int = 0
    try_again: int = 0
    interrupted: int = 0
    gaps: int = 0
    duplicates: int = 0
    lost: int = 0
    errors: int = 0
    notes: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        """Whether the promise held."""
        return not (self.gaps or self.duplicates or self.lost or self.errors or self.failures)

    def expect(self, holds: bool, failure: str) -> None:
        """Note a failure unless it holds."""
        if not holds:
            self.failures.append(failure)


def inspect(firm: Firm, ledger: Ledger) -> Verdict:
    """Compare the database with the ledger and with the promise."""
    verdict = Verdict(database=connection.vendor)
    entries = ledger.read()
    words = Counter(entry.word for entry in entries)
    verdict.rolled_back = words["rolled back"]
    verdict.try_again, verdict.interrupted = words["try again"], words["interrupted"]
    verdict.errors = words["error"]
    verdict.failures += [e.facts["told"] for e in entries if e.word == "error"][:3]
    conflicts = Counter(entry.facts["told"] for entry in entries if entry.word == "try again")
    verdict.notes += [f"{times} times: {told}" for told, times in conflicts.most_common(3)]
    stored = dict(_documents(verdict))
    _compare(stored, entries, verdict)
    _look_for_duplicates(stored, entries, verdict)
    _look_for_orphans(verdict)
    for name, series in firm.series.items():
        _inspect_series(name, series, verdict)
    if connection.vendor == "sqlite":
        _check_file(verdict)
    else:
        _check_deadlocks(verdict)
    return verdict


Documents = dict[tuple[str, str], dict[str, str]]


def _documents(verdict: Verdict) -> Iterator[tuple[tuple[str, str], dict[str, str]]]:
    """Every stored document with its numbers, by kind and token; each must be whole."""
    for order in Order.objects.select_related("number").prefetch_related("lines").order_by("pk"):
        verdict.expect(order.number is not None, f"an order without number: {order.pk}")
        verdict.expect(len(order.lines.all()) == 2, f"order {order.number} is not whole")
        yield ("order", order.your_reference), {"ORDER": str(order.number)}
    for invoice in Invoice.objects.select_related("number").order_by("pk"):
        if invoice.state == InvoiceState.ISSUED:
            verdict.expect(invoice.number is not None, f"an invoice without number: {invoice.pk}")
            yield ("invoice", invoice.your_reference), {"INVOICE": str(invoice.number)}
    for item in Item.objects.select_related("number").order_by("pk"):
        verdict.expect(item.number is not None, f"an item without number: {item.pk}")
        yield ("item", item.text), {"ITEM": str(item.number)}
    vouchers = Voucher.objects.select_related(*(f"{name}__series" for name in FIELDS))
    for voucher in vouchers.order_by("pk"):
        for name, code in voucher.wanted_series().items():
            number = getattr(voucher, name)
            verdict.expect(
                number is not None
                and (number.series.code, number.document_date, number.state)
                == (code, voucher.date, State.IN_USE),
                f"voucher {voucher.token}: wrong number from {code}: {number}",
            )
        yield ("voucher", voucher.token), numbers_of(voucher)


def _compare(stored: Documents, entries: list[Entry], verdict: Verdict) -> None:
    """What was told committed is there as told; what was told rolled back or deleted is not."""
    dropped = {entry.token for entry in entries if entry.word == "deleting"}
    told = {
        (entry.facts["kind"], entry.token): entry.numbers
        for entry in entries
        if entry.word == "committed" and entry.facts["kind"] != "deletion"
    }
    for (kind, token), numbers in told.items():
        there = stored.get((kind, token))
        if there != numbers and not (there is None and token in dropped):
            verdict.lost += 1
            verdict.failures.append(f"lost: {kind} {token} {numbers}; there: {there}")
    for entry in entries:
        if entry.word == "rolled back":
            gone = (entry.facts["kind"], entry.token) not in stored
            verdict.expect(gone, f"rolled back, and there: {entry}")
        if entry.word == "deleted":
            gone = ("voucher", entry.token) not in stored
            verdict.expect(gone, f"deleted, and there: {entry}")
    verdict.unacknowledged = len(stored.keys() - told.keys())
    verdict.commits = len(stored.keys() | told.keys()) + len(dropped)


def _look_for_duplicates(stored: Documents, entries: list[Entry], verdict: Verdict) -> None:
    """No number on two documents, nor told to two workers; looked up without any index."""
    reused = {entry.token for entry in entries if entry.word == "deleting"}
    held = {
        (kind, token): numbers
        for kind, token, numbers in (
            *((kind, token, numbers) for (kind, token), numbers in stored.items()),
            *(
                (entry.facts["kind"], entry.token, entry.numbers)
                for entry in entries
                if entry.word == "committed" and entry.token not in reused
            ),
        )
    }
    times = Counter(pair for numbers in held.values() for pair in numbers.items())
    twice = [f"{code} {text}" for (code, text), count in times.items() if count > 1]
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A damaged index must not hide what it should have prevented.
            for way in ("indexscan", "indexonlyscan", "bitmapscan"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
        table = "numbering_issuednumber"
        hint = "NOT INDEXED" if connection.vendor == "sqlite" else ""
        cursor.execute(
            f"SELECT register || ' ' || text FROM {table} {hint} "
            "GROUP BY company_id, register, scope, text, repetition HAVING count(*) > 1 "
            f"UNION ALL SELECT line_id || '/' || period || ': ' || value FROM {table} {hint} "
            "WHERE line_id IS NOT NULL GROUP BY line_id, period, value HAVING count(*) > 1"
        )
        twice += [row[0] for row in cursor.fetchall()]
    verdict.duplicates = len(twice)
    verdict.failures += [f"twice: {one}" for one in twice[:5]]


def _look_for_orphans(verdict: Verdict) -> None:
    """A number in use has its document: one that has none is a gap among the documents."""
    used: Counter[int] = Counter()
    holders: list[tuple[Any, str]] = [
        (Order, "number"),
        (Invoice, "number"),
        (Item, "number"),
        (Party, "customer_number"),
        *((Voucher, name) for name in FIELDS),
    ]
    for model, name in holders:
        used.update(model.objects.exclude(**{name: None}).values_list(name, flat=True))
    in_use = set(IssuedNumber.objects.filter(state=State.IN_USE).values_list("pk", flat=True))
    orphans, foreign = in_use - used.keys(), used.keys() - in_use
    verdict.gaps += len(orphans)
    verdict.duplicates += sum(count > 1 for count in used.values())
    verdict.failures += [f"{len(orphans)} numbers without document"] if orphans else []
    verdict.failures += [f"{len(foreign)} documents with a free number"] if foreign else []


def _inspect_series(name: str, series: NumberSeries, verdict: Verdict) -> None:
    for line in plan_of(series, fresh=True).lines:
        if line.gap_policy != GapPolicy.GAPS_ALLOWED:
            for period, missing in _holes(line):
                verdict.gaps += len(missing)
                verdict.failures.append(f"{name} {period}: missing {missing[:10]}")
    report = completeness(series)
    counted = Counter(IssuedNumber.objects.filter(series=series).values_list("state", flat=True))
    verdict.expect(report.is_complete, f"completeness of {name}: {report}")
    verdict.expect(
        Counter(report.counts) == counted, f"completeness of {name}: {report.counts}, not {counted}"
    )
    for line, period in chains_of(series.company, series_code=series.code):
        chain = verify_chain(line, period)
        verdict.expect(chain.is_whole, f"chain of {name} {period}: {chain.finding}")
    for on in DATES if len(plan_of(series).lines) > 1 or "YEAR" in name else [DAY]:
        _draw_next(name, series, on, verdict)


def _holes(line: LinePlan) -> Iterator[tuple[str, list[int]]]:
    """Values below the counter that no number has, found without the engine's help."""
    for counter in LineCounter.objects.filter(line_id=line.id).order_by("pk"):
        taken = set(_values(line, counter.period))
        values = range(line.first, counter.next_value, line.increment)
        missing = [value for value in values if value not in taken]
        if missing:
            yield counter.period, missing


def _values(line: LinePlan, period: str) -> list[int]:
    rows = IssuedNumber.objects.filter(line_id=line.id, period=period)
    return [value for value in rows.values_list("value", flat=True) if value is not None]


def _draw_next(name: str, series: NumberSeries, on: date, verdict: Verdict) -> None:
    """Drawing goes on without repair, at the number that the register alone foretells."""
    line = plan_of(series).lines_for(on)[0]
    period = line.period(on)
    taken = set(_values(line, period))
    free = IssuedNumber.objects.of_line(line.id, period).free().values_list("value", flat=True)
    upcoming = line.first
    while upcoming in taken:
        upcoming += line.increment
    lowest = min((value for value in free if value is not None), default=upcoming)
    with write():
        text = str(draw(series, on=on))
        transaction.set_rollback(True)
    value = counter_of(text)
    if line.gap_policy == GapPolicy.GAPS_ALLOWED:
        right = value > max(taken, default=0)
    else:
        right = value == min(upcoming, lowest)
    verdict.expect(right, f"{name} on {on}: {text} is not the number that follows")


def _check_file(verdict: Verdict) -> None:
    """SQLite's own opinion of its file."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        told = cursor.fetchall()
        cursor.execute("PRAGMA foreign_key_check")
        broken = cursor.fetchall()
    verdict.expect(told == [("ok",)], f"integrity: {told}")
    verdict.expect(broken == [], f"foreign keys: {broken}")


def _check_deadlocks(verdict: Verdict) -> None:
    """PostgreSQL never had to end a circle of waiting transactions."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        deadlocks = cursor.fetchone()[0]
    verdict.expect(deadlocks == 0, f"{deadlocks} deadlocks")
