"""How the number field of an entry page behaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from numbering.choices import ManualRange
from numbering.engine.plan import plan_of
from numbering.engine.request import User
from numbering.exceptions import NumberingError
from numbering.models import Company, NumberSeries
from numbering.services.drawing import peek
from numbering.services.lookup import find_series, series_for


@dataclass(frozen=True, slots=True)
class NumberEntry:
    """What to show where a document's number stands.

    `mode` is "hidden" (drawn on save), "optional" (empty draws), "required" (type one),
    "proposed" (filled with the next number, may be changed), "pick" (choose a series first) or
    "blocked" (nothing can be entered; `message` says who can help).
    """

    mode: str
    series: NumberSeries | None = None
    choices: tuple[NumberSeries, ...] = ()
    next_number: str = ""
    message: str = ""
    rule: str = ""

    @property
    def is_shown(self) -> bool:
        """Whether there is a field to type into."""
        return self.mode in ("optional", "required", "proposed")


def number_entry(
    company: Company,
    kind: str,
    *,
    on: date,
    by: User = None,
    series: NumberSeries | None = None,
) -> NumberEntry:
    """How the number field of a new document behaves (Business Central's rules).

    `series` is the one in question where the caller knows it, for example an order type's.
    """
    assigned = series or find_series(company, kind)
    if assigned is None:
        try:
            series_for(company, kind)
        except NumberingError as error:
            return NumberEntry("blocked", message=str(error))
    assert assigned is not None
    related = tuple(relation.related for relation in assigned.relations.select_related("related"))
    choices = (assigned, *related) if related else ()
    try:
        upcoming = peek(assigned, on=on) if assigned.default_numbers else ""
    except NumberingError as error:
        return _cannot_draw(assigned, choices, str(error))
    if not assigned.default_numbers:
        rule = _typed_rule(assigned, on)
        return NumberEntry("required", assigned, choices, message=rule, rule=rule)
    rule = _("next from %(series)s: %(number)s") % {"series": assigned, "number": upcoming}
    if assigned.manual_numbers:
        return NumberEntry("optional", assigned, choices, upcoming, rule=rule)
    if choices:
        return NumberEntry("pick", assigned, choices, upcoming, rule=rule)
    return NumberEntry("hidden", assigned, (), upcoming, rule=rule)


def _cannot_draw(
    series: NumberSeries, choices: tuple[NumberSeries, ...], message: str
) -> NumberEntry:
    """Business Central: a series that cannot draw shows the field; type a number or mend it."""
    mode = "required" if series.manual_numbers and not series.blocked else "blocked"
    return NumberEntry(mode, series, choices, message=message, rule=message)


def _typed_rule(series: NumberSeries, on: date) -> str:
    if series.manual_range != ManualRange.INSIDE:
        return _("type a new number")
    try:
        lines = plan_of(series, fresh=True).lines_in_force(on)
    except NumberingError as error:
        return str(error)
    ranges = ", ".join(line.range_text for line in lines if not line.blocked)
    return _("type a number within %(ranges)s") % {"ranges": ranges}
