"""Open items: by age, by customer, in sums; worked examples for a bookkeeper."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from invoicing.models import Invoice
from tests.factories import InvoiceFactory, OrderFactory, PartyFactory
from tests.invoicing.settling import credited, pay, reminded
from tests.pages.conftest import as_clerk  # noqa: F401  the clerk's browser

ITEMS = reverse("invoicing:open_items")
CUSTOMERS = reverse("invoicing:open_customers")


@pytest.fixture
def invoices(company, clerk) -> dict[str, Invoice]:
    """One of 1250.00 for each age, named by the days since it was due; terms of 30 days.

    250.00 of the one that is 45 days overdue is paid; the oldest two are another customer's.
    """
    today = timezone.localdate()
    acme, berg = (PartyFactory(company=company, name=name) for name in ("Acme", "Berg"))
    found = {}
    for days in (0, 1, 30, 45, 60, 61, 90, 91):
        party = acme if days < 90 else berg
        order = OrderFactory(company=company, by=clerk, party=party)
        date = today - datetime.timedelta(days=30 + days)
        found[str(days)] = InvoiceFactory(order=order, by=clerk, date=date)
    pay(found["45"], 250)
    return found


def found(client, **query: str) -> list[Invoice]:
    """The invoices on the page, in its order."""
    return [row.item.invoice for row in client.get(ITEMS, query).context["list"]["rows"]]


def test_the_longest_due_comes_first_and_what_is_paid_is_not_there(as_clerk, invoices):  # noqa: F811
    days = ["91", "90", "61", "60", "45", "30", "1", "0"]
    assert found(as_clerk) == [invoices[one] for one in days]
    pay(invoices["91"])
    assert found(as_clerk) == [invoices[one] for one in days[1:]]


def test_sums_by_age(as_clerk, invoices):  # noqa: F811
    """Worked example: 45 days overdue, of which 250.00 is paid, stands with 1000.00."""
    context = as_clerk.get(ITEMS).context
    assert [(one.key, one.amount) for one in context["ages"]] == [
        ("not_due", 1250),
        ("days_1", 2500),
        ("days_31", 2250),
        ("days_61", 2500),
        ("days_91", 1250),
        ("credit", 0),
    ]
    assert context["open"] == Decimal(9750)
    assert "9,750.00 DKK" in as_clerk.get(ITEMS).content.decode()


@pytest.mark.parametrize(
    ("age", "days"),
    [
        ("not_due", ["0"]),
        ("days_1", ["30", "1"]),
        ("days_31", ["60", "45"]),
        ("days_61", ["90", "61"]),
        ("days_91", ["91"]),
        ("overdue", ["91", "90", "61", "60", "45", "30", "1"]),
        ("credit", []),
    ],
)
def test_narrowed_by_age(as_clerk, invoices, age, days):  # noqa: F811
    assert found(as_clerk, age=age) == [invoices[one] for one in days]


def test_narrowed_by_customer_state_and_words(as_clerk, invoices):  # noqa: F811
    berg = [invoices["91"], invoices["90"]]
    assert found(as_clerk, customer="berg") == found(as_clerk, q="Berg") == berg
    assert found(as_clerk, customer=invoices["91"].buyer_number) == berg
    assert found(as_clerk, state="partly") == [invoices["45"]]
    assert found(as_clerk, q=str(invoices["60"].number)) == [invoices["60"]]


def test_each_customer_by_age(as_clerk, clerk, invoices):  # noqa: F811
    """Worked example: Acme has 1250.00 not due and 7000.00 less a credit of 125.00 overdue."""
    pay(invoices["1"])
    credited(invoices["1"], 1)
    rows = {row.item.name: row.item for row in as_clerk.get(CUSTOMERS).context["list"]["rows"]}
    acme, berg = rows["Acme"], rows["Berg"]
    assert [acme.not_due, acme.days_1, acme.days_31, acme.days_61, acme.days_91] == [
        1250,
        1250,
        2250,
        1250,
        None,
    ]
    assert (acme.credits, acme.open) == (-125, 5875)
    assert (berg.days_61, berg.days_91, berg.open) == (1250, 1250, 2500)
    assert list(rows) == ["Acme", "Berg"]
    by_open = as_clerk.get(CUSTOMERS, {"sort": "open"}).context["list"]["rows"]
    assert [row.item.name for row in by_open] == ["Berg", "Acme"]


def test_the_customers_page_tells_what_is_open(as_clerk, invoices):  # noqa: F811
    page = as_clerk.get(invoices["0"].party.get_absolute_url()).content.decode()
    assert "open-items/?customer" in page
    assert "7,250.00" in page
    assert "6,000.00" in page
    settled = PartyFactory(company=invoices["0"].company)
    assert "open-items/?customer" not in as_clerk.get(settled.get_absolute_url()).content.decode()


def test_the_level_of_reminding_is_shown(as_clerk, invoices, levels):  # noqa: F811
    reminded(invoices["91"])
    rows = as_clerk.get(ITEMS).context["list"]["rows"]
    # Its customer's other invoice was not overdue by then.
    assert [row.item.level for row in rows] == [1, 1, *[0] * 6]


def test_open_items_are_exported(as_clerk, invoices):  # noqa: F811
    answer = as_clerk.get(ITEMS, {"export": "csv", "customer": "berg"})
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert len(lines) == 3
    assert "1250.00" in lines[1]
