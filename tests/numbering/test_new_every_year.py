"""easyWinArt: invoices begin at 1 each year, alone, filling gaps, and sharing with credit notes."""

from __future__ import annotations

from datetime import date

import pytest

from invoicing.models import Invoice
from invoicing.services.credit import credit_invoice
from invoicing.services.issue import issue_invoice
from numbering.models import Company, NumberSeries
from numbering.services import (
    assign_series,
    completeness,
    create_series,
    delete_series,
    draw_many,
    release,
)
from orders.models import OrderType
from tests.factories import InvoiceFactory, OrderFactory, UserFactory, WinbasCompanyFactory
from tests.numbering.helpers import TODAY, drawn, rolled_back

LAST, THIS, NEXT = date(2025, 12, 31), date(2026, 1, 1), date(2027, 1, 1)


def yearly(company: Company, policy: str = "unbroken", register: str = "invoice") -> NumberSeries:
    return create_series(
        company, register.upper(), register=register, start="1", end="999999999",
        restart="fiscal_year", gap_policy=policy,
    )  # fmt: skip


@pytest.mark.parametrize("policy", ["unbroken", "fill_gaps", "gaps_allowed"])
def test_ew03_every_year_begins_at_one(company: Company, policy: str) -> None:
    series = yearly(company, policy)

    assert drawn(series, 2, on=LAST) == ["1", "2"]
    assert drawn(series, 3, on=THIS) == ["1", "2", "3"]
    assert drawn(series, on=NEXT) == ["1"]
    assert drawn(series, on=date(2025, 1, 1)) == ["3"]  # back-dated: last year goes on
    for period, count in (("2025", 3), ("2026", 3), ("2027", 1)):
        assert completeness(series, period=period).counts == {"in_use": count}


def test_ew03_a_gap_is_filled_in_its_own_year(company: Company) -> None:
    series = yearly(company, "fill_gaps")
    for on in (LAST, THIS):
        release(draw_many(series, 3, on=on)[1])

    assert drawn(series, 2, on=NEXT) == ["1", "2"]
    assert drawn(series, 2, on=THIS) == ["2", "4"]
    assert drawn(series, 2, on=LAST) == ["2", "4"]
    assert completeness(series).holes == []


def test_ew03_a_rolled_back_first_number_of_the_year_is_given_out_again(company: Company) -> None:
    series = yearly(company)
    with rolled_back():
        drawn(series, 2, on=NEXT)

    assert drawn(series, on=NEXT) == ["1"]


def test_ew03_a_fiscal_year_that_begins_in_may(company: Company) -> None:
    company.fiscal_year_first_month = 5
    company.save()
    series = yearly(company)

    assert drawn(series, 2, on=date(2026, 4, 30)) == ["1", "2"]
    assert drawn(series, on=date(2026, 5, 1)) == ["1"]
    assert drawn(series, on=date(2027, 4, 30)) == ["2"]


@pytest.fixture
def trading(db: None) -> Company:
    """Its order type 1 draws invoices from what is assigned to the kinds of documents."""
    company = WinbasCompanyFactory()
    OrderType.objects.filter(company=company).update(own_invoice_series=False, invoice_series=None)
    for series in NumberSeries.objects.of(company).in_register("invoice"):
        delete_series(series)
    for kind in ("invoice", "credit_note"):
        assign_series(company, kind, yearly(company, register=kind))
    return company


def invoice(company: Company, on: date = TODAY) -> Invoice:
    return InvoiceFactory(order=OrderFactory(company=company, date=on), date=on)


def credited(original: Invoice, on: date = TODAY) -> Invoice:
    by = UserFactory()
    return issue_invoice(invoice=credit_invoice(invoice=original, by=by, date=on), by=by)


def numbered(*papers: Invoice) -> list[tuple[str, str]]:
    return [
        (str(paper.number), paper.number.register) for paper in papers if paper.number is not None
    ]


def share(company: Company, *, on: bool) -> None:
    company.same_series_for_credit_notes = on
    company.save()


def test_ew05_by_default_credit_notes_have_a_series_of_their_own(trading: Company) -> None:
    first = invoice(trading)

    assert numbered(first, credited(first), invoice(trading)) == [
        ("1", "invoice"),
        ("1", "credit_note"),
        ("2", "invoice"),
    ]


def test_ew05_the_switch_lets_them_share(trading: Company) -> None:
    share(trading, on=True)
    first = invoice(trading)

    assert numbered(first, credited(first), invoice(trading)) == [
        ("1", "invoice"),
        ("2", "invoice"),
        ("3", "invoice"),
    ]


def test_ew05_the_switch_counts_from_the_next_paper_on(trading: Company) -> None:
    first = invoice(trading)
    notes = [credited(first)]
    share(trading, on=True)
    notes.append(credited(invoice(Company.objects.get(pk=trading.pk))))
    share(trading, on=False)
    notes.append(credited(invoice(Company.objects.get(pk=trading.pk))))

    assert numbered(*notes) == [("1", "credit_note"), ("3", "invoice"), ("2", "credit_note")]


def test_ew03_shared_they_begin_at_one_each_year_together(trading: Company) -> None:
    share(trading, on=True)
    old = invoice(trading, LAST)
    papers = [old, credited(old, THIS), invoice(trading, THIS), invoice(trading, LAST)]

    assert numbered(*papers) == [(text, "invoice") for text in ("1", "1", "2", "2")]
    series = NumberSeries.objects.get(company=trading, code="INVOICE")
    assert completeness(series, period="2026").counts == {"in_use": 2}
    assert completeness(series).holes == []
