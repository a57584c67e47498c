"""Changing stored trade documents: what stays, two people at once, another period."""

from __future__ import annotations

import pytest
from django.urls import reverse

from numbering.services import assign_series, create_series
from orders.choices import OpenState
from orders.models import Commission
from orders.services.trade_steps import convert
from tests.factories import DAY, TradeFactory, number_kinds
from tests.pages.conftest import line_typed, lines_typed, retyped
from tests.pages.trade import page_of, retyped_document, text_of


@pytest.fixture
def quoting(company):
    """A company that numbers quotes."""
    number_kinds(company, "sales_quote")
    return company


def test_a_closed_commission_stays_on_its_documents(as_clerk, clerk, quoting):
    number_kinds(quoting, "commission")
    commission = Commission(
        company=quoting, name="Harbour", date=DAY, created_by=clerk, updated_by=clerk
    )
    commission.save(by=clerk)
    quote = TradeFactory(company=quoting, commission=commission)
    Commission.objects.update(state=OpenState.CLOSED)

    as_clerk.post(page_of(quote, "edit"), retyped_document(quote, commission=commission.pk))

    quote.refresh_from_db()
    assert (quote.commission, quote.version) == (commission, 2)


def test_the_second_person_is_told_and_may_save_over(as_clerk, as_administrator, quoting):
    quote = TradeFactory(company=quoting)
    edit = page_of(quote, "edit")
    as_administrator.post(edit, retyped_document(quote, your_reference="Anna's"))
    mine = retyped_document(
        quote, **{"your_reference": "Karl's", "lines-0-quantity": "3", "due_date": "2026-12-31"}
    )

    page = text_of(as_clerk.post(edit, mine))
    for words in ("Anna Berg saved this at", "Anna&#x27;s", "Line 1, quantity", "Valid until"):
        assert words in page
    as_clerk.post(edit, mine | {"over": "1"})

    quote.refresh_from_db()
    assert (quote.your_reference, quote.lines.get().quantity) == ("Karl's", 3)


def test_a_line_put_back_over_another_save_still_takes_from_its_source(
    as_clerk, as_administrator, clerk, quoting
):
    quote = TradeFactory(company=quoting)
    order = convert(source=quote, into="sales_order", by=clerk, date=DAY)
    edit = reverse("orders:order_edit", args=[order.pk])
    source = f"t{quote.lines.get().pk}"
    assert f'value="{source}"' in text_of(as_clerk.get(edit))
    mine = retyped(order, **{"lines-0-source": source})
    other = lines_typed([line_typed(quoting, text="Rug")])
    as_administrator.post(edit, retyped(order) | other | {"lines-INITIAL_FORMS": 0})

    as_clerk.post(edit, mine | {"over": "1"})

    line = order.lines.get()
    assert (line.text, line.source_line) == ("Chair", quote.lines.get())
    quote.refresh_from_db()
    assert quote.state == "done"


def test_a_closed_document_is_not_changed(as_clerk, quoting):
    quote = TradeFactory(company=quoting)
    as_clerk.post(page_of(quote, "close"), {"version": 1})

    assert as_clerk.get(page_of(quote, "edit")).url == quote.get_absolute_url()
    page = as_clerk.post(page_of(quote, "edit"), retyped_document(quote, version=2))
    assert "reopen it to change it" in text_of(page)


def test_the_number_after_another_date_is_told_on_a_stored_document(as_clerk, company):
    series = create_series(
        company, "QY", register="sales_quote", start="Q-001", restart="fiscal_year"
    )
    assign_series(company, "sales_quote", series)
    quote = TradeFactory(company=company)
    rule = reverse("orders:trade_rule", args=["sales_quote"])

    answer = text_of(as_clerk.get(rule, {"document": quote.pk, "date": "2027-01-05"}))

    assert "it gets the number" in answer
