"""Make, change and delete the lines of a series."""

from __future__ import annotations

from datetime import date

from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from numbering.choices import GapPolicy, Restart
from numbering.engine.request import User
from numbering.engine.rights import refuse_edit
from numbering.exceptions import SeriesInUse
from numbering.formats import parse_in_format, parse_sample
from numbering.models import Counter, IssuedNumber, NumberSeries, SeriesLine
from numbering.services.adoption import adopt_numbers
from numbering.services.linecheck import check_line
from numbering.services.locks import lock_settings, settings_changed
from numbering.services.overlaps import prove_no_overlap
from numbering.services.policy import align_counters, drop_counters
from numbering.trail import changed_by
from numbering.transactions import write

# What a line's numbers look like, and which of its counters it gives out: the proof that no
# other line prints them must hold for those that are out already, too.
_FIXED_ONCE_USED = (
    "prefix1",
    "date_part",
    "prefix2",
    "suffix",
    "first_number",
    "increment",
    "restart",
)


def add_line(
    series: NumberSeries,
    *,
    start: str,
    end: str = "",
    starting_date: date | None = None,
    increment: int = 1,
    warning: str = "",
    restart: str = Restart.NEVER,
    gap_policy: str = GapPolicy.UNBROKEN,
    by: User = None,
) -> SeriesLine:
    """Add a line given as sample numbers: `SO-0001` to `SO-9999`, `RE-{YYYY}/001`.

    Raises InvalidFormat, NumberTooLong or OverlappingLines, naming the field.
    """
    fmt, first = parse_sample(str(start), field="start")
    last = parse_in_format(str(end), fmt, field="end") if end else None
    warn = parse_in_format(str(warning), fmt, field="warning") if warning else None
    line = SeriesLine(
        series=series,
        starting_date=starting_date,
        prefix1=fmt.prefix1,
        date_part=fmt.date_part,
        prefix2=fmt.prefix2,
        digits=fmt.digits,
        suffix=fmt.suffix,
        first_number=first,
        last_number=last,
        increment=increment,
        warning_number=warn,
        restart=restart,
        gap_policy=gap_policy,
    )
    return save_line(line, by=by)


def save_line(line: SeriesLine, *, by: User = None) -> SeriesLine:
    """Save a new or changed line after every check; the one way in which lines are written.

    Raises InvalidFormat, NumberTooLong, SeriesInUse or OverlappingLines, naming the field;
    nothing is saved then.
    """
    with write():
        refuse_edit(line.series, by)
        lock_settings(line.series.company_id, line.series_id)
        before = SeriesLine.objects.filter(pk=line.pk).first() if line.pk else None
        check_line(line)
        if before is not None:
            _check_against_issued(line, before)
        prove_no_overlap(line.series, line)
        changed_by(line, by)
        line.save()
        adopt_numbers(line)
        settings_changed(line.series)
        # Read now: the numbers adopted may have brought some, and chains have grown by them.
        align_counters(line, before, list(Counter.objects.filter(line=line).order_by("pk")))
    return line


def delete_line(line: SeriesLine, *, by: User = None) -> None:
    """Delete a line that has issued nothing. Raises SeriesInUse."""
    with write():
        refuse_edit(line.series, by)
        lock_settings(line.series.company_id, line.series_id)
        if IssuedNumber.objects.filter(line=line).exists():
            raise SeriesInUse(
                _("%(range)s has issued numbers: block the line instead of deleting it.")
                % {"range": line.range_text()},
                series=line.series,
            )
        series = line.series
        drop_counters(line)
        changed_by(line, by)
        line.delete()
        settings_changed(series)
        prove_no_overlap(series)  # the line before it is now used for later dates as well


def _check_against_issued(line: SeriesLine, before: SeriesLine) -> None:
    """Numbers that were issued must go on looking as they do, inside the range."""
    issued = IssuedNumber.objects.filter(line=line)
    facts = issued.aggregate(highest=Max("value"), latest=Max("document_date"))
    if facts["highest"] is None:
        return
    for field in _FIXED_ONCE_USED:
        if getattr(line, field) != getattr(before, field):
            raise _in_use(before, field, _("start a new line for numbers that look different"))
    if line.digits < before.digits:
        raise _in_use(before, "digits", _("digits can be raised, not lowered"))
    if line.last_value < facts["highest"]:
        raise _in_use(
            before,
            "last_number",
            _("the last number cannot lie below %(highest)s")
            % {"highest": line.sample(facts["highest"])},
        )
    if line.starting_date is None or line.starting_date == before.starting_date:
        return  # typed numbers may be older than the line
    earliest = issued.order_by("document_date").values_list("document_date", flat=True).first()
    if earliest is not None and line.starting_date > earliest:
        raise _in_use(
            before,
            "starting_date",
            _("the line cannot start after %(date)s")
            % {"date": date_format(earliest, "SHORT_DATE_FORMAT")},
        )


def _in_use(line: SeriesLine, field: str, what: str) -> SeriesInUse:
    return SeriesInUse(
        _("%(range)s has issued numbers: %(what)s.") % {"range": line.range_text(), "what": what},
        field=field,
        series=line.series,
    )
