"""The series behind one range of the order type grid."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from numbering.choices import ManualRange
from numbering.exceptions import NumberingError
from numbering.formats import NumberFormat
from numbering.models import Company, IssuedNumber, NumberSeries, SeriesLine
from numbering.services import add_line, create_series, save_line, save_series, set_next_number
from orders.ranges import ShownRange, counter_value, grid_line, shown_range

# Where the engine finds a mistake → which of from, to and next it is.
_PLACES = {
    "end": "to",
    "last_number": "to",
    "next_number": "next",
}


class RangeError(Exception):
    """A mistake in one of the three fields of a range."""

    def __init__(self, place: str, message: str) -> None:
        super().__init__(message)
        self.place = place


def place_of(error: NumberingError) -> str:
    """Whether the engine's error belongs to from, to or next."""
    return _PLACES.get(error.field, "from")


@dataclass(slots=True)
class TypedRange:
    """A range as typed into the grid: what it is, what it was, and how to save it.

    `code` and `register` are those of the series that is made when there is none yet.
    """

    company: Company
    code: str
    register: str
    description: str
    series: NumberSeries | None
    first: str
    last: str
    next: str
    next_shown: str | None
    may_be_typed: bool
    # Whether the range was out of use until now, so that saving it unblocks its series. A series
    # that an administrator blocked on its own page stays blocked.
    comes_into_use: bool
    line: SeriesLine | None = field(init=False)
    shown: ShownRange = field(init=False)

    def __post_init__(self) -> None:
        self.first, self.last, self.next = (
            text.strip() for text in (self.first, self.last, self.next)
        )
        self.line = None if self.series is None else grid_line(self.series)
        self.shown = shown_range(self.series)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not (self.first or self.last or self.next)

    @property
    def is_changed(self) -> bool:
        """Whether from or to differs from what is stored."""
        return (self.first, self.last) != (self.shown.first, self.shown.last)

    @property
    def has_issued(self) -> bool:
        """Whether the series has given out numbers."""
        return self.series is not None and IssuedNumber.objects.filter(series=self.series).exists()

    def park(self) -> None:
        """Keep the old range out of the way while the rows of the grid trade places.

        Not a change of settings: `save` writes the line again in the same transaction.
        """
        if self.line is not None and self.is_changed and not self.is_empty:
            SeriesLine.objects.filter(pk=self.line.pk).update(blocked=True)

    def block(self, *, by: User) -> None:
        """Take the series out of use: from now on its range is nobody's."""
        if self.series is not None and not self.series.blocked:
            self.series.blocked = True
            save_series(self.series, by=by)

    def save(self, *, by: User) -> NumberSeries:
        """Store the range and its next number; returns the series.

        Raises RangeError for what was typed, and what the engine raises.
        """
        first, last = self._parsed() if self.line is None or self.is_changed else ("", "")
        upcoming = self._parsed_next()
        if self.series is None:
            self.series = create_series(
                self.company,
                self.code,
                register=self.register,
                description=self.description,
                start="",
                by=by,
                **self._flags(),
            )
            self.line = add_line(self.series, start=first, end=last, by=by)
        elif self.line is None:
            self.line = add_line(self.series, start=first, end=last, by=by)
        elif self.is_changed:
            self.line.series = self.series
            self.line.digits = len(first)
            self.line.first_number, self.line.last_number = int(first), int(last)
            save_line(self.line, by=by)
        self._save_flags(by)
        self._save_next(upcoming, by)
        return self.series

    def _parsed(self) -> tuple[str, str]:
        """From and to, checked by themselves."""
        if self.line is not None and self.line.format != NumberFormat(digits=self.line.digits):
            raise RangeError(
                "from",
                _("%(range)s has a prefix, a date or a suffix: change it on the page of %(code)s.")
                % {"range": self.line.range_text(), "code": self.line.series.code},
            )
        for place, text in (("from", self.first), ("to", self.last)):
            self._check_digits(place, text)
        if int(self.last) < int(self.first):
            raise RangeError(
                "to",
                _("The range ends before it begins: %(first)s – %(last)s.")
                % {"first": self.first, "last": self.last},
            )
        like_first = NumberFormat(digits=len(self.first)).text(int(self.last), timezone.localdate())
        if self.last != like_first:
            raise RangeError(
                "to",
                _("Write it with as many digits as the first number: %(number)s.")
                % {"number": like_first},
            )
        return self.first, self.last

    def _check_digits(self, place: str, text: str) -> None:
        if not text:
            raise RangeError(place, _("A range has a first and a last number: fill in both."))
        if not (text.isascii() and text.isdigit()):
            raise RangeError(place, _("Type digits only."))
        positions = self.company.number_positions
        if len(text) > positions:
            raise RangeError(
                place,
                _(
                    "Numbers have %(positions)d digits at most; the company's settings can raise"
                    " this to 7."
                )
                % {"positions": positions},
            )

    def _parsed_next(self) -> int | None:
        """The next number if one is to be set; None leaves the counter where it stands."""
        shown = self.shown.next if self.next_shown is None else self.next_shown.strip()
        if not self.next:
            if not self.may_be_typed:
                raise RangeError("next", _("Invoice numbers are counted: type the next one."))
            return None
        if self.next == shown and self.shown.next:
            return None
        if self.next.isascii() and self.next.isdigit():
            return int(self.next)
        # A line that was given a prefix on the page of its series.
        today = timezone.localdate()
        value = None if self.line is None else self.line.format.value_of(self.next, today)
        if value is None:
            raise RangeError("next", _("Type digits only."))
        return value

    def _flags(self) -> dict[str, Any]:
        """Drawn numbers where there is a next one, else typed ones inside the range (Winbas)."""
        if self.next:
            return {"default_numbers": True, "manual_numbers": False}
        return {
            "default_numbers": False,
            "manual_numbers": True,
            "manual_range": ManualRange.INSIDE,
        }

    def _save_flags(self, by: User) -> None:
        assert self.series is not None
        changed = self.series.blocked and self.comes_into_use
        if changed:
            self.series.blocked = False
        if self.series.default_numbers != bool(self.next):
            changed = True
            for flag, value in self._flags().items():
                setattr(self.series, flag, value)
        if self.series.description != self.description:
            changed = True
            self.series.description = self.description
        if changed:
            save_series(self.series, by=by)

    def _save_next(self, upcoming: int | None, by: User) -> None:
        assert self.line is not None
        current = counter_value(self.line)
        if upcoming is None:
            # A counter that was set forward and has drawn nothing stays behind a moved range.
            upcoming = max(current, self.line.first_number)
        if upcoming != current:
            set_next_number(
                self.line,
                upcoming,
                on=timezone.localdate(),
                reason=_("set in the order types"),
                by=by,
            )
