"""Set the next number of a line forward."""

from __future__ import annotations

from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from numbering.engine import sequences
from numbering.engine.counters import locked_counter, next_taken
from numbering.engine.plan import plan_of
from numbering.engine.request import User
from numbering.engine.rights import refuse_edit
from numbering.engine.sequences import is_native
from numbering.engine.standing import next_value
from numbering.exceptions import NumberOutOfRange, RuleError, SeriesInUse
from numbering.models import Counter, IssuedNumber, SeriesLine
from numbering.periods import checked_date
from numbering.services.jumps import record_jump
from numbering.services.locks import lock_settings
from numbering.transactions import write


def set_next_number(line: SeriesLine, value: int, *, on: date, reason: str, by: User) -> Counter:
    """Make a line give the counter `value` next in the period of `on`.

    Forward is always possible; back only as far as no number was issued (Offer-Cube: no lower
    sequence under the same prefix). The step and its reason are kept for the auditor. Raises
    RuleError without a reason, NumberOutOfRange, SeriesInUse.
    """
    if not reason.strip():
        raise RuleError(_("Say why the next number is set: auditors will ask."), field="reason")
    with write():
        refuse_edit(line.series, by)
        lock_settings(line.series.company_id, line.series_id)
        plan = plan_of(line.series, fresh=True)
        target = next(one for one in plan.lines if one.id == line.pk)
        period = target.period(checked_date(on))
        if not target.first <= value <= target.last:
            raise NumberOutOfRange(
                _("The next number must lie within %(range)s.") % {"range": target.range_text},
                field="next_number",
                series=line.series,
            )
        if (value - target.first) % target.increment:
            raise NumberOutOfRange(
                _("%(range)s counts in steps of %(step)d: %(below)s or %(above)s.")
                % {
                    "range": target.range_text,
                    "step": target.increment,
                    "below": line.sample(value - (value - target.first) % target.increment),
                    "above": line.sample(value + (target.first - value) % target.increment),
                },
                field="next_number",
                series=line.series,
            )
        current = next_value(target, period)
        counter = locked_counter(plan, target, period)
        if value == current:
            return counter
        if value < current:
            _refuse_below_issued(line, period, value)
        counter.next_value = value
        counter.typed_next = next_taken(target, period, value)
        counter.save(update_fields=["next_value", "typed_next"])
        if is_native(target):
            sequences.place_sequence(target, period, value)
        record_jump(line=line, period=period, start=current, stop=value, reason=reason, by=by)
    return counter


def _refuse_below_issued(line: SeriesLine, period: str, value: int) -> None:
    highest = IssuedNumber.objects.filter(line=line, period=period).aggregate(top=Max("value"))[
        "top"
    ]
    if highest is not None and value <= highest:
        raise SeriesInUse(
            _(
                "%(highest)s is issued already: the next number must be higher. "
                "To count from lower, start a line with a new prefix."
            )
            % {"highest": line.sample(highest)},
            field="next_number",
            series=line.series,
        )
