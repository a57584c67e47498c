"""How the number field of an entry page behaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from numbering.choices import ManualRange
from numbering.engine.plan import plan_of
from numbering.engine.request import User
from numbering.engine.rights import granted, refuse_forbidden
from numbering.exceptions import NumberingError, SeriesForbidden, SeriesNotAssigned
from numbering.kinds import find_kind
from numbering.models import Company, Department, NumberSeries
from numbering.services.drawing import peek
from numbering.services.lookup import pickable_series, series_for


@dataclass(frozen=True, slots=True)
class NumberEntry:
    """What to show where a document's number stands.

    `mode` is "hidden" (drawn on save), "optional" (empty draws), "required" (type one),
    "proposed" (filled with the next number, may be changed), "pick" (drawn, from the series
    picked) or "blocked" (nothing can be entered; `message` says who can help). `choices` are the
    series to pick from, where there are several; `series` is the one that is picked.
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

    @property
    def proposal(self) -> str:
        """What the field is filled with."""
        return self.next_number if self.mode == "proposed" else ""


def number_entry(
    company: Company,
    kind: str,
    *,
    on: date,
    by: User = None,
    department: Department | None = None,
    series: NumberSeries | None = None,
    picked: NumberSeries | None = None,
) -> NumberEntry:
    """How the number field of a new document behaves (Business Central's rules).

    `series` is the one set for the document where the caller knows it, for example an order
    type's; `picked` the related one that the clerk has chosen instead.
    """
    try:
        assigned = series or series_for(company, kind, department=department)
    except SeriesNotAssigned as error:
        return NumberEntry("blocked", message=str(error), rule=str(error))
    pickable = pickable_series(assigned)
    current = picked if picked is not None and picked in pickable else assigned
    choices = tuple(pickable) if len(pickable) > 1 else ()
    if not current.default_numbers:
        rule = _typed_rule(current, on)
        return NumberEntry("required", current, choices, message=rule, rule=rule)
    try:
        upcoming = peek(current, on=on)
        refuse_forbidden(current, granted(current), "draw", by)
    except NumberingError as error:
        return _cannot_draw(current, choices, error)
    rule = _("next from %(series)s: %(number)s") % {"series": current, "number": upcoming}
    return NumberEntry(
        _mode(company, kind, current, choices), current, choices, upcoming, rule=rule
    )


def _mode(
    company: Company, kind: str, series: NumberSeries, choices: tuple[NumberSeries, ...]
) -> str:
    if series.manual_numbers:
        known = find_kind(kind)
        proposed = known is not None and known.is_proposed and company.automatic_item_numbers
        return "proposed" if proposed else "optional"
    return "pick" if choices else "hidden"


def _cannot_draw(
    series: NumberSeries, choices: tuple[NumberSeries, ...], error: NumberingError
) -> NumberEntry:
    """Business Central: a series that cannot draw shows the field; type a number or mend it."""
    mode = "required" if may_be_typed_instead(series, error) else "blocked"
    return NumberEntry(mode, series, choices, message=str(error), rule=str(error))


def may_be_typed_instead(series: NumberSeries, error: NumberingError) -> bool:
    """Whether a number may be typed where drawing fails: not into a blocked or reserved series."""
    return not (series.blocked or isinstance(error, SeriesForbidden))


def _typed_rule(series: NumberSeries, on: date) -> str:
    if series.manual_range != ManualRange.INSIDE:
        return _("type a new number")
    try:
        lines = plan_of(series, fresh=True).lines_in_force(on)
    except NumberingError as error:
        return str(error)
    ranges = ", ".join(line.range_text for line in lines if not line.blocked)
    return _("type a number within %(ranges)s") % {"ranges": ranges}
