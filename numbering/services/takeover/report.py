"""What taking over a file did, or what a dry run found that it would do."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from numbering.formatting import quantity
from numbering.models import NumberSeries
from numbering.services.takeover.rows import Fault


@dataclass(frozen=True, slots=True)
class Stretch:
    """The new numbers of a line in a period, and where its counter stands then."""

    series: NumberSeries
    line_id: int
    range_text: str
    period: str
    count: int
    # Between the lowest and the highest, without a number: the old system did not use them.
    missing: int
    lowest: str
    highest: str
    # The next number now and then; "" where the line is used up.
    next_now: str
    next_then: str
    # The values of the counter; the same where it stands behind all of them already.
    now: int
    then: int

    @property
    def moves(self) -> bool:
        """Whether the next number is set behind the highest."""
        return self.then != self.now


@dataclass(frozen=True, slots=True)
class Loose:
    """New numbers of a kind that no line can print: they move no counter."""

    kind: str
    label: str
    count: int
    first: str
    last: str


@dataclass(slots=True)
class TakeoverReport:
    """The count of rows, what is wrong with them, and what becomes of the others."""

    # What the file calls its numbers.
    head: str = ""
    rows: int = 0
    new: int = 0
    there: int = 0
    # The first of those that are there already.
    there_texts: Sequence[str] = ()
    faults: list[Fault] = field(default_factory=list)
    # More than are listed, where there are very many.
    fault_count: int = 0
    # What concerns no single row.
    errors: list[str] = field(default_factory=list)
    stretches: Sequence[Stretch] = ()
    loose: Sequence[Loose] = ()
    is_done: bool = False

    @property
    def is_wrong(self) -> bool:
        """Whether something must be mended first."""
        return bool(self.fault_count or self.errors)

    @property
    def is_to_do(self) -> bool:
        """Whether there is anything to take over, and nothing wrong."""
        return bool(self.new) and not self.is_wrong

    @property
    def hidden_faults(self) -> int:
        """How many faults are not listed."""
        return self.fault_count - len(self.faults)

    @property
    def summary(self) -> str:
        """“3,400 new, 12 here already, 2 faults”."""
        new = ngettext("%(count)s new number", "%(count)s new numbers", self.new)
        told = [new % {"count": quantity(self.new)}]
        if self.there:
            told.append(_("%(count)s here already") % {"count": quantity(self.there)})
        if self.fault_count:
            faults = ngettext("%(count)s fault", "%(count)s faults", self.fault_count)
            told.append(faults % {"count": quantity(self.fault_count)})
        return ", ".join(told)

    @property
    def fingerprint(self) -> str:
        """The same for two runs that take over the same, wherever the counters stand by then."""
        told = [
            *(self.rows, self.new, self.there, self.fault_count, self.errors),
            [
                (one.line_id, one.period, one.count, one.lowest, one.highest)
                for one in self.stretches
            ],
            [(one.kind, one.count, one.first, one.last) for one in self.loose],
        ]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()
