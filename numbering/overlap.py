"""The exact proof that two lines never print the same number.

A number is a head (prefix 1, date part, prefix 2), a counter and a suffix. Two lines collide
where two such texts are equal although their parts may lie differently: `A` + `101` is `A1` +
`01`. For each length of the text the counters stand at fixed places, so the digits that both
counters share are one unknown X, and each counter is `constant + X * power of ten`. That X lies
within both ranges and on both increments is a question about two intervals and two congruences:
answered by arithmetic, however long the ranges are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import gcd

from numbering.choices import Restart
from numbering.formats import MAX_LENGTH, NumberFormat
from numbering.periods import EARLIEST_DATE, LATEST_DATE, fiscal_year


@dataclass(frozen=True, slots=True)
class Stretch:
    """All that a line can print: its format, its counters, and the dates it is used for."""

    format: NumberFormat
    first: int
    last: int
    increment: int = 1
    restart: str = Restart.NEVER
    first_month: int = 1
    from_date: date = EARLIEST_DATE
    to_date: date = LATEST_DATE


@dataclass(frozen=True, slots=True)
class _Progression:
    """low, low + step, … up to high."""

    low: int
    high: int
    step: int

    def includes(self, value: int) -> bool:
        return self.low <= value <= self.high and (value - self.low) % self.step == 0


def first_collision(a: Stretch, b: Stretch) -> str | None:
    """The first number that both can print in the same period, None where there is none.

    "First" is the earliest by the dates of `a`, then the lowest counter of `a`.
    """
    heads_a, heads_b = _heads(a), _heads(b)
    width = min(_head_length(a), _head_length(b))
    by_start: dict[str, list[str]] = defaultdict(list)
    for head in heads_b:
        by_start[head[:width]].append(head)
    for head_a, months_a in heads_a.items():
        found = [
            collision
            for head_b in by_start.get(head_a[:width], ())
            if _share_period(months_a, heads_b[head_b])
            and (collision := _collision(a, head_a, b, head_b)) is not None
        ]
        if found:
            return min(found)[1]
    return None


def _head_length(stretch: Stretch) -> int:
    return len(stretch.format.head(stretch.from_date))


def _heads(stretch: Stretch) -> dict[str, set[int] | None]:
    """Each text before the counter, with the months of the periods in which it is unique.

    None stands for all months: the text tells its period, or the line never restarts.
    """
    fmt = stretch.format
    tells_apart = fmt.tells_apart(stretch.restart, stretch.first_month)
    if tells_apart and not fmt.date_part:
        return {fmt.head(stretch.from_date): None}
    heads: dict[str, set[int] | None] = {}
    for on in _months(stretch.from_date, stretch.to_date):
        head = fmt.head(on)
        if tells_apart:
            heads[head] = None
        else:
            months = heads.setdefault(head, set())
            assert months is not None
            months.update(_months_of_period(on, stretch))
    return heads


def _months(start: date, end: date) -> Iterator[date]:
    for number in range(_month_number(start), _month_number(end) + 1):
        yield date(number // 12, number % 12 + 1, 1)


def _month_number(on: date) -> int:
    return on.year * 12 + on.month - 1


def _months_of_period(on: date, stretch: Stretch) -> range:
    if stretch.restart == Restart.MONTH:
        return range(_month_number(on), _month_number(on) + 1)
    start = fiscal_year(on, stretch.first_month) * 12 + stretch.first_month - 1
    return range(start, start + 12)


def _share_period(a: set[int] | None, b: set[int] | None) -> bool:
    return a is None or b is None or not a.isdisjoint(b)


def _collision(a: Stretch, head_a: str, b: Stretch, head_b: str) -> tuple[int, str] | None:
    """The lowest counter of `a` whose text `b` prints too, with that text."""
    short, long = sorted((a.format.suffix, b.format.suffix), key=len)
    if not long.endswith(short):
        return None
    best: tuple[int, str] | None = None
    for length in range(1, MAX_LENGTH + 1):
        mine, other = _Text.of(a, head_a, length), _Text.of(b, head_b, length)
        if mine is None or other is None:
            continue
        value = _meeting(mine, other)
        if value is not None and (best is None or value < best[0]):
            best = (value, f"{head_a}{value:0{a.format.digits}}{a.format.suffix}")
    return best


@dataclass(frozen=True, slots=True)
class _Text:
    """The texts of one length with one head: where the counter stands, what stands around it."""

    counter: range
    known: dict[int, str]
    values: _Progression

    @classmethod
    def of(cls, stretch: Stretch, head: str, length: int) -> _Text | None:
        """None where the counter cannot have the width that is left."""
        suffix = stretch.format.suffix
        counter = range(len(head), length - len(suffix))
        values = _values(stretch, len(counter))
        if values is None:
            return None
        known = dict(enumerate(head)) | dict(enumerate(suffix, counter.stop))
        return cls(counter, known, values)


def _values(stretch: Stretch, width: int) -> _Progression | None:
    """The counters that print in exactly `width` characters."""
    digits = stretch.format.digits
    if width < digits:
        return None
    low = 0 if width == digits else 10 ** (width - 1)
    low, high = max(low, stretch.first), min(10**width - 1, stretch.last)
    low += (stretch.first - low) % stretch.increment
    return _Progression(low, high, stretch.increment) if low <= high else None


def _meeting(a: _Text, b: _Text) -> int | None:
    """The lowest value of `a` that makes the same text as a value of `b`."""
    if any(a.known[place] != b.known[place] for place in a.known.keys() & b.known.keys()):
        return None
    shared = range(max(a.counter.start, b.counter.start), min(a.counter.stop, b.counter.stop))
    fixed_a = _fixed(a.counter, b.known, shared)
    fixed_b = _fixed(b.counter, a.known, shared)
    if fixed_a is None or fixed_b is None:
        return None
    if not shared:
        return fixed_a if a.values.includes(fixed_a) and b.values.includes(fixed_b) else None
    factor_a = 10 ** (a.counter.stop - shared.stop)
    unknown_a = _unknown(fixed_a, factor_a, a.values)
    unknown_b = _unknown(fixed_b, 10 ** (b.counter.stop - shared.stop), b.values)
    if unknown_a is None or unknown_b is None:
        return None
    x = _smallest_common(unknown_a, unknown_b, 10 ** len(shared) - 1)
    return None if x is None else fixed_a + x * factor_a


def _fixed(places: range, known: dict[int, str], shared: range) -> int | None:
    """A counter's value with zeros at the shared places; None where a sign is no digit."""
    value = 0
    for place in places:
        digit = "0" if place in shared else known[place]
        if digit not in "0123456789":
            return None
        value = value * 10 + int(digit)
    return value


