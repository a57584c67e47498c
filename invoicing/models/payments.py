"""Payments, and what is still open on an invoice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from invoicing.choices import UNSETTLED, PaymentWay, Settlement
from invoicing.models.invoices import Invoice
from invoicing.querysets import BalanceQuerySet, PaymentQuerySet
from numbering.fields import NumberText
from numbering.formats import MAX_LENGTH
from numbering.models import Company
from orders.models import Party
from orders.models.traced import person_field


class InvoiceBalance(models.Model):
    """What is still open on an issued invoice: the only thing about it that goes on changing.

    Every issued invoice has one, save internal invoices, which nobody pays. Its amounts are seen
    from the receivables, as the invoice's are. Company, customer and due date are copies, so that
    what is open is found and sorted by an index of this table alone.
    """

    invoice = models.OneToOneField(
        Invoice,
        models.PROTECT,
        verbose_name=_("invoice"),
        related_name="balance",
        primary_key=True,
    )
    company = models.ForeignKey(
        Company,
        models.PROTECT,
        verbose_name=_("company"),
        related_name="invoice_balances",
        db_index=False,
    )
    party = models.ForeignKey(
        Party,
        models.PROTECT,
        verbose_name=_("customer"),
        related_name="balances",
        db_index=False,
    )
    due_date = models.DateField(_("due date"))
    gross = models.DecimalField(_("total"), max_digits=14, decimal_places=2)
    open = models.DecimalField(_("open"), max_digits=14, decimal_places=2)
    state = models.CharField(_("payment"), max_length=6, choices=Settlement)

    objects = BalanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("open item")
        verbose_name_plural = _("open items")
        indexes = [
            # Open items, the oldest first; what is overdue. A few among millions that are paid.
            models.Index(
                fields=["company", "due_date", "invoice"],
                condition=Q(state__in=UNSETTLED),
                name="invoicing_balance_open",
            ),
            # What one customer owes.
            models.Index(
                fields=["party", "due_date", "invoice"],
                condition=Q(state__in=UNSETTLED),
                name="invoicing_balance_of_party",
            ),
        ]
        constraints = [
            # Nothing is paid twice: no more than the invoice's total, and nothing the wrong way.
            models.CheckConstraint(
                condition=Q(gross__gte=0, open__gte=0, open__lte=F("gross"))
                | Q(gross__lt=0, open__lte=0, open__gte=F("gross")),
                name="invoicing_balance_within_total",
            ),
            models.CheckConstraint(
                condition=Q(state=Settlement.PAID, open=0)
                | Q(state=Settlement.OPEN, open=F("gross")) & ~Q(open=0)
                | Q(state=Settlement.PARTLY) & ~Q(open=0) & ~Q(open=F("gross")),
                name="invoicing_balance_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id}: {self.open}"

    def get_absolute_url(self) -> str:
        """The invoice's page."""
        return self.invoice.get_absolute_url()

    @property
    def paid(self) -> Decimal:
        """What has been paid, or returned."""
        return self.gross - self.open

    @property
    def is_credit(self) -> bool:
        """Whether we owe the customer: a credit note, most of the time."""
        return self.gross < 0

    @property
    def is_settled(self) -> bool:
        """Whether nothing is open any more."""
        return not self.open

    @property
    def days_overdue(self) -> int:
        """The days since it should have been paid; 0 where there is still time, or nothing open."""
        if self.is_credit or self.is_settled:
            return 0
        return max(overdue_days(self.due_date, timezone.localdate()), 0)

    @property
    def is_overdue(self) -> bool:
        """Whether it should have been paid by now."""
        return self.days_overdue > 0

    def settle(self, amount: Decimal) -> None:
        """Take a payment off what is open; the opposite puts it back."""
        self.open -= amount
        if not self.open:
            self.state = Settlement.PAID
        else:
            self.state = Settlement.OPEN if self.open == self.gross else Settlement.PARTLY


def overdue_days(due_date: date, on: date) -> int:
    """How many days ago something was due; negative where it is not due yet."""
    return (on - due_date).days


class Payment(models.Model):
    """An amount by which an invoice is settled; it never changes, a mistake is withdrawn.

    What is withdrawn stays, and an entry of the opposite amount beside it. A credit note and an
    invoice that are set off against each other have a payment each.
    """

    company = models.ForeignKey(
        Company,
        models.PROTECT,
        verbose_name=_("company"),
        related_name="payments",
        db_index=False,
    )
    invoice = models.ForeignKey(
        Invoice, models.PROTECT, verbose_name=_("invoice"), related_name="payments"
    )
    # Business Central: the invoice's number and a suffix of six characters, such as -00001.
    identifier = NumberText(_("identifier"), max_length=MAX_LENGTH)
    date = models.DateField(_("date"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    way = models.CharField(_("way"), max_length=8, choices=PaymentWay)
    text = models.CharField(_("text"), max_length=200, blank=True)
    withdraws = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name=_("withdraws"),
        related_name="withdrawal",
        null=True,
        blank=True,
    )
    # The payment on the other side of a set-off; the one entered second refers to the first.
    counterpart = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name=_("set off against"),
        related_name="counterpart_of",
        null=True,
        blank=True,
    )
    created_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    created_by = person_field(_("recorded by"))

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        indexes = [
            # The list of a company, newest first.
            models.Index(fields=["company", "-date", "-id"], name="invoicing_payment_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "identifier"], name="invoicing_payment_identifier"
            ),
            models.CheckConstraint(condition=~Q(amount=0), name="invoicing_payment_amount"),
            models.CheckConstraint(
                condition=Q(way__in=PaymentWay.values), name="invoicing_payment_way"
            ),
            models.CheckConstraint(
                condition=Q(identifier__length__range=(7, MAX_LENGTH), text__length__lte=200),
                name="invoicing_payment_lengths",
            ),
        ]

    def __str__(self) -> str:
        return self.identifier

    def get_absolute_url(self) -> str:
        """The page of its invoice."""
        return self.invoice.get_absolute_url()

    @property
    def is_withdrawn(self) -> bool:
        """Whether an opposite entry undid it."""
        return hasattr(self, "withdrawal")

    @property
    def is_withdrawal(self) -> bool:
        """Whether it undoes another one."""
        return self.withdraws_id is not None

    @property
    def other_side(self) -> Payment | None:
        """Of a set-off, the payment on the other invoice."""
        return self.counterpart or getattr(self, "counterpart_of", None)
