"""The demo company's rarer invoices: advances and their settlement, a free invoice and a free
credit note, sales over the counter.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date as Date
from decimal import Decimal

from invoicing.demo.diary import Diary
from invoicing.demo.master import Demo
from invoicing.entries import FreeInvoiceData
from invoicing.models import PaymentTerms
from invoicing.services.advances import create_advance
from invoicing.services.drafts import create_invoice_from_order
from invoicing.services.free import save_invoice
from invoicing.services.issue import issue_invoice
from orders.entries import LineData, OrderData
from orders.models import Order, OrderType, Party, TaxRate
from orders.services.orders import save_order


class Kinds:
    """A clerk on the days when not everything is an invoice of an order."""

    def __init__(self, demo: Demo, diary: Diary) -> None:
        self.demo = demo
        self.diary = diary
        self.order_type = OrderType.objects.of(demo.company).get(slot=1)
        self.rate = TaxRate.objects.of(demo.company).get(code="25")
        self.reduced = TaxRate.objects.of(demo.company).get(code="12")

    def begin(self) -> None:
        """So many days ago."""
        deeds: tuple[tuple[int, Callable[[Date], None]], ...] = (
            (58, self.settled_advance),
            (37, self.free_invoice),
            (30, self.free_credit_note),
            (22, self.counter_sale),
            (19, self.open_advance),
            (9, self.counter_sale),
        )
        for days, deed in deeds:
            self.diary.after(self.diary.today, -days, deed)

    def settled_advance(self, day: Date) -> None:
        """A third in advance; the final invoice takes it off three weeks later."""
        order = self._order(day, self.demo.parties[2])
        self._ask(order, day, Decimal(30))
        self.diary.after(day, 21, lambda on: self._bill(order, on))

    def open_advance(self, day: Date) -> None:
        """Half in advance, of an order that waits for its invoice."""
        order = self._order(day, self.demo.parties[5])
        self._ask(order, day, Decimal(50))

    def free_invoice(self, day: Date) -> None:
        """Work that nobody ordered in writing."""
        self._write(
            day,
            self.demo.parties[1],
            LineData(
                text="Advice on the new loading bay",
                quantity=Decimal("3.5"),
                unit="h",
                price=Decimal(980),
                tax_rate=self.rate,
            ),
        )

    def free_credit_note(self, day: Date) -> None:
        """A bonus for an invoice of the system before this one."""
        self._write(
            day,
            self.demo.parties[3],
            LineData(
                text="Bonus of the year before",
                quantity=Decimal(1),
                price=Decimal(1250),
                tax_rate=self.rate,
            ),
            is_credit=True,
            credited_number="F-20417",
        )

    def counter_sale(self, day: Date) -> None:
        """Sold over the counter and paid at once."""
        item = self.demo.items[0]
        line = LineData(
            item=item,
            text=item.text,
            quantity=Decimal(2),
            unit=item.unit,
            price=item.price,
            tax_rate=item.tax_rate,
        )
        cash = PaymentTerms.objects.of(self.demo.company).get(code="CASH")
        self._write(day, self.demo.parties[4], line, payment_terms=cash)

    def _order(self, day: Date, party: Party) -> Order:
        lines = [
            LineData(
                text="Steel frame, made to measure",
                quantity=Decimal(4),
                unit="pcs",
                price=Decimal(11_400),
                tax_rate=self.rate,
            ),
            LineData(
                text="Handbook and instruction on site",
                quantity=Decimal(1),
                unit="pcs",
                price=Decimal(6_500),
                tax_rate=self.reduced,
            ),
        ]
        data = OrderData(order_type=self.order_type, party=party, date=day)
        return save_order(company=self.demo.company, by=self.demo.clerk, data=data, lines=lines)

    def _ask(self, order: Order, day: Date, percent: Decimal) -> None:
        draft = create_advance(order=order, by=self.demo.clerk, date=day, percent=percent)
        issue_invoice(invoice=draft, by=self.demo.clerk)

    def _bill(self, order: Order, day: Date) -> None:
        draft = create_invoice_from_order(order=order, by=self.demo.clerk, date=day)
        issue_invoice(invoice=draft, by=self.demo.clerk)

    def _write(self, day: Date, party: Party, line: LineData, **facts: object) -> None:
        data = FreeInvoiceData(party=party, date=day, order_type=self.order_type, **facts)  # type: ignore[arg-type]
        draft = save_invoice(company=self.demo.company, by=self.demo.clerk, data=data, lines=[line])
        issue_invoice(invoice=draft, by=self.demo.clerk)
