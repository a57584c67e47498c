"""What saving an order costs: statements for each table written, however many lines it has."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from numbering.models import Company
from orders.entries import LineData, OrderData
from orders.models import Order, OrderType
from orders.services.orders import save_order
from tests.factories import DAY, ItemFactory, PartyFactory, line_data

# In transactions of their own, as in earnest: BEGIN and COMMIT count as well.
pytestmark = pytest.mark.django_db(transaction=True)

WRITTEN = re.compile(
    r"(?:INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM) \"?(\w+)\"?", re.IGNORECASE
)
A_NEW_ORDER_WRITES = {
    "orders_order",
    "orders_orderline",
    "numbering_issuednumber",
    "numbering_counter",
}
MOST_PER_TABLE = 3
CONTROL = re.compile("BEGIN|COMMIT|SAVEPOINT|RELEASE")
# SQLite takes 999 values in a statement at most, and a line has ten.
MORE_BATCHES = {"sqlite": 1, "postgresql": 0}


def entered(company: Company) -> tuple[Company, OrderData]:
    """The head of an order, its rows fetched anew as by each request of the entry page."""
    known = Company.objects.get(pk=company.pk)
    types = OrderType.objects.of(known).for_orders()
    order_type = types.select_related("order_series", "stock_location")[0]
    order_type.company = known
    return known, OrderData(order_type=order_type, party=PartyFactory(company=known), date=DAY)


def saved(company, by, lines, order: Order | None = None) -> tuple[Order, list[str]]:
    """The order, and every statement that saving it sent, BEGIN to COMMIT."""
    known, data = entered(company)
    version = order.version if order is not None else None
    if order is not None:
        data = replace(data, party=order.party)
    with CaptureQueriesContext(connection) as queries:
        stored = save_order(
            company=known, by=by, data=data, lines=lines, order=order, version=version
        )
    return stored, [query["sql"] for query in queries.captured_queries]


def lines_of(company: Company, count: int) -> list[LineData]:
    """So many lines of three items."""
    items = [ItemFactory(company=company) for _ in range(3)]
    return [line_data(company, item=items[index % 3]) for index in range(count)]


def tables(statements: list[str]) -> set[str]:
    """The tables that were written."""
    return {table for statement in statements for table in WRITTEN.findall(statement)}


def told(statements: list[str]) -> str:
    """The statements for a message, without their hundred lines."""
    return "\n".join(" ".join(sql.split())[:150] for sql in statements)


def counted(statements: list[str]) -> list[str]:
    """On SQLite, which draws step by step, those that read or write; on PostgreSQL all."""
    if connection.vendor == "sqlite":
        return [sql for sql in statements if not CONTROL.match(sql)]
    return statements


@pytest.mark.parametrize("count", [10, 100])
def test_a_new_order(company, clerk, count: int) -> None:
    _order, statements = saved(company, clerk, lines_of(company, count))

    assert tables(statements) == A_NEW_ORDER_WRITES
    assert len(counted(statements)) <= MOST_PER_TABLE * len(A_NEW_ORDER_WRITES), told(statements)


def test_a_hundred_lines_cost_as_many_statements_as_ten(company, clerk) -> None:
    _order, few = saved(company, clerk, lines_of(company, 10))
    _order, many = saved(company, clerk, lines_of(company, 100))

    assert len(many) == len(few) + MORE_BATCHES[connection.vendor], told(many)


@pytest.mark.parametrize("count", [10, 100])
def test_a_changed_order(company, clerk, count: int) -> None:
    """Its number stays; one line goes, one comes."""
    lines = lines_of(company, count)
    order, _statements = saved(company, clerk, lines)
    keys = order.lines.in_order().values_list("pk", flat=True)
    kept = [replace(line, id=key) for line, key in zip(lines, keys, strict=True)]

    _order, statements = saved(company, clerk, [*kept[1:], lines[0]], order)

    assert tables(statements) == {"orders_order", "orders_orderline"}
    # Deliveries, head and lines are read and locked, and what was delivered or is in production;
    # then lines are taken away, changed and added.
    assert len(statements) <= 20 + MORE_BATCHES[connection.vendor] * (count > 10), told(statements)
