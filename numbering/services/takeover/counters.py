"""Next numbers set behind the highest that was taken over, in each line and period."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from numbering.engine import sequences
from numbering.engine.counters import first_free, locked_counter, next_taken
from numbering.engine.plan import LinePlan, SeriesPlan, plan_of
from numbering.engine.request import User
from numbering.engine.sequences import is_native
from numbering.engine.standing import next_value
from numbering.formatting import quantity
from numbering.models import IssuedNumber, SeriesLine
from numbering.periods import months_of
from numbering.services.jumps import record_jump
from numbering.services.takeover.report import Stretch
from numbering.services.takeover.staging import Staging


def look_ahead(staged: Staging) -> list[Stretch]:
    """What is new of each line and period, and the next number behind it; never a lower one."""
    found: list[Stretch] = []
    rows = staged.stretches()
    lines = SeriesLine.objects.select_related("series").in_bulk({row[0] for row in rows})
    plans: dict[int, SeriesPlan] = {}
    for line_id, period, count, values, lowest, highest in rows:
        series = lines[line_id].series
        plan = plans.get(series.pk) or plans.setdefault(series.pk, plan_of(series, fresh=True))
        line = next(one for one in plan.lines if one.id == line_id)
        now = next_value(line, period)
        then = max(now, _behind(line, highest))
        if then > now:
            then = first_free(line, period, then)
        between = (highest - lowest) // line.increment + 1
        inside = IssuedNumber.objects.of_line(line_id, period).filter(
            value__range=(lowest, highest)
        )
        found.append(
            Stretch(
                series=series,
                line_id=line_id,
                range_text=line.range_text,
                period=period,
                count=count,
                missing=max(0, between - values - inside.order_by().count()),
                lowest=staged.text_of(line_id, period, lowest),
                highest=staged.text_of(line_id, period, highest),
                next_now=_text(line, period, now),
                next_then=_text(line, period, then),
                now=now,
                then=then,
            )
        )
    return found


def move_counters(stretches: Sequence[Stretch], *, file: str, by: User) -> None:
    """Set the next numbers, with the settings and counters of these series held.

    The step is kept with its reason, so that the completeness report explains what the old system
    did not use, and the history of the settings shows it.
    """
    lines = SeriesLine.objects.filter(pk__in=[one.line_id for one in stretches])
    by_key = {line.pk: line for line in lines.select_related("series")}
    for one in stretches:
        if not one.moves:
            continue
        plan = plan_of(one.series, fresh=True)
        line = next(part for part in plan.lines if part.id == one.line_id)
        counter = locked_counter(plan, line, one.period)
        counter.next_value = one.then
        counter.typed_next = next_taken(line, one.period, one.then)
        counter.save(update_fields=["next_value", "typed_next"])
        if is_native(line):
            sequences.place_sequence(line, one.period, one.then)
        record_jump(
            line=by_key[one.line_id],
            period=one.period,
            start=one.now,
            stop=one.then,
            reason=_reason(one, file),
            by=by,
        )


def _reason(one: Stretch, file: str) -> str:
    return _(
        "Before takeover: %(count)s numbers of the old system, %(lowest)s–%(highest)s, taken over"
        " from %(file)s; it did not use the others."
    ) % {
        "count": quantity(one.count),
        "lowest": one.lowest,
        "highest": one.highest,
        "file": file[:60],
    }


def _behind(line: LinePlan, value: int) -> int:
    """The first value behind this one that the line counts to."""
    return line.first + ((value - line.first) // line.increment + 1) * line.increment


def _text(line: LinePlan, period: str, value: int) -> str:
    """The number as it is drawn next; on a day of the period, today where it is of none."""
    if value > line.last:
        return ""
    months = months_of(period, line.first_month)
    today = timezone.localdate()
    on = months[0] if months and line.period(today) != period else today
    return line.format.text(value, on)
