"""A year of orders and invoices, written through the services as a clerk would, day by day."""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta
from decimal import Decimal
from random import Random

from invoicing.choices import InvoiceKind
from invoicing.demo.diary import Diary
from invoicing.demo.master import Demo
from invoicing.models import Invoice
from invoicing.services.credit import credit_invoice
from invoicing.services.drafts import create_invoice_from_order
from invoicing.services.issue import issue_invoice
from orders.entries import LineData, OrderData
from orders.models import Item, Order, OrderType
from orders.services.orders import cancel_order, save_order

ORDERS = 130
DAYS = 364
# Orders of the last days wait to be invoiced; drafts of the days before wait to be issued.
OPEN_DAYS, DRAFT_DAYS = 5, 14
REFERENCES = ("", "", "Eriksson", "Jensen", "Koskinen", "Wagner")


def enter_orders(demo: Demo, diary: Diary, random: Random, *, orders: int = ORDERS) -> None:
    """Orders over the year, service orders among them; most are invoiced some days later, now and
    then one is withdrawn.
    """
    types = {kind.slot: kind for kind in OrderType.objects.of(demo.company)}
    first = diary.today - timedelta(days=DAYS - 1)
    for index, day in enumerate(sorted(random.randrange(DAYS) for _order in range(orders))):
        order_type = types[2 if index % 23 == 11 else 6 if index % 17 == 5 else 1]
        is_withdrawn = index % 47 == 30

        def deed(day: Date, kind: OrderType = order_type, is_off: bool = is_withdrawn) -> None:
            order = make_order(demo, kind, day, random)
            if is_off:
                cancel_order(order=order, by=demo.clerk, reason="Customer withdrew the order")
            else:
                later = day + timedelta(days=random.randint(1, 9))
                diary.on(later, lambda on: _invoice(demo, order, on, diary.today, random))

        diary.on(first + timedelta(days=day), deed)


def some_lines(
    demo: Demo,
    random: Random,
    *,
    count: int = 0,
    items: list[Item] | None = None,
    discount: Decimal = Decimal(1),
) -> list[LineData]:
    """What somebody orders: these items or some of any, in usual quantities."""
    count = count or random.choice((1, 2, 2, 3, 3, 4, 6, 9))
    chosen = items or random.sample(demo.items, count)
    return [
        LineData(
            item=item,
            text=item.text,
            unit=item.unit,
            quantity=Decimal(random.choice((1, 1, 2, 2, 3, 4, 5, 10, 20))),
            price=(item.price * discount).quantize(Decimal("0.01")),
            tax_rate=item.tax_rate,
        )
        for item in chosen
    ]


def make_order(
    demo: Demo,
    order_type: OrderType,
    on: Date,
    random: Random,
    *,
    items: list[Item] | None = None,
) -> Order:
    """An order of a customer who rings up."""
    lines = some_lines(demo, random, items=items)
    return save_order(
        company=demo.company,
        by=demo.clerk,
        data=OrderData(
            order_type=order_type,
            party=random.choice(demo.parties),
            date=on,
            your_reference=random.choice(REFERENCES),
            our_reference="Cleo Bergström",
        ),
        lines=lines,
    )


def _invoice(demo: Demo, order: Order, on: Date, today: Date, random: Random) -> None:
    """Invoice an order, now and then in part; the newest ones still wait."""
    if on > today - timedelta(days=OPEN_DAYS):
        return
    quantities = None
    if random.random() < 0.04:
        quantities = {line.pk: line.quantity for line in list(order.lines.in_order())[:1]}
    invoice = create_invoice_from_order(order=order, by=demo.clerk, date=on, quantities=quantities)
    if on > today - timedelta(days=DRAFT_DAYS):
        return
    issued = issue_invoice(invoice=invoice, by=demo.clerk, with_papers=False)
    if random.random() < 0.02 and issued.kind == InvoiceKind.INVOICE:
        _credit(demo, issued, on)


def _credit(demo: Demo, invoice: Invoice, on: Date) -> None:
    """Goods came back the same day: the whole invoice is credited."""
    issue_invoice(
        invoice=credit_invoice(invoice=invoice, by=demo.clerk, date=on),
        by=demo.clerk,
        with_papers=False,
    )
