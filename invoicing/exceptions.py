"""What can go wrong with an invoice or a payment, over the bases of numbering.exceptions."""

from numbering.exceptions import ConflictError, RuleError, SetupError, SetupRefused


class AlreadyIssued(RuleError):
    """The invoice is issued: it has its number and never changes again."""


class DraftGone(RuleError):
    """The draft was thrown away, or never was there."""


class TooManyTogether(RuleError):
    """More drafts than can be issued together."""


class AlreadyNumbered(RuleError):
    """The draft has its number, which is spent."""


class NotIssued(RuleError):
    """The invoice is a draft: it has no paper yet."""


class PaperDamaged(RuleError):
    """A kept paper is not what was kept: its bytes do not fit their SHA-256."""


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


class NotCollected(RuleError):
    """Nobody pays this invoice: it is internal, or still a draft."""


class NothingToPay(RuleError):
    """Nothing is open on the invoice, or on the other side of a set-off."""


class PaidTooMuch(RuleError):
    """The amount is more than what is open."""

    default_field = "amount"


class PaymentKept(RuleError):
    """The payment cannot be withdrawn: it was, or is itself what withdrew another."""


class IdentifierTaken(ConflictError):
    """An invoice of the same number was paid at the same moment: try again."""


class NoReminderLevels(SetupError):
    """The company has not set up how it reminds."""


class NothingToRemind(RuleError):
    """No reminder is due, or none was picked."""


class ReminderCancelled(RuleError):
    """The reminder is cancelled already."""


class AdvancesOff(SetupError):
    """The company asks for no advances."""


class AdvanceTooLarge(RuleError):
    """So much cannot be asked for in advance on this order."""

    default_field = "amount"


class SettledTooMuch(RuleError):
    """More of an advance would be taken off than is left of it, or than the invoice has."""


class NotWrittenFreely(RuleError):
    """The draft was made from another document: its lines follow that."""


class CashNotesApart(SetupRefused):
    """With a certified control unit, cash notes have a series that nothing else uses."""


class NoOwnSeries(RuleError):
    """A journal is narrowed to an invoice type only where that has a number series of its own."""

    default_field = "type"


class JournalTooLong(RuleError):
    """The journal has more invoices than are printed."""


class JournalChanged(ConflictError):
    """Invoices were issued while their journal was drawn: try again."""
