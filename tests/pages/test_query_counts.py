"""Lists and pages ask the database the same number of questions however much they show."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from numbering.models import OwnKind
from numbering.services.organisation import save_own_kind
from tests.card_factories import CommissionFactory, RecordFactory
from tests.factories import (
    InvoiceFactory,
    ItemFactory,
    OrderFactory,
    PartyFactory,
    TradeFactory,
    line_data,
)
from tests.pages.conftest import line_typed, lines_typed

# The user, the roles, the company and the session are among them.
LISTS = {
    "orders:order_list": 8,
    "orders:party_list": 6,
    "orders:item_list": 7,
    "invoicing:invoice_list": 8,
}


def asked(client, url: str) -> list[str]:
    client.get(url)  # fills what is kept between requests
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code == 200
    return [query["sql"] for query in queries.captured_queries]


@pytest.mark.parametrize("name", LISTS)
def test_a_list(name, as_clerk, clerk, company):
    for _ in range(2):
        for _ in range(6):
            order = OrderFactory(company=company, party=PartyFactory(company=company))
            InvoiceFactory(order=order, by=clerk)
            ItemFactory(company=company)

        statements = asked(as_clerk, reverse(name))

        assert len(statements) == LISTS[name], "\n".join(statements)


def test_a_list_of_trade_documents(as_clerk, company):
    for _ in range(2):
        for _ in range(6):
            TradeFactory(company=company)

        statements = asked(as_clerk, reverse("orders:trade_list", args=["sales_quote"]))

        assert len(statements) == 8, "\n".join(statements)


@pytest.mark.parametrize("name", ["orders:order_detail", "orders:order_edit", "orders:order_print"])
def test_the_pages_of_an_order(name, as_clerk, company):
    counts = set()
    for size in (1, 15):
        items = [ItemFactory(company=company) for _ in range(size)]
        lines = [line_data(company, item=item) for item in items]
        order = OrderFactory(company=company, lines=lines)
        counts.add(len(asked(as_clerk, reverse(name, args=[order.pk]))))

    assert len(counts) == 1, counts


@pytest.mark.parametrize(
    "name",
    ["invoicing:invoice_detail", "invoicing:invoice_print", "invoicing:invoice_credit"],
)
def test_the_pages_of_an_invoice(name, as_clerk, clerk, company):
    counts = set()
    for size in (1, 15):
        order = OrderFactory(company=company, lines=[line_data(company)] * size)
        invoice = InvoiceFactory(order=order, by=clerk)
        counts.add(len(asked(as_clerk, reverse(name, args=[invoice.pk]))))

    assert len(counts) == 1, counts


def test_a_refused_order_with_many_items(as_clerk, company, typed_order):
    """The items of all lines are looked up together, also when the form is shown again."""
    counts = []
    for size in (2, 15):
        lines = [
            line_typed(company, item=ItemFactory(company=company).pk, quantity="x")
            for _ in range(size)
        ]
        with CaptureQueriesContext(connection) as queries:
            as_clerk.post(reverse("orders:order_new"), typed_order(**lines_typed(lines)))
        counts.append(len(queries))

    assert counts[0] == counts[1], counts


def test_the_lists_of_records_and_commissions(as_clerk, company):
    counts = set()
    for _ in range(2):
        for _ in range(3):
            party = PartyFactory(company=company)
            commission = CommissionFactory(company=company, party=party)
            RecordFactory(company=company, party=party, commission=commission)
        records = asked(as_clerk, reverse("orders:record_list", args=["case"]))
        commissions = asked(as_clerk, reverse("orders:commission_list"))
        counts.add((len(records), len(commissions)))

    assert counts == {(8, 6)}


def test_the_page_of_a_commission(as_clerk, clerk, company):
    """One query for each model of its documents and one for where they stand; so for the sums."""
    commission = CommissionFactory(company=company)
    save_own_kind(OwnKind(company=company, code="permit", name="Permits"))
    counts = set()
    for size in (1, 6):
        for _ in range(size):
            order = OrderFactory(company=company, commission=commission)
            InvoiceFactory(order=order, by=clerk)
            TradeFactory(company=company, commission=commission)
            RecordFactory(company=company, commission=commission, kind="permit")
        counts.add(len(asked(as_clerk, commission.get_absolute_url())))

    assert counts == {15}
