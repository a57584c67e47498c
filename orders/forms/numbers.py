"""The number field of an entry page: what stands there and which rule is at work."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from numbering.models import Company, IssuedNumber, NumberSeries
from numbering.services import NumberEntry

# The field of a document's own number. Pages with several numbers call each by its model's field,
# and what belongs to one by that name with these ends.
NUMBER = "number"
# What was typed while the field was hidden again: kept in case the field comes back.
KEPT = "_kept"
# The number that an entry page proposed; saved unchanged it is drawn, not claimed.
PROPOSED = "_proposed"
# The series picked among the related ones.
PICKED = "_series"


@dataclass(frozen=True, kw_only=True)
class NumberPlace:
    """What the page shows where a document's number stands (Business Central's No. field)."""

    label: str | Promise
    name: str = NUMBER
    entry: NumberEntry | None = None
    issued: IssuedNumber | None = None
    typed: str = ""
    # Where the place is asked for anew when the series, the type or the date changes.
    rule_url: str = ""
    # The form that the fields belong to, where they stand outside of it.
    form_id: str = ""
    # What an administrator can do where no number can be drawn, and where.
    mend_label: str = ""
    mend_url: str = ""
    # Whom to ask, for everybody else.
    helpers: tuple[str, ...] = ()
    notice: str = ""
    errors: tuple[str, ...] = ()

    @property
    def mode(self) -> str:
        """How the field behaves; see NumberEntry."""
        if self.issued is not None:
            return "issued"
        return "unknown" if self.entry is None else self.entry.mode

    @property
    def is_input(self) -> bool:
        """Whether there is a field to type into."""
        return self.mode in ("optional", "required", "proposed")

    @property
    def choices(self) -> tuple[NumberSeries, ...]:
        """The series to pick from."""
        return self.entry.choices if self.entry is not None and self.issued is None else ()

    @property
    def label_for(self) -> str:
        """The field that the label belongs to."""
        return f"{self.name}{PICKED}" if self.choices and not self.is_input else self.name

    @property
    def cannot_draw(self) -> bool:
        """Whether the series should draw and cannot; or there is none."""
        return self.entry is not None and self.issued is None and cannot_draw(self.entry)

    @property
    def value(self) -> str:
        """What stands in the field."""
        return self.typed or (self.entry.proposal if self.entry is not None else "")

    @property
    def rule(self) -> str:
        """The rule at work, in words."""
        return "" if self.entry is None or self.issued is not None else self.entry.rule

    @property
    def shows_rule(self) -> bool:
        """Whether the rule is still to be said: an error may have said it already."""
        return bool(self.rule) and self.rule not in self.errors

    def with_errors(self, errors: Any) -> NumberPlace:
        """The same place with what was wrong with the number."""
        return replace(self, errors=tuple(str(error) for error in errors))


def cannot_draw(entry: NumberEntry) -> bool:
    """Whether the series of a document should draw and cannot; or there is none."""
    if entry.series is None:
        return True
    return entry.series.default_numbers and not entry.next_number


def mend_label(entry: NumberEntry) -> str:
    """What an administrator can do about a field that cannot draw."""
    return _("Set up numbering") if entry.series is None else _("Mend the series")


def _text(data: Any, name: str) -> str:
    return str(data.get(name) or "").replace("\x00", "").strip()


def typed_number(data: Any, name: str = NUMBER) -> str:
    """What was typed as a number; "" where the field was hidden or left as proposed."""
    typed = _text(data, name)
    return "" if typed == _text(data, name + PROPOSED) else typed


def kept_number(data: Any, name: str = NUMBER) -> str:
    """What was ever typed as a number, shown again when the field comes back."""
    return typed_number(data, name) or _text(data, name + KEPT)


def taken_proposal(data: Any, name: str = NUMBER) -> str:
    """The number that was proposed and left as it was; "" where none was."""
    proposed = _text(data, name + PROPOSED)
    return proposed if proposed == _text(data, name) else ""


def picked_series(company: Company, data: Any, name: str = NUMBER) -> NumberSeries | None:
    """The series picked, of the company's; whether it may be picked is for the service to say."""
    key = _text(data, name + PICKED)
    if not (key.isdecimal() and len(key) < 19):
        return None
    return NumberSeries.objects.of(company).filter(pk=key).first()


def has_number_field(data: Any, name: str = NUMBER) -> bool:
    """Whether the form that was sent showed a field for the number."""
    return name in data or name + PICKED in data
