"""The closed lists of the numbering engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DatePart(models.TextChoices):
    """The part of the document's date that a number shows (Offer-Cube: five settings)."""

    NONE = "", _("none")
    YEAR4 = "YYYY", _("year, 4 digits (2026)")
    YEAR2 = "YY", _("year, 2 digits (26)")
    YEAR4_MONTH = "YYYYMM", _("year and month, 6 digits (202611)")
    YEAR2_MONTH = "YYMM", _("year and month, 4 digits (2611)")


class Restart(models.TextChoices):
    """When a line counts from its first number again."""

    NEVER = "never", _("never")
    FISCAL_YEAR = "fiscal_year", _("each fiscal year")
    MONTH = "month", _("each month")


class GapPolicy(models.TextChoices):
    """What may happen to a number whose document does not come to be."""

    UNBROKEN = "unbroken", _("unbroken: no gaps, ever")
    FILL_GAPS = "fill_gaps", _("fill gaps: a freed number is used first")
    GAPS_ALLOWED = "gaps_allowed", _("gaps allowed: fastest, nobody waits")


class ManualRange(models.TextChoices):
    """What a typed number may look like."""

    ANYTHING = "anything", _("anything that is new")
    INSIDE = "inside", _("inside the range of a line")


class Origin(models.TextChoices):
    """How a number came into the register."""

    DRAWN = "drawn", _("drawn")
    TYPED = "typed", _("typed")
    IMPORTED = "imported", _("imported")
    RESERVED = "reserved", _("reserved")


class State(models.TextChoices):
    """What has become of an issued number."""

    IN_USE = "in_use", _("in use")
    RESERVED = "reserved", _("reserved")
    VOID = "void", _("void")
    FREE = "free", _("free")


class ApiScope(models.TextChoices):
    """What a token of another system may be allowed to do."""

    ORDERS_READ = "orders:read", _("read orders")
    ORDERS_WRITE = "orders:write", _("enter and cancel orders")
    INVOICES_READ = "invoices:read", _("read invoices")
    INVOICES_WRITE = "invoices:write", _("make, issue and credit invoices")
    PARTIES_READ = "parties:read", _("read the address book")
    PARTIES_WRITE = "parties:write", _("enter addresses")
    ITEMS_READ = "items:read", _("read items")
    ITEMS_WRITE = "items:write", _("enter items")
    NUMBERS_READ = "numbers:read", _("look at the next numbers")
    NUMBERS_WRITE = "numbers:write", _("draw, reserve, give back and void numbers of its own")
    REGISTER_READ = "register:read", _("read the register and what is missing in it")
