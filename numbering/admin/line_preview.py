"""What a line's numbers look like, while it is typed: nothing is drawn, nothing is saved."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from numbering.engine.counters import first_free
from numbering.engine.plan import LinePlan, plan_of_line
from numbering.exceptions import NumberingError
from numbering.formats import MAX_LENGTH
from numbering.forms.lines import LineForm
from numbering.models import IssuedNumber, SeriesLine
from numbering.selectors import LineStanding
from numbering.services.drawing import next_value
from numbering.services.linecheck import check_line
from numbering.services.overlaps import prove_no_overlap

SHOWN = 3
MARKS = 500


@dataclass
class LinePreview:
    """The next numbers and the last one of a line as typed, or what is wrong with it."""

    next_numbers: list[str] = field(default_factory=list)
    last: str = ""
    length: int = 0
    left: int | None = None
    is_open_ended: bool = False
    errors: list[str] = field(default_factory=list)
    # The parts that two sample numbers stand for, for the script that fills them in.
    parts: str = ""

    limit = MAX_LENGTH


def preview_typed(form: LineForm, *, on: date) -> LinePreview:
    """The preview of a line as it stands in its form."""
    if not form.is_valid():
        return LinePreview(errors=_sentences(form))
    shown = preview_line(form.instance, on=on)
    if form.cleaned_data.get("sample_start"):
        shown.parts = json.dumps(
            {
                name: "" if (value := form.cleaned_data.get(name)) is None else str(value)
                for name in (
                    "prefix1",
                    "date_part",
                    "prefix2",
                    "digits",
                    "suffix",
                    "first_number",
                    "last_number",
                )
            }
        )
    return shown


def preview_line(line: SeriesLine, *, on: date, prove: bool = True) -> LinePreview:
    """The preview of a line, checked by itself and, if `prove`, against all other series."""
    shown = LinePreview(is_open_ended=line.last_number is None)
    try:
        check_line(line)
        if prove and not line.blocked:
            prove_no_overlap(line.series, line)
    except NumberingError as error:
        shown.errors = [str(error)]
        if not 1 <= line.digits <= 18 or line.increment < 1:
            return shown
    plan = plan_of_line(line, line.series.company.fiscal_year_first_month)
    on = max(on, line.starting_date or on)
    values = _upcoming(line, plan, on)
    shown.next_numbers = [line.text(value, on) for value in values]
    if line.last_number is not None:
        shown.last = line.text(line.last_number, on)
    longest = shown.last or (shown.next_numbers or [""])[-1]
    shown.length = len(longest)
    return shown


def _upcoming(line: SeriesLine, plan: LinePlan, on: date) -> list[int]:
    """The next counter values; for a line that is not saved yet, the first ones."""
    period = plan.period(on)
    start = line.first_number
    if line.pk:
        stored = next_value(plan, period)
        start = max(start, stored)
    values: list[int] = []
    while len(values) < SHOWN and start <= line.last_value:
        if line.pk:
            start = first_free(plan, period, start)
            if start > line.last_value:
                break
        values.append(start)
        start += line.increment
    return values


def _sentences(form: LineForm) -> list[str]:
    found = []
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        found += [f"{capfirst(label)}: {error}" if label else str(error) for error in errors]
    return found or [_("This line is not complete.")]


def typed_fields(data: Any) -> dict[str, str]:
    """The fields of one line out of a formset's parameters: without `lines-3-` in front."""
    found = {}
    for name, value in data.items():
        prefix, _sep, rest = name.partition("-")
        _number, _sep, last = rest.partition("-")
        found[last if prefix == "lines" and last else name] = value.replace("\x00", "")
    return found


def standing_labels(one: LineStanding, on: date) -> dict[str, Any]:
    """A line's ruler: where used, warning and end lie on a scale of 1000, with their numbers."""
    line = one.line
    if line.last_number is None:
        return {"open": True, "first": line.text(line.first_number, on)}
    width = one.place_of(one.next_value)
    return {
        "open": False,
        "first": line.text(line.first_number, on),
        "next": line.text(one.next_value, on) if one.next_value <= line.last_number else "",
        "last": line.text(line.last_number, on),
        "marks": _ahead(one),
        "used": max(width, 4) if one.used else width,
        "warning": "" if line.warning_number is None else one.place_of(line.warning_number),
        "warning_number": (
            "" if line.warning_number is None else line.text(line.warning_number, on)
        ),
    }


def _ahead(one: LineStanding) -> list[tuple[int, str]]:
    """Where numbers above the counter are typed or reserved already."""
    if not one.ahead:
        return []
    numbers = IssuedNumber.objects.of_line(one.line.pk, one.period)
    taken = numbers.filter(value__gte=one.next_value).values_list("value", "state")
    marks = {one.place_of(value): state for value, state in taken[:MARKS] if value is not None}
    return sorted(marks.items())
