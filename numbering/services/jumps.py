"""Steps of a counter over numbers, documented."""

from __future__ import annotations

from numbering.engine.request import User, user_id
from numbering.models import CounterJump, SeriesLine
from numbering.trail import changed_by


def record_jump(
    *, line: SeriesLine, period: str, start: int, stop: int, reason: str, by: User = None
) -> None:
    """Keep that a counter went from `start` to `stop`, who had it do so, and why.

    The completeness report explains the numbers between with it; the history of the settings
    shows it.
    """
    jump = CounterJump(
        line=line,
        period=period,
        from_value=start,
        to_value=stop,
        from_number=line.sample(start),
        to_number=line.sample(stop),
        reason=reason.strip()[:200],
        by_id=user_id(by),
    )
    changed_by(jump, by)
    jump.save()
