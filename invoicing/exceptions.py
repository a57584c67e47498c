"""What can go wrong with an invoice, over the three bases of numbering.exceptions."""

from numbering.exceptions import RuleError, SetupError


class AlreadyIssued(RuleError):
    """The invoice is issued: it has its number and never changes again."""


class AlreadyNumbered(RuleError):
    """The draft has its number, which is spent."""


class NothingToInvoice(RuleError):
    """Nothing is left to invoice, or nothing was picked."""


class CannotBeCredited(RuleError):
    """The document cannot be credited: a draft, a credit note, or credited in full."""


class CannotBeTogether(RuleError):
    """These documents cannot be on one invoice."""

    default_field = "others"


class ReferenceTooLong(SetupError):
    """The payment reference is shorter than the numbers it is to be made of."""


class ReferenceNeedsAccount(SetupError):
    """Invoices or customers have a payment reference whose account is missing."""
