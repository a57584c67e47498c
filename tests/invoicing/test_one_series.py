"""ew05: invoices and credit notes in the same series, by the company's switch (easyWinArt)."""

from __future__ import annotations

import datetime
from datetime import date

import pytest
from django.contrib.auth.models import User

from invoicing.models import Invoice
from invoicing.services.credit import credit_invoice
from invoicing.services.issue import issue_invoice
from numbering.choices import Restart
from numbering.models import Company
from numbering.services import assign_series, completeness, create_series, find_series
from tests.invoicing.test_free_invoices import written
from tests.invoicing.test_issue import change_type

YEAR_1, YEAR_2 = datetime.date(2026, 12, 30), datetime.date(2027, 1, 4)


@pytest.fixture
def one_series(company: Company, administrator: User) -> Company:
    """Invoices and credit notes both count from 1 each year; credit notes could do so apart."""
    change_type(company, administrator, 1, own_invoice_series=False)
    for kind, code in (("invoice", "RE"), ("credit_note", "GU")):
        series = create_series(
            company, code, register=kind, start="1", end="9999", restart=Restart.FISCAL_YEAR
        )
        assign_series(company, kind, series)
    company.same_series_for_credit_notes = True
    company.save()
    return company


def billed(company: Company, by: User, on: date) -> Invoice:
    return issue_invoice(invoice=written(company, by, date=on), by=by)


def credited(invoice: Invoice, by: User, on: date) -> Invoice:
    return issue_invoice(invoice=credit_invoice(invoice=invoice, by=by, date=on), by=by)


def freely_credited(company: Company, by: User, on: date) -> Invoice:
    draft = written(company, by, date=on, is_credit=True)
    return issue_invoice(invoice=draft, by=by)


def test_ew05_invoices_and_credit_notes_count_on_together(one_series: Company, clerk: User) -> None:
    first = billed(one_series, clerk, YEAR_1)
    second = credited(first, clerk, YEAR_1)
    third = billed(one_series, clerk, YEAR_1)
    fourth = freely_credited(one_series, clerk, YEAR_1)

    documents = (first, second, third, fourth)
    assert [(one.kind, str(one.number)) for one in documents] == [
        ("invoice", "1"),
        ("credit_note", "2"),
        ("invoice", "3"),
        ("credit_note", "4"),
    ]
    assert {one.number.register for one in documents} == {"invoice"}


def test_ew05_together_they_begin_anew_each_year(one_series: Company, clerk: User) -> None:
    old = billed(one_series, clerk, YEAR_1)
    notes = [credited(old, clerk, YEAR_2), billed(one_series, clerk, YEAR_2)]
    late = freely_credited(one_series, clerk, YEAR_1)

    assert [str(one.number) for one in (old, *notes, late)] == ["1", "1", "2", "2"]
    assert [one.number.period for one in (old, *notes, late)] == ["2026", "2027", "2027", "2026"]


def test_ew05_together_they_leave_no_hole(one_series: Company, clerk: User) -> None:
    invoice = billed(one_series, clerk, YEAR_1)
    credited(invoice, clerk, YEAR_1)
    billed(one_series, clerk, YEAR_1)
    series = find_series(one_series, "invoice")
    assert series is not None

    report = completeness(series)

    assert not report.missing
    assert not Invoice.objects.filter(number__series__code="GU").exists()


def test_ew05_with_the_switch_off_credit_notes_count_apart(
    one_series: Company, clerk: User
) -> None:
    one_series.same_series_for_credit_notes = False
    one_series.save()
    invoice = billed(one_series, clerk, YEAR_1)

    note = credited(invoice, clerk, YEAR_1)

    assert (str(note.number), note.number.register) == ("1", "credit_note")
    assert str(billed(one_series, clerk, YEAR_1).number) == "2"
