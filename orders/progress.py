"""How far a document has come: how much of each line went on into what follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from orders.chain import Taken, left_of, taken
from orders.models import Order, TradeDocument
from orders.services.conversion import converts_into, is_closed, is_credited, is_given_back
from orders.tradekinds import INVOICE, Target, target


@dataclass(frozen=True, slots=True)
class LineProgress:
    """A line, and how much of it went on, target by target."""

    line: Any
    done: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """The lines of a document, and what it can still become."""

    targets: tuple[Target, ...]
    rows: tuple[LineProgress, ...]
    # The codes of what can still be made of it, in the order of the declaration.
    open: tuple[str, ...]


def progress_of(document: Order | TradeDocument, lines: Sequence[Any]) -> Progress:
    """How far these lines, all that the document has, went on.

    The first target and invoices are always told, the others once something was made.
    """
    codes = converts_into(document)
    if isinstance(document, Order):
        codes = (*codes, INVOICE)
    gone = taken(lines)
    done = {
        (line.pk, code): line.invoiced_quantity
        if code == INVOICE and isinstance(document, Order)
        else gone[line.pk][code]
        for line in lines
        for code in codes
    }
    shown = [
        code
        for code in codes
        if code in (codes[0], INVOICE) or any(done[line.pk, code] for line in lines)
    ]
    still: tuple[str, ...] = ()
    if not (document.is_cancelled or is_closed(document)):
        still = tuple(code for code in codes if _is_open(document, lines, code, gone))
    rows = (LineProgress(line, tuple(done[line.pk, code] for code in shown)) for line in lines)
    targets = (target(code, is_credited=is_credited(document)) for code in shown)
    return Progress(tuple(targets), tuple(rows), still)


def _is_open(document: Order | TradeDocument, lines: Sequence[Any], code: str, gone: Taken) -> bool:
    """Whether something of the lines is left for this; goods that come back are only invoiced."""
    if code == INVOICE and isinstance(document, Order):
        return any(line.open_quantity for line in lines)
    left = left_of(lines, gone, code)
    return any(one > 0 and not is_given_back(line) for line, one in zip(lines, left, strict=True))
