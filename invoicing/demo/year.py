"""The demo company's year: everybody's work, in the order of the days."""

from __future__ import annotations

from datetime import date as Date
from random import Random

from invoicing.demo.collecting import Collecting
from invoicing.demo.diary import Diary
from invoicing.demo.documents import ORDERS, enter_orders
from invoicing.demo.kinds import Kinds
from invoicing.demo.master import Demo
from invoicing.demo.papers import prepare_papers
from invoicing.demo.purchasing import PURCHASES, Purchasing
from invoicing.demo.records import Records, make_commissions
from invoicing.demo.sales import QUOTES, Sales
from invoicing.demo.workshop import BATCHES, Workshop


def live_a_year(
    demo: Demo,
    today: Date,
    random: Random,
    *,
    orders: int = ORDERS,
    quotes: int = QUOTES,
    purchases: int = PURCHASES,
    batches: int = BATCHES,
) -> None:
    """Let the year up to today happen."""
    prepare_papers(demo)
    diary = Diary(today)
    make_commissions(demo, diary)
    Records(demo, diary, random).begin()
    enter_orders(demo, diary, random, orders=orders)
    sales = Sales(demo, diary, random)
    sales.begin(quotes)
    Purchasing(demo, diary, random).begin(purchases)
    Workshop(demo, diary, random, sales).begin(batches)
    Kinds(demo, diary).begin()
    Collecting(demo, diary).begin()
    diary.live()
