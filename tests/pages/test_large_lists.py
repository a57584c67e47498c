"""Lists of millions of rows: what they find, how they sort, where they say that there is more.

The limits are made small instead of the lists large; benchmarks measure the real ones.
"""

from __future__ import annotations

import datetime
import re

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from invoicing.views.invoices import InvoiceList
from numbering.models import IssuedNumber
from numbering.pages import search
from numbering.services import claim, create_series, draw, draw_many
from numbering.views.register import RegisterPage
from orders.models import Order
from orders.views.orders import OrderList
from tests.factories import DAY, InvoiceFactory, OrderFactory, PartyFactory

pytestmark = pytest.mark.django_db
ORDERS, INVOICES, REGISTER = (
    reverse("orders:order_list"),
    reverse("invoicing:invoice_list"),
    "/numbers/",
)


def found(client, url: str, **query: str) -> list[str]:
    """The numbers on a page."""
    rows = client.get(url, query).context["list"]["rows"]
    return [str(getattr(row.item, "number", row.item)) for row in rows]


@pytest.fixture
def long_ago(company, monkeypatch) -> list[Order]:
    """Four orders, of which a search looks only through the newest for a part of a text."""
    monkeypatch.setattr(search, "NEWEST", 1)
    parties = [PartyFactory(company=company, name=name) for name in ("Acme Østers", "Berg")]
    return [
        OrderFactory(
            company=company,
            party=parties[day % 2],
            date=DAY - datetime.timedelta(days=9 - day),
            your_reference=f"Po 47{day}",
        )
        for day in range(4)
    ]


@pytest.mark.parametrize(
    ("words", "which"),
    [
        ("00001", [0]),
        ("0000", [3, 2, 1, 0]),
        ("3", [3, 2]),  # the counter of one; the newest has it in its reference
        ("østers", [2, 0]),
        ("ACME", [2, 0]),
        ("aarhus", [3, 2, 1, 0]),
        ("acme 00003", [2]),
        ("PO 471", [1]),
        ("po 471", [1]),
        ("Po 471", [1]),
        ("o 473", [3]),
        ("o 472", []),
        ("100%", []),
        ("nobody", []),
    ],
)
def test_an_old_order_is_found(as_clerk, long_ago, words: str, which: list[int]) -> None:
    numbers = [str(long_ago[index].number) for index in which]
    assert found(as_clerk, ORDERS, q=words) == numbers


def test_an_old_order_is_found_by_its_customers_number(as_clerk, long_ago) -> None:
    number = str(long_ago[1].party.customer_number)
    assert found(as_clerk, ORDERS, q=number) == [str(long_ago[3].number), str(long_ago[1].number)]
    assert found(as_clerk, ORDERS, customer=number) == found(as_clerk, ORDERS, customer="berg")


def test_a_search_goes_together_with_filters(as_clerk, long_ago) -> None:
    day = long_ago[1].date.isoformat()
    assert found(as_clerk, ORDERS, q="0000", date_to=day, sort="number") == ["00001", "00002"]
    assert found(as_clerk, ORDERS, q="acme", state="cancelled") == []


def test_a_list_says_what_its_search_does_not_find(as_clerk, long_ago, monkeypatch) -> None:
    note = "Any other part of a text is looked for in the newest"
    assert note in as_clerk.get(ORDERS, {"q": "x"}).content.decode()
    assert note not in as_clerk.get(ORDERS).content.decode()
    monkeypatch.setattr(search, "NEWEST", 4)
    assert note not in as_clerk.get(ORDERS, {"q": "x"}).content.decode()


def test_where_more_is_found_than_taken_the_newest_are_shown(
    as_clerk, long_ago, monkeypatch
) -> None:
    monkeypatch.setattr(search, "MOST", 1)
    page = as_clerk.get(ORDERS, {"q": "acme"})
    assert [row.item for row in page.context["list"]["rows"]] == [long_ago[2]]
    assert "more rows than are shown here" in page.content.decode()
    exported = b"".join(as_clerk.get(ORDERS, {"q": "acme", "export": "csv"}).streaming_content)
    assert exported.decode().count("Acme") == 2


def test_an_old_invoice_is_found(as_clerk, clerk, long_ago) -> None:
    invoices = [InvoiceFactory(order=order, by=clerk, date=DAY) for order in long_ago]
    for words in (str(invoices[0].number), str(long_ago[0].number), "Po 470"):
        assert found(as_clerk, INVOICES, q=words) == [str(invoices[0].number)]
    assert found(as_clerk, INVOICES, q="acme") == [str(invoices[2].number), str(invoices[0].number)]
    assert found(as_clerk, INVOICES, customer="acme") == found(as_clerk, INVOICES, q="acme")


def test_a_search_stays_in_its_company(as_clerk, outsider, long_ago) -> None:
    elsewhere = outsider.memberships.get().company
    OrderFactory(
        company=elsewhere, by=outsider, party=PartyFactory(company=elsewhere, name="Acme elsewhere")
    )
    assert len(found(as_clerk, ORDERS, q="acme")) == 2
    assert found(as_clerk, ORDERS, q="00001") == [str(long_ago[0].number)]
    assert found(as_clerk, REGISTER, q="00001") == ["00001"]


@pytest.fixture
def invoiced(long_ago, clerk) -> list[Order]:
    """The orders, each invoiced on its day; the newest first, so that it has the lowest number."""
    for order in reversed(long_ago):
        InvoiceFactory(order=order, by=clerk, date=order.date)
    return long_ago


