"""Typed numbers that came before their line: the line takes them over and skips them."""

from __future__ import annotations

from numbering.engine.plan import plan_of_line
from numbering.models import IssuedNumber, SeriesLine

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
    adopted = []
    for number in waiting.order_by("pk").iterator(chunk_size=_BATCH):
        value = plan.format.value_of(number.text, number.document_date)
        if value is None or not plan.first <= value <= plan.last:
            continue
        number.line_id, number.value = line.pk, value
        number.series_id = number.series_id or line.series_id
        number.period = plan.period(number.document_date)
        number.scope = plan.scope(number.document_date)
        adopted.append(number)
    IssuedNumber.objects.bulk_update(
        adopted, ["line", "series", "value", "period", "scope"], batch_size=_BATCH
    )
    return len(adopted)
