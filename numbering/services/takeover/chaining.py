"""The numbers that are taken over join the chains of their lines, in the order of the file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from numbering.choices import Origin
from numbering.engine.chain import add_issues, is_chained, save_head, take_back_unwritten
from numbering.engine.counters import locked_counter
from numbering.engine.plan import plan_of
from numbering.models import Company, Counter, IssuedNumber
from numbering.services.takeover.report import Stretch
from numbering.services.takeover.staging import Staging


def chain_numbers(
    staged: Staging,
    stretches: Sequence[Stretch],
    *,
    company: Company,
    at: datetime,
    by_id: int | None,
) -> None:
    """Make the link of each number that a chained line could print, before it is entered.

    The settings are held, and so are the counters, which have the heads of the chains.
    """
    counters = _counters(stretches)
    if not counters:
        return
    for batch in staged.new_of_lines():
        links = []
        for row_no, line_id, period, *facts in batch:
            counter = counters.get((line_id, period))
            if counter is None:
                continue
            register, text, scope, series_id, value, kind, on, reference = facts
            number = IssuedNumber(
                company_id=company.pk,
                register=register,
                text=text,
                scope=scope,
                series_id=series_id,
                line_id=line_id,
                period=period,
                value=value,
                kind=kind,
                document_date=on if isinstance(on, date) else date.fromisoformat(on),
                issued_at=at,
                issued_by_id=by_id,
                origin=Origin.IMPORTED,
                reference=reference,
            )
            add_issues(counter, [number])
            links.append((row_no, number.chain_position, number.chain_hash))
        staged.link(links)
    for counter in counters.values():
        save_head(counter)


def _counters(stretches: Sequence[Stretch]) -> dict[tuple[int, str], Counter]:
    """The counters of chained lines, by line and period, held."""
    found: dict[tuple[int, str], Counter] = {}
    for one in stretches:
        plan = plan_of(one.series, fresh=True)
        line = next(part for part in plan.lines if part.id == one.line_id)
        if is_chained(line):
            counter = locked_counter(plan, line, one.period)
            take_back_unwritten(counter)
            found[one.line_id, one.period] = counter
    return found
