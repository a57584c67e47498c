"""A year of orders and invoices, written through the services as a clerk would, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from invoicing.choices import InvoiceKind
from invoicing.demo.master import Demo
from invoicing.models import Invoice
from invoicing.services.credit import credit_invoice
from invoicing.services.drafts import create_invoice_from_order
from invoicing.services.issue import issue_invoice
from orders.entries import LineData, OrderData
from orders.models import Order, OrderType
from orders.services.orders import cancel_order, save_order

ORDERS = 320
DAYS = 364
# Orders of the last days wait to be invoiced; drafts of the days before wait to be issued.
OPEN_DAYS, DRAFT_DAYS = 5, 14


@dataclass(frozen=True, slots=True)
class _Wish:
    """An order on a day, and when it will be invoiced; None where the customer withdraws."""

    slot: int
    ordered: date
    invoiced: date | None
    in_part: bool


def make_documents(demo: Demo, today: date, random: Random, *, orders: int = ORDERS) -> None:
    """Enter orders and invoice them in the order of their days, a change of mind included."""
    wishes = _wishes(today, random, orders)
    by_day: dict[date, list[tuple[int, _Wish]]] = {}
    for index, wish in enumerate(wishes):
        by_day.setdefault(wish.ordered, []).append((index, wish))
        if wish.invoiced is not None:
            by_day.setdefault(wish.invoiced, []).append((index, wish))
    types = {kind.slot: kind for kind in OrderType.objects.of(demo.company)}
    entered: dict[int, Order] = {}
    for day in sorted(by_day):
        for index, wish in by_day[day]:
            if index in entered:
                _invoice(demo, entered[index], wish, today, random)
                continue
            entered[index] = _order(demo, types[wish.slot], day, random)
            if wish.invoiced is None:
                cancel_order(
                    order=entered[index], by=demo.clerk, reason="Customer withdrew the order"
                )


def _wishes(today: date, random: Random, orders: int) -> list[_Wish]:
    wishes = []
    for index, day in enumerate(sorted(random.randrange(DAYS) for _order in range(orders))):
        ordered = today - timedelta(days=DAYS - 1 - day)
        invoiced = ordered + timedelta(days=random.randint(1, 9))
        wishes.append(
            _Wish(
                slot=2 if index % 23 == 11 else 1,
                ordered=ordered,
                invoiced=None if index % 47 == 30 else invoiced,
                in_part=random.random() < 0.04,
            )
        )
    return wishes


def _order(demo: Demo, order_type: OrderType, on: date, random: Random) -> Order:
    lines = [
        LineData(
            item=item,
            text=item.text,
            unit=item.unit,
            quantity=Decimal(random.choice((1, 1, 2, 2, 3, 4, 5, 10, 20))),
            price=item.price,
            tax_rate=item.tax_rate,
        )
        for item in random.sample(demo.items, random.choice((1, 2, 2, 3, 3, 4, 6, 9)))
    ]
    return save_order(
        company=demo.company,
        by=demo.clerk,
        data=OrderData(
            order_type=order_type,
            party=random.choice(demo.parties),
            date=on,
            your_reference=random.choice(("", "", "Eriksson", "Jensen", "Koskinen", "Wagner")),
            our_reference="Cleo Bergström",
        ),
        lines=lines,
    )


def _invoice(demo: Demo, order: Order, wish: _Wish, today: date, random: Random) -> None:
    """Invoice an order, now and then in part; the newest ones still wait."""
    on = wish.invoiced
    if on is None or on > today - timedelta(days=OPEN_DAYS):
        return
    quantities = None
    if wish.in_part:
        quantities = {line.pk: line.quantity for line in list(order.lines.in_order())[:1]}
    invoice = create_invoice_from_order(order=order, by=demo.clerk, date=on, quantities=quantities)
    if on > today - timedelta(days=DRAFT_DAYS):
        return
    issued = issue_invoice(invoice=invoice, by=demo.clerk)
    if random.random() < 0.02 and issued.kind == InvoiceKind.INVOICE:
        _credit(demo, issued, on)


def _credit(demo: Demo, invoice: Invoice, on: date) -> None:
    """Goods came back the same day: the whole invoice is credited."""
    issue_invoice(invoice=credit_invoice(invoice=invoice, by=demo.clerk, date=on), by=demo.clerk)
