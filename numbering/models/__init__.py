"""Companies, number series and the register of issued numbers."""

from numbering.models.assignment import SeriesAssignment, SeriesRelation
from numbering.models.company import Company, Membership
from numbering.models.counter import Counter, CounterJump
from numbering.models.issued import IssuedNumber
from numbering.models.line import SeriesLine
from numbering.models.series import NumberSeries

__all__ = [
    "Company",
    "Counter",
    "CounterJump",
    "IssuedNumber",
    "Membership",
    "NumberSeries",
    "SeriesAssignment",
    "SeriesLine",
    "SeriesRelation",
]
