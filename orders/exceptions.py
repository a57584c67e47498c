"""What can go wrong with an order, over the three bases of numbering.exceptions."""

from __future__ import annotations

from collections.abc import Mapping

from numbering.exceptions import ConflictError, RuleError


class EntryErrors(RuleError):
    """An entry with one or more mistakes, each at its field.

    `fields` maps a field of the head to its sentence, `lines` the index of a line (from 0) to the
    sentences of its fields. The error itself reads as its first sentence.
    """

    def __init__(
        self,
        *,
        fields: Mapping[str, str] | None = None,
        lines: Mapping[int, Mapping[str, str]] | None = None,
    ) -> None:
        self.fields = dict(fields or {})
        self.lines = {index: dict(errors) for index, errors in (lines or {}).items()}
        sentences = [*self.fields.items()]
        for errors in self.lines.values():
            sentences.extend(("", sentence) for sentence in errors.values())
        field, message = sentences[0]
        super().__init__(message, field=field)


class OrderTypeErrors(RuleError):
    """Rows of the order type grid that cannot be saved.

    `rows` maps a slot to its fields and their sentences; the error itself reads as its first.
    """

    def __init__(self, rows: Mapping[int, Mapping[str, str]]) -> None:
        self.rows = {slot: dict(errors) for slot, errors in rows.items()}
        slot, errors = next(iter(self.rows.items()))
        field, message = next(iter(errors.items()))
        super().__init__(message, field=field, slot=slot)


class OrderTypeInactive(RuleError):
    """The order type is not offered on new orders."""

    default_field = "order_type"


class OrderTypeKept(RuleError):
    """A fixed or used order type cannot be deleted."""


class DocumentChanged(ConflictError):
    """Somebody else saved the document after it was opened."""

    is_passing = False


class OrderClosed(RuleError):
    """The order is cancelled or invoiced and cannot be changed in this way."""


class DocumentClosed(RuleError):
    """The document is cancelled or closed and cannot be changed in this way."""


class DocumentFollowed(RuleError):
    """Other documents were made of it: they go first."""


class NothingOpen(RuleError):
    """Nothing of the document is left to be made into another one."""


class QuantityNotOpen(RuleError):
    """More would be invoiced than is left to invoice on the line."""

    default_field = "quantity"


class StockTooLarge(RuleError):
    """More would lie at a location, or be missing there, than can be written down."""

    default_field = "lines"


class LogoRefused(RuleError):
    """The file is no picture that can be printed as a logo."""

    default_field = "logo"


class ColourTooLight(RuleError):
    """The colour could not be read on paper."""

    default_field = "colour"
