"""Prove that a line can print no number that another line of its registers prints."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.utils.translation import gettext as _

from numbering.exceptions import OverlappingLines
from numbering.kinds import disjoint_registers
from numbering.models import NumberSeries, SeriesLine
from numbering.overlap import Stretch, first_collision
from numbering.periods import EARLIEST_DATE, LATEST_DATE


def prove_no_overlap(series: NumberSeries, changed: SeriesLine | None = None) -> None:
    """Raise OverlappingLines, naming the other series and the first number both would print.

    `changed` is a line of the series as it is about to be saved. Every line of the series is
    looked at, because a line's starting date decides how long the one before it is used. Blocked
    lines print nothing and are looked at when they are unblocked. Run it with the company's
    settings locked, so that two administrators cannot slip past each other.
    """
    if series.blocked:
        return
    lines = list(
        SeriesLine.objects.in_registers(series.company, disjoint_registers(series.register))
        .exclude(pk=changed.pk or 0 if changed is not None else 0)
        .select_related("series__company")
        .order_by("pk")
    )
    if changed is not None:
        lines.append(changed)
    printing = [
        line
        for line in lines
        if not line.blocked and (line.series_id == series.pk or not line.series.blocked)
    ]
    stretches = {id(line): _stretch(line, lines) for line in printing}
    own = [line for line in printing if line.series_id == series.pk]
    for number, mine in enumerate(own):
        for other in [*own[number + 1 :], *(o for o in printing if o.series_id != series.pk)]:
            # The changed line speaks first: the message is read beside it.
            first, second = (other, mine) if other is changed else (mine, other)
            collision = first_collision(stretches[id(first)], stretches[id(second)])
            if collision is not None:
                raise _overlap(first, second, collision)


def _overlap(line: SeriesLine, other: SeriesLine, collision: str) -> OverlappingLines:
    if other.series_id == line.series_id:
        message = _("%(mine)s and %(range)s of the same series would both print %(number)s.")
    else:
        message = _("%(mine)s and %(code)s (%(range)s) would both print %(number)s.")
    facts = {
        "mine": line.range_text(),
        "code": other.series.code,
        "range": other.range_text(),
        "number": collision,
    }
    return OverlappingLines(
        f"{message % facts} " + _("Change the range or the prefix."),
        field="first_number",
        series=line.series,
        other=other.series,
        number=collision,
    )


def _stretch(line: SeriesLine, lines: Iterable[SeriesLine]) -> Stretch:
    """What the line can print on the dates it is used for: until a later line takes over."""
    start = line.starting_date or EARLIEST_DATE
    later = [
        other.starting_date
        for other in lines
        if other.series_id == line.series_id
        and other.starting_date is not None
        and other.starting_date > start
    ]
    return Stretch(
        format=line.format,
        first=line.first_number,
        last=line.last_value,
        increment=line.increment,
        restart=line.restart,
        first_month=line.series.company.fiscal_year_first_month,
        from_date=start,
        to_date=min(later) - timedelta(days=1) if later else LATEST_DATE,
    )
