"""Lists and pages ask the database the same number of questions however much they show."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from numbering.models import OwnKind
from numbering.services.organisation import save_own_kind
from orders.services.production import finish_production
from orders.services.trade_steps import convert
from tests.card_factories import CommissionFactory, RecordFactory
from tests.factories import (
    DAY,
    InvoiceFactory,
    ItemFactory,
    OrderFactory,
    PartyFactory,
    TradeFactory,
    line_data,
)
from tests.orders.production import order_of, planned
from tests.orders.stock import posted
from tests.pages.conftest import line_typed, lines_typed
from tests.pages.trade import page_of

# The user, the roles, the company, the session and the two of the menu are among them.
LISTS = {
    "orders:order_list": 10,
    "orders:party_list": 8,
    "orders:item_list": 9,
    # The drafts that can be issued together are counted.
    "invoicing:invoice_list": 11,
    "orders:journal_list": 9,
    "orders:movement_list": 9,
    "orders:production_list": 9,
}


def asked(client, url: str) -> list[str]:
    client.get(url)  # fills what is kept between requests
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code == 200
    return [query["sql"] for query in queries.captured_queries]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.usefixtures("journal_series", "production_series")
def test_a_list(name, as_clerk, clerk, company, store):
    for _ in range(2):
        for _ in range(6):
            order = OrderFactory(company=company, party=PartyFactory(company=company))
            planned(order, clerk)
            InvoiceFactory(order=order, by=clerk)
            posted(clerk, "receipt", store, (ItemFactory(company=company), 1))

        statements = asked(as_clerk, reverse(name))

        assert len(statements) == LISTS[name], "\n".join(statements)


def test_a_list_of_trade_documents(as_clerk, company):
    for _ in range(2):
        for _ in range(6):
            TradeFactory(company=company)

        statements = asked(as_clerk, reverse("orders:trade_list", args=["sales_quote"]))

        assert len(statements) == 10, "\n".join(statements)


@pytest.mark.parametrize("name", ["orders:order_detail", "orders:order_edit", "orders:order_print"])
def test_the_pages_of_an_order(name, as_clerk, company):
    counts = set()
    for size in (1, 15):
        items = [ItemFactory(company=company) for _ in range(size)]
        lines = [line_data(company, item=item) for item in items]
        order = OrderFactory(company=company, lines=lines)
        counts.add(len(asked(as_clerk, reverse(name, args=[order.pk]))))

    assert len(counts) == 1, counts


@pytest.mark.parametrize("name", ["detail", "edit", "print", "convert"])
def test_the_pages_of_a_trade_document(name, as_clerk, clerk, company):
    counts = set()
    for size in (1, 15):
        items = [ItemFactory(company=company) for _ in range(size)]
        lines = [line_data(company, item=item) for item in items]
        quote = TradeFactory(company=company, lines=lines)
        taken = {line.pk: Decimal(1) for line in quote.lines.in_order()}
        convert(source=quote, into="sales_order", by=clerk, date=DAY, quantities=taken)
        into = ["sales_order"] if name == "convert" else []
        counts.add(len(asked(as_clerk, page_of(quote, name, *into))))

    assert len(counts) == 1, counts
    assert max(counts) <= 30


@pytest.mark.parametrize("name", ["orders:journal_detail", "orders:journal_print"])
def test_the_pages_of_a_journal(name, as_clerk, clerk, store, journal_series):
    counts = set()
    for size in (1, 15):
        lines = [(ItemFactory(company=store.company), 1) for _ in range(size)]
        journal = posted(clerk, "receipt", store, *lines)
        counts.add(len(asked(as_clerk, reverse(name, args=[journal.pk]))))

    assert len(counts) == 1, counts


@pytest.mark.parametrize("name", ["orders:production_detail", "orders:order_production"])
def test_the_pages_of_production(name, as_clerk, clerk, store, production_series):
    counts = set()
    for size in (1, 15):
        item = ItemFactory(company=store.company)
        order = order_of(store.company, *[(item, 20)] * size)
        (made,) = planned(order, clerk, *[10] * size, one_each=False)
        for _ in range(size):
            finish_production(production=made, by=clerk, quantity=Decimal(1), date=DAY)
        key = order.pk if name == "orders:order_production" else made.pk
        counts.add(len(asked(as_clerk, reverse(name, args=[key]))))

    assert len(counts) == 1, counts


def test_an_items_page_with_many_movements(as_clerk, clerk, store, journal_series):
    item = ItemFactory(company=store.company)
    counts = set()
    for size in (1, 8):
        for _ in range(size):
            posted(clerk, "receipt", store, (item, 1))
        counts.add(len(asked(as_clerk, reverse("orders:item_detail", args=[item.pk]))))

    assert len(counts) == 1, counts


def test_positions_to_combine(as_clerk, clerk, company, production_series):
    counts = set()
    for size in (1, 15):
        for _ in range(size):
            order_of(company, (ItemFactory(company=company), 1))
        counts.add(len(asked(as_clerk, reverse("orders:production_combine"))))

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

    assert counts == {(10, 8)}


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

    assert counts == {17}
