"""What the demo company buys: enquiry, purchase order, receipt, liability, what goes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from decimal import Decimal
from functools import partial
from random import Random

from invoicing.demo.diary import Diary
from invoicing.demo.documents import some_lines
from invoicing.demo.master import Demo
from orders.entries import TradeData
from orders.models import Party, TradeDocument
from orders.services.trade import save_trade_document
from orders.services.trade_steps import close_trade_document, convert

PURCHASES = 30


@dataclass(frozen=True, slots=True)
class Purchasing:
    """A clerk who keeps the shelves full."""

    demo: Demo
    diary: Diary
    random: Random

    def begin(self, count: int) -> None:
        """So many purchases over the year; for every third one prices are asked for first."""
        for index in range(count):
            day = self.diary.today - timedelta(days=360 - 360 * index // count)
            self.diary.on(day, partial(self.purchase if index % 3 else self.enquire, index))

    def _document(self, kind: str, party: Party, day: Date, days: int, index: int) -> TradeDocument:
        """A document with some items at the price that they are bought for."""
        departments = self.demo.departments
        return save_trade_document(
            company=self.demo.company,
            by=self.demo.clerk,
            data=TradeData(
                kind=kind,
                party=party,
                date=day,
                due_date=day + timedelta(days=days),
                department=departments[index % 2] if index % 5 == 1 else None,
                our_reference="Cleo Bergström",
            ),
            lines=some_lines(
                self.demo, self.random, count=self.random.randint(2, 6), discount=Decimal("0.62")
            ),
        )

    def enquire(self, index: int, day: Date) -> None:
        """Two suppliers are asked; one of them gets the order."""
        one, other = self.random.sample(self.demo.suppliers, 2)
        chosen = self._document("purchase_enquiry", one, day, 10, index)
        lost = self._document("purchase_enquiry", other, day, 10, index)
        self.diary.after(day, 11, lambda on: self._decide(on, chosen, lost, index))

    def _decide(self, day: Date, chosen: TradeDocument, lost: TradeDocument, index: int) -> None:
        close_trade_document(document=lost, by=self.demo.clerk)
        self._expect(day, self._convert(chosen, "purchase_order", day), index)

    def purchase(self, index: int, day: Date) -> None:
        """A purchase order, some of them of a department with numbers of its own."""
        supplier = self.random.choice(self.demo.suppliers)
        self._expect(day, self._document("purchase_order", supplier, day, 14, index), index)

    def _expect(self, day: Date, order: TradeDocument, index: int) -> None:
        self.diary.after(day, self.random.randint(8, 20), lambda on: self.receive(on, order, index))

    def receive(self, day: Date, order: TradeDocument, index: int) -> None:
        """The goods come in, and the supplier's invoice a few days later."""
        receipt = self._convert(order, "purchase_delivery", day)
        self.diary.after(day, self.random.randint(2, 6), lambda on: self._owe(on, receipt))
        if index % 7 == 1:
            self.diary.after(day, 7, lambda on: self._send_back(on, receipt))
        elif index % 7 == 2:
            self.diary.after(day, 3, lambda on: self._complain(on, receipt))

    def _owe(self, day: Date, receipt: TradeDocument) -> None:
        self._convert(receipt, "liability", day)

    def _send_back(self, day: Date, receipt: TradeDocument) -> None:
        """One piece of the first position was broken; the supplier credits it."""
        line = receipt.lines.in_order()[0]
        back = self._convert(receipt, "purchase_return_delivery", day, {line.pk: Decimal(1)})
        self.diary.after(day, 9, lambda on: self._credit(on, back))

    def _credit(self, day: Date, back: TradeDocument) -> None:
        self._convert(back, "purchase_credit_note", day)

    def _complain(self, day: Date, receipt: TradeDocument) -> None:
        line = receipt.lines.in_order()[0]
        self._convert(receipt, "purchase_complaint", day, {line.pk: Decimal(1)})

    def _convert(
        self,
        source: TradeDocument,
        into: str,
        day: Date,
        quantities: Mapping[int, Decimal] | None = None,
    ) -> TradeDocument:
        made = convert(
            source=source, into=into, by=self.demo.clerk, date=day, quantities=quantities
        )
        assert isinstance(made, TradeDocument)
        return made
