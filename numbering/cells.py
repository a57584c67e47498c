"""What a cell says, however it was written; what cannot be read is told, never guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from numbering.formatting import quantity
from numbering.tables import Cell

_YES = {"yes", "y", "x", "true", "1", "ja", "j", "tak", "kyllä"}
_NO = {"no", "n", "false", "0", "nej", "nein", "nie", "ei", "-"}
_SPACES = re.compile(r"[\s'’]")
# How a number may be written, and the sign that groups its thousands.
_NUMBERS = (
    (re.compile(r"-?\d*[.,]?\d+|-?\d+[.,]"), " "),
    (re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?"), "."),
    (re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?"), ","),
)
# One separator with three digits behind it: thousands for some people, decimals for others.
_TWO_WAYS = re.compile(r"-?[1-9]\d{0,2}([.,])\d{3}")
_DAY_FIRST = re.compile(r"(\d{1,2})[.-](\d{1,2})[.-](\d{4})")


class CellError(ValueError):
    """What stands in a cell cannot be read; the error is the sentence for the user."""


def as_text(cell: Cell) -> str:
    """A text or a number as it is typed."""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return shown(cell)


def as_flag(cell: Cell) -> bool | None:
    """A yes or no in one of our languages; None where the cell is empty."""
    if isinstance(cell, bool):
        return cell
    word = as_text(cell).casefold()
    if not word:
        return None
    if word in _YES or word == _("yes").casefold():
        return True
    if word in _NO or word == _("no").casefold():
        return False
    raise CellError(_("“%(text)s” is neither yes nor no: write yes or no.") % {"text": cell})


def as_amount(cell: Cell) -> Decimal | None:
    """A number with a decimal comma or point; None where the cell is empty."""
    if isinstance(cell, Decimal):
        return cell
    text = _SPACES.sub("", as_text(cell)).replace("\u2212", "-")
    if not text:
        return None
    if _TWO_WAYS.fullmatch(text):
        plain = re.sub("[.,]", "", text)
        raise CellError(
            _("“%(text)s” can be read in two ways: write %(one)s or %(other)s.")
            % {"text": text, "one": plain, "other": f"{text}0"}
        )
    for written, grouping in _NUMBERS:
        if written.fullmatch(text):
            return Decimal(text.replace(grouping, "").replace(",", "."))
    raise CellError(_("“%(text)s” is not a number.") % {"text": cell})


def as_day(cell: Cell) -> date | None:
    """A day; None where the cell is empty."""
    if isinstance(cell, date):
        return cell
    text = as_text(cell)
    if not text:
        return None
    day_first = _DAY_FIRST.fullmatch(text)
    try:
        if day_first:
            day, month, year = map(int, day_first.groups())
            return date(year, month, day)
        return date.fromisoformat(text)
    except ValueError as error:
        raise CellError(
            _("“%(text)s” is no day: write it as 2026-11-21.") % {"text": text}
        ) from error


def as_choice(cell: Cell, choices: Mapping[str, object]) -> str:
    """The code of a choice, written as its code or as its name; "" where the cell is empty."""
    word = as_text(cell).casefold()
    if not word:
        return ""
    for code, name in choices.items():
        if word in (code.casefold(), str(name).casefold()):
            return code
    raise CellError(
        _("“%(text)s” is not known here: write %(choices)s.")
        % {"text": cell, "choices": ", ".join(choices)}
    )


def shown(value: object) -> str:
    """A value as people of this language write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        return quantity(value)
    return value.isoformat() if isinstance(value, date) else str(value)
