"""What the demo company makes itself and keeps on its shelves: production orders, item journals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from decimal import Decimal
from functools import partial
from random import Random

from invoicing.demo.diary import Diary
from invoicing.demo.documents import make_order
from invoicing.demo.master import Demo
from invoicing.demo.sales import Sales
from orders.choices import JournalAction
from orders.entries import JournalLineData
from orders.models import Item, Order, OrderType, ProductionOrder, StockBalance, StockLocation
from orders.services.journals import post_item_journal
from orders.services.planning import combine_production, plan_production
from orders.services.production import finish_production, start_production

BATCHES = 9


@dataclass(frozen=True, slots=True)
class Workshop:
    """The workshop and its foreman."""

    demo: Demo
    diary: Diary
    random: Random
    # Who delivers what was made.
    sales: Sales

    def begin(self, count: int) -> None:
        """So many batches over the year, a count each quarter, consignment refilled every month."""
        for index in range(count):
            day = self.diary.today - timedelta(days=350 - 350 * index // count)
            self.diary.on(day, partial(self.make, index))
        for quarter in range(4):
            day = self.diary.today - timedelta(days=330 - 90 * quarter)
            self.diary.on(day, self.count_store)
        for month in range(12):
            day = self.diary.today - timedelta(days=345 - 30 * month)
            self.diary.on(day, self.refill_consignment)

    def make(self, index: int, day: Date) -> None:
        """Two customers order the same item: made by one production order, or one for each."""
        company, clerk = self.demo.company, self.demo.clerk
        item = self.random.choice(self.demo.items)
        order_type = OrderType.objects.of(company).get(slot=1)
        orders = [
            make_order(self.demo, order_type, day, self.random, items=[item])
            for _customer in (1, 2)
        ]
        if index % 2:
            lines = {line.pk: line.quantity for order in orders for line in order.lines.in_order()}
            made = [combine_production(company=company, by=clerk, date=day, lines=lines)]
        else:
            made = [one for order in orders for one in self._plan(order, day)]
        for production in made:
            self.diary.after(day, 3, partial(self._start, production))
        self.diary.after(day, 9, lambda on: self._finish(on, made, orders))

    def _plan(self, order: Order, day: Date) -> list[ProductionOrder]:
        quantities = {line.pk: line.quantity for line in order.lines.in_order()}
        return plan_production(
            order=order, by=self.demo.clerk, date=day, line_quantities=quantities
        )

    def _start(self, production: ProductionOrder, day: Date) -> None:
        start_production(production=production, by=self.demo.clerk)

    def _finish(self, day: Date, made: Sequence[ProductionOrder], orders: Sequence[Order]) -> None:
        for production in made:
            finish_production(
                production=production,
                by=self.demo.clerk,
                quantity=production.quantity,
                date=day,
            )
        for order in orders:
            self.diary.after(day, 1, partial(self.sales.deliver_all, order))

    def count_store(self, day: Date) -> None:
        """Some shelves are counted; now and then a piece is missing, or one too many is there."""
        store = self._location("MAIN")
        rows = []
        for item in self._some_items(8):
            held = StockBalance.objects.filter(item=item, location=store).first()
            there = held.quantity if held is not None else Decimal(0)
            rows.append((item, max(there + self.random.choice((-2, -1, 0, 0, 1)), Decimal(0))))
        self._post(JournalAction.COUNT, day, store, rows, text="Count of the quarter")

    def refill_consignment(self, day: Date) -> None:
        """What the customer in Malmö used up is brought there (Winbas: not counted in stock)."""
        rows = [(item, Decimal(self.random.randint(1, 4))) for item in self._some_items(3)]
        store, shop = self._location("MAIN"), self._location("CONS")
        self._post(JournalAction.TRANSFER, day, store, rows, to_location=shop)

    def _some_items(self, count: int) -> list[Item]:
        return self.random.sample(self.demo.items, count)

    def _location(self, code: str) -> StockLocation:
        return StockLocation.objects.of(self.demo.company).get(code=code)

    def _post(
        self,
        action: str,
        day: Date,
        location: StockLocation,
        rows: Sequence[tuple[Item, Decimal]],
        *,
        to_location: StockLocation | None = None,
        text: str = "",
    ) -> None:
        post_item_journal(
            company=self.demo.company,
            by=self.demo.clerk,
            action=action,
            date=day,
            location=location,
            to_location=to_location,
            text=text,
            lines=[JournalLineData(item=item, quantity=quantity) for item, quantity in rows],
        )
