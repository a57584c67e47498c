"""A year of orders and invoices, written through the services as a clerk would."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from invoicing.demo.master import Demo
from invoicing.services.credit import credit_invoice
from invoicing.services.drafts import create_invoice_from_order
from invoicing.services.issue import issue_invoice
from orders.entries import LineData, OrderData
from orders.models import Order, OrderType
from orders.services.orders import cancel_order, save_order

ORDERS = 320
DAYS = 364
# Older orders are invoiced; of the last weeks' ones some still wait.
OPEN_DAYS = 14


def make_documents(demo: Demo, today: date, random: Random) -> None:
    """Enter, change of mind included, and invoice what was ordered during the year."""
    types = {kind.slot: kind for kind in OrderType.objects.of(demo.company)}
    days = sorted(random.randrange(DAYS) for _order in range(ORDERS))
    for index, day in enumerate(days):
        on = today - timedelta(days=DAYS - 1 - day)
        order = _order(demo, types[2] if index % 23 == 11 else types[1], on, random)
        if index % 47 == 30:
            cancel_order(order=order, by=demo.clerk, reason="Customer withdrew the order")
            continue
        _invoice(demo, order, today, random)


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


def _invoice(demo: Demo, order: Order, today: date, random: Random) -> None:
    """Invoice an order some days later: in part now and then, and the newest not yet."""
    on = order.date + timedelta(days=random.randint(1, 9))
    if on > today - timedelta(days=random.randint(0, OPEN_DAYS)):
        if order.date > today - timedelta(days=OPEN_DAYS // 2) or on > today:
            return
        create_invoice_from_order(order=order, by=demo.clerk, date=on)  # a draft to issue
        return
    quantities = None
    if random.random() < 0.06:
        quantities = {line.pk: line.quantity for line in list(order.lines.in_order())[:1]}
    invoice = create_invoice_from_order(order=order, by=demo.clerk, date=on, quantities=quantities)
    issue_invoice(invoice=invoice, by=demo.clerk)
    if random.random() < 0.02 and invoice.kind == "invoice":
        credit = credit_invoice(invoice=invoice, by=demo.clerk, date=min(today, on))
        issue_invoice(invoice=credit, by=demo.clerk)
