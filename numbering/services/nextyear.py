"""Prepare the next year: propose new lines for dated series, and save them when confirmed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date

from numbering.choices import DatePart, Restart
from numbering.engine.request import User
from numbering.models import Company, NumberSeries, SeriesLine
from numbering.periods import fiscal_year
from numbering.services.lines import save_line
from numbering.transactions import write


@dataclass(frozen=True, slots=True)
class Proposal:
    """A line for the next fiscal year, not saved, and the line that it follows."""

    former: SeriesLine
    line: SeriesLine

    @property
    def series(self) -> NumberSeries:
        """The series that gets the line."""
        return self.former.series


def propose_next_year(company: Company, *, today: date) -> list[Proposal]:
    """New lines, from the first day of the next fiscal year, for every series that needs one.

    A series needs one where its line is dated or shows the year in its text, neither starts again
    nor prints the document's date by itself, and has no line yet for the next year. A year in the
    prefix, the suffix or the counter's first digits becomes the next one; without, the new range
    follows the old one.
    """
    month = company.fiscal_year_first_month
    year = fiscal_year(today, month)
    start = date(year + 1, month, 1)
    lines: dict[int, list[SeriesLine]] = {}
    rows = SeriesLine.objects.filter(series__company=company, series__blocked=False)
    for line in rows.select_related("series").order_by("series__code", "first_number", "pk"):
        lines.setdefault(line.series_id, []).append(line)
    proposals = []
    for of_series in lines.values():
        ending = _lines_ending_with(of_series, start)
        for former in ending:
            alike = [line for line in ending if _look(line) == _look(former)]
            proposal = _next_line(former, alike, year, start)
            if proposal is not None:
                proposals.append(Proposal(former, proposal))
    return proposals


def save_next_year(proposals: Iterable[Proposal], *, by: User = None) -> list[SeriesLine]:
    """Save what was proposed, all or nothing. Raises what save_line raises."""
    with write():
        return [save_line(proposal.line, by=by) for proposal in proposals]


def _lines_ending_with(lines: list[SeriesLine], start: date) -> list[SeriesLine]:
    """Those in force on the last day of the year; none where the next year has its own."""
    starts = [line.starting_date or date.min for line in lines]
    if max(starts) >= start:
        return []
    return [
        line
        for line, begins in zip(lines, starts, strict=True)
        if begins == max(starts) and not line.blocked
    ]


def _look(line: SeriesLine) -> tuple[str, ...]:
    """Lines of one look may not meet."""
    return line.prefix1, line.prefix2, line.suffix


def _next_line(
    former: SeriesLine, alike: list[SeriesLine], year: int, start: date
) -> SeriesLine | None:
    if former.restart != Restart.NEVER or former.date_part != DatePart.NONE:
        return None
    line = copy(former)
    line.pk, line.starting_date = None, start
    line._state = type(former._state)()
    if not _move_year(line, year, former_is_dated=former.starting_date is not None):
        lasts = [one.last_number for one in alike if one.last_number is not None]
        if former.starting_date is None or len(lasts) < len(alike):
            return None  # it simply goes on
        # Behind all of them, as they lie now.
        shift = max(lasts) - min(one.first_number for one in alike) + former.increment
        line.first_number += shift
        line.last_number = former.last_value + shift
    if former.warning_number is not None:
        line.warning_number = line.first_number + former.warning_number - former.first_number
    return line


def _move_year(line: SeriesLine, year: int, *, former_is_dated: bool) -> bool:
    """Turn the year in the line's text into the next one; whether there was one."""
    for width in (4, 2):
        old, new = _years(year, width), _years(year + 1, width)
        if _move_in_text(line, year, width) or (
            former_is_dated and _move_in_counter(line, old, new)
        ):
            return True
    return False


def _move_in_text(line: SeriesLine, year: int, width: int) -> bool:
    # A year by itself, not two digits of a longer number; or the two that a fiscal year lies in.
    old, second = _years(year, width), f"{_years(year + 1, 4)}|{_years(year + 1, 2)}"
    pattern = rf"(?<!\d){old}(?:(?P<sign>[-–/])(?P<second>{second}))?(?!\d)"

    def moved(match: re.Match[str]) -> str:
        new = _years(year + 1, width)
        if match["second"]:
            new += match["sign"] + _years(year + 2, len(match["second"]))
        return new

    for part in ("prefix1", "prefix2", "suffix"):
        text, count = re.subn(pattern, moved, getattr(line, part), count=1)
        if count:
            setattr(line, part, text)
            return True
    return False


def _years(year: int, width: int) -> str:
    return f"{year:04}"[-width:]


def _move_in_counter(line: SeriesLine, old: str, new: str) -> bool:
    """20260001–20269999: a range whose numbers all begin with the year."""
    if line.last_number is None:
        return False
    ends = [f"{value:0{line.digits}}" for value in (line.first_number, line.last_number)]
    if not all(end.startswith(old) and len(end) > len(old) + 1 for end in ends):
        return False
    line.first_number, line.last_number = (int(new + end[len(old) :]) for end in ends)
    return True
