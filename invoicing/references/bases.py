"""The digits that a payment reference is made of, so that no two invoices share them.

A customer recognises the invoice number, so the base is its digits: `INV-2026/0042` gives 20260042.
Letters, signs and leading zeros are left out, because most schemes know no letters and banks drop
leading zeros. Two numbers can then have the same digits: `A101` and `B101`, `007` and `7`, or the
same text in two years. Where that is possible, and where the digits do not fit the scheme, the base
is the key of the number's row in the register instead: 9 and nine digits, which no base made of
digits may look like.

What is possible follows from the ranges of the company's lines alone. A number is told by its
digits only if it lies in the span of its line and in that of no other, as the settings stand at
issue. Lines that have issued numbers keep their ranges, so whichever of two lines came later, its
numbers see the earlier one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from numbering.choices import DatePart
from numbering.formats import NumberFormat
from numbering.periods import EARLIEST_DATE, LATEST_DATE

KEY_LENGTH = 10
_LARGEST_KEY = 10 ** (KEY_LENGTH - 1) - 1
# Years of two digits from 2010 to 2099; those of 2000 to 2009 would begin with a zero.
_SHORT_YEARS = (date(2010, 1, 1), date(2099, 12, 31))


def digits_of(text: str) -> str:
    """The digits of a number, without leading zeros."""
    return re.sub(r"[^0-9]", "", text).lstrip("0")


def key_base(key: int) -> str | None:
    """The base made of a key; None for one beyond a thousand million."""
    return f"9{key:0{KEY_LENGTH - 1}}" if key <= _LARGEST_KEY else None


def looks_like_key(digits: str) -> bool:
    """Whether digits could be taken for a base made of a key."""
    return len(digits) == KEY_LENGTH and digits.startswith("9")


@dataclass(frozen=True, slots=True)
class Span:
    """Numbers from low to high, read as one number of all their digits."""

    low: int
    high: int

    def meets(self, other: Span) -> bool:
        """Whether a number lies in both."""
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True, slots=True)
class Line:
    """What the digits of a line's numbers depend on.

    `narrowest` is the fewest digits that its counters were ever padded to.
    """

    format: NumberFormat
    first: int
    last: int
    narrowest: int


@lru_cache(maxsize=4096)
def spans_of(line: Line) -> tuple[Span, ...]:
    """All that the digits of a line's numbers can be, a span for each width of the counter.

    A little too much rather than too little: increments and the days of the dates are left out.
    """
    widths = range(line.narrowest, max(line.format.digits, len(str(line.last))) + 1)
    spans = (_span_of_width(line, width) for width in widths)
    return tuple(span for span in spans if span is not None)


def _span_of_width(line: Line, width: int) -> Span | None:
    least = 0 if width <= line.format.digits else 10 ** (width - 1)
    low, high = max(line.first, least), min(line.last, 10**width - 1)
    if low > high:
        return None
    has_short_year = line.format.date_part in (DatePart.YEAR2, DatePart.YEAR2_MONTH)
    earliest, latest = _SHORT_YEARS if has_short_year else (EARLIEST_DATE, LATEST_DATE)
    return Span(
        _read(line.format, low, width, earliest),
        _read(line.format, high, width, latest),
    )


def _read(line_format: NumberFormat, counter: int, width: int, on: date) -> int:
    text = f"{line_format.head(on)}{counter:0{width}}{line_format.suffix}"
    return int(digits_of(text) or 0)


class Lines:
    """The lines, by their keys, of all the series that invoices of a company draw from."""

    def __init__(self, lines: Mapping[int, Line]) -> None:
        self._spans = {key: spans_of(line) for key, line in lines.items()}

    def rivals(self, key: int) -> list[int]:
        """The other lines whose numbers can have the same digits."""
        own = self._spans[key]
        return [
            other
            for other, spans in self._spans.items()
            if other != key and any(a.meets(b) for a in own for b in spans)
        ]

    def tell_apart(self, digits: str, key: int | None) -> bool:
        """Whether these digits of a number of the line tell it from the numbers of all others."""
        if not digits or key not in self._spans or looks_like_key(digits):
            return False
        here = Span(int(digits), int(digits))
        return any(here.meets(span) for span in self._spans[key]) and not self.rivals(key)