def _unknown(constant: int, factor: int, values: _Progression) -> _Progression | None:
    """The X for which `constant + X * factor` is one of the values."""
    low = max(-((constant - values.low) // factor), 0)
    high = (values.high - constant) // factor
    # X * factor ≡ values.low - constant (mod step)
    divisor = gcd(factor, values.step)
    rest, left = divmod(values.low - constant, divisor)
    if left:
        return None
    modulus = values.step // divisor
    residue = rest * pow(factor // divisor, -1, modulus) % modulus if modulus > 1 else 0
    low += (residue - low) % modulus
    return _Progression(low, high, modulus) if low <= high else None


def _smallest_common(a: _Progression, b: _Progression, limit: int) -> int | None:
    """The smallest value of two progressions, at most `limit` (Chinese remainders)."""
    divisor = gcd(a.step, b.step)
    if (b.low - a.low) % divisor:
        return None
    step = a.step * b.step // divisor
    modulus = b.step // divisor
    turns = (b.low - a.low) // divisor * pow(a.step // divisor, -1, modulus) if modulus > 1 else 0
    value = a.low + a.step * (turns % modulus if modulus > 1 else 0)
    start = max(a.low, b.low)
    if value < start:
        value += -(-(start - value) // step) * step
    return value if value <= min(a.high, b.high, limit) else None
