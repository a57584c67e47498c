"""Print forms: what a company puts on its papers, and the layouts that papers keep."""

from __future__ import annotations

import json
from hashlib import sha256

from django.core.validators import (
    MaxLengthValidator,
    MaxValueValidator,
    MinValueValidator,
    RegexValidator,
)
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise
from simple_history.models import HistoricalRecords

from numbering.models import Company
from numbering.models.company import LANGUAGES
from orders.choices import LogoSide, LogoUse
from orders.models.order_types import OrderType
from orders.paperkinds import columns_in_words, paper_label
from orders.querysets import PrintFormQuerySet, PrintLayoutQuerySet

NARROWEST, WIDEST = 10, 90
DEFAULT_WIDTH = 40
TEXT_LENGTH, FOOT_LENGTH = 2000, 400
TEXTS = ("intro", "closing", "foot")


class ColumnsField(models.CharField[str, str]):
    """Codes of columns with commas between them, in the order in which they are printed."""

    def in_words(self, value: str) -> str:
        """The columns as the history tells them."""
        return columns_in_words(value)


class PaperField(models.CharField[str, str]):
    """The code of a kind of paper; empty stands for all of them."""

    def in_words(self, value: str) -> str:
        """The paper as the history tells it."""
        return paper_label(value)


def text_field(label: StrOrPromise, length: int) -> models.TextField[str, str]:
    """A text on papers."""
    return models.TextField(
        label, max_length=length, blank=True, validators=[MaxLengthValidator(length)]
    )


def width_field() -> models.PositiveSmallIntegerField[int, int]:
    """How wide a logo is printed."""
    return models.PositiveSmallIntegerField(
        _("width in mm"),
        default=DEFAULT_WIDTH,
        validators=[MinValueValidator(NARROWEST), MaxValueValidator(WIDEST)],
    )


def side_field() -> models.CharField[str, str]:
    """Where in the head a logo stands."""
    return models.CharField(_("side"), max_length=5, choices=LogoSide, default=LogoSide.LEFT)


def colour_field() -> models.CharField[str, str]:
    """A colour as browsers write it."""
    return models.CharField(
        _("colour"),
        max_length=7,
        blank=True,
        validators=[
            RegexValidator(
                r"\A#[0-9a-f]{6}\Z", _("Type a colour as # and six digits, for example #0b665f.")
            )
        ],
    )


class Logo(models.Model):
    """A picture for the head of papers; in the database, so that backups are whole.

    It never changes: papers of the past still show it.
    """

    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("company"), related_name="logos"
    )
    digest = models.CharField(max_length=64)
    name = models.CharField(_("file"), max_length=100)
    content_type = models.CharField(max_length=20)
    content = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("logo")
        verbose_name_plural = _("logos")
        constraints = [
            models.UniqueConstraint(fields=["company", "digest"], name="orders_logo_unique"),
        ]

    def __str__(self) -> str:
        return self.name


class PrintForm(models.Model):
    """What stands on one kind of paper, of one order type or of all (Winbas).

    What it does not say is as on the next more general form; see services.layouts.
    """

    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("company"), related_name="print_forms"
    )
    paper = PaperField(_("paper"), max_length=40, blank=True)
    order_type = models.ForeignKey(
        OrderType,
        models.CASCADE,
        verbose_name=_("order type"),
        related_name="print_forms",
        null=True,
        blank=True,
    )
    columns = ColumnsField(_("columns"), max_length=120, blank=True)
    logo_use = models.CharField(_("logo"), max_length=7, choices=LogoUse, default=LogoUse.INHERIT)
    logo = models.ForeignKey(
        Logo,
        models.PROTECT,
        verbose_name=_("picture"),
        related_name="print_forms",
        null=True,
        blank=True,
    )
    logo_width = width_field()
    logo_side = side_field()
    colour = colour_field()
    history = HistoricalRecords()

    objects = PrintFormQuerySet.as_manager()

    class Meta:
        verbose_name = _("print form")
        verbose_name_plural = _("print forms")
        ordering = ["company", "paper", "order_type", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "paper", "order_type"], name="orders_printform_unique"
            ),
            models.UniqueConstraint(
                fields=["company", "paper"],
                condition=Q(order_type=None),
                name="orders_printform_of_all_types_unique",
            ),
            models.CheckConstraint(
                condition=~Q(logo_use=LogoUse.OWN) | Q(logo__isnull=False),
                name="orders_printform_logo",
            ),
            models.CheckConstraint(
                condition=Q(logo_width__range=(NARROWEST, WIDEST)),
                name="orders_printform_logo_width",
                violation_error_message=_("A logo is 10 to 90 mm wide."),
            ),
        ]

    def __str__(self) -> str:
        return paper_label(self.paper)

    @property
    def column_codes(self) -> list[str]:
        """The columns in their order; none where they are as on the more general form."""
        return self.columns.split(",") if self.columns else []


class PrintText(models.Model):
    """The texts of a print form in one language, or in all that have none of their own."""

    form = models.ForeignKey(
        PrintForm, models.CASCADE, verbose_name=_("print form"), related_name="texts"
    )
    language = models.CharField(
        _("language"), max_length=5, blank=True, choices=[("", _("All languages")), *LANGUAGES]
    )
    intro = text_field(_("above the lines"), TEXT_LENGTH)
    closing = text_field(_("below the totals"), TEXT_LENGTH)
    foot = text_field(_("at the foot of each page"), FOOT_LENGTH)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("text of a print form")
        verbose_name_plural = _("texts of print forms")
        ordering = ["form", "language"]
        constraints = [
            models.UniqueConstraint(fields=["form", "language"], name="orders_printtext_unique"),
        ]

    def __str__(self) -> str:
        return str(self.get_language_display())


class PrintLayout(models.Model):
    """What a paper says beside its document's own content, in one language, as it was then.

    One row for each content, named by its digest. It never changes, so that an issued invoice
    that refers to it stays as it was sent, whatever becomes of the print forms.
    """

    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("company"), related_name="print_layouts"
    )
    digest = models.CharField(max_length=64)
    columns = models.CharField(max_length=120, blank=True)
    logo = models.ForeignKey(
        Logo, models.PROTECT, related_name="print_layouts", null=True, blank=True
    )
    logo_width = width_field()
    logo_side = side_field()
    colour = colour_field()
    intro = text_field("intro", TEXT_LENGTH)
    closing = text_field("closing", TEXT_LENGTH)
    foot = text_field("foot", FOOT_LENGTH)

    objects = PrintLayoutQuerySet.as_manager()

    class Meta:
        verbose_name = _("print layout")
        verbose_name_plural = _("print layouts")
        constraints = [
            models.UniqueConstraint(fields=["company", "digest"], name="orders_printlayout_unique"),
        ]

    def __str__(self) -> str:
        return self.digest[:12]

    @property
    def column_codes(self) -> list[str]:
        """The columns in their order."""
        return self.columns.split(",") if self.columns else []

    def content_digest(self) -> str:
        """The digest of all that the layout says."""
        facts = {
            "columns": self.columns,
            "logo": self.logo.digest if self.logo else "",
            "logo_width": self.logo_width if self.logo else 0,
            "logo_side": self.logo_side if self.logo else "",
            "colour": self.colour,
            **{name: getattr(self, name) for name in TEXTS},
        }
        return sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
