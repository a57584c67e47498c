"""What runs out first, and what must be prepared for the next year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import inf

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from numbering.choices import Restart
from numbering.formatting import quantity
from numbering.levels import Level, levels_in_force, read_pace
from numbering.models import Company, SeriesLine
from numbering.pace import rate_words
from numbering.pages.plots import Plot, plots_of
from numbering.periods import fiscal_year
from numbering.services import propose_next_year

# A line that lasts no longer than this is shown in the colour of warnings.
SOON = 60
# Farther ahead a day is a pretence.
DECADES = 30 * 365


class NextYear(StrEnum):
    """Whether a series is ready for the next fiscal year."""

    TO_PREPARE = "to_prepare"
    PREPARED = "prepared"
    GOES_ON = "goes_on"


@dataclass
class Outlook:
    """A line, how long it lasts, and whether it is ready for the next year."""

    level: Level
    today: date
    next_year: NextYear
    plot: Plot | None = None
    url: str = ""

    @property
    def days_left(self) -> int | None:
        """In how many days the last number goes, None where that is not in sight."""
        days = self.level.days_left(self.today)
        return None if days is None or days > DECADES else days

    @property
    def runs_out_on(self) -> date | None:
        """The day on which the last number goes."""
        days = self.days_left
        if days is None or self.level.is_used_up:
            return None
        return self.today + timedelta(days=days)

    @property
    def is_soon(self) -> bool:
        """Whether it must be looked after in the next weeks."""
        days = self.days_left
        return self.level.is_low or (days is not None and days <= SOON)

    @property
    def rate(self) -> str:
        """`12 a day`; empty while nothing tells."""
        return "" if self.level.per_day is None else rate_words(self.level.per_day)

    @property
    def left(self) -> str:
        """How many numbers are left."""
        return _("open-ended") if self.level.is_open_ended else quantity(self.level.left)

    @property
    def lasts(self) -> str:
        """How long the line lasts, in words."""
        days = self.days_left
        if days is not None:
            return ngettext("%(days)s day", "%(days)s days", days) % {"days": quantity(days)}
        if self.level.is_open_ended:
            return ""
        if self.level.per_day is None:
            return _("no pace yet")
        if self.level.days_left(self.today) is None and self.level.period:
            monthly = self.level.line.restart == Restart.MONTH
            return _("lasts the month") if monthly else _("lasts the fiscal year")
        return _("for decades")

    @property
    def urgency(self) -> tuple[float, float, str]:
        """What runs out first comes first, then what is fullest."""
        days = self.days_left
        share = 1 if self.level.is_open_ended else self.level.left / self.level.total
        return (inf if days is None else days, share, self.level.series.code)


def outlook_of(company: Company, *, today: date) -> list[Outlook]:
    """Every line in force, what runs out first in front: six statements.

    The pace reads some hundred numbers of a line, however many there are.
    """
    levels = levels_in_force(company, on=today)
    read_pace(levels, today=today)
    to_prepare = {one.former.pk for one in propose_next_year(company, today=today)}
    month = company.fiscal_year_first_month
    start = date(fiscal_year(today, month) + 1, month, 1)
    prepared = set(
        SeriesLine.objects.able_to_print()
        .filter(series__company=company, starting_date__gte=start)
        .values_list("series", flat=True)
    )

    def next_year(level: Level) -> NextYear:
        if level.line.pk in to_prepare:
            return NextYear.TO_PREPARE
        return NextYear.PREPARED if level.line.series_id in prepared else NextYear.GOES_ON

    rows = [Outlook(level, today, next_year(level)) for level in levels]
    return sorted(rows, key=lambda row: row.urgency)


def draw_plots(rows: list[Outlook]) -> None:
    """Give the rows of one page their plots: three statements."""
    if not rows:
        return
    plots = plots_of([row.level for row in rows], today=rows[0].today)
    for row in rows:
        row.plot = plots[row.level.line.pk]
