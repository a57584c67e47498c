"""What became of the advance invoices of orders: how much is credited, settled, left.

Nothing is counted up and stored: an issued advance never changes, and the lines that take from it
say it all. Of each line of an advance, drafts of credit notes and of final invoices take as well as
issued ones, so that nothing is taken twice. Crediting a final invoice gives back what it settled,
but only once the credit note is issued: its draft can still be thrown away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q
from django.utils import translation
from django.utils.formats import date_format

from invoicing.choices import InvoiceKind, InvoiceState
from invoicing.models import Invoice, InvoiceLine
from invoicing.papers import SETTLEMENT_TEXT
from orders.choices import Side
from orders.models import Order, TaxRate
from orders.totals import line_amount

# An order and the code of a tax rate: an advance is settled by its own order, at its own rate.
OrderRate = tuple[int, str]


@dataclass(frozen=True, slots=True)
class AdvanceLine:
    """A line of an advance invoice, net, with what was taken from it."""

    line: InvoiceLine
    credited: Decimal
    settled: Decimal

    @property
    def left(self) -> Decimal:
        """What can still be settled, or credited."""
        return self.line.quantity - self.credited - self.settled

    @property
    def place(self) -> OrderRate:
        """Where it can be settled."""
        assert self.line.invoice.order_id is not None
        return self.line.invoice.order_id, self.line.tax_code


@dataclass(frozen=True, slots=True)
class Advance:
    """An advance invoice as the order's page shows it; net amounts."""

    invoice: Invoice
    net: Decimal
    credited: Decimal
    settled: Decimal
    left: Decimal


@dataclass(frozen=True, slots=True)
class OrderAdvances:
    """The advances of an order, their sums, and whether another can be asked for."""

    advances: tuple[Advance, ...]
    can_ask: bool

    @property
    def issued(self) -> Decimal:
        """What was asked for, drafts apart."""
        return sum((one.net for one in self._issued), Decimal(0))

    @property
    def credited(self) -> Decimal:
        """What of it is credited."""
        return sum((one.credited for one in self._issued), Decimal(0))

    @property
    def settled(self) -> Decimal:
        """What of it is taken off final invoices."""
        return sum((one.settled for one in self._issued), Decimal(0))

    @property
    def left(self) -> Decimal:
        """What of it is still to be taken off."""
        return sum((one.left for one in self._issued), Decimal(0))

    @property
    def _issued(self) -> list[Advance]:
        return [one for one in self.advances if one.invoice.is_issued]


def advance_lines(orders: Collection[int], *, without: Invoice | None = None) -> list[AdvanceLine]:
    """The lines of these orders' advance invoices, drafts among them, the oldest first.

    A draft that is being changed takes nothing (`without`). Two queries.
    """
    lines = InvoiceLine.objects.filter(
        invoice__order__in=orders, invoice__kind=InvoiceKind.ADVANCE
    ).select_related("invoice__number", "invoice__order")
    return standing_of(lines.order_by("invoice__date", "invoice", "position"), without=without)


def standing_of(
    lines: Iterable[InvoiceLine], *, without: Invoice | None = None
) -> list[AdvanceLine]:
    """These lines of advance invoices with what was taken from each."""
    known = list(lines)
    if not known:
        return []
    keys = [line.pk for line in known]
    credited: dict[int, Decimal] = defaultdict(Decimal)
    settled: dict[int, Decimal] = defaultdict(Decimal)
    rows = InvoiceLine.objects.filter(
        Q(settles__in=keys)
        | Q(credits__in=keys)
        | Q(credits__settles__in=keys, invoice__state=InvoiceState.ISSUED)
    )
    if without is not None:
        rows = rows.exclude(invoice=without)
    values = rows.order_by().values_list("settles", "credits", "credits__settles", "quantity")
    # Added up here: SQLite would add as floating point.
    for settles, credits, gives_back, quantity in values:
        if settles is not None:
            settled[settles] += quantity
        elif gives_back is not None:
            settled[gives_back] -= quantity
        elif credits is not None:
            credited[credits] += quantity
    return [AdvanceLine(line, credited[line.pk], settled[line.pk]) for line in known]


