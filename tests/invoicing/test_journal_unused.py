"""Numbers without an invoice: a journal names each of them, and what became of it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from invoicing.journal import read_figures, read_journal
from invoicing.journal import unused as unused_numbers
from invoicing.services.drafts import discard_draft
from invoicing.services.issue import issue_invoice
from invoicing.services.numbers import draw_invoice_number
from numbering.models import Company, Counter, NumberSeries
from numbering.services import (
    claim,
    create_series,
    draw,
    release,
    reserve,
    save_line,
    save_series,
    set_next_number,
    void,
)
from numbering.transactions import write
from orders.models import OrderType
from tests.factories import InvoiceFactory, OrderFactory
from tests.invoicing.journals import day, draft, issued, november, series_of, unused


@pytest.fixture
def series(company: Company) -> NumberSeries:
    """The invoices' own series, 99001–99999, which takes typed numbers too."""
    found = series_of(company, "INVOICE-1")
    found.manual_numbers = True
    return save_series(found)


def test_wb14_nothing_is_missing(company: Company, clerk: User) -> None:
    for number in (1, 2, 3):
        issued(company, clerk, day(number))

    assert unused(company) == []


def test_wb14_a_period_without_any_number(company: Company) -> None:
    journal = read_journal(november(company))

    assert (journal.figures.count, journal.figures.series, journal.unused.rows) == (0, [], [])


def test_wb14_a_void_number_is_named_with_its_reason(
    company: Company, clerk: User, series: NumberSeries
) -> None:
    issued(company, clerk, day(1))
    spent = draw_invoice_number(invoice=draft(company, clerk, day(2)), by=clerk)
    issue_invoice(invoice=spent, by=clerk, typed_number="99500")
    issued(company, clerk, day(3))

    assert unused(company) == [("99002", "99002", 1, "void", "99500 was typed over it")]


def test_wb14_a_void_number_may_be_the_last_of_its_period(
    company: Company, clerk: User, series: NumberSeries
) -> None:
    issued(company, clerk, day(1))
    with write():
        void(draw(series, on=day(30), by=clerk, kind="invoice"), reason="torn", by=clerk)
    issued(company, clerk, day(1, 12))

    assert unused(company) == [("99002", "99002", 1, "void", "torn")]


def test_wb14_a_number_drawn_early_waits_on_its_draft(company: Company, clerk: User) -> None:
    early = draw_invoice_number(invoice=draft(company, clerk, day(4)), by=clerk)
    issued(company, clerk, day(5))

    (row,) = read_journal(november(company)).unused.rows
    assert (row.first, row.fate.value) == ("99001", "draft")
    assert row.note == f"xr{early.pk}, 2026-11-04"
    assert row.url == early.get_absolute_url()


def test_wb14_reserved_and_given_back_numbers_are_named(
    company: Company, clerk: User, series: NumberSeries
) -> None:
    line = series.lines.get()
    line.gap_policy = "fill_gaps"
    save_line(line)
    with write():
        reserve(series, on=day(2), by=clerk, reference="web shop 7")
        release(draw(series, on=day(3), by=clerk, kind="invoice"), by=clerk)
        held = draw(series, on=day(3), by=clerk, kind="invoice", reference="old system")
    assert str(held) == "99002"

    with write():
        release(held, by=clerk)
    assert [row[:4] for row in unused(company)] == [
        ("99001", "99001", 1, "reserved"),
        ("99002", "99002", 1, "free"),
    ]


def test_wb14_a_number_that_something_else_took_is_named(
    company: Company, clerk: User, series: NumberSeries
) -> None:
    issued(company, clerk, day(1))
    with write():
        claim("99002", company=company, kind="invoice", on=day(1), by=clerk, reference="old system")
    issued(company, clerk, day(2))

    assert unused(company) == [("99002", "99002", 1, "taken", "old system")]


def test_wb14_numbers_of_another_period_are_no_missing_ones(company: Company, clerk: User) -> None:
    issued(company, clerk, day(1))
    for on in (day(31, 10), day(30, 10), day(5)):
        issued(company, clerk, on)
    issued(company, clerk, day(3, 12))
    issued(company, clerk, day(6))

    assert unused(company) == [
        ("99002", "99003", 2, "elsewhere", "2026-10-30 – 2026-10-31"),
        ("99005", "99005", 1, "elsewhere", "2026-12-03"),
    ]


