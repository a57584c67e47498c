"""The company: the tenant to which everything belongs."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from numbering.querysets import CompanyQuerySet

LANGUAGES = [
    ("en", _("English")),
    ("da", _("Danish")),
    ("sv", _("Swedish")),
    ("de", _("German")),
    ("pl", _("Polish")),
    ("fi", _("Finnish")),
]


class Company(models.Model):
    """One company with its own series, documents and people; invisible to all others."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=120)
    street = models.CharField(_("street"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    city = models.CharField(_("town"), max_length=80, blank=True)
    country = models.CharField(
        _("country"), max_length=2, blank=True, help_text=_("Two letters, for example SE.")
    )
    tax_id = models.CharField(_("tax identity"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=LANGUAGES, default="en")
    currency = models.CharField(
        _("currency"), max_length=3, default="EUR", help_text=_("Three letters, for example SEK.")
    )
    fiscal_year_first_month = models.PositiveSmallIntegerField(
        _("first month of the fiscal year"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )
    same_series_for_credit_notes = models.BooleanField(
        _("same series for invoices and credit notes"), default=False
    )
    automatic_item_numbers = models.BooleanField(_("propose item numbers"), default=False)
    advances_through_receivables = models.BooleanField(
        _("advance payments through receivables"), default=False
    )
    certified_control_unit = models.BooleanField(
        _("certified control unit"),
        default=False,
        help_text=_("Cash notes must then have a number series of their own."),
    )
    number_positions = models.PositiveSmallIntegerField(
        _("number positions"),
        default=6,
        choices=[(6, "6"), (7, "7")],
        help_text=_("Digits of order and invoice numbers. 6 may be raised to 7."),
    )
    ledger_account_digits = models.PositiveSmallIntegerField(
        _("digits of ledger accounts"),
        default=4,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
        help_text=_("Customer and supplier numbers have exactly one digit more."),
    )
    history = HistoricalRecords()

    objects = CompanyQuerySet.as_manager()

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(fiscal_year_first_month__range=(1, 12)),
                name="numbering_company_fiscal_month",
            ),
            models.CheckConstraint(
                condition=models.Q(number_positions__in=(6, 7)),
                name="numbering_company_positions",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A user's right to see a company; what the user may do there is a matter of groups."""

    company = models.ForeignKey(
        Company, models.CASCADE, verbose_name=_("company"), related_name="memberships"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("user"),
        related_name="memberships",
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["company", "user"]
        constraints = [
            models.UniqueConstraint(fields=["company", "user"], name="numbering_membership_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.company_id}"
