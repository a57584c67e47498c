"""The number field of an entry page: what stands there and which rule is at work."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from numbering.access import ADMINISTRATORS, CompanyRequest
from numbering.models import IssuedNumber
from numbering.services import NumberEntry

# What was typed while the field was hidden again: kept in case the field comes back.
KEPT = "number_kept"
# The number that an entry page proposed; saved unchanged it is drawn, not claimed.
PROPOSED = "number_proposed"


@dataclass(frozen=True, kw_only=True)
class NumberPlace:
    """What the page shows where a document's number stands."""

    label: str | Promise
    entry: NumberEntry | None = None
    issued: IssuedNumber | None = None
    typed: str = ""
    proposes: bool = False
    settings_url: str = ""
    errors: tuple[str, ...] = ()

    @property
    def mode(self) -> str:
        """How the field behaves; see NumberEntry."""
        if self.issued is not None:
            return "issued"
        if self.entry is None:
            return "unknown"
        if self.proposes and self.entry.next_number:
            return "proposed"
        return self.entry.mode

    @property
    def is_input(self) -> bool:
        """Whether there is a field to type into."""
        return self.mode in ("optional", "required", "proposed")

    @property
    def value(self) -> str:
        """What stands in the field."""
        if self.mode == "proposed" and not self.typed and self.entry is not None:
            return self.entry.next_number
        return self.typed

    @property
    def rule(self) -> str:
        """The rule at work, in words."""
        if self.entry is None:
            return ""
        return self.entry.message if self.mode == "blocked" else self.entry.rule

    def with_errors(self, errors: Any) -> NumberPlace:
        """The same place with what was wrong with the number."""
        return replace(self, errors=tuple(str(error) for error in errors))


def typed_number(data: Any) -> str:
    """What was typed as a number; "" where the field was hidden or left as proposed."""
    typed = str(data.get("number") or "").replace("\x00", "").strip()
    return "" if typed == data.get(PROPOSED) else typed


def kept_number(data: Any) -> str:
    """What was ever typed as a number, shown again when the field comes back."""
    return str(data.get("number") or data.get(KEPT) or "").replace("\x00", "").strip()


def settings_url(request: CompanyRequest, entry: NumberEntry | None, screen: str) -> str:
    """Where an administrator mends a number field that cannot be used; "" for all others."""
    if entry is None or entry.mode != "blocked" or ADMINISTRATORS not in request.roles:
        return ""
    if entry.series is not None:
        return entry.series.get_absolute_url()
    try:
        return reverse(screen)
    except NoReverseMatch:
        return reverse("admin:index")
