"""Keep a line's counters true to its settings: policy, first number, native sequences."""

from __future__ import annotations

from django.db import connection
from django.utils.translation import gettext as _

from numbering.choices import GapPolicy, Restart
from numbering.engine import sequences
from numbering.engine.chain import begin_behind
from numbering.engine.counters import next_taken
from numbering.engine.plan import LinePlan, plan_of_line
from numbering.engine.sequences import is_native
from numbering.models import Counter, SeriesLine
from numbering.services.jumps import record_jump


def align_counters(line: SeriesLine, before: SeriesLine | None, counters: list[Counter]) -> None:
    """Give the line its counters and, where gaps are allowed, its sequences.

    A change of gap policy keeps the place: the sequence goes on where the counter stood, and the
    other way round.
    """
    plan = plan_of_line(line, line.series.company.fiscal_year_first_month)
    if not counters and line.restart == Restart.NEVER:
        counters = [
            Counter.objects.create(
                line=line, period="", next_value=plan.first, revision=line.series.revision
            )
        ]
    for counter in counters:
        if before is not None and before.gap_policy == GapPolicy.GAPS_ALLOWED:
            _follow_sequence(before, counter)
            begin_behind(counter)
        if before is not None and counter.next_value == before.first_number:
            counter.next_value = plan.first
        counter.next_value = _in_step(plan, counter.next_value)
        if is_native(plan):
            sequences.place_sequence(plan, counter.period, counter.next_value)
        # Also where the line has just taken over numbers that were typed before it was made.
        counter.typed_next = next_taken(plan, counter.period, counter.next_value)
        counter.save(update_fields=["next_value", "typed_next", "unchained_to"])


def drop_counters(line: SeriesLine) -> None:
    """Remove what counts for a line that is deleted."""
    if connection.vendor == "postgresql":
        periods = list(line.counters.values_list("period", flat=True))
        sequences.drop_sequences(line.pk, periods)


def _in_step(plan: LinePlan, value: int) -> int:
    """The line's smallest counter value from `value` on; it may have another first number now."""
    if value < plan.first:
        return plan.first
    return value + (plan.first - value) % plan.increment


def _follow_sequence(before: SeriesLine, counter: Counter) -> None:
    """Have the counter stand where the native sequence stands, and say why it moved."""
    plan = plan_of_line(before, before.series.company.fiscal_year_first_month)
    upcoming = sequences.sequence_next(plan, counter.period) if is_native(plan) else None
    if upcoming is None or upcoming <= counter.next_value:
        return
    record_jump(
        line=before,
        period=counter.period,
        start=counter.next_value,
        stop=upcoming,
        reason=_("gaps were allowed"),
    )
    counter.next_value = upcoming
