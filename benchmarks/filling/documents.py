"""The demo company after four years of work: orders, invoices and the register, by the million.

Its settings are written through the services, its rows by plain SQL (filling.years), day after
day as they would have come.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

from django.contrib.auth.models import Group, User
from django.db import connection

from benchmarks.filling import years
from invoicing.demo.master import Demo, make_company
from invoicing.models import PaymentTerms
from numbering.access import CLERKS
from numbering.models import Membership
from numbering.services import create_series
from orders.models import TaxRate
from orders.services.order_types import save_order_type

# Slot: description, first order number, first invoice number. The third was given up early.
TYPES = {
    1: ("Sales", 1_000_001, 4_000_001),
    2: ("Web shop", 2_000_001, 5_000_001),
    3: ("Mail order", 3_000_001, 6_000_001),
}
# The kinds that neither an order nor an invoice holds; commissions were given up early.
OTHERS = {
    "delivery": ("DELIVERY", "D-00000001"),
    "sales_quote": ("QUOTE", "Q00000001"),
    "purchase_order": ("PURCHASE", "PO-00000001"),
    "commission": ("COMMISSION", "K00000001"),
    # A few only.
    "sales_complaint": ("COMPLAINT", "R001"),
}
CLERK_COUNT = 12
MOST_CUSTOMERS = 20_000


def company(*, count: int) -> None:
    """So many orders with two lines each, about as many invoices, two and a half times the numbers.

    One customer for every fifty orders, from 200 to 20 000.
    """
    demo = make_company(Random(2026))
    _make_clerks(demo)
    _make_order_types(demo)
    for kind, (code, start) in OTHERS.items():
        create_series(demo.company, code, register=kind, start=start, by=demo.administrator)
    facts: dict[str, Any] = {
        "company": demo.company.pk,
        "administrator": demo.administrator.pk,
        "count": count,
        "others": count // 2,
        "customers": min(max(count // 50, 200), MOST_CUSTOMERS),
        "tax_rate": TaxRate.objects.get(company=demo.company, code="25").pk,
        "terms": PaymentTerms.objects.get(company=demo.company, is_default=True).pk,
    }
    with connection.cursor() as cursor:
        # The rows refer to one another by construction; looking up thirty million keys would
        # take longer than writing them.
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("SET work_mem = '256MB'")
        cursor.execute("SET maintenance_work_mem = '512MB'")
        with _without_indexes(cursor):
            for statement in years.STATEMENTS:
                cursor.execute(statement, facts)
        cursor.execute("RESET session_replication_role")
        cursor.execute("ANALYZE")


@contextmanager
def _without_indexes(cursor: Any) -> Iterator[None]:
    """Make the indexes that no constraint needs after the rows: that takes a third of the time."""
    cursor.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
        " WHERE indrelid = ANY(%s::regclass[])"
        " AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)",
        [list(years.TABLES)],
    )
    indexes = cursor.fetchall()
    for name, _definition in indexes:
        cursor.execute(f"DROP INDEX {name}")
    yield
    for _name, definition in indexes:
        cursor.execute(definition)


def _make_clerks(demo: Demo) -> None:
    group = Group.objects.get(name=CLERKS)
    for number in range(CLERK_COUNT):
        user = User.objects.create(username=f"clerk{number:02}", last_name=f"Clerk {number:02}")
        user.groups.add(group)
        Membership.objects.create(company=demo.company, user=user)


def _make_order_types(demo: Demo) -> None:
    demo.company.number_positions = 7
    demo.company.save()
    for slot, (description, order, invoice) in TYPES.items():
        save_order_type(
            company=demo.company,
            by=demo.administrator,
            slot=slot,
            description=description,
            order_from=str(order),
            order_to=str(order + 999_998),
            order_next=str(order),
            invoice_from=str(invoice),
            invoice_to=str(invoice + 999_998),
            invoice_next=str(invoice),
        )
