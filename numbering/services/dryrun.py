"""A dry run: every number that would come on given dates, and every error, before it is live."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from numbering.engine.plan import LinePlan, SeriesPlan, plan_of
from numbering.exceptions import NumberingError
from numbering.models import Company, NumberSeries
from numbering.periods import checked_date, fiscal_year
from numbering.services.drawing import preview_plan


@dataclass(frozen=True, slots=True)
class DryRunAnswer:
    """What a series would do on a date: its next numbers, or exactly why there are none."""

    series: NumberSeries
    on: date
    numbers: tuple[str, ...]
    error: NumberingError | None

    @property
    def message(self) -> str:
        """The error as a sentence, empty where numbers would come."""
        return str(self.error) if self.error else ""


def usual_dates(company: Company, today: date) -> list[tuple[str, date]]:
    """The dates that a set-up is best tried on, each with its name."""
    year = fiscal_year(today, company.fiscal_year_first_month)
    month = company.fiscal_year_first_month
    next_start = date(year + 1, month, 1)
    return [
        (_("today"), today),
        (_("a year ago"), _year_before(today)),
        (_("last day of the fiscal year"), next_start - timedelta(days=1)),
        (_("first day of the next fiscal year"), next_start),
        (_("last day of the calendar year"), date(today.year, 12, 31)),
        (_("first day of the next calendar year"), date(today.year + 1, 1, 1)),
    ]


def dry_run(
    series: Iterable[NumberSeries], dates: Sequence[date], *, count: int = 3
) -> list[DryRunAnswer]:
    """What each series would do on each date; consumes nothing."""
    return [answer for one in series for answer in _answers(one, dates, count)]


def _answers(series: NumberSeries, dates: Sequence[date], count: int) -> list[DryRunAnswer]:
    plan = plan_of(series, fresh=True)
    # Dates that the same lines number in the same period, with the same text around the counter,
    # have the same next numbers.
    known: dict[object, tuple[str, ...]] = {}
    answers = []
    for on in dates:
        try:
            checked_date(on)
            key = _case(plan, plan.lines_for(on), on)
            if key not in known:
                known[key] = tuple(preview_plan(plan, count, on=on))
            answers.append(DryRunAnswer(series, on, known[key], None))
        except NumberingError as error:
            answers.append(DryRunAnswer(series, on, (), error))
    return answers


def _case(plan: SeriesPlan, lines: list[LinePlan], on: date) -> object:
    """What the next numbers depend on; the date itself where a series goes by date."""
    if plan.date_order:
        return on
    return tuple((line.id, line.period(on), line.format.head(on)) for line in lines)


def _year_before(today: date) -> date:
    """The same day a year ago; 28 February where there is none."""
    day = 28 if (today.month, today.day) == (2, 29) else today.day
    return date(today.year - 1, today.month, day)
