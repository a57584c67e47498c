"""Document dates and the periods in which a restarting line counts."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from numbering.choices import Restart
from numbering.exceptions import ImpossibleDate

# Outside these years a document's date is a slip of the finger, and the proof that two series
# never print the same number has to look at finitely many dates.
EARLIEST_DATE = date(1900, 1, 1)
LATEST_DATE = date(2199, 12, 31)


def checked_date(on: date) -> date:
    """Return `on` when it can be a document's date, else raise ImpossibleDate."""
    day = on if type(on) is date else date(on.year, on.month, on.day)
    if EARLIEST_DATE <= day <= LATEST_DATE:
        return day
    raise ImpossibleDate(_("%(on)s is not a document date: check the year.") % {"on": day})


def fiscal_year(on: date, first_month: int) -> int:
    """The calendar year in which the fiscal year of `on` begins."""
    return on.year if on.month >= first_month else on.year - 1


def months_of(period: str, first_month: int) -> list[date]:
    """The first days of the months of a period; none for "", which has no end."""
    year, _dash, month = period.partition("-")
    if month:
        return [date(int(year), int(month), 1)]
    months = range(first_month - 1, first_month + 11) if year else ()
    return [date(int(year) + number // 12, number % 12 + 1, 1) for number in months]


def last_day_of(period: str, first_month: int) -> date:
    """The last day of a period that has an end."""
    last = months_of(period, first_month)[-1]
    return date(last.year + last.month // 12, last.month % 12 + 1, 1) - timedelta(days=1)


def period_of(on: date, restart: str, first_month: int) -> str:
    """The period in which a line counts on a date: "" (never restarts), "2026" or "2026-03"."""
    if restart == Restart.FISCAL_YEAR:
        return f"{fiscal_year(on, first_month):04}"
    if restart == Restart.MONTH:
        return f"{on.year:04}-{on.month:02}"
    return ""
