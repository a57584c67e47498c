"""Advance invoices: asking for money before an order is invoiced, and taking it off afterwards.

The order is what is held: every invoice that settles an advance is made from the advance's order.
An advance is credited without its order, so the rows of the advances are held as well, after the
order and the draft, by their keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date as Date
from decimal import Decimal

from django.contrib.auth.models import User
from django.utils import translation
from django.utils.translation import gettext as _

from invoicing.advances import (
    AdvanceLine,
    advance_lines,
    advance_room,
    net_by_order,
    settlement,
    shares_of,
)
from invoicing.choices import InvoiceKind, InvoiceState
from invoicing.exceptions import AdvancesOff, AdvanceTooLarge, SettledTooMuch
from invoicing.models import Invoice, InvoiceLine, PaymentTerms
from invoicing.papers import ADVANCE_TEXT
from invoicing.services.saving import check_head, save_content, usual_terms
from numbering.formatting import money
from numbering.transactions import write
from orders.choices import Side
from orders.models import Order, TaxRate
from orders.services.invoiced import Billed, refuse_cancelled
from orders.services.locks import lock_rows
from orders.totals import cents


def create_advance(
    *,
    order: Order,
    by: User,
    date: Date,
    amount: Decimal | None = None,
    percent: Decimal | None = None,
    payment_terms: PaymentTerms | None = None,
) -> Invoice:
    """Make the draft of an advance invoice on an order: a net amount, or so many percent of it.

    It has a line for each tax rate of what is not invoiced yet, in proportion; see `shares_of`.
    Raises AdvancesOff, AdvanceTooLarge, OrderClosed, EntryErrors, and SetupError where the company
    has no payment terms.
    """
    with write():
        stored = Billed.locked(orders=[order.pk]).orders[order.pk]
        refuse_cancelled(stored)
        _refuse_without_receivables(stored)
        room = advance_room(stored)
        wanted = _wanted(stored, amount, percent, sum(room.values(), Decimal(0)))
        invoice = Invoice(
            company=stored.company,
            kind=InvoiceKind.ADVANCE,
            order=stored,
            order_type=stored.order_type,
            party=stored.party,
            date=date,
            commission=stored.commission,
            payment_terms=payment_terms or usual_terms(stored.party),
            your_reference=stored.your_reference,
            our_reference=stored.our_reference,
            created_by=by,
            updated_by=by,
        )
        check_head(invoice)
        with translation.override(stored.party.language):
            text = str(ADVANCE_TEXT) % {"number": stored.number}
        shares = zip(room, shares_of(wanted, list(room.values())), strict=True)
        lines = [_asked_for(invoice, text, rate, share) for rate, share in shares if share]
        save_content(invoice, lines)
    return invoice


def _asked_for(invoice: Invoice, text: str, rate: TaxRate, share: Decimal) -> InvoiceLine:
    """The line that asks for this much at a rate."""
    line = InvoiceLine(
        invoice=invoice,
        text=text,
        quantity=share,
        price=Decimal(1),
        is_amount=True,
        side=Side.DEBIT,
    )
    line.rate = rate
    return line


def settlements_for(
    invoice: Invoice, lines: Sequence[InvoiceLine], *, orders: Iterable[int]
) -> list[InvoiceLine]:
    """The lines that take issued advances of these orders off a new invoice, the oldest first: as
    much as the invoice can take. What is left is for the next one.
    """
    found = []
    room = net_by_order(lines)
    for one in held_advances(orders):
        taken = min(one.left, room[one.place])
        if taken > 0:
            room[one.place] -= taken
            found.append(settlement(invoice, one.line, taken))
    return found


def changed_settlements(
    draft: Invoice,
    lines: Sequence[InvoiceLine],
    settled: Mapping[int, InvoiceLine],
    wanted: Mapping[int, Decimal] | None,
    *,
    orders: Iterable[int],
) -> list[InvoiceLine]:
    """The settlement lines of a changed draft whose other lines are these.

    `settled` are those it had and `wanted` the typed amounts, both by the key of the advance's
    line. Without typed amounts they stay, as far as the draft still has room. Raises
    SettledTooMuch with the key as `advance_line_id`.
    """
    room = net_by_order(lines)
    found = []
    for one in held_advances(orders, without=draft):
        key = one.line.pk
        line = settled.get(key)
        had = Decimal(0) if line is None else line.quantity
        if wanted is None:
            amount = max(min(had, room[one.place]), Decimal(0))
        else:
            amount = wanted.get(key, had)
            _check_amount(one, amount, room[one.place])
        room[one.place] -= amount
        if amount:
            line = line or settlement(draft, one.line, amount)
            line.quantity = amount
            found.append(line)
    return found


def held_advances(orders: Iterable[int], *, without: Invoice | None = None) -> list[AdvanceLine]:
    """The issued advances of these orders with what is left, held until the transaction ends."""
    issued = Invoice.objects.filter(
        order__in=set(orders), kind=InvoiceKind.ADVANCE, state=InvoiceState.ISSUED
    )
    keys = dict(issued.order_by().values_list("pk", "order"))
    if not keys:
        return []
    lock_rows(Invoice, keys)
    standing = advance_lines({order for order in keys.values() if order}, without=without)
    return [one for one in standing if one.line.invoice_id in keys]


def _refuse_without_receivables(order: Order) -> None:
    if not order.company.advances_through_receivables:
        raise AdvancesOff(
            _(
                "The company asks for no advances: an administrator switches “advances through"
                " receivables” on in Settings › Company."
            )
        )
    if order.order_type.is_internal:
        raise AdvanceTooLarge(_("Nobody pays an internal order: there is no advance on it."))


def _wanted(
    order: Order, amount: Decimal | None, percent: Decimal | None, most: Decimal
) -> Decimal:
    """The net amount that is asked for, in whole cents."""
    if (amount is None) == (percent is None):
        raise AdvanceTooLarge(_("Type a net amount, or percent of the order: one of the two."))
    field = "amount" if percent is None else "percent"
    if percent is not None:
        if not 0 < percent <= 100:
            raise AdvanceTooLarge(_("Type more than 0 and at most 100 percent."), field=field)
        amount = cents(order.net * percent / 100)
    assert amount is not None
    if amount != cents(amount):
        raise AdvanceTooLarge(_("An amount has two decimals at most."), field=field)
    if amount <= 0:
        raise AdvanceTooLarge(_("Type an amount of more than 0."), field=field)
    if amount > most:
        raise AdvanceTooLarge(
            _(
                "At most %(most)s net can be asked for: the rest of the order is invoiced, or asked"
                " for in advance already."
            )
            % {"most": money(most)},
            field=field,
        )
    return amount


def _check_amount(advance: AdvanceLine, amount: Decimal, room: Decimal) -> None:
    """Check what is to be taken of an advance; `room` is what the invoice has for it."""
    refused = ""
    if amount < 0:
        refused = _("An amount cannot be less than 0.")
    elif amount != cents(amount):
        refused = _("An amount has two decimals at most.")
    elif amount > advance.left:
        refused = _("Only %(left)s of this advance are left.") % {"left": money(advance.left)}
    elif amount > max(room, Decimal(0)):
        refused = _("The invoice has only %(room)s net at this tax rate: deduct no more.") % {
            "room": money(max(room, Decimal(0)))
        }
    if refused:
        raise SettledTooMuch(refused, advance_line_id=advance.line.pk)
