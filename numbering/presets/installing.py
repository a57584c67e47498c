"""What installing the presets has in common: make the series, use each for its kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from numbering.exceptions import OverlappingLines, SetupRefused
from numbering.kinds import kind_label, register_of
from numbering.models import Company, NumberSeries, SeriesAssignment
from numbering.presets.registry import Person, PresetReport
from numbering.services import assign_series, create_series, set_next_number
from numbering.services.locks import lock_settings


@dataclass(frozen=True, slots=True)
class WantedSeries:
    """A series as a preset wants it, and the kind of document that it numbers.

    `start` and `end` are sample numbers and `settings` what else `create_series` takes.
    `next_value` and `jump_reason` are for a counter that does not begin with the first number.
    """

    kind: str
    code: str
    start: str
    end: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    next_value: int | None = None
    jump_reason: str = ""

    def __str__(self) -> str:
        return f"{self.code} · {kind_label(self.kind)}"

    def is_like(self, series: NumberSeries) -> bool:
        """Whether the series is this one: it may have got further lines and switches since."""
        ranges = {line.range_text() for line in series.lines.order_by("pk")}
        return series.register == register_of(self.kind) and f"{self.start}–{self.end}" in ranges


def code_of(kind: str) -> str:
    """The code for the series of a kind where the system has no codes of its own."""
    return kind.upper().replace("_", "-").replace("RETURN-DELIVERY", "RETURN")


def describe(company: Company, kind: str) -> str:
    """The description of such a series, in the company's language."""
    with translation.override(company.language):
        return str(kind_label(kind))


def install_series(company: Company, wanted: Iterable[WantedSeries], by: Person) -> PresetReport:
    """Make each series that is not there yet, and let its kind take numbers from it.

    A kind that the company numbers already stays as it is. So does one whose code names another
    series, and one whose numbers another series of its register could print (orders and invoices,
    where order types count them).
    """
    report = PresetReport()
    # Two administrators may install at the same time; the second finds what the first has made.
    lock_settings(company.pk)
    existing = {series.code: series for series in NumberSeries.objects.of(company)}
    assignments = SeriesAssignment.objects.filter(company=company).select_related("series")
    assigned = {row.kind: row.series for row in assignments.order_by("pk")}
    for one in wanted:
        numbers = assigned.get(one.kind)
        there = existing.get(one.code)
        if numbers is not None:
            if numbers.code == one.code and one.is_like(numbers):
                report.kept.append(str(one))
            else:
                report.left_out.append(
                    _("%(what)s: numbered by %(series)s")
                    % {"what": one, "series": _with_ranges(numbers)}
                )
        elif there is not None and not one.is_like(there):
            report.left_out.append(
                _("%(what)s: the code is another series', %(series)s")
                % {"what": one, "series": _with_ranges(there)}
            )
        else:
            try:
                with transaction.atomic():
                    assign_series(company, one.kind, there or _make(company, one, by), by=by)
            except (OverlappingLines, SetupRefused) as error:
                report.left_out.append(f"{one}: {error}")
            else:
                report.made.append(str(one))
    return report


def _make(company: Company, wanted: WantedSeries, by: Person) -> NumberSeries:
    series = create_series(
        company,
        wanted.code,
        register=wanted.kind,
        start=wanted.start,
        end=wanted.end,
        by=by,
        **wanted.settings,
    )
    if wanted.next_value is not None:
        set_next_number(
            series.lines.get(),
            wanted.next_value,
            on=timezone.localdate(),
            reason=wanted.jump_reason,
            by=by,
        )
    return series


def _with_ranges(series: NumberSeries) -> str:
    ranges = ", ".join(line.range_text() for line in series.lines.order_by("pk"))
    return f"{series.code} ({ranges})" if ranges else series.code
