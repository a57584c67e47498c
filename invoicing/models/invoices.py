"""Invoices of every kind."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from invoicing.choices import InvoiceKind, InvoiceState
from invoicing.models.heads import FrozenHead
from invoicing.models.payment import PaymentColumns
from invoicing.models.payment_terms import PaymentTerms
from invoicing.querysets import InvoiceQuerySet
from invoicing.services.cashnotes import refuse_outside
from invoicing.services.series import SeriesOfMany, invoice_series
from numbering.documents import NumberedModel, NumberField
from numbering.models import Company, NumberSeries
from orders.models import Commission, Order, OrderType, Party, PrintLayout

if TYPE_CHECKING:
    from invoicing.services.references import ReferenceMaker


class Invoice(FrozenHead, NumberedModel, PaymentColumns):
    """An invoice, credit note, internal invoice, cash note or advance invoice.

    Its number is drawn at issue. From then on the law wants it to stay as it was sent, so the
    row says all of it in plain columns, whatever becomes of customer, company and tax rates, and
    triggers on both databases refuse every change (migration frozen_invoices).

    Amounts are seen from the receivables: what the customer owes is positive, what is owed to the
    customer negative, so that any list of invoices adds up. Credit notes are negative here; their
    paper shows `printed_gross`.
    """

    company = models.ForeignKey(
        Company,
        models.PROTECT,
        verbose_name=_("company"),
        related_name="invoices",
        db_index=False,
    )
    number = NumberField(kind="invoice", verbose_name=_("invoice number"))
    # Drawn at issue as well: a draft can still be thrown away.
    voucher_number = NumberField(
        kind="voucher", where_assigned=True, verbose_name=_("voucher number")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=InvoiceKind)
    state = models.CharField(
        _("state"), max_length=6, choices=InvoiceState, default=InvoiceState.DRAFT
    )
    order = models.ForeignKey(
        Order,
        models.PROTECT,
        verbose_name=_("order"),
        related_name="invoices",
        null=True,
        blank=True,
    )
    order_type = models.ForeignKey(
        OrderType,
        models.PROTECT,
        verbose_name=_("invoice type"),
        related_name="invoices",
        null=True,
        blank=True,
        db_index=False,
    )
    credits = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("credits"),
        related_name="credit_notes",
        null=True,
        blank=True,
    )
    party = models.ForeignKey(
        Party,
        models.PROTECT,
        verbose_name=_("customer"),
        related_name="invoices",
        db_index=False,
    )
    commission = models.ForeignKey(
        Commission,
        models.PROTECT,
        verbose_name=_("commission"),
        related_name="invoices",
        null=True,
        blank=True,
    )
    date = models.DateField(_("date"))
    payment_terms = models.ForeignKey(
        PaymentTerms,
        models.PROTECT,
        verbose_name=_("payment terms"),
        related_name="invoices",
        db_index=False,
    )
    due_date = models.DateField(_("due date"))
    your_reference = models.CharField(_("your reference"), max_length=80, blank=True)
    our_reference = models.CharField(_("our reference"), max_length=80, blank=True)
    text = models.TextField(
        _("text"), max_length=2000, blank=True, validators=[MaxLengthValidator(2000)]
    )

    # Further copies of what the invoice refers to; see services.content.
    order_number = models.CharField(_("order number"), max_length=20, blank=True)
    order_type_name = models.CharField(_("invoice type"), max_length=60, blank=True)
    credited_number = models.CharField(_("credits invoice"), max_length=20, blank=True)
    payment_terms_name = models.CharField(_("payment terms"), max_length=80)

    # Of the deliveries that it is made of; a collective invoice has many.
    delivery_numbers = models.TextField(_("deliveries"), blank=True)
    # Empty for the built-in look.
    print_layout = models.ForeignKey(
        PrintLayout,
        models.PROTECT,
        verbose_name=_("print layout"),
        related_name="invoices",
        null=True,
        blank=True,
    )

    net = models.DecimalField(_("net"), max_digits=14, decimal_places=2, default=0)
    tax = models.DecimalField(_("tax"), max_digits=14, decimal_places=2, default=0)
    gross = models.DecimalField(_("total"), max_digits=14, decimal_places=2, default=0)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("created by"),
        related_name="+",
        db_index=False,
    )
    updated_at = models.DateTimeField(_("saved at"), auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("saved by"),
        related_name="+",
        db_index=False,
    )
    issued_at = models.DateTimeField(_("issued at"), null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("issued by"),
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
    )

    objects = InvoiceQuerySet.as_manager()

    # Set by draw_invoice_number; not stored.
    is_number_wanted = False
    # Set by whoever issues; not stored.
    reference_maker: ReferenceMaker | None = None
    as_stored: dict[str, object] | None = None
    series_of_many: SeriesOfMany | None = None

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        indexes = [
            # The list of a company, newest first.
            models.Index(fields=["company", "-date", "-id"], name="invoicing_invoice_newest"),
            # Start page: drafts to issue.
            models.Index(
                fields=["company", "state", "-date", "-id"], name="invoicing_invoice_state"
            ),
            # List filters: one kind, one type, one customer.
            models.Index(
                fields=["company", "kind", "-date", "-id"], name="invoicing_invoice_kinds"
            ),
            models.Index(fields=["order_type", "-date", "-id"], name="invoicing_invoice_of_type"),
            models.Index(fields=["party", "-date", "-id"], name="invoicing_invoice_of_party"),
            # The search by the beginning of the customer's reference.
            models.Index(
                fields=["company", "your_reference"],
                opclasses=["int8_ops", "varchar_pattern_ops"],
                condition=~Q(your_reference=""),
                name="invoicing_invoice_reference",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=InvoiceKind.values), name="invoicing_invoice_kind"
            ),
            models.CheckConstraint(
                condition=Q(state=InvoiceState.DRAFT)
                | Q(
                    state=InvoiceState.ISSUED,
                    number__isnull=False,
                    issued_at__isnull=False,
                    issued_by__isnull=False,
                ),
                name="invoicing_invoice_issued_numbered",
            ),
            # Last defence of "no two invoices have the same reference" (references.bases), and the
            # way from an incoming payment to its invoice.
            models.UniqueConstraint(
                fields=["company", "payment_reference", "payment_scheme"],
                condition=~Q(payment_reference=""),
                name="invoicing_invoice_reference_unique",
            ),
            models.CheckConstraint(
                condition=Q(state=InvoiceState.DRAFT)
                | Q(payment_scheme="", payment_reference="")
                | (~Q(payment_scheme="") & ~Q(payment_reference="")),
                name="invoicing_invoice_issued_referenced",
            ),
            models.CheckConstraint(
                condition=Q(
                    your_reference__length__lte=80,
                    our_reference__length__lte=80,
                    seller_name__length__range=(1, 120),
                    buyer_name__length__range=(1, 120),
                ),
                name="invoicing_invoice_lengths",
            ),
        ]

    id_prefix = "xr"

    def __str__(self) -> str:
        return self.internal_id

    @property
    def chain_rank(self) -> int:
        """Advances follow the order, invoices the deliveries, credit notes what came back (see
        orders.tradekinds).
        """
        if self.kind == InvoiceKind.ADVANCE:
            return 25
        return 65 if self.kind == InvoiceKind.CREDIT_NOTE else 50

    @property
    def internal_id(self) -> str:
        """The key as users see it (Offer-Cube)."""
        return f"{self.id_prefix}{self.pk}"

    @property
    def label(self) -> str:
        """What users call it: “Invoice”, “Credit note”."""
        return capfirst(self.get_kind_display())

    @property
    def is_cancelled(self) -> bool:
        """Never: a mistake is credited."""
        return False

    def get_absolute_url(self) -> str:
        """The invoice's page."""
        return reverse("invoicing:invoice_detail", args=[self.pk])

    def number_series(self, field: str) -> NumberSeries | None:
        """Own, shared, credit note, cash note or advance series: see services.series."""
        if field != "number":
            return None
        return invoice_series(self) if self.series_of_many is None else self.series_of_many(self)

    def number_kind(self, field: str) -> str:
        """The kind of number follows the kind of invoice."""
        if field != "number":
            return super().number_kind(field)
        return "advance_payment" if self.kind == InvoiceKind.ADVANCE else self.kind

    def number_due(self, field: str) -> bool:
        """Drawn when the invoice is issued, or earlier when somebody asks for it."""
        if field != "number":
            return self.is_issued
        return self.is_issued or self.is_number_wanted or self.number_id is not None

    def numbers_drawn(self) -> None:
        """The payment reference is made of the number, so the two are frozen together; a certified
        control unit looks at every number of a cash note, however it came.
        """
        if self.kind == InvoiceKind.CASH_NOTE and self.company.certified_control_unit:
            refuse_outside(self)
        if self.is_issued and self.payment_scheme and self.reference_maker is not None:
            assert self.number is not None
            self.payment_reference = self.reference_maker.make(self.payment_scheme, self.number)

    @property
    def is_issued(self) -> bool:
        """Whether the invoice is numbered and frozen."""
        return self.state == InvoiceState.ISSUED

    @property
    def is_collected(self) -> bool:
        """Whether somebody pays it, or gets it back: nobody does inside the company."""
        internal = InvoiceKind.INTERNAL_INVOICE
        return self.kind != internal and (self.credits is None or self.credits.kind != internal)

    def printed(self, amount: Decimal) -> Decimal:
        """An amount of this invoice as its paper shows it: credit notes show them positive."""
        return -amount if self.kind == InvoiceKind.CREDIT_NOTE else amount

    @property
    def printed_net(self) -> Decimal:
        """The net sum as the paper shows it."""
        return self.printed(self.net)

    @property
    def printed_tax(self) -> Decimal:
        """The tax as the paper shows it."""
        return self.printed(self.tax)

    @property
    def printed_gross(self) -> Decimal:
        """The total as the paper shows it."""
        return self.printed(self.gross)
