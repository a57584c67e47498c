"""Writing an invoice or a credit note by itself, as clerks type it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from invoicing.models import Invoice
from tests.factories import (
    PaymentTermsFactory,
    line_data,
    order_type,
)
from tests.invoicing.test_free_invoices import written
from tests.invoicing.test_issue import SHARED, change_type
from tests.pages.conftest import line_typed, lines_typed, retyped

NEW = reverse("invoicing:invoice_write")
NEW_CREDIT = reverse("invoicing:invoice_write_credit")
RULE = reverse("invoicing:invoice_rule")


def edit_url(draft: Invoice) -> str:
    return reverse("invoicing:invoice_edit", args=[draft.pk])


def typed_again(draft: Invoice, **changes: Any) -> dict[str, Any]:
    """A stored draft as its entry page shows it."""
    head = {"order_type": draft.order_type_id or "", "payment_terms": draft.payment_terms_id}
    return retyped(draft, **head) | changes  # type: ignore[arg-type]


def test_the_list_leads_to_new_invoices(as_clerk, as_auditor):
    page = as_clerk.get(reverse("invoicing:invoice_list")).content.decode()
    assert NEW in page
    assert NEW_CREDIT in page
    assert NEW not in as_auditor.get(reverse("invoicing:invoice_list")).content.decode()


def test_a_clerk_writes_an_invoice(as_clerk, typed_order):
    response = as_clerk.post(NEW, typed_order(payment_terms=""))

    draft = Invoice.objects.get()
    assert response.url == draft.get_absolute_url()
    assert (draft.kind, draft.gross, draft.number, draft.payment_terms.days) == (
        "invoice",
        1250,
        None,
        30,
    )


def test_a_clerk_writes_a_credit_note(as_clerk, typed_order):
    as_clerk.post(NEW_CREDIT, typed_order(payment_terms="", credited_number="OLD-1"))

    draft = Invoice.objects.get()
    assert (draft.kind, draft.gross, draft.credited_number) == ("credit_note", -1250, "OLD-1")
    page = as_clerk.get(edit_url(draft)).content.decode()
    assert 'data-sides="credit"' in page
    assert "OLD-1" in page
    as_clerk.post(edit_url(draft), typed_again(draft, your_reference="PO 9"))
    draft.refresh_from_db()
    assert (draft.kind, draft.your_reference, draft.gross) == ("credit_note", "PO 9", -1250)


def test_a_draft_is_changed_on_the_page_it_was_written_on(as_clerk, company, clerk):
    draft = written(company, clerk)
    line = draft.lines.get()
    page = as_clerk.get(edit_url(draft)).content.decode()
    assert 'name="lines-0-text"' in page

    lines = [line_typed(company, id=line.pk, quantity="3"), line_typed(company, text="Lamp")]
    as_clerk.post(edit_url(draft), typed_again(draft) | lines_typed(lines, stored=1))

    assert [(one.text, one.quantity) for one in draft.lines.in_order()] == [
        ("Chair", 3),
        ("Lamp", 10),
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"party": "", "party_text": ""}, "Pick a customer"),
        ({"lines-0-price": "x"}, "Enter a number."),
        ({"lines-0-quantity": "0"}, "must be more than 0"),
        ({"date": "2026-02-30"}, "There is no such day"),
        ({"order_type": "999"}, "Select a valid choice"),
        ({"your_reference": "x" * 81}, "80"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_lost(
    as_clerk, typed_order, changes, sentence
):
    page = as_clerk.post(NEW, typed_order(payment_terms="", text="Keep me") | changes)

    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert "Keep me" in page.content.decode()
    assert not Invoice.objects.exists()


def test_two_people_on_one_draft(as_clerk, company, clerk, administrator):
    draft = written(company, clerk)
    stale = typed_again(draft, text="Mine")
    written(company, administrator, invoice=draft, text="Theirs")

    page = as_clerk.post(edit_url(draft), stale).content.decode()

    assert "Nothing was saved yet." in page
    assert "Theirs" in page
    as_clerk.post(edit_url(draft), stale | {"over": "1"})
    draft.refresh_from_db()
    assert draft.text == "Mine"


def test_the_page_tells_which_number_issuing_would_draw(as_clerk, company, administrator):
    change_type(company, administrator, 8, **SHARED)
    cash = PaymentTermsFactory(company=company, is_cash=True)

    def told(**asked: Any) -> tuple[str, str]:
        response = as_clerk.get(RULE, {"date": "2026-11-21", **asked})
        return response.content.decode(), response.headers["HX-Trigger"]

    page, sides = told()
    assert "drawn when it is issued" in page
    assert "700001" in page
    assert '"both"' in sides
    page, sides = told(order_type=order_type(company, 1).pk, payment_terms=cash.pk)
    assert "99001" in page
    assert '"debit"' in sides
    page, sides = told(order_type=order_type(company, 2).pk, credit="1")
    assert "90001" in page
    assert '"credit"' in sides


def test_without_a_series_the_clerk_is_told_who_helps(as_clerk, as_administrator, administrator):
    asked = {"date": "2026-11-21"}
    assert "Anna Berg" in as_clerk.get(RULE, asked).content.decode()
    assert "data-detour" in as_administrator.get(RULE, asked).content.decode()


def test_an_issued_invoice_is_not_edited(as_clerk, company, clerk):
    draft = written(company, clerk)
    as_clerk.post(reverse("invoicing:invoice_issue", args=[draft.pk]))
    typed = typed_again(draft, text="Changed")

    assert as_clerk.post(edit_url(draft), typed).url == draft.get_absolute_url()
    draft.refresh_from_db()
    assert (draft.is_issued, draft.text) == (True, "")


def test_more_lines_take_no_more_queries(as_clerk, company, clerk):
    def queries(count: int) -> int:
        draft = written(company, clerk, *[line_data(company) for _ in range(count)])
        with CaptureQueriesContext(connection) as found:
            as_clerk.get(edit_url(draft))
        return len(found)

    queries(1)
    assert queries(20) == queries(2)
