"""The counter that has the head of a number's chain, held: before the number itself."""

from __future__ import annotations

from django.utils.translation import gettext as _

from numbering.choices import GapPolicy
from numbering.engine.chain import take_back_unwritten
from numbering.engine.counters import counter_of, locked_counter
from numbering.engine.plan import StalePlan, plan_of
from numbering.engine.turns import take_place
from numbering.exceptions import SeriesBusy
from numbering.models import Counter, IssuedNumber
from numbering.transactions import require_transaction


def stays_chained(number: IssuedNumber) -> bool:
    """Whether a freed number that is used again is chained: it was, or its line is now."""
    line = number.line
    if number.chain_position is not None or line is None:
        return number.chain_position is not None
    return line.gap_policy != GapPolicy.GAPS_ALLOWED


def hold_chain(number: IssuedNumber) -> Counter:
    """Hold the counter of a number's line and period until the transaction ends.

    Waits in the order in which draws do; raises SeriesBusy where that could close a circle.
    """
    connection, line = require_transaction(), number.line
    assert line is not None
    take_place(connection, (line.series_id, line.pk, number.period), line.series.code)
    counter = counter_of(line.pk, number.period).select_for_update().first()
    if counter is None:
        plan = plan_of(line.series, fresh=True)
        planned = next(one for one in plan.lines if one.id == line.pk)
        try:
            counter = locked_counter(plan, planned, number.period)
        except StalePlan as error:
            raise SeriesBusy(
                _("The number series %(code)s was changed just now: save again.")
                % {"code": line.series.code}
            ) from error
    take_back_unwritten(counter)
    return counter
