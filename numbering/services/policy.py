"""Keep a line's counters true to its settings: policy, first number, native sequences."""

from __future__ import annotations

from django.db import connection
from django.utils.translation import gettext as _

from numbering.choices import GapPolicy, Restart
from numbering.engine import postgresql
from numbering.engine.plan import LinePlan, plan_of_line
from numbering.models import Counter, CounterJump, SeriesLine


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
        if before is not None and _never_used(line, counter, before):
            counter.next_value = plan.first
        _align_sequence(plan, before, counter)
        counter.save(update_fields=["next_value"])


def drop_counters(line: SeriesLine) -> None:
    """Remove what counts for a line that is deleted."""
    if connection.vendor == "postgresql":
        periods = list(line.counters.values_list("period", flat=True))
        postgresql.drop_sequences(line.pk, periods)


def _never_used(line: SeriesLine, counter: Counter, before: SeriesLine) -> bool:
    return counter.next_value == before.first_number and before.first_number != line.first_number


def _align_sequence(plan: LinePlan, before: SeriesLine | None, counter: Counter) -> None:
    if connection.vendor != "postgresql":
        return
    was_native = before is not None and before.gap_policy == GapPolicy.GAPS_ALLOWED
    upcoming = postgresql.sequence_next(plan, counter.period) if was_native else None
    if was_native and upcoming is not None and upcoming > counter.next_value:
        CounterJump.objects.create(
            line_id=plan.id,
            period=counter.period,
            from_value=counter.next_value,
            to_value=upcoming,
            reason=_("gaps were allowed"),
        )
        counter.next_value = upcoming
    if plan.gap_policy == GapPolicy.GAPS_ALLOWED:
        postgresql.create_sequence(plan, counter.period, counter.next_value)
