"""Companies, number series and the register of issued numbers."""

from numbering.models.api import ApiSecret, ApiToken, IdempotentRequest
from numbering.models.assignment import SeriesAccess, SeriesAssignment, SeriesRelation
from numbering.models.closed import ClosedChain, ClosedPeriod
from numbering.models.company import Company, Membership
from numbering.models.counter import Counter, CounterJump
from numbering.models.department import Department, OwnKind
from numbering.models.issued import IssuedNumber, NumberEvent
from numbering.models.line import SeriesLine
from numbering.models.notice import LowSeriesNotice
from numbering.models.old import OldDocument
from numbering.models.people import PersonRecord, Team
from numbering.models.series import NumberSeries

__all__ = [
    "ApiSecret",
    "ApiToken",
    "ClosedChain",
    "ClosedPeriod",
    "Company",
    "Counter",
    "CounterJump",
    "Department",
    "IdempotentRequest",
    "IssuedNumber",
    "LowSeriesNotice",
    "Membership",
    "NumberEvent",
    "NumberSeries",
    "OldDocument",
    "OwnKind",
    "PersonRecord",
    "SeriesAccess",
    "SeriesAssignment",
    "SeriesLine",
    "SeriesRelation",
    "Team",
]
