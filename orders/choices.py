"""The closed lists of orders."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Side(models.TextChoices):
    """The side of a line: what the customer owes, or what is owed to the customer."""

    DEBIT = "debit", _("debit")
    CREDIT = "credit", _("credit")


class TaxCategory(models.TextChoices):
    """Why a rate is what it is: the codes of UNTDID 5305 that EN 16931 takes."""

    STANDARD = "S", _("S – taxed at this rate")
    ZERO = "Z", _("Z – taxed at 0 %")
    EXEMPT = "E", _("E – exempt from tax")
    REVERSE_CHARGE = "AE", _("AE – reverse charge: the customer accounts for the tax")
    INTRA_COMMUNITY = "K", _("K – delivery to another country of the EU")
    EXPORT = "G", _("G – export out of the EU")
    OUTSIDE = "O", _("O – outside the scope of tax")


# EN 16931: an invoice says why these are not taxed (BR-E-10, BR-AE-10, BR-IC-10, BR-G-10, BR-O-10),
# and must not give a reason for any other (BR-S-10, BR-Z-10).
REASONED = (
    TaxCategory.EXEMPT,
    TaxCategory.REVERSE_CHARGE,
    TaxCategory.INTRA_COMMUNITY,
    TaxCategory.EXPORT,
    TaxCategory.OUTSIDE,
)


class TypeSides(models.TextChoices):
    """The sides that lines of an order type may have (Winbas: Debet, Kredit, Båda)."""

    DEBIT = "debit", _("debit")
    CREDIT = "credit", _("credit")
    BOTH = "both", _("both")


class OrderState(models.TextChoices):
    """How far an order has come. A quantity counts as invoiced from its invoice's draft on."""

    OPEN = "open", _("open")
    PARTLY_INVOICED = "partly_invoiced", _("partly invoiced")
    INVOICED = "invoiced", _("invoiced")
    CANCELLED = "cancelled", _("cancelled")


class LocationRule(models.TextChoices):
    """The rule that chose an order's stock location."""

    NONE = "none", _("no stock location is set")
    ORDER_TYPE = "order_type", _("set by the order type")
    USER = "user", _("set for the user")
    COMPANY = "company", _("the company's default")


class DeliveryState(models.TextChoices):
    """How much of an order has been delivered."""

    OPEN = "open", _("not delivered")
    PARTLY = "partly", _("partly delivered")
    DELIVERED = "delivered", _("delivered")
    NOTHING = "nothing", _("nothing to deliver")


class TradeState(models.TextChoices):
    """How far a trade document has come along its chain.

    Partly done and done say how much of it was converted into what follows; closed is what a
    person says of it: nothing more will come.
    """

    OPEN = "open", _("open")
    PARTLY = "partly", _("partly done")
    DONE = "done", _("done")
    CLOSED = "closed", _("closed")
    CANCELLED = "cancelled", _("cancelled")


class JournalAction(models.TextChoices):
    """What an item journal posts."""

    RECEIPT = "receipt", _("receipt")
    ISSUE = "issue", _("issue")
    TRANSFER = "transfer", _("transfer")
    COUNT = "count", _("count")

    @property
    def opposite(self) -> JournalAction | None:
        """What takes it back; a count is mended by counting again."""
        return {
            JournalAction.RECEIPT: JournalAction.ISSUE,
            JournalAction.ISSUE: JournalAction.RECEIPT,
            JournalAction.TRANSFER: JournalAction.TRANSFER,
        }.get(self)


class ProductionState(models.TextChoices):
    """How far a production order has come."""

    PLANNED = "planned", _("planned")
    STARTED = "started", _("started")
    FINISHED = "finished", _("finished")
    CANCELLED = "cancelled", _("cancelled")


class OpenState(models.TextChoices):
    """Whether something is still worked on: commissions, records.

    Cancelled is what was entered by mistake: its number stays, void.
    """

    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")
    CANCELLED = "cancelled", _("cancelled")


class LogoUse(models.TextChoices):
    """Which logo a print form puts on a paper."""

    INHERIT = "inherit", _("as on the more general form")
    OWN = "own", _("its own")
    NONE = "none", _("none")


class LogoSide(models.TextChoices):
    """Where in the head of a paper the logo stands."""

    LEFT = "left", _("left")
    RIGHT = "right", _("right")
