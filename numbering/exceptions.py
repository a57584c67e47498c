"""What can go wrong with a number, sorted by what the user must do about it.

Callers handle the three bases; the leaves name the rule. `str(error)` is the sentence for the
user, `error.field` the form field it belongs to ("" where it concerns the whole form).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numbering.models import NumberSeries


class NumberingError(Exception):
    """Base of every error that a user can do something about."""

    status_code = 422
    default_field = ""

    def __init__(
        self,
        message: str,
        *,
        field: str | None = None,
        series: NumberSeries | None = None,
        **facts: Any,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.field = self.default_field if field is None else field
        self.series = series
        self.facts = facts

    def __str__(self) -> str:
        return str(self.message)


class SetupError(NumberingError):
    """An administrator must change a setting."""


class RuleError(NumberingError):
    """The entry must change."""


class ConflictError(NumberingError):
    """Somebody else was faster; trying again helps."""

    status_code = 409
    # Whether the very same entry will do in a moment.
    is_passing = True


class SeriesNotAssigned(SetupError):
    """No series is set for this kind of document."""


class NoLineForDate(SetupError):
    """The series has no line that starts on or before the document's date."""


class SeriesExhausted(SetupError):
    """All numbers of the lines for this date are used up."""


class SeriesBlocked(SetupError):
    """The series, or each of its lines for this date, is blocked."""


class SeriesForbidden(SetupError):
    """The series is reserved for a group that the user is not in."""

    status_code = 403


class OverlappingLines(SetupError):
    """Two lines of one register could print the same number."""


class InvalidFormat(SetupError):
    """A line or a sample number is not well formed."""


class SetupRefused(SetupError):
    """The company's set-up would break a rule of another app; see services.setuprules."""


class NumberTooLong(InvalidFormat):
    """A number would be longer than 20 characters."""

    default_field = "number"


class SeriesInUse(SetupError):
    """The change would contradict numbers that were issued already."""


class AutomaticNumberNotAllowed(RuleError):
    """The series draws no numbers by itself: one must be typed."""

    default_field = "number"


class ManualNumberNotAllowed(RuleError):
    """The series takes no typed numbers."""

    default_field = "number"


class SeriesNotRelated(RuleError):
    """The series picked is neither the one set for the document nor related to it."""

    default_field = "series"


class NumberTaken(RuleError):
    """The number is in the register already."""

    default_field = "number"


class NumberOutOfRange(RuleError):
    """The number lies outside the range it must lie in."""

    default_field = "number"


class DateOrderViolation(RuleError):
    """The series must be drawn in date order, and this date is too early."""

    default_field = "date"


class ImpossibleDate(RuleError):
    """The date cannot be the date of a document."""

    default_field = "date"


class NumberedDocumentKept(RuleError):
    """A numbered document of an unbroken series cannot be deleted."""


class FileUnreadable(RuleError):
    """A file cannot be imported as it is."""

    default_field = "file"


class NumberStateError(RuleError):
    """The number is not in the state that this step needs."""


class NumberNotYours(RuleError):
    """The number was taken by somebody else, or is that of a document here."""

    status_code = 403


class IdempotencyKeyReused(RuleError):
    """The idempotency key was used for another request."""


class RequestInProgress(ConflictError):
    """A request with the same idempotency key is being worked on: send it again in a moment."""


class SeriesBusy(ConflictError):
    """The counter was held by somebody else for longer than the limit."""
