"""What the settings screens read across series, lines, counters and issued numbers.

Many series at once cost a fixed number of queries; the rules are those of the draw.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Count, Exists, Min, OuterRef, Q

from numbering.choices import GapPolicy, State
from numbering.engine.drawing import exhausted, refuse_out_of_date_order
from numbering.engine.plan import SeriesPlan, plan_of_line
from numbering.engine.sequences import sequences_next
from numbering.exceptions import NumberingError
from numbering.models import Counter, IssuedNumber, NumberSeries, SeriesLine
from numbering.pace import numbers_per_day
from numbering.periods import period_of
from numbering.services import preview
from numbering.standing import LineStanding, SeriesStanding

__all__ = ["LineStanding", "SeriesStanding", "standing_of"]


def standing_of(all_series: Iterable[NumberSeries], *, on: date) -> dict[int, SeriesStanding]:
    """Where each series stands, by key: about ten queries, however many series there are.

    `series.company` should have been fetched with the series. A series whose next number was
    typed or printed elsewhere already costs some more.
    """
    found = {series.pk: SeriesStanding(series) for series in all_series}
    lines = SeriesLine.objects.filter(series__in=found).order_by("starting_date", "first_number")
    for line in lines:
        standing = found[line.series_id]
        line.series = standing.series
        month = standing.series.company.fiscal_year_first_month
        plan = plan_of_line(line, month)
        period = period_of(on, line.restart, month)
        standing.lines.append(LineStanding(line, plan, period, line.first_number))
    for standing in found.values():
        _put_in_force(standing, on)
    # A page about one series shows all its lines; a list only those that number documents today.
    shown = [
        one
        for standing in found.values()
        for one in (standing.lines if len(found) == 1 else standing.in_force)
    ]
    _read_counters(shown)
    read_sequences(shown)
    _read_pace(shown, on)
    count_issued(shown)
    lowest = _read_freed(shown, on)
    in_order = _date_order_errors(found.values(), on)
    for standing in found.values():
        if standing.error is None:
            standing.error = in_order.get(standing.series.pk)
        if standing.error is None:
            _find_next(standing, on, lowest)
    _look_past_taken(found.values(), on)
    return found


def _put_in_force(standing: SeriesStanding, on: date) -> None:
    """Find the lines for the date, by the rules of the draw."""
    series = standing.series
    standing.plan = plan = SeriesPlan(
        series=series,
        id=series.pk,
        code=series.code,
        company_id=series.company_id,
        register=series.register,
        revision=series.revision,
        blocked=series.blocked,
        default_numbers=series.default_numbers,
        date_order=series.date_order,
        lines=tuple(one.plan for one in standing.lines),
    )
    by_id = {one.line.pk: one for one in standing.lines}
    try:
        in_force = plan.lines_in_force(on)
        standing.in_force = [by_id[one.id] for one in in_force if not one.blocked]
        plan.lines_for(on)
    except NumberingError as error:
        standing.error = error


def _read_counters(lines: Sequence[LineStanding]) -> None:
    rows = Counter.objects.filter(line__in=[one.line.pk for one in lines])
    counters = {
        (line, period): (key, value)
        for key, line, period, value in rows.values_list("pk", "line", "period", "next_value")
    }
    for one in lines:
        one.counter, one.next_value = counters.get(
            (one.line.pk, one.period), (None, one.line.first_number)
        )


def read_sequences(lines: Sequence[LineStanding]) -> None:
    """Native sequences know better than the counters beside them."""
    upcoming = sequences_next((one.plan, one.period) for one in lines)
    for one in lines:
        one.next_value = upcoming.get((one.line.pk, one.period), one.next_value)


def _read_pace(lines: Sequence[LineStanding], on: date) -> None:
    counters = [one.counter for one in lines if one.counter is not None]
    if not counters:
        return
    per_day = numbers_per_day(counters, today=on)
    for one in lines:
        one.per_day = per_day.get(one.counter or 0)


def count_issued(lines: Sequence[LineStanding]) -> None:
    """How many numbers each line gave out in its period, and how many lie ahead of the counter."""
    if not lines:
        return
    period = Q()
    ahead = Q()
    for one in lines:
        this = Q(line=one.line.pk, period=one.period)
        period |= this
        ahead |= this & Q(value__gte=one.next_value)
    counts = {
        (row["line"], row["period"]): row
        for row in IssuedNumber.objects.filter(period)
        .order_by()
        .values("line", "period")
        .annotate(
            issued=Count("pk", filter=~Q(state=State.FREE)),
            ahead=Count("pk", filter=ahead),
        )
    }
    for one in lines:
        row = counts.get((one.line.pk, one.period))
        if row:
            one.issued, one.ahead = row["issued"], row["ahead"]


def _read_freed(lines: Sequence[LineStanding], on: date) -> dict[int, int]:
    """How many numbers each line can use again, and the smallest of them, by line."""
    condition = Q()
    for one in lines:
        if one.line.gap_policy != GapPolicy.FILL_GAPS:
            continue
        this = Q(line=one.line.pk, period=one.period, value__lt=one.next_value)
        this &= Q(value__gte=one.line.first_number, value__lte=one.line.last_value)
        if one.line.date_part:
            this &= Q(text__startswith=one.plan.format.head(on))
        if one.line.increment == 1:
            condition |= this
    if not condition:
        return {}
    repeats = IssuedNumber.objects.filter(
        company=OuterRef("company"),
        register=OuterRef("register"),
        scope=OuterRef("scope"),
        text=OuterRef("text"),
        repetition__gt=0,
    ).exclude(state=State.VOID)
    freed = IssuedNumber.objects.free().filter(condition).exclude(Exists(repeats)).order_by()
    rows = {
        line: (count, lowest)
        for line, count, lowest in freed.values("line")
        .annotate(count=Count("pk"), lowest=Min("value"))
        .values_list("line", "count", "lowest")
    }
    for one in lines:
        one.freed = rows.get(one.line.pk, (0, 0))[0]
    return {line: lowest for line, (_count, lowest) in rows.items() if line is not None}


def _date_order_errors(standings: Iterable[SeriesStanding], on: date) -> dict[int, NumberingError]:
    """The series that go by date and have drawn for a later one already."""
    plans = {one.series.pk: one.plan for one in standings if one.series.date_order and one.plan}
    if not plans:
        return {}
    counters: dict[int, list[Counter]] = {}
    rows = Counter.objects.filter(line__series__in=plans).exclude(last_date=None)
    for counter in rows.select_related("line"):
        counters.setdefault(counter.line.series_id, []).append(counter)
    found: dict[int, NumberingError] = {}
    for key, last in counters.items():
        try:
            refuse_out_of_date_order(plans[key], on, last)
        except NumberingError as error:
            found[key] = error
    return found


def _find_next(standing: SeriesStanding, on: date, lowest: dict[int, int]) -> None:
    """The next number as the lines' counters and freed numbers have it."""
    for one in standing.in_force:
        if one.line.pk in lowest:
            standing.next_number = one.line.text(lowest[one.line.pk], on)
            return
        if one.next_value <= one.line.last_value:
            standing.next_number = one.line.text(one.next_value, on)
            return
    if standing.plan is not None:
        lines = [one.plan for one in standing.in_force]
        standing.error = exhausted(standing.plan, lines, on)


