"""What happens around some orders of the demo: quotes, deliveries, returns, complaints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from decimal import Decimal
from functools import partial
from random import Random

from invoicing.demo.diary import Diary
from invoicing.demo.documents import OPEN_DAYS, REFERENCES, some_lines
from invoicing.demo.master import Demo
from invoicing.services.deliveries import create_invoice_from_trade
from invoicing.services.issue import issue_invoice
from orders.entries import TradeData
from orders.models import Commission, Order, OrderType, TradeDocument
from orders.services.trade import save_trade_document
from orders.services.trade_steps import close_trade_document, convert

# Quotes over the year; some of them come to nothing.
QUOTES = 30


@dataclass(frozen=True, slots=True)
class Sales:
    """A clerk who writes quotes and follows them up."""

    demo: Demo
    diary: Diary
    random: Random

    def begin(self, count: int) -> None:
        """So many quotes, spread over the year."""
        for index in range(count):
            day = self.diary.today - timedelta(days=362 - 362 * index // count)
            self.diary.on(day, partial(self.quote, index))

    def quote(self, index: int, day: Date) -> None:
        """A quote, sometimes to somebody who has never bought anything."""
        prospect = self.demo.prospects[index % len(self.demo.prospects)]
        is_prospect = index % 9 == 4
        commission = None if is_prospect else self._commission(index)
        party = prospect if is_prospect else self.random.choice(self.demo.parties)
        if commission is not None and commission.party is not None:
            party = commission.party
        document = save_trade_document(
            company=self.demo.company,
            by=self.demo.clerk,
            data=TradeData(
                kind="sales_quote",
                party=party,
                date=day,
                due_date=day + timedelta(days=30),
                your_reference=self.random.choice(REFERENCES),
                our_reference="Cleo Bergström",
                commission=commission,
            ),
            lines=some_lines(self.demo, self.random, discount=Decimal("0.95")),
        )
        if is_prospect or index % 9 == 7:
            self.diary.after(day, 30, lambda on: self._let_go(document))
        else:
            self.diary.after(
                day, self.random.randint(3, 12), lambda on: self.order(on, document, index)
            )

    def _commission(self, index: int) -> Commission | None:
        open_ones = [one for one in self.demo.commissions if one.state == "open"]
        return open_ones[index % len(open_ones)] if open_ones and index % 3 == 0 else None

    def _let_go(self, quote: TradeDocument) -> None:
        close_trade_document(document=quote, by=self.demo.clerk)

    def order(self, day: Date, quote: TradeDocument, index: int) -> None:
        """The quote is accepted; goods go out some days later, a few of them in two parts."""
        order_type = OrderType.objects.of(self.demo.company).get(slot=1)
        order = convert(
            source=quote, into="sales_order", by=self.demo.clerk, date=day, order_type=order_type
        )
        assert isinstance(order, Order)
        in_parts = index % 3 == 0
        self.diary.after(
            day, self.random.randint(2, 8), lambda on: self.deliver(on, order, index, in_parts)
        )

    def deliver(self, day: Date, order: Order, index: int, in_parts: bool) -> None:
        """A delivery of all that is open, or of the first position only."""
        lines = list(order.lines.in_order())
        quantities = None
        if in_parts and len(lines) > 1:
            quantities = {lines[0].pk: lines[0].quantity}
        delivery = convert(
            source=order, into="delivery", by=self.demo.clerk, date=day, quantities=quantities
        )
        assert isinstance(delivery, TradeDocument)
        self.diary.after(
            day, self.random.randint(1, 4), lambda on: self.invoice(on, delivery, index)
        )
        if quantities is not None:
            self.diary.after(day, 9, lambda on: self.deliver(on, order, index + 1, in_parts=False))

    def deliver_all(self, order: Order, day: Date) -> None:
        """A delivery of all that was ordered."""
        self.deliver(day, order, index=0, in_parts=False)

    def invoice(self, day: Date, delivery: TradeDocument, index: int) -> None:
        """The delivery is invoiced; once in a while goods come back or somebody complains."""
        if day > self.diary.today - timedelta(days=OPEN_DAYS):
            return  # it waits to be invoiced
        draft = create_invoice_from_trade(documents=[delivery], by=self.demo.clerk, date=day)
        issue_invoice(invoice=draft, by=self.demo.clerk, with_papers=False)
        if index % 6 == 1:
            self.diary.after(day, 6, lambda on: self.take_back(on, delivery))
        elif index % 6 == 2:
            self.diary.after(day, 8, lambda on: self.complaint(on, delivery))

    def take_back(self, day: Date, delivery: TradeDocument) -> None:
        """One piece of the first position comes back and is credited."""
        line = delivery.lines.in_order()[0]
        returned = convert(
            source=delivery,
            into="return_delivery",
            by=self.demo.clerk,
            date=day,
            quantities={line.pk: Decimal(1)},
        )
        assert isinstance(returned, TradeDocument)
        credit = create_invoice_from_trade(documents=[returned], by=self.demo.clerk, date=day)
        issue_invoice(invoice=credit, by=self.demo.clerk, with_papers=False)

    def complaint(self, day: Date, delivery: TradeDocument) -> None:
        """A position is complained of, and settled two weeks later."""
        line = delivery.lines.in_order()[0]
        complaint = convert(
            source=delivery,
            into="sales_complaint",
            by=self.demo.clerk,
            date=day,
            quantities={line.pk: Decimal(1)},
        )
        assert isinstance(complaint, TradeDocument)
        self.diary.after(day, 14, lambda on: self._let_go(complaint))
