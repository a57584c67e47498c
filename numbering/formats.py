"""What a number looks like: prefix 1 + date part + prefix 2 + counter + suffix.

Offer-Cube's five parts, Business Central's sample numbers. The counter is an integer and never
compared as text: after A9 comes A10, after 99 comes 100.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _

from numbering.choices import DatePart, Restart
from numbering.exceptions import InvalidFormat, NumberTooLong

MAX_LENGTH = 20
LARGEST_COUNTER = 10**18 - 1

_DATE_TEMPLATES = {
    DatePart.NONE: "",
    DatePart.YEAR4: "%Y",
    DatePart.YEAR2: "%y",
    DatePart.YEAR4_MONTH: "%Y%m",
    DatePart.YEAR2_MONTH: "%y%m",
}
_SAMPLE = re.compile(
    r"(?P<prefix1>[^{}]*?)(?:\{(?P<date_part>YYYYMM|YYMM|YYYY|YY)\}(?P<prefix2>[^{}]*?))?"
    r"(?P<counter>[0-9]+)(?P<suffix>[^0-9{}]*)"
)


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """The unchanging part of a line's numbers."""

    prefix1: str = ""
    date_part: str = DatePart.NONE
    prefix2: str = ""
    digits: int = 1
    suffix: str = ""

    def date_text(self, on: date) -> str:
        """The date part as printed for a document of this date."""
        return on.strftime(_DATE_TEMPLATES[DatePart(self.date_part)]) if self.date_part else ""

    def head(self, on: date) -> str:
        """All that stands before the counter."""
        return f"{self.prefix1}{self.date_text(on)}{self.prefix2}"

    def text(self, value: int, on: date) -> str:
        """The number with this counter value on a document of this date."""
        return f"{self.head(on)}{value:0{self.digits}}{self.suffix}"

    def value_of(self, text: str, on: date) -> int | None:
        """The counter value that prints as `text` on this date, None where none does."""
        date_text, value = self.read(text)
        return None if value is None or date_text != self.date_text(on) else value

    def read(self, text: str, *, once_narrower: bool = False) -> tuple[str, int | None]:
        """The date part that `text` shows and its counter value; None where it is not like this.

        `once_narrower` reads what was printed with fewer digits, too: they are raised at times.
        """
        match = _pattern(self).fullmatch(text)
        if match is None:
            return "", None
        narrower = once_narrower and len(match[2]) <= self.digits
        if not narrower and match[2] != f"{int(match[2]):0{self.digits}}":
            return "", None
        return match[1], int(match[2])

    @property
    def fixed_length(self) -> int:
        """Characters beside the counter."""
        return len(self.prefix1) + len(self.date_part) + len(self.prefix2) + len(self.suffix)

    @property
    def largest_value(self) -> int:
        """The largest counter that still prints in 20 characters."""
        return min(int(10 ** max(MAX_LENGTH - self.fixed_length, 0)) - 1, LARGEST_COUNTER)

    def check(self, *, last: int | None) -> None:
        """Refuse a format that prints more than 20 characters or anything unprintable.

        Raises NumberTooLong or InvalidFormat, naming the field.
        """
        for field in ("prefix1", "prefix2", "suffix"):
            part = getattr(self, field)
            if not part.isprintable() or any(sign in part for sign in " {}"):
                raise InvalidFormat(
                    _("Use letters, digits and signs only: no spaces and no braces."), field=field
                )
        longest = max(self.digits, len(str(last)) if last is not None else 1)
        if self.fixed_length + longest > MAX_LENGTH:
            raise NumberTooLong(
                _(
                    "Numbers of this line would have %(length)d characters; %(limit)d are possible."
                    " Shorten the prefix, the suffix or the range."
                )
                % {"length": self.fixed_length + longest, "limit": MAX_LENGTH},
                field="last_number" if longest > self.digits else "digits",
            )

    def tells_apart(self, restart: str, first_month: int) -> bool:
        """Whether the number's text alone shows in which period of the restart it was drawn."""
        if restart == Restart.NEVER:
            return True
        if restart == Restart.MONTH:
            return self.date_part in (DatePart.YEAR4_MONTH, DatePart.YEAR2_MONTH)
        if self.date_part in (DatePart.YEAR4_MONTH, DatePart.YEAR2_MONTH):
            return True
        return self.date_part != DatePart.NONE and first_month == 1


@lru_cache(maxsize=1000)
def _pattern(fmt: NumberFormat) -> re.Pattern[str]:
    """What a format's numbers look like: made once, for an old system's may be a million."""
    return re.compile(
        f"{re.escape(fmt.prefix1)}([0-9]{{{len(fmt.date_part)}}}){re.escape(fmt.prefix2)}"
        f"([0-9]+){re.escape(fmt.suffix)}"
    )


def parse_sample(sample: str, *, field: str = "start") -> tuple[NumberFormat, int]:
    """Read a sample number such as `SO-0001` or `RE-{YYYY}/001` into a format and a counter.

    The last group of digits is the counter, everything else the format (Business Central);
    `-55` counts up to `-56`: the minus is prefix. A date part stands in braces. Raises
    InvalidFormat or NumberTooLong, naming `field`.
    """
    sample = sample.strip()
    match = _SAMPLE.fullmatch(sample)
    if match is None:
        raise InvalidFormat(
            _(
                "“%(sample)s” has no digits to count with: type a sample number such as SO-0001,"
                " with a date part in braces if there is one: RE-{YYYY}/001."
            )
            % {"sample": sample},
            field=field,
        )
    counter = match["counter"]
    fmt = NumberFormat(
        prefix1=match["prefix1"],
        date_part=match["date_part"] or "",
        prefix2=match["prefix2"] or "",
        digits=len(counter),
        suffix=match["suffix"],
    )
    if len(counter) > len(str(LARGEST_COUNTER)):
        raise InvalidFormat(_("A counter has 1 to 18 digits."), field=field)
    if fmt.fixed_length + len(counter) > MAX_LENGTH:
        raise NumberTooLong(
            _("“%(sample)s” is too long: a number has %(limit)d characters at most.")
            % {"sample": sample, "limit": MAX_LENGTH},
            field=field,
        )
    return fmt, int(counter)


def parse_in_format(sample: str, fmt: NumberFormat, *, field: str) -> int:
    """Read the counter of a second sample number that must look like `fmt`.

    Raises InvalidFormat, naming `field`.
    """
    other, value = parse_sample(sample, field=field)
    same = (other.prefix1, other.date_part, other.prefix2, other.suffix)
    if (
        same != (fmt.prefix1, fmt.date_part, fmt.prefix2, fmt.suffix)
        or len(f"{value:0{fmt.digits}}") != other.digits
    ):
        raise InvalidFormat(
            _("“%(sample)s” does not look like the first number: only the counter may differ.")
            % {"sample": sample.strip()},
            field=field,
        )
    return value
