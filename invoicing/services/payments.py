"""Recording what customers pay, undoing it, and setting credits off against invoices."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from decimal import Decimal

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from invoicing.choices import PaymentWay
from invoicing.exceptions import NothingToPay, PaidTooMuch, PaymentKept
from invoicing.models import Invoice, InvoiceBalance, Payment
from invoicing.services.issue import freeze
from invoicing.services.locks import locked_balance, locked_balances, locked_invoice
from invoicing.services.papers import keep_after_commit
from invoicing.services.settling import Entry, enter, enter_both
from numbering.exceptions import RuleError
from numbering.formatting import money
from numbering.models import NumberSeries
from numbering.services.documents import series_of
from numbering.transactions import write
from orders.findings import Findings
from orders.services.content import check_reason


def record_payment(
    *,
    invoice: Invoice,
    by: User,
    date: Date,
    amount: Decimal | None = None,
    way: str = PaymentWay.BANK,
    text: str = "",
    typed_number: str = "",
    series: NumberSeries | None = None,
) -> Payment:
    """Record what was paid of an invoice, or returned of a credit note.

    The amount is positive on both; without one it is all that is open. A part leaves the rest
    open, and more than is open is refused. Paying a draft issues it in the same transaction
    (Offer-Cube), where `typed_number` and `series` do what they do there. Raises EntryErrors,
    NotCollected, NothingToPay, PaidTooMuch, and what issuing raises.
    """
    with write(lambda: series_of(invoice, "number").code):
        entry = _checked(Entry(date=date, by=by, way=way, text=text.strip()), amount)
        if way == PaymentWay.SET_OFF:
            raise RuleError(_("Set it off against a credit of the customer."), field="way")
        stored = locked_invoice(invoice)
        if not stored.is_issued:
            freeze(stored, by=by, typed_number=typed_number, series=series)
            keep_after_commit(stored, by)
        balance = locked_balance(stored)
        return enter(balance, _signed(balance, amount), entry)


def withdraw_payment(*, payment: Payment, by: User, reason: str) -> Payment:
    """Undo a payment that was recorded by mistake: an entry of the opposite amount says why.

    Of a set-off, both sides. What was paid is open again. Raises EntryErrors without a reason,
    and PaymentKept.
    """
    with write():
        findings = Findings()
        reason = check_reason(reason, findings)
        findings.raise_if_any()
        undone = _with_other_side(payment)
        balances = locked_balances({one.invoice_id for one in undone})
        _refuse_twice(undone)
        entries = [
            enter(
                balances[one.invoice_id],
                -one.amount,
                Entry(date=timezone.localdate(), by=by, way=one.way, text=reason, withdraws=one),
            )
            for one in undone
        ]
    return entries[0]


def set_off(
    *, invoice: Invoice, by: User, date: Date, amounts: Mapping[int, Decimal], text: str = ""
) -> list[Payment]:
    """Set a credit off against invoices of the same customer, or an invoice against credits.

    `amounts` are by the key of the other invoice; those of 0 are left out. Raises EntryErrors (its
    `lines` by that key), NotCollected, and NothingToPay where nothing was picked.
    """
    with write():
        entry = _checked(Entry(date=date, by=by, way=PaymentWay.SET_OFF, text=text.strip()), None)
        chosen = {key: amount for key, amount in amounts.items() if amount}
        if not chosen:
            raise NothingToPay(_("Type how much to set off, on one line at least."))
        balances = locked_balances({invoice.pk, *chosen})
        here = balances.pop(invoice.pk, None) or locked_balance(invoice)
        _check_set_off(here, balances, chosen)
        entries = []
        for key, amount in chosen.items():
            there = balances[key]
            credit, debt = (here, there) if here.is_credit else (there, here)
            entries += enter_both(credit, debt, amount, entry)
    return entries


def _checked(entry: Entry, amount: Decimal | None) -> Entry:
    """Check what was typed, apart from what depends on the invoice."""
    findings = Findings()
    payment = Payment(date=entry.date, amount=amount or 0, way=entry.way, text=entry.text)
    findings.check_date(payment)
    findings.check_fields(payment, ("amount", "way", "text"))
    if amount is not None and amount <= 0:
        findings.add("amount", _("Type an amount above 0. A mistake is undone by withdrawing it."))
    findings.raise_if_any()
    return entry


def _signed(balance: InvoiceBalance, amount: Decimal | None) -> Decimal:
    """The amount with the sign of the invoice's total; refuses more than is open."""
    left = abs(balance.open)
    if balance.is_settled:
        raise NothingToPay(
            _("%(number)s is paid: nothing is open.") % {"number": balance.invoice.number}
        )
    amount = left if amount is None else amount
    if amount > left:
        raise PaidTooMuch(
            _(
                "Only %(open)s is open on %(number)s: record that, and what was paid beyond it on"
                " the customer's other invoices."
            )
            % {"open": money(left), "number": balance.invoice.number}
        )
    return -amount if balance.is_credit else amount


def _with_other_side(payment: Payment) -> list[Payment]:
    """The payment, and of a set-off the one on the other invoice, as stored."""
    stored = Payment.objects.for_list().get(pk=payment.pk)
    other = stored.other_side
    return [stored] if other is None else [stored, other]


def _refuse_twice(payments: list[Payment]) -> None:
    """Nothing is withdrawn twice; asked once the balances are held."""
    if payments[0].is_withdrawal:
        raise PaymentKept(
            _("%(payment)s itself withdraws another payment: record that one again instead.")
            % {"payment": payments[0]}
        )
    if Payment.objects.filter(withdraws__in=payments).exists():
        raise PaymentKept(_("%(payment)s is withdrawn already.") % {"payment": payments[0]})


def _check_set_off(
    here: InvoiceBalance,
    others: Mapping[int, InvoiceBalance],
    chosen: Mapping[int, Decimal],
) -> None:
    """Each amount is open on its line, and all of them together on this side."""
    findings = Findings()
    for key, amount in chosen.items():
        other = others.get(key)
        if (
            other is None
            or other.party_id != here.party_id
            or other.is_credit == here.is_credit
            or other.invoice.currency != here.invoice.currency
        ):
            findings.add("amount", _("This cannot be set off here: pick another line."), line=key)
        elif not 0 < amount <= abs(other.open):
            findings.add(
                "amount",
                _("Only %(open)s is open on %(number)s.")
                % {"open": money(abs(other.open)), "number": other.invoice.number},
                line=key,
            )
    total = sum(chosen.values(), Decimal(0))
    if not findings.lines and total > abs(here.open):
        findings.add(
            "amounts",
            _("%(total)s is more than the %(open)s that are open on %(number)s.")
            % {
                "total": money(total),
                "open": money(abs(here.open)),
                "number": here.invoice.number,
            },
        )
    findings.raise_if_any()
