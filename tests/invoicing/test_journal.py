"""The invoice journal: what a bookkeeper adds up by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from invoicing.journal import read_figures, read_journal, rows_of
from invoicing.journal.figures import Amounts, RateAmounts, stored_figures
from numbering.models import Company
from numbering.services import add_line, create_series
from orders.models import OrderType
from tests.factories import TaxRateFactory
from tests.invoicing.journals import day, issued, november, series_of


@pytest.fixture
def example(company: Company, clerk: User) -> Company:
    """Two invoices of type 1 and a credit of type 2 in November, one invoice in October.

    99001 of October: 100.00 + 25.00.
    99002: 3 × 33.33 at 25 % = 99.99, tax 24.9975, rounded 25.00.
    99003: 10 × 100.00 at 25 % = 1000.00 + 250.00, 1 × 49.50 at 12 % = 49.50 + 5.94.
    90001: −(2 × 40.00) at 25 % = −80.00 − 20.00.
    """
    food = TaxRateFactory(company=company, code="12", name="Food")
    issued(company, clerk, day(31, 10))
    issued(company, clerk, day(2), ("3", "33.33", None))
    issued(company, clerk, day(3), ("10", "100", None), ("1", "49.50", food))
    issued(company, clerk, day(30), ("2", "40", None), slot=2)
    return company


def rate(one: RateAmounts) -> tuple[str, Decimal, Decimal, Decimal]:
    return one.label, one.net, one.tax, one.gross


def amounts(one: Amounts) -> tuple[str, int, Decimal, Decimal, Decimal]:
    return one.currency, one.count, one.net, one.tax, one.gross


def test_wb14_each_series_adds_up_by_tax_rate(example: Company) -> None:
    invoices, credit = read_figures(november(example)).series

    assert (invoices.code, invoices.first, invoices.last) == ("INVOICE-1", "99002", "99003")
    assert [amounts(one) for one in invoices.sums] == [
        ("DKK", 2, Decimal("1149.49"), Decimal("280.94"), Decimal("1430.43"))
    ]
    assert [rate(one) for one in invoices.rates] == [
        ("25\u00a0%", Decimal("1099.99"), Decimal("275.00"), Decimal("1374.99")),
        ("12\u00a0% · Food", Decimal("49.50"), Decimal("5.94"), Decimal("55.44")),
    ]
    assert (credit.code, credit.first, credit.last) == ("INVOICE-2", "90001", "90001")
    assert [rate(one) for one in credit.rates] == [
        ("25\u00a0%", Decimal("-80.00"), Decimal("-20.00"), Decimal("-100.00"))
    ]


def test_wb14_all_series_add_up(example: Company) -> None:
    figures = read_figures(november(example))

    assert [rate(one) for one in figures.rates] == [
        ("25\u00a0%", Decimal("1019.99"), Decimal("255.00"), Decimal("1274.99")),
        ("12\u00a0% · Food", Decimal("49.50"), Decimal("5.94"), Decimal("55.44")),
    ]
    assert [amounts(one) for one in figures.sums] == [
        ("DKK", 3, Decimal("1069.49"), Decimal("260.94"), Decimal("1330.43"))
    ]
    assert [(one.kind, *amounts(one)) for one in figures.kinds] == [
        ("invoice", "DKK", 2, Decimal("1149.49"), Decimal("280.94"), Decimal("1430.43")),
        ("credit_note", "DKK", 1, Decimal("-80.00"), Decimal("-20.00"), Decimal("-100.00")),
    ]


def test_wb14_invoices_stand_in_number_order_series_by_series(example: Company) -> None:
    rows = [(row.series_code, row.number, row.gross) for row in rows_of(november(example))]

    assert rows == [
        ("INVOICE-1", "99002", Decimal("124.99")),
        ("INVOICE-1", "99003", Decimal("1305.44")),
        ("INVOICE-2", "90001", Decimal("-100.00")),
    ]


def test_a_series_can_be_picked(example: Company) -> None:
    scope = november(example, series=series_of(example, "INVOICE-2"))

    assert [row.number for row in rows_of(scope)] == ["90001"]
    assert [one.code for one in read_figures(scope).series] == ["INVOICE-2"]


def test_currencies_are_never_added_to_each_other(example: Company, clerk: User) -> None:
    example.currency = "EUR"
    example.save()
    issued(example, clerk, day(30), ("1", "10", None))

    figures = read_figures(november(example))

    assert [amounts(one) for one in figures.sums] == [
        ("DKK", 3, Decimal("1069.49"), Decimal("260.94"), Decimal("1330.43")),
        ("EUR", 1, Decimal("10.00"), Decimal("2.50"), Decimal("12.50")),
    ]
    assert [one.currency for one in figures.rates] == ["DKK", "DKK", "EUR"]
    assert figures.is_mixed


def test_longer_numbers_follow_shorter_ones(company: Company, clerk: User) -> None:
    series = create_series(company, "OWN", register="invoice", start="98", end="101")
    OrderType.objects.filter(company=company, slot=1).update(invoice_series=series)
    for _ in range(4):
        issued(company, clerk, day(5))

    assert [row.number for row in rows_of(november(company))] == ["98", "99", "100", "101"]
    (figures,) = read_figures(november(company)).series
    assert (figures.first, figures.last) == ("98", "101")


def test_numbers_that_start_again_each_month_follow_their_months(
    company: Company, clerk: User
) -> None:
    series = create_series(company, "OWN", register="invoice", start="R{YYMM}-1", restart="month")
    add_line(series, start="S{YYMM}-1", restart="month", starting_date=day(20))
    OrderType.objects.filter(company=company, slot=1).update(invoice_series=series)
    for on in (day(5, 10), day(4), day(20), day(6)):
        issued(company, clerk, on)

    scope = november(company)
    assert [row.number for row in rows_of(scope)] == ["R2611-1", "R2611-2", "S2611-1"]
    (figures,) = read_figures(scope).series
    assert (figures.first, figures.last) == ("R2611-1", "S2611-1")


def test_many_cents_add_up_to_the_cent(company: Company, clerk: User) -> None:
    for _ in range(12):
        issued(company, clerk, day(5), ("1", "0.07", None), ("1", "1234567.89", None))

    (total,) = read_figures(november(company)).sums
    assert (total.net, total.tax) == (Decimal("14814815.52"), Decimal("3703703.88"))


def test_figures_are_read_back_as_they_were_stored(example: Company) -> None:
    figures = read_figures(november(example))

    again = stored_figures(figures.as_json())

    assert again.as_json() == figures.as_json()
    assert again.count == 3


def test_the_queries_do_not_grow_with_the_invoices(example: Company, clerk: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            read_journal(november(example))
            list(rows_of(november(example), count=500))
        return len(found)

    few = queries()
    for number in range(1, 9):
        issued(example, clerk, day(number))
    assert queries() == few <= 20
