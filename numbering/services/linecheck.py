"""Whether a line makes sense by itself."""

from __future__ import annotations

from django.utils.translation import gettext as _

from numbering.choices import DatePart, GapPolicy, Restart
from numbering.exceptions import InvalidFormat, NumberTooLong
from numbering.formats import LARGEST_COUNTER
from numbering.kinds import SUFFIX_LENGTH, all_kinds, longest_number
from numbering.models import SeriesLine
from numbering.periods import checked_date


def check_line(line: SeriesLine) -> None:
    """Refuse a line that cannot be meant. Raises InvalidFormat or NumberTooLong with the field."""
    _check_choices(line)
    if line.starting_date is not None:
        checked_date(line.starting_date)
    if not 1 <= line.digits <= 18:
        raise InvalidFormat(_("A counter has 1 to 18 digits."), field="digits")
    if not 0 <= line.first_number <= LARGEST_COUNTER:
        raise InvalidFormat(_("The first number must be 0 or more."), field="first_number")
    if line.increment < 1:
        raise InvalidFormat(_("The increment must be 1 or more."), field="increment")
    if line.last_number is not None and line.last_number < line.first_number:
        raise InvalidFormat(
            _("The last number %(last)s lies before the first, %(first)s.")
            % {
                "last": line.sample(line.last_number),
                "first": line.sample(line.first_number),
            },
            field="last_number",
        )
    line.format.check(
        last=max(line.first_number, line.last_number or 0) if line.last_number else None
    )
    if line.first_number > line.last_value:
        raise InvalidFormat(_("The first number is too long."), field="first_number")
    warning = line.warning_number
    if warning is not None and not line.first_number <= warning <= line.last_value:
        raise InvalidFormat(
            _("Warn from a number within the range %(range)s.") % {"range": line.range_text()},
            field="warning_number",
        )
    _check_restart(line)
    _check_room_for_suffix(line)


def _check_choices(line: SeriesLine) -> None:
    for field, choices in (
        ("date_part", DatePart),
        ("restart", Restart),
        ("gap_policy", GapPolicy),
    ):
        if getattr(line, field) not in choices.values:
            raise InvalidFormat(
                _("Choose one of: %(choices)s.") % {"choices": ", ".join(choices.values)},
                field=field,
            )


def _check_restart(line: SeriesLine) -> None:
    """Only documents may start again: a party or an item is told by its number alone."""
    if line.restart == Restart.NEVER:
        return
    kinds = [kind for kind in all_kinds() if kind.register == line.series.register]
    if kinds and not any(kind.is_document for kind in kinds):
        raise InvalidFormat(
            _("Only the numbers of documents can start again each year or month."),
            field="restart",
        )


def _check_room_for_suffix(line: SeriesLine) -> None:
    """Payments append six characters to these numbers: the longest of them must leave the room."""
    last = line.first_number if line.last_number is None else line.last_number
    length = line.format.fixed_length + max(line.digits, len(str(last)))
    limit = longest_number(line.series.register)
    if length > limit:
        raise NumberTooLong(
            _(
                "Payments add %(suffix)d characters to these numbers: they have %(limit)d "
                "characters at most, and these would have %(length)d."
            )
            % {"suffix": SUFFIX_LENGTH, "limit": limit, "length": length},
            field="last_number" if line.last_number is not None else "digits",
        )
