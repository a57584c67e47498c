"""How an issued invoice is settled: its open item, and the payments entered against it.

Callers hold the balances that they hand in; see invoicing.services.locks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from decimal import Decimal

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from invoicing.choices import InvoiceKind, PaymentWay
from invoicing.exceptions import IdentifierTaken
from invoicing.models import Invoice, InvoiceBalance, Payment
from invoicing.services.locks import locked_balances
from numbering.kinds import SUFFIX_LENGTH

LAST_SUFFIX = 10 ** (SUFFIX_LENGTH - 1) - 1
# SQLite takes no condition of a thousand parts.
_NUMBERS_AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is said of a payment, apart from its amount."""

    date: Date
    by: User
    way: str = PaymentWay.BANK
    text: str = ""
    withdraws: Payment | None = None


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


def hold_credited(invoices: Iterable[Invoice]) -> dict[int, InvoiceBalance]:
    """The open items that credit notes take from as they are issued, by the key of the invoice;
    held before the numbers are.
    """
    return locked_balances({one.credits_id for one in invoices if one.credits_id is not None})


def settle_at_issue(
    balances: Iterable[InvoiceBalance], credited: Mapping[int, InvoiceBalance], *, by: User
) -> list[Payment]:
    """What issuing settles by itself, in few statements however many invoices are issued.

    A cash note is paid as it is issued: its paper says so. A credit note is set off against the
    invoice that it credits, as far as that is open.
    """
    postings: list[Posting] = []
    for balance in balances:
        invoice = balance.invoice
        if invoice.kind == InvoiceKind.CASH_NOTE and balance.open:
            entry = Entry(date=invoice.date, by=by, way=PaymentWay.CASH)
            postings.append(_posting(balance, balance.open, entry))
            continue
        debt = credited.get(invoice.credits_id or 0)
        if debt is not None and balance.is_credit and debt.invoice.currency == invoice.currency:
            amount = min(-balance.open, debt.open)
            if amount > 0:
                entry = Entry(date=invoice.date, by=by, way=PaymentWay.SET_OFF)
                postings += _both(balance, debt, amount, entry)
    return _write(postings)


def enter_both(
    credit: InvoiceBalance, debt: InvoiceBalance, amount: Decimal, entry: Entry
) -> list[Payment]:
    """Set a credit off against a debt: a payment on each, which lead to each other."""
    return _write(_both(credit, debt, amount, entry))


def enter(balance: InvoiceBalance, amount: Decimal, entry: Entry) -> Payment:
    """Write a payment and take it off the balance; `amount` has the sign of the invoice's total.

    Raises IdentifierTaken where an invoice with the same number, of another register or period,
    was paid at the same moment.
    """
    return _write([_posting(balance, amount, entry)])[0]


@dataclass(frozen=True, slots=True)
class Posting:
    """A payment to be written; of a set-off, the second leads to the first."""

    balance: InvoiceBalance
    payment: Payment
    first: Payment | None = None


def _both(
    credit: InvoiceBalance, debt: InvoiceBalance, amount: Decimal, entry: Entry
) -> list[Posting]:
    first = _posting(credit, -amount, entry)
    return [first, _posting(debt, amount, entry, first=first.payment)]


def _posting(
    balance: InvoiceBalance, amount: Decimal, entry: Entry, *, first: Payment | None = None
) -> Posting:
    """Take the amount off the balance; `_write` stores both."""
    balance.settle(amount)
    payment = Payment(
        company_id=balance.company_id,
        invoice=balance.invoice,
        date=entry.date,
        amount=amount,
        way=entry.way,
        text=entry.text,
        withdraws=entry.withdraws,
        created_by=entry.by,
    )
    return Posting(balance, payment, first)


def _write(postings: Sequence[Posting]) -> list[Payment]:
    if not postings:
        return []
    payments = [posting.payment for posting in postings]
    _identify(payments)
    try:
        with transaction.atomic():
            Payment.objects.bulk_create(one.payment for one in postings if one.first is None)
            seconds = [one for one in postings if one.first is not None]
            for one in seconds:
                one.payment.counterpart = one.first  # only now has it a key
            Payment.objects.bulk_create(one.payment for one in seconds)
    except IntegrityError as error:
        raise IdentifierTaken(
            _("An invoice with the same number was paid at the same moment: try again.")
        ) from error
    balances = {posting.balance.pk: posting.balance for posting in postings}
    InvoiceBalance.objects.bulk_update(balances.values(), ["open", "state"])
    return payments


def _identify(payments: Sequence[Payment]) -> None:
    """Each gets its invoice's number with the next suffix, from -00001.

    Numbers of different registers and years may have the same text: their payments count on
    together, so that an identifier is never given twice.
    """
    numbers = {str(payment.invoice.number) for payment in payments}
    last = Counter(_last_suffixes(payments[0].company_id, sorted(numbers)))
    for payment in payments:
        number = str(payment.invoice.number)
        last[number] += 1
        payment.identifier = f"{number}-{last[number]:05d}"


def _last_suffixes(company: int, numbers: Sequence[str]) -> dict[str, int]:
    """The last suffix given to payments of each of these numbers, by the number's text."""
    last: dict[str, int] = dict.fromkeys(numbers, 0)
    for start in range(0, len(numbers), _NUMBERS_AT_ONCE):
        # The company in each part: so each is a look into the index.
        given = Q()
        for number in numbers[start : start + _NUMBERS_AT_ONCE]:
            span = (f"{number}-00000", f"{number}-{LAST_SUFFIX}")
            given |= Q(company=company, identifier__range=span)
        for identifier in Payment.objects.filter(given).values_list("identifier", flat=True):
            number, _dash, suffix = identifier.rpartition("-")
            if number in last and len(suffix) == SUFFIX_LENGTH - 1:
                last[number] = max(last[number], int(suffix))
    return last