def advance_room(order: Order) -> dict[TaxRate, Decimal]:
    """How much can still be asked for in advance at each rate, the highest rate first.

    It is the order's net that is neither invoiced nor asked for in advance already; rates at which
    nothing is left are not among them.
    """
    room: dict[TaxRate, Decimal] = defaultdict(Decimal)
    for line in order.lines.select_related("tax_rate"):
        room[line.tax_rate] += line_amount(line.open_quantity, line.price, line.side)
    asked: dict[str, Decimal] = defaultdict(Decimal)
    for one in advance_lines([order.pk]):
        asked[one.line.tax_code] += one.left
    left = {rate: net - asked[rate.code] for rate, net in room.items()}
    rates = sorted(left, key=lambda rate: (-rate.percent, rate.code))
    return {rate: left[rate] for rate in rates if left[rate] > 0}


def advances_of_order(order: Order) -> OrderAdvances:
    """What an order's page tells of its advances."""
    by_invoice: dict[Invoice, list[AdvanceLine]] = defaultdict(list)
    for one in advance_lines([order.pk]):
        by_invoice[one.line.invoice].append(one)
    advances = (
        Advance(
            invoice,
            sum((one.line.quantity for one in lines), Decimal(0)),
            sum((one.credited for one in lines), Decimal(0)),
            sum((one.settled for one in lines), Decimal(0)),
            sum((one.left for one in lines), Decimal(0)),
        )
        for invoice, lines in by_invoice.items()
    )
    can_ask = (
        order.company.advances_through_receivables
        and not order.is_cancelled
        and not order.order_type.is_internal
        and bool(advance_room(order))
    )
    return OrderAdvances(tuple(advances), can_ask)


def net_by_order(lines: Iterable[InvoiceLine]) -> dict[OrderRate, Decimal]:
    """What an invoice with these lines bills of each order at each rate: so much of the order's
    advances it can settle.
    """
    found: dict[OrderRate, Decimal] = defaultdict(Decimal)
    for line in lines:
        source = line.trade_line or line.order_line
        if line.order_line is not None and source is not None and line.credits_id is None:
            place = (line.order_line.order_id, source.tax_rate.code)
            found[place] += line_amount(line.quantity, line.price, line.side)
    return found


def settlement(invoice: Invoice, advance: InvoiceLine, amount: Decimal) -> InvoiceLine:
    """The line that takes so much of an advance off an invoice, at the advance's own tax rate."""
    with translation.override(invoice.party.language):
        text = str(SETTLEMENT_TEXT) % {
            "number": advance.invoice.number,
            "date": date_format(advance.invoice.date, "SHORT_DATE_FORMAT"),
        }
    line = InvoiceLine(
        invoice=invoice,
        settles=advance,
        text=text,
        quantity=amount,
        price=Decimal(1),
        is_amount=True,
        side=Side.CREDIT,
    )
    line.rate = advance.rate
    return line


def unsettled_advance_of(order: Order) -> str:
    """The advance invoice, in words, that keeps an order with its customer; "" where none does."""
    for one in advance_lines([order.pk]):
        if one.left or not one.line.invoice.is_issued:
            invoice = one.line.invoice
            return f"{invoice.label} {invoice.number or invoice.internal_id}"
    return ""


def shares_of(amount: Decimal, room: Sequence[Decimal]) -> list[Decimal]:
    """An amount shared out in proportion to these, to the cent.

    Every share is cut to whole cents; the cents that are left over go, one each, to the shares
    that lost most. So the shares add up to the amount, and none is more than its part of the room.
    """
    wanted, parts = _cents(amount), [_cents(part) for part in room]
    divided = [divmod(wanted * part, sum(parts)) for part in parts]
    found = [share for share, _lost in divided]
    losers = sorted(range(len(parts)), key=lambda index: (-divided[index][1], index))
    for index in losers[: wanted - sum(found)]:
        found[index] += 1
    return [Decimal(share) / 100 for share in found]


def _cents(amount: Decimal) -> int:
    return int(amount * 100)
