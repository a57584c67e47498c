"""Issuing many together asks the database no more questions than issuing a few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from invoicing.models import Invoice
from invoicing.services.credit import credit_invoice
from invoicing.services.issue import issue_invoice
from numbering.models import Company
from numbering.services import assign_series, create_series
from orders.models import TaxRate
from tests.factories import InvoiceFactory, OrderFactory, PaymentTermsFactory
from tests.invoicing.batches import draft, together

Make = Callable[[Company, User], Invoice]


def _invoice(company: Company, by: User) -> Invoice:
    return draft(company, by)


def _cash_note(company: Company, by: User) -> Invoice:
    terms = company.payment_terms.filter(is_cash=True).first()
    terms = terms or PaymentTermsFactory(company=company, is_cash=True, days=0)
    return draft(company, by, payment_terms=terms)


def _controlled_cash_note(company: Company, by: User) -> Invoice:
    """One whose number a certified control unit looks at."""
    if not company.certified_control_unit:
        own = create_series(company, "CASH", register="cash_note", start="K1001")
        assign_series(company, "cash_note", own)
        company.certified_control_unit = True
        company.save()
    return _cash_note(company, by)


def _credit_note(company: Company, by: User) -> Invoice:
    invoice = InvoiceFactory(order=OrderFactory(company=company, by=by), by=by)
    return credit_invoice(invoice=invoice, by=by, date=invoice.date)


def _kinds_of(queries: CaptureQueriesContext) -> Counter[str]:
    """How often each kind of statement was run, without the places and values in it."""
    return Counter(" ".join(query["sql"].split()[:3]) for query in queries.captured_queries)


@pytest.mark.parametrize("make", [_invoice, _cash_note, _controlled_cash_note, _credit_note])
def test_few_statements_however_many_drafts(company: Company, clerk: User, make: Make) -> None:
    assign_series(company, "voucher", create_series(company, "VOUCHER", register="voucher"))
    together([make(company, clerk)], clerk)  # a series' first draw makes its counter
    counts = []
    for size in (10, 40):
        drafts = [make(company, clerk) for _ in range(size)]
        with CaptureQueriesContext(connection) as queries:
            assert len(together(drafts, clerk).issued) == size
        counts.append(_kinds_of(queries))
    few, many = counts
    assert _reads(many) == _reads(few)
    # Rows are written in handfuls as large as the database takes (SQLite: 999 values).
    assert many.total() - few.total() <= 3


def test_few_statements_however_many_drafts_have_changed(company: Company, clerk: User) -> None:
    """Another tax rate changes lines, taxes and heads of all."""
    counts = []
    for size, percent in ((10, 24), (40, 23)):
        drafts = [draft(company, clerk) for _ in range(size)]
        TaxRate.objects.filter(company=company).update(percent=percent)
        with CaptureQueriesContext(connection) as queries:
            together(drafts, clerk)
        counts.append(_kinds_of(queries))
    assert _reads(counts[1]) == _reads(counts[0])
    assert counts[1].total() - counts[0].total() <= 3
    assert Invoice.objects.get(pk=drafts[0].pk).tax == 230


def test_issuing_one_draft_takes_no_more_than_it_did(company: Company, clerk: User) -> None:
    """What every single issue costs, the draw among it."""
    issue_invoice(invoice=draft(company, clerk), by=clerk)
    one = draft(company, clerk)
    with CaptureQueriesContext(connection) as queries:
        issue_invoice(invoice=one, by=clerk)
    statements = [query["sql"] for query in queries.captured_queries]
    assert len(statements) <= 17, "\n".join(sql[:90] for sql in statements)


def _reads(counts: Counter[str]) -> Counter[str]:
    return Counter({kind: n for kind, n in counts.items() if kind.startswith(("SELECT", "WITH"))})
