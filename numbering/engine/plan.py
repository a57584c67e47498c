"""The plan of a draw: what is known of a series before the counter is touched.

A plan is read once per series object and carries the revision of the settings it was read from.
The draw compares that revision with the counter's in its one statement, so that a plan may be as
old as it likes: when an administrator has changed something since, the draw finds no row, reads
a new plan and tries again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from numbering.choices import GapPolicy
from numbering.engine.rights import granted
from numbering.exceptions import (
    AutomaticNumberNotAllowed,
    NoLineForDate,
    SeriesBlocked,
)
from numbering.formats import NumberFormat
from numbering.models import NumberSeries, SeriesAccess, SeriesLine
from numbering.periods import period_of


class StalePlan(Exception):
    """The settings changed since the plan was read; draw_numbers plans anew."""


@dataclass(frozen=True, slots=True)
class LinePlan:
    """One line as a draw sees it."""

    id: int
    format: NumberFormat
    starting_date: date | None
    first: int
    last: int
    open_ended: bool
    increment: int
    restart: str
    gap_policy: str
    blocked: bool
    range_text: str
    tells_apart: bool
    first_month: int

    def period(self, on: date) -> str:
        """The period in which the line counts on this date."""
        return period_of(on, self.restart, self.first_month)

    def scope(self, on: date) -> str:
        """The period that must be told beside the text; empty where the text tells it."""
        return "" if self.tells_apart else self.period(on)


@dataclass(frozen=True, slots=True)
class SeriesPlan:
    """A series with its lines as a draw sees it."""

    series: NumberSeries
    id: int
    code: str
    company_id: int
    register: str
    revision: int
    blocked: bool
    default_numbers: bool
    date_order: bool
    lines: tuple[LinePlan, ...]
    # Which groups an action is reserved for; actions that are missing are open to all.
    access: dict[str, frozenset[int]] = field(default_factory=dict)
    # Worked out once, for the draws that follow.
    drawable: dict[date, list[LinePlan]] = field(default_factory=dict, compare=False)
    statements: dict[tuple[Any, ...], str] = field(default_factory=dict, compare=False)

    def lines_for(self, on: date) -> list[LinePlan]:
        """The lines that may number a document of this date, in the order of their use.

        Business Central: the lines of the latest starting date that is not after the document's
        date; never those of an older one. Raises SeriesBlocked, AutomaticNumberNotAllowed or
        NoLineForDate.
        """
        lines = self.drawable.get(on)
        if lines is None:
            self._refuse_blocked()
            lines = self.drawable[on] = self.open_lines(on)
        return lines

    def _refuse_blocked(self) -> None:
        if self.blocked:
            raise SeriesBlocked(
                _("The number series %(code)s is blocked: an administrator can unblock it.")
                % {"code": self.code},
                series=self.series,
            )
        if not self.default_numbers:
            raise AutomaticNumberNotAllowed(
                _("The number series %(code)s draws no numbers: type one.") % {"code": self.code},
                series=self.series,
            )

    def open_lines(self, on: date) -> list[LinePlan]:
        """The unblocked ones of the lines in force. Raises SeriesBlocked or NoLineForDate."""
        open_lines = [line for line in self.lines_in_force(on) if not line.blocked]
        if not open_lines:
            raise SeriesBlocked(
                _(
                    "Every line of the number series %(code)s for %(on)s is blocked: "
                    "an administrator can unblock one."
                )
                % {"code": self.code, "on": date_format(on, "SHORT_DATE_FORMAT")},
                series=self.series,
                on=on,
            )
        return open_lines

    def lines_in_force(self, on: date) -> list[LinePlan]:
        """The lines of the latest starting date on or before `on`, blocked ones included.

        Raises NoLineForDate.
        """
        started = [
            line for line in self.lines if line.starting_date is None or line.starting_date <= on
        ]
        if not started:
            raise NoLineForDate(
                _(
                    "The number series %(code)s has no line for %(on)s: "
                    "an administrator can add a line that starts on or before that date."
                )
                % {"code": self.code, "on": date_format(on, "SHORT_DATE_FORMAT")},
                series=self.series,
                on=on,
            )
        latest = max(line.starting_date or date.min for line in started)
        return sorted(
            (line for line in started if (line.starting_date or date.min) == latest),
            key=lambda line: (line.first, line.id),
        )


def plan_of_line(line: SeriesLine, first_month: int) -> LinePlan:
    """The plan of one line of a company whose fiscal year begins with `first_month`."""
    return LinePlan(
        id=line.pk,
        format=line.format,
        starting_date=line.starting_date,
        first=line.first_number,
        last=line.last_value,
        open_ended=line.last_number is None,
        increment=line.increment,
        restart=line.restart,
        gap_policy=GapPolicy(line.gap_policy),
        blocked=line.blocked,
        range_text=line.range_text(),
        tells_apart=line.format.tells_apart(line.restart, first_month),
        first_month=first_month,
    )


def plan_of(series: NumberSeries, *, fresh: bool = False) -> SeriesPlan:
    """The plan of a series: kept on the object, read again when `fresh`."""
    if series._plan is None or fresh:
        # Few series have rights of their own: that there are none costs no statement.
        reserved = Exists(SeriesAccess.objects.filter(series=OuterRef("pk")))
        rows = NumberSeries.objects.select_related("company").annotate(is_reserved=reserved)
        current: Any = rows.get(pk=series.pk)
        month = current.company.fiscal_year_first_month
        series._plan = SeriesPlan(
            series=series,
            id=current.pk,
            code=current.code,
            company_id=current.company_id,
            register=current.register,
            revision=current.revision,
            blocked=current.blocked,
            default_numbers=current.default_numbers,
            date_order=current.date_order,
            access=granted(series) if current.is_reserved else {},
            lines=tuple(
                plan_of_line(line, month)
                for line in SeriesLine.objects.filter(series_id=series.pk).order_by("pk")
            ),
        )
    plan: SeriesPlan = series._plan
    return plan
