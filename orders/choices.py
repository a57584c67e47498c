"""The closed lists of orders."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Side(models.TextChoices):
    """The side of a line: what the customer owes, or what is owed to the customer."""

    DEBIT = "debit", _("debit")
    CREDIT = "credit", _("credit")


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
