"""Typed numbers that came before their line: the line takes them over and skips them."""

from __future__ import annotations

from numbering.canonical import first_state
from numbering.engine.chain import add_event, add_issues, is_chained, save_head
from numbering.engine.events import state_of
from numbering.engine.plan import LinePlan, plan_of_line
from numbering.engine.request import now
from numbering.models import Counter, IssuedNumber, NumberEvent, SeriesLine

_BATCH = 2000


def adopt_numbers(line: SeriesLine) -> int:
    """Tell each number without a line that this line could print which value it has.

    From then on the line's counter jumps over it like over any taken value. Returns how many.
    """
    company = line.series.company
    plan = plan_of_line(line, company.fiscal_year_first_month)
    waiting = IssuedNumber.objects.filter(
        company=company, register=line.series.register, line=None, repetition=0
    )
    if plan.format.prefix1:
        waiting = waiting.filter(text__startswith=plan.format.prefix1)
    told = set(NumberEvent.objects.filter(number__in=waiting).values_list("number", flat=True))
    adopted = []
    chains: dict[str, Counter] = {}
    events: list[NumberEvent] = []
    for number in waiting.order_by("pk").iterator(chunk_size=_BATCH):
        value = plan.format.value_of(number.text, number.document_date)
        if value is None or not plan.first <= value <= plan.last:
            continue
        number.line_id, number.value = line.pk, value
        number.series_id = number.series_id or line.series_id
        number.period = plan.period(number.document_date)
        number.scope = plan.scope(number.document_date)
        adopted.append(number)
        if is_chained(plan):
            if number.period not in chains:
                chains[number.period] = _counter(line, plan, number.period)
            add_issues(chains[number.period], [number])
            if number.pk in told or number.state != first_state(number.origin):
                # What became of it before is in no chain: what it is now, is.
                event = state_of(number, at=now(), by=None)
                add_event(chains[number.period], event, number)
                events.append(event)
    for counter in chains.values():
        save_head(counter)
    NumberEvent.objects.bulk_create(events, batch_size=_BATCH)
    IssuedNumber.objects.bulk_update(
        adopted,
        ["line", "series", "value", "period", "scope", "chain_position", "chain_hash"],
        batch_size=_BATCH,
    )
    return len(adopted)


def _counter(line: SeriesLine, plan: LinePlan, period: str) -> Counter:
    """The line's counter, which nobody else can have yet where the line is new."""
    counter, _made = Counter.objects.select_for_update(of=("self",)).get_or_create(
        line=line,
        period=period,
        defaults={"next_value": plan.first, "revision": line.series.revision},
    )
    return counter