def _look_past_taken(standings: Iterable[SeriesStanding], on: date) -> None:
    """Where the next number is in the register already, ask the draw what it would step to."""
    condition = Q()
    counted = {}
    again = {}
    for one in standings:
        line = one.upcoming
        if one.error is not None or line is None:
            continue
        if one.next_number != line.line.text(line.next_value, on):
            continue  # a freed one, which is in the register and comes nevertheless
        register = (one.series.company_id, one.series.register)
        counted[*register, line.plan.scope(on), one.next_number] = one
        condition |= Q(
            company=register[0],
            register=register[1],
            scope=line.plan.scope(on),
            text=one.next_number,
        )
        if any(_is_stepped(each) for each in one.in_force):
            again[one.series.pk] = one
    if condition:
        rows = IssuedNumber.objects.filter(condition).order_by()
        for key in rows.values_list("company", "register", "scope", "text"):
            again[counted[key].series.pk] = counted[key]
    for one in again.values():
        one.next_number = ""
        try:
            one.next_number = preview(one.series, 1, on=on)[0]
        except NumberingError as error:
            one.error = error


def _is_stepped(one: LineStanding) -> bool:
    """Whether freed numbers lie between the steps of a line, where only the draw tells which."""
    return one.line.gap_policy == GapPolicy.FILL_GAPS and one.line.increment > 1
