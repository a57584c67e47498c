"""Statements of an import: reading needs as many whatever the rows, saving few for each."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import ItemFactory, OrderFactory, PartyFactory, line_data
from tests.imports.files import run


def statements(company, by, slug: str, rows: list[str]) -> int:
    with CaptureQueriesContext(connection) as queries:
        run(company, by, slug, rows, dry_run=True)
    return len(queries)


def unchanged(company, slug: str, count: int) -> list[str]:
    """A file of so many rows that are stored like this already."""
    if slug == "parties":
        made = [PartyFactory(company=company) for _one in range(count)]
        return [
            "customer number,name",
            *(f"{party.customer_number},{party.name}" for party in made),
        ]
    if slug == "items":
        found = [ItemFactory(company=company) for _one in range(count)]
        return ["item number,text", *(f"{item.number},{item.text}" for item in found)]
    lines = [line_data(company), line_data(company)]
    orders = [OrderFactory(company=company, lines=lines) for _one in range(count)]
    return ["order number,quantity", *(f"{order.number},10" for order in orders for _line in lines)]


@pytest.mark.parametrize("slug", ["parties", "items", "orders"])
def test_comparing_takes_as_many_statements_whatever_the_rows(company, clerk, slug):
    few = statements(company, clerk, slug, unchanged(company, slug, 2))
    many = statements(company, clerk, slug, unchanged(company, slug, 9))

    assert few == many


@pytest.mark.parametrize(
    ("slug", "rows", "each"),
    [
        ("parties", ["name,customer", "Acme,yes"], 3),
        ("items", ["text,price,tax code", "Plank,1,25"], 3),
        (
            "orders",
            ["order type,customer number,text,quantity,price,tax code", "1,10001,a,1,1,25"],
            5,
        ),
    ],
)
def test_a_new_row_takes_few_statements(company, clerk, slug, rows, each):
    """A savepoint, the row, its lines: what an entry of its own takes, and no draw for each."""
    PartyFactory(company=company)
    head, row = rows
    few = statements(company, clerk, slug, [head, *[row] * 2])
    many = statements(company, clerk, slug, [head, *[row] * 12])

    assert many - few == 10 * each