def test_wb14_numbers_that_were_never_given_out_are_missing(company: Company, clerk: User) -> None:
    issued(company, clerk, day(1))
    # What no service does.
    Counter.objects.filter(line__series__code="INVOICE-1").update(next_value=99004)
    issued(company, clerk, day(2))

    assert unused(company) == [("99002", "99003", 2, "missing", "")]
    assert read_journal(november(company)).unused.missing == 2


def test_wb14_what_is_missing_between_two_periods_is_missing_in_the_later(
    company: Company, clerk: User
) -> None:
    issued(company, clerk, day(31, 10))
    Counter.objects.filter(line__series__code="INVOICE-1").update(next_value=99003)
    issued(company, clerk, day(1))

    assert unused(company) == [("99002", "99002", 1, "missing", "")]


def test_wb14_numbers_that_an_administrator_stepped_over_are_skipped(
    company: Company, clerk: User, administrator: User, series: NumberSeries
) -> None:
    issued(company, clerk, day(1))
    set_next_number(series.lines.get(), 99010, on=day(2), reason="new year", by=administrator)
    issued(company, clerk, day(3))

    assert unused(company) == [("99002", "99009", 8, "skipped", "new year")]
    assert read_journal(november(company)).unused.missing == 0


def test_numbers_typed_ahead_leave_none_missing_that_the_counter_did_not_reach(
    company: Company, clerk: User, series: NumberSeries
) -> None:
    issued(company, clerk, day(1))
    typed = draft(company, clerk, day(2))
    issue_invoice(invoice=typed, by=clerk, typed_number="99900")

    assert unused(company) == []
    (figures,) = read_figures(november(company)).series
    assert (figures.first, figures.last) == ("99001", "99900")


def test_typed_numbers_that_no_line_prints_stand_behind_the_others(
    company: Company, clerk: User, series: NumberSeries
) -> None:
    issue_invoice(invoice=draft(company, clerk, day(2)), by=clerk, typed_number="OLD-7")
    issued(company, clerk, day(3))

    (figures,) = read_figures(november(company)).series
    assert (figures.first, figures.last, figures.count) == ("99001", "99001", 2)


def test_a_series_counted_in_steps(company: Company, clerk: User) -> None:
    series = create_series(company, "TENS", register="invoice", start="500010", increment=10)
    _number_type_1(company, series)
    issued(company, clerk, day(1))
    Counter.objects.filter(line__series=series).update(next_value=500040)
    issued(company, clerk, day(2))

    assert unused(company) == [("500020", "500030", 2, "missing", "")]


def test_a_series_that_allows_gaps_says_so(company: Company, clerk: User) -> None:
    series = create_series(
        company, "LOOSE", register="invoice", start="500001", gap_policy="gaps_allowed"
    )
    _number_type_1(company, series)
    issued(company, clerk, day(1))
    discarded = draft(company, clerk, day(1))
    set_next_number(series.lines.get(), 500004, on=day(2), reason="x", by=clerk)
    issue_invoice(invoice=discarded, by=clerk)

    assert unused(company) == [("500002", "500003", 2, "skipped", "gaps are allowed")]


def test_a_discarded_draft_takes_no_number(company: Company, clerk: User) -> None:
    issued(company, clerk, day(1))
    discard_draft(invoice=draft(company, clerk, day(2)), by=clerk)
    issued(company, clerk, day(3))

    assert unused(company) == []


def test_other_companies_and_series_are_left_out(company: Company, clerk: User) -> None:
    issued(company, clerk, day(1))
    other = InvoiceFactory(order=OrderFactory(), by=clerk, date=day(1)).company
    with write():
        void(
            draw(series_of(other, "INVOICE-1"), on=day(2), by=clerk, kind="invoice"),
            reason="torn",
            by=clerk,
        )
        void(
            draw(series_of(company, "INVOICE-2"), on=day(2), by=clerk, kind="invoice"),
            reason="spoilt",
            by=clerk,
        )

    assert unused(company, series=series_of(company, "INVOICE-1")) == []
    assert unused(company) == [("90001", "90001", 1, "void", "spoilt")]


def test_more_than_can_be_named_are_counted(
    company: Company, clerk: User, series: NumberSeries, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unused_numbers, "MOST_NAMED", 2)
    with write():
        for _ in range(5):
            void(draw(series, on=day(2), by=clerk, kind="invoice"), reason="torn", by=clerk)

    found = read_journal(november(company)).unused
    assert ([row.first for row in found.rows], found.more) == (["99001", "99002"], 3)


def _number_type_1(company: Company, series: NumberSeries) -> None:
    OrderType.objects.filter(company=company, slot=1).update(invoice_series=series)
