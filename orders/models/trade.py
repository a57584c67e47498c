"""Trade documents: quotes, deliveries, returns, complaints, enquiries, purchase orders and kin."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from numbering.documents import NumberField
from numbering.models import Department
from orders.choices import Side, TradeState
from orders.models.documents import Document, DocumentLine, line_constraints
from orders.models.orders import OrderLine
from orders.querysets import TradeDocumentQuerySet, TradeLineQuerySet
from orders.totals import line_amount
from orders.tradekinds import TradeKind, trade_kind, trade_kinds


class TradeDocument(Document):
    """A document of sales or purchasing other than orders and invoices.

    One table for all kinds; what they differ in is declared in orders.tradekinds.
    """

    kind = models.CharField(_("kind"), max_length=40)
    number = NumberField(verbose_name=_("number"))
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        verbose_name=_("department"),
        related_name="tradedocuments",
        null=True,
        blank=True,
    )
    due_date = models.DateField(_("due date"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=TradeState, default=TradeState.OPEN)

    objects = TradeDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("trade document")
        verbose_name_plural = _("trade documents")
        indexes = [
            # The list of a kind, newest first.
            models.Index(fields=["company", "kind", "-date", "-id"], name="orders_trade_newest"),
            # The search over everything looks through the newest of all kinds.
            models.Index(fields=["company", "-date", "-id"], name="orders_trade_newest_of_all"),
            # List filter: what is still open.
            models.Index(
                fields=["company", "kind", "state", "-date", "-id"], name="orders_trade_state"
            ),
            # The documents of one customer or supplier.
            models.Index(fields=["party", "kind", "-date", "-id"], name="orders_trade_of_party"),
            # The search by the beginning of the other side's reference.
            models.Index(
                fields=["company", "your_reference"],
                opclasses=["int8_ops", "varchar_pattern_ops"],
                condition=~Q(your_reference=""),
                name="orders_trade_your_reference",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    your_reference__length__lte=80,
                    our_reference__length__lte=80,
                    cancel_reason__length__lte=200,
                ),
                name="orders_trade_lengths",
            ),
            models.CheckConstraint(
                condition=Q(state__in=TradeState.values), name="orders_trade_state_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.code for kind in trade_kinds()]),
                name="orders_trade_kind_known",
            ),
        ]

    @property
    def trade_kind(self) -> TradeKind:
        """The declaration of its kind."""
        return trade_kind(self.kind)

    @property
    def label(self) -> str | Promise:
        """What users call one of its kind: “Quote”."""
        return self.trade_kind.label

    @property
    def id_prefix(self) -> str:
        """By kind: xo for quotes, xs for purchase orders (Offer-Cube), ours for the others."""
        return self.trade_kind.id_prefix

    @property
    def chain_rank(self) -> int:
        """Where it stands in a chain."""
        return self.trade_kind.rank

    @property
    def is_cancelled(self) -> bool:
        """Whether it counts no more."""
        return self.state == TradeState.CANCELLED

    def get_absolute_url(self) -> str:
        """The document's page."""
        return reverse("orders:trade_detail", args=[self.kind, self.pk])

    def number_kind(self, field: str) -> str:
        """Each kind of document has numbers of its own."""
        return self.kind if field == "number" else super().number_kind(field)

    def number_department(self) -> Department | None:
        """KeyBalance: purchase orders by department take the department's series."""
        return self.department


class TradeLine(DocumentLine):
    """One position of a trade document, and the position that it was made from."""

    document = models.ForeignKey(
        TradeDocument, models.PROTECT, verbose_name=_("document"), related_name="lines"
    )
    source_line = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("made from"),
        related_name="next_lines",
        null=True,
        blank=True,
    )
    source_order_line = models.ForeignKey(
        OrderLine,
        models.PROTECT,
        verbose_name=_("made from order line"),
        related_name="trade_lines",
        null=True,
        blank=True,
    )

    objects = TradeLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of a trade document")
        verbose_name_plural = _("lines of trade documents")
        ordering = ["document", "position", "pk"]
        constraints = [
            *line_constraints("tradeline"),
            models.CheckConstraint(
                condition=Q(source_line=None) | Q(source_order_line=None),
                name="orders_tradeline_one_source",
            ),
        ]

    @property
    def amount(self) -> Decimal:
        """Quantity times price."""
        return line_amount(self.quantity, self.price, Side.DEBIT)