@pytest.mark.parametrize(("list_page", "url"), [(OrderList, ORDERS), (InvoiceList, INVOICES)])
def test_many_rows_are_sorted_by_columns_with_an_index_only(
    as_clerk, invoiced, list_page, url: str, monkeypatch
) -> None:
    by_number = sorted(found(as_clerk, url))
    by_date = found(as_clerk, url)
    assert found(as_clerk, url, sort="number") == by_number

    monkeypatch.setattr(list_page, "count_limit", 3)
    page = as_clerk.get(url, {"sort": "number"})
    assert [str(row.item.number) for row in page.context["list"]["rows"]] == by_date
    assert "narrow the search to sort by “Number”" in page.content.decode()
    assert found(as_clerk, url, sort="date") == by_date[::-1]
    narrow = {"date_to": invoiced[2].date.isoformat()}
    assert found(as_clerk, url, sort="number", **narrow) == sorted(found(as_clerk, url, **narrow))


def test_the_last_page_is_one_step_away(as_clerk, long_ago, monkeypatch) -> None:
    monkeypatch.setattr(OrderList, "page_size", 3)
    first = as_clerk.get(ORDERS)
    last = as_clerk.get(first.context["list"]["last"])
    assert [row.item for row in last.context["list"]["rows"]] == long_ago[2::-1]
    assert not last.context["list"]["older"]
    assert not last.context["list"]["last"]
    newer = as_clerk.get(last.context["list"]["newer"])
    assert [row.item for row in newer.context["list"]["rows"]] == [long_ago[3]]


def test_paging_begins_at_the_index_and_not_at_the_first_row(as_clerk, long_ago, monkeypatch):
    """An "or" alone would read all that comes before."""
    monkeypatch.setattr(OrderList, "page_size", 2)
    older = as_clerk.get(ORDERS).context["list"]["older"]
    with CaptureQueriesContext(connection) as queries:
        as_clerk.get(older)
    sql = next(one["sql"] for one in queries.captured_queries if "LIMIT 3" in one["sql"])
    day = long_ago[2].date.isoformat()
    assert re.search(rf'"date" <= \S*{day}', sql), sql
    assert "OFFSET" not in sql


@pytest.fixture
def cases(company, clerk) -> list[IssuedNumber]:
    """Twelve numbers of a series, dated backwards."""
    series = create_series(company, "CASE", register="case", start="C1", manual_numbers=True)
    with transaction.atomic():
        return [
            draw(series, on=DAY - datetime.timedelta(days=day), by=clerk, kind="case")
            for day in range(12)
        ]


def test_a_series_is_shown_in_the_order_of_its_numbers(as_clerk, company, cases, clerk) -> None:
    series = cases[0].series
    with transaction.atomic():
        claim("C5000", company=company, kind="case", on=DAY, by=clerk, series=series)
        draw_many(series, 1, on=DAY, by=clerk, kind="case")
    shown = found(as_clerk, REGISTER, series=series.pk)
    assert shown[:3] == ["C5000", "C13", "C12"]
    assert shown[-1] == "C1"


def test_a_number_outside_the_lines_of_its_series_is_shown_with_it(
    as_clerk, company, clerk
) -> None:
    series = create_series(
        company, "FREE", register="case", start="C1", manual_numbers=True, default_numbers=True
    )
    with transaction.atomic():
        draw(series, on=DAY, by=clerk, kind="case")
        typed = claim("Old-7", company=company, kind="case", on=DAY, by=clerk, series=series)
    assert typed.line is None
    assert found(as_clerk, REGISTER, series=series.pk) == ["Old-7", "C1"]
    assert found(as_clerk, REGISTER, q="old-7") == ["Old-7"]


def test_a_period_of_the_register_is_shown_by_its_days(as_clerk, cases) -> None:
    day = cases[3].document_date.isoformat()
    assert found(as_clerk, REGISTER, date_from=day) == ["C1", "C2", "C3", "C4"]
    assert found(as_clerk, REGISTER)[:2] == ["C12", "C11"]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [("C1", ["C12", "C11", "C10", "C1"]), ("c11", ["C11"]), ("7", ["C7"]), ("0", [])],
)
def test_an_old_number_is_found(as_clerk, cases, monkeypatch, words: str, numbers) -> None:
    """By its beginning and by its counter; by a part of it only among the newest."""
    monkeypatch.setattr(search, "NEWEST", 1)
    assert found(as_clerk, REGISTER, q=words) == numbers


def test_numbers_that_repeat_in_each_period_are_found_in_all_of_them(
    as_clerk, company, clerk, monkeypatch
) -> None:
    monkeypatch.setattr(search, "NEWEST", 1)
    series = create_series(company, "YEAR", register="case", start="Y1", restart="fiscal_year")
    with transaction.atomic():
        for year in (2023, 2024, 2025, 2026):
            draw(series, on=DAY.replace(year=year), by=clerk, kind="case")
    assert found(as_clerk, REGISTER, q="Y1") == ["Y1"] * 4
    assert found(as_clerk, REGISTER, q="1", kind="case") == ["Y1"] * 4


def test_a_register_with_many_rows_sorts_by_day_and_by_moment(as_clerk, cases, monkeypatch) -> None:
    monkeypatch.setattr(RegisterPage, "count_limit", 5)
    forwards = [f"C{value}" for value in range(1, 13)]
    assert found(as_clerk, REGISTER, sort="-document_date") == forwards
    assert found(as_clerk, REGISTER, sort="issued_at") == forwards
    assert found(as_clerk, REGISTER, sort="text") == forwards[::-1]
