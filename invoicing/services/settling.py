"""How an issued invoice is settled: its open item, and the payments entered against it.

Callers hold the balances that they hand in; see invoicing.services.locks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Date
from decimal import Decimal

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from invoicing.choices import InvoiceKind, PaymentWay
from invoicing.exceptions import IdentifierTaken
from invoicing.models import Invoice, InvoiceBalance, Payment
from invoicing.services.locks import locked_balances
from numbering.kinds import SUFFIX_LENGTH

LAST_SUFFIX = 10 ** (SUFFIX_LENGTH - 1) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is said of a payment, apart from its amount."""

    date: Date
    by: User
    way: str = PaymentWay.BANK
    text: str = ""
    withdraws: Payment | None = None
    counterpart: Payment | None = None


def open_balances(invoices: Iterable[Invoice]) -> list[InvoiceBalance]:
    """Begin the open items of invoices that are being issued, in one statement."""
    balances = []
    for invoice in invoices:
        if not invoice.is_collected:
            continue
        balance = InvoiceBalance(
            invoice=invoice,
            company_id=invoice.company_id,
            party_id=invoice.party_id,
            due_date=invoice.due_date,
            gross=invoice.gross,
            open=invoice.gross,
        )
        balance.settle(Decimal(0))
        balances.append(balance)
    return InvoiceBalance.objects.bulk_create(balances)


def hold_credited(invoice: Invoice) -> InvoiceBalance | None:
    """The open item that a credit note takes from as it is issued; held before its number is."""
    if invoice.credits_id is None:
        return None
    return locked_balances([invoice.credits_id]).get(invoice.credits_id)


def settle_at_issue(
    balance: InvoiceBalance, credited: InvoiceBalance | None, *, by: User
) -> list[Payment]:
    """What issuing settles by itself.

    A cash note is paid as it is issued: its paper says so. A credit note is set off against the
    invoice that it credits, as far as that is open.
    """
    invoice = balance.invoice
    if invoice.kind == InvoiceKind.CASH_NOTE and balance.open:
        entry = Entry(date=invoice.date, by=by, way=PaymentWay.CASH)
        return [enter(balance, balance.open, entry)]
    if credited is not None and balance.is_credit and credited.invoice.currency == invoice.currency:
        amount = min(-balance.open, credited.open)
        if amount > 0:
            entry = Entry(date=invoice.date, by=by, way=PaymentWay.SET_OFF)
            return enter_both(balance, credited, amount, entry)
    return []


def enter_both(
    credit: InvoiceBalance, debt: InvoiceBalance, amount: Decimal, entry: Entry
) -> list[Payment]:
    """Set a credit off against a debt: a payment on each, which lead to each other."""
    first = enter(credit, -amount, entry)
    return [
        first,
        enter(
            debt,
            amount,
            Entry(date=entry.date, by=entry.by, way=entry.way, text=entry.text, counterpart=first),
        ),
    ]


def enter(balance: InvoiceBalance, amount: Decimal, entry: Entry) -> Payment:
    """Write a payment and take it off the balance; `amount` has the sign of the invoice's total.

    Raises IdentifierTaken where an invoice with the same number, of another register or period,
    was paid at the same moment.
    """
    payment = Payment(
        company_id=balance.company_id,
        invoice=balance.invoice,
        identifier=_next_identifier(balance),
        date=entry.date,
        amount=amount,
        way=entry.way,
        text=entry.text,
        withdraws=entry.withdraws,
        counterpart=entry.counterpart,
        created_by=entry.by,
    )
    try:
        with transaction.atomic():
            payment.save()
    except IntegrityError as error:
        raise IdentifierTaken(
            _("An invoice with the same number was paid at the same moment: try again.")
        ) from error
    balance.settle(amount)
    balance.save(update_fields=["open", "state"])
    return payment


def _next_identifier(balance: InvoiceBalance) -> str:
    """The invoice's number with the next suffix, from -00001.

    Numbers of different registers and years may have the same text: their payments count on
    together, so that an identifier is never given twice.
    """
    number = str(balance.invoice.number)
    first, last = f"{number}-00000", f"{number}-{LAST_SUFFIX}"
    given = (
        Payment.objects.filter(company_id=balance.company_id, identifier__range=(first, last))
        .annotate(length=Length("identifier"))
        .filter(length=len(last))
        .order_by("-identifier")
        .values_list("identifier", flat=True)
        .first()
    )
    suffix = int(given[-(SUFFIX_LENGTH - 1) :]) + 1 if given else 1
    return f"{number}-{suffix:05d}"
