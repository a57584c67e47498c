"""The words in which callers ask for invoices, payments and reminders."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, Count, F, Max, Q, Sum, When
from django.db.models.functions import Length
from django.utils import timezone

from invoicing.choices import UNSETTLED, InvoiceState, IssueOutcome, PaperKind, ReminderState
from invoicing.references.reading import stored_forms
from numbering.documents import DrawsInBulk
from orders.querysets import CompanyScoped

if TYPE_CHECKING:
    from invoicing.models import (  # noqa: F401
        Invoice,
        InvoiceBalance,
        InvoiceLine,
        IssueRun,
        IssueRunItem,
        KeptJournal,
        Payment,
        PaymentTerms,
        Reminder,
        ReminderLevel,
    )
    from orders.models import Order, OrderType

# What lists sort by. Drafts have no number: they stand behind the newest numbers.
_SORTS = {
    # Shorter numbers first: 99999 comes before 100000.
    "number": [Length("number__text").asc(nulls_last=True), F("number__text").asc()],
    "date": [F("date").asc()],
    "type": [F("order_type__slot").asc(nulls_last=True), F("kind").asc()],
    "kind": [F("kind").asc()],
    "party": [F("buyer_name").asc()],
    "state": [F("state").asc()],
    "due_date": [F("due_date").asc()],
    "gross": [F("gross").asc()],
}


class PaymentTermsQuerySet(CompanyScoped["PaymentTerms"]):
    """Payment terms."""

    def default(self) -> PaymentTerms | None:
        """The terms of customers without terms of their own."""
        return self.filter(is_default=True).first()


class InvoiceQuerySet(DrawsInBulk, CompanyScoped["Invoice"]):
    """Invoices of every kind."""

    def for_list(self) -> InvoiceQuerySet:
        """Invoices with all that a row of the list shows, in one query."""
        return self.select_related(
            "number",
            "voucher_number",
            "order_type",
            "order",
            "order__number",
            "party",
            "commission__number",
        )

    def with_settlement(self) -> InvoiceQuerySet:
        """Invoices with what is paid of them and what is open; nothing of drafts."""
        return self.select_related("balance").annotate(
            open=F("balance__open"), paid=F("balance__gross") - F("balance__open")
        )

    def to_freeze(self) -> InvoiceQuerySet:
        """Invoices with all that issuing them reads."""
        return self.select_related(
            "number__line",
            "number__series",
            "company__bank_details",
            "order__number",
            "order_type__invoice_series",
            "credits__number",
            "party__customer_number",
            "party__agreed_reference",
            "payment_terms",
            "updated_by",
        )

    def drafts(self) -> InvoiceQuerySet:
        """What is still to be issued."""
        return self.filter(state=InvoiceState.DRAFT)

    def issued(self) -> InvoiceQuerySet:
        """What is numbered and frozen."""
        return self.filter(state=InvoiceState.ISSUED)

    def dated(self, first: date, last: date) -> InvoiceQuerySet:
        """What bears a date of this period; both days belong to it."""
        return self.filter(date__range=(first, last))

    def in_number_order(self) -> InvoiceQuerySet:
        """Series by series, as its lines, their periods and counters follow each other.

        Typed numbers that no line can print come after the others of their series.
        """
        return self.order_by(
            F("number__series__code").asc(nulls_last=True),
            "number__series_id",
            Case(When(number__line=None, then=1), default=0),
            F("number__line__starting_date").asc(nulls_first=True),
            "number__line__first_number",
            "number__line_id",
            "number__period",
            "number__value",
            Length("number__text"),
            "number__text",
            "pk",
        )

    def of_kind(self, kind: str) -> InvoiceQuerySet:
        """Invoices of one kind: credit notes, cash notes and so on."""
        return self.filter(kind=kind)

    def of_type(self, order_type: OrderType) -> InvoiceQuerySet:
        """Invoices of orders of one type (Winbas: told apart in the shared series)."""
        return self.filter(order_type=order_type)

    def of_order(self, order: Order) -> InvoiceQuerySet:
        """The invoices made from one order."""
        return self.filter(order=order)

    def to_pay_with(self, reference: str) -> InvoiceQuerySet:
        """The invoices with this payment reference, as printed, transmitted or typed.

        It is one, unless customers of two countries have references that look alike: then each
        kind of reference has one.
        """
        return self.filter(payment_reference__in=stored_forms(reference))

    def sorted_by(self, key: str, *, descending: bool = False) -> InvoiceQuerySet:
        """The list in one of its orders; `type` brings the invoices of one type together."""
        terms = [term.copy() for term in _SORTS[key]]
        if descending:
            for term in terms:
                term.reverse_ordering()
        return self.order_by(*terms, "-pk" if descending else "pk")

    def newest_first(self) -> InvoiceQuerySet:
        """The order in which lists begin."""
        return self.order_by("-date", "-pk")


class InvoiceLineQuerySet(models.QuerySet["InvoiceLine"]):
    """Invoice lines."""

    def in_order(self) -> InvoiceLineQuerySet:
        """The lines as they stand on the invoice."""
        return self.order_by("position", "pk")


class IssueRunQuerySet(CompanyScoped["IssueRun"]):
    """Issues of many drafts together."""

    def with_papers(self) -> Self:
        """With how many PDFs are made, and how many could not be."""
        is_pdf = Q(items__invoice__papers__kind=PaperKind.PDF, items__outcome=IssueOutcome.ISSUED)
        has_paper = Q(items__invoice__papers__isnull=False)
        return self.annotate(
            made_count=Count("items", filter=is_pdf),
            failed_count=Count("items", filter=Q(items__is_paper_failed=True) & ~has_paper),
        )


class IssueRunItemQuerySet(models.QuerySet["IssueRunItem"]):
    """What became of drafts that were issued together."""

    def issued(self) -> Self:
        """Those that are invoices now, in the order of their numbers."""
        return self.filter(outcome=IssueOutcome.ISSUED).order_by("position")

    def refused(self) -> Self:
        """Those that stayed drafts."""
        return self.filter(outcome=IssueOutcome.REFUSED).order_by("position")

    def waiting(self) -> Self:
        """Those whose PDF is to be made; one that failed waits until somebody asks again."""
        made = Q(invoice__papers__kind=PaperKind.PDF)
        return self.issued().exclude(made).filter(is_paper_failed=False)

    def failed(self) -> Self:
        """Those whose PDF could not be made, and is not there by now."""
        made = Q(invoice__papers__kind=PaperKind.PDF)
        return self.issued().exclude(made).filter(is_paper_failed=True)


class BalanceQuerySet(CompanyScoped["InvoiceBalance"]):
    """What is open on issued invoices."""

    def unsettled(self) -> Self:
        """Open items: what is still to come in, or to be returned."""
        return self.filter(state__in=UNSETTLED)

    def overdue(self, on: date) -> Self:
        """What should have come in before this day."""
        return self.unsettled().filter(gross__gt=0, due_date__lt=on)

    def credits(self) -> Self:
        """What is still to be returned to customers, or set off."""
        return self.unsettled().filter(gross__lt=0)

    def for_list(self) -> Self:
        """Open items with all that a row of a list shows, in one query."""
        return self.select_related("invoice__number", "party__customer_number")

    def owed(self) -> dict[str, Decimal]:
        """What is open in all, and how much of it is overdue today."""
        overdue = Q(gross__gt=0, due_date__lt=timezone.localdate())
        return self.unsettled().aggregate(
            in_all=Sum("open", default=0), overdue=Sum("open", filter=overdue, default=0)
        )

    def oldest_first(self) -> Self:
        """In the order in which they are due."""
        return self.order_by("due_date", "pk")


class PaymentQuerySet(CompanyScoped["Payment"]):
    """Payments."""

    def for_list(self) -> Self:
        """Payments with all that a row shows, in one query."""
        return self.select_related(
            "invoice__number",
            "withdrawal",
            "withdraws",
            "counterpart__invoice__number",
            "counterpart_of__invoice__number",
            "created_by",
        )


class ReminderLevelQuerySet(CompanyScoped["ReminderLevel"]):
    """Levels of reminding."""

    def in_order(self) -> Self:
        """From the first to the last."""
        return self.order_by("level")


class ReminderQuerySet(DrawsInBulk, CompanyScoped["Reminder"]):
    """Reminders."""

    def made(self) -> Self:
        """Those that count: not cancelled."""
        return self.filter(state=ReminderState.MADE)

    def for_list(self) -> Self:
        """Reminders with all that a row of the list shows, in one query."""
        return self.select_related("number", "party")


class KeptJournalQuerySet(CompanyScoped["KeptJournal"]):
    """Printed invoice journals."""

    def for_list(self) -> Self:
        """Journals with all that a row of the list shows, without their papers."""
        return self.defer("content").select_related("series", "created_by")

    def next_number(self) -> int:
        """The number of the journal that is printed next."""
        last: int | None = self.aggregate(last=Max("number"))["last"]
        return (last or 0) + 1
