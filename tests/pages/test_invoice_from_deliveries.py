"""From deliveries to a draft, one or several together, and from a return to a credit note."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from invoicing.models import Invoice
from invoicing.services.issue import issue_invoice
from orders.models import Order, TradeDocument
from orders.services.trade_steps import cancel_trade_document, close_trade_document
from tests.factories import DraftFactory, OrderFactory, PartyFactory, TradeFactory
from tests.invoicing.deliveries import delivered, invoiced, made_of, number_trade, states, taken


@pytest.fixture
def order(company, clerk) -> Order:
    """Ten chairs."""
    number_trade(company)
    return OrderFactory(company=company, by=clerk, your_reference="PO 4711")


@pytest.fixture
def delivery(order, clerk) -> TradeDocument:
    """All of them, delivered."""
    return delivered(order, clerk)


@pytest.fixture
def another(order, clerk) -> TradeDocument:
    """Another delivery to the customer, of another order."""
    return delivered(OrderFactory(company=order.company, by=clerk, party=order.party), clerk)


def url(document: TradeDocument) -> str:
    return reverse("invoicing:invoice_from_trade", args=[document.pk])


def typed(*documents: TradeDocument, **changes: Any) -> dict[str, Any]:
    """The page as it is when all is left as it stands."""
    fields = {f"quantity_{line.pk}": line.quantity for one in documents for line in one.lines.all()}
    return {"date": "2026-11-21", **fields, **changes}


def line_key(document: TradeDocument) -> str:
    return f"quantity_{document.lines.get().pk}"


def test_a_delivery_becomes_a_draft(as_clerk, order, delivery):
    page = as_clerk.get(url(delivery)).content.decode()
    response = as_clerk.post(url(delivery), typed(delivery))

    draft = Invoice.objects.get()
    assert 'value="10"' in page
    assert response.url == draft.get_absolute_url()
    assert (draft.order, taken(draft)) == (order, [("Chair", 10)])
    detail = as_clerk.get(draft.get_absolute_url()).content.decode()
    for number in ("00001", "30001"):
        assert number in detail
    assert delivery.get_absolute_url() in detail


def test_the_way_there_is_on_the_delivery_as_long_as_something_is_left(
    as_clerk, clerk, order, delivery
):
    assert url(delivery) in as_clerk.get(delivery.get_absolute_url()).content.decode()
    DraftFactory(order=order, by=clerk)
    page = as_clerk.get(delivery.get_absolute_url()).content.decode()
    assert url(delivery) not in page


@pytest.mark.parametrize(
    ("quantity", "sentence"),
    [
        ("11", "only 10 are left to invoice"),
        ("-1", "cannot be less than 0"),
        ("abc", "Enter a number."),
        ("0", "Nothing is left to invoice on Delivery 30001."),
    ],
)
def test_a_quantity_that_cannot_be_invoiced(as_clerk, delivery, quantity, sentence):
    fields = typed(delivery, **{line_key(delivery): quantity})

    page = as_clerk.post(url(delivery), fields).content.decode()

    assert sentence in page
    assert f'value="{quantity}"' in page
    assert not Invoice.objects.exists()
    assert states(delivery) == ["open"]


def test_no_more_is_left_than_of_the_order(as_clerk, clerk, order, delivery):
    DraftFactory(order=order, by=clerk, quantities={order.lines.get().pk: Decimal(7)})

    page = as_clerk.get(url(delivery)).content.decode()
    refused = as_clerk.post(url(delivery), typed(delivery)).content.decode()

    assert 'value="3"' in page
    assert "only 3 are left to invoice" in refused


def test_other_deliveries_of_the_customer_are_offered(as_clerk, clerk, delivery, another):
    company = delivery.company
    foreign = delivered(OrderFactory(company=company, by=clerk), clerk)
    done = delivered(OrderFactory(company=company, by=clerk, party=delivery.party), clerk)
    invoiced(done, by=clerk)

    response = as_clerk.get(url(delivery))

    assert response.context["others"] == [another]
    assert str(foreign.number) not in response.content.decode()


def test_ticking_shows_the_lines_and_keeps_what_is_typed(as_clerk, delivery, another):
    asked = typed(delivery, others=str(another.pk), **{line_key(delivery): "4,x"})

    part = as_clerk.get(url(delivery), asked, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in part
    assert "30002" in part
    assert line_key(another) in part
    assert 'value="4,x"' in part
    assert not Invoice.objects.exists()


def test_deliveries_are_invoiced_together(as_clerk, delivery, another):
    fields = typed(delivery, another, others=[another.pk], **{line_key(another): "4"})

    as_clerk.post(url(delivery), fields)

    assert taken(Invoice.objects.get()) == [("Chair", 10), ("Chair", 4)]
    assert states(delivery, another) == ["done", "partly"]


def test_what_is_ticked_without_its_lines_is_taken_whole(as_clerk, delivery, another):
    as_clerk.post(url(delivery), typed(delivery, others=[another.pk]))

    assert taken(Invoice.objects.get()) == [("Chair", 10), ("Chair", 10)]


def test_a_tick_that_somebody_else_was_faster_with_is_told(as_clerk, clerk, delivery, another):
    invoiced(another, by=clerk)

    page = as_clerk.post(url(delivery), typed(delivery, another, others=[another.pk]))

    assert "Nothing is left to invoice of something that you ticked" in page.content.decode()
    assert Invoice.objects.count() == 1


def test_a_return_becomes_a_credit_note(as_clerk, clerk, delivery):
    issue_invoice(invoice=invoiced(delivery, by=clerk), by=clerk)
    back = made_of(delivery, "return_delivery", clerk, Chair=3)

    way = as_clerk.get(back.get_absolute_url()).content.decode()
    page = as_clerk.get(url(back)).content.decode()
    as_clerk.post(url(back), typed(back))

    note = Invoice.objects.drafts().get()
    assert "Make credit note" in way
    assert "<h1>Make credit note</h1>" in page
    assert (note.kind, note.printed_gross) == ("credit_note", 375)


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        (close_trade_document, "is closed and cannot be invoiced: reopen it first."),
        (cancel_trade_document, "is cancelled and cannot be invoiced."),
    ],
)
def test_a_closed_delivery_is_not_invoiced(as_clerk, clerk, delivery, step, sentence):
    reason = {"reason": "Lost"} if step is cancel_trade_document else {}
    step(document=delivery, by=clerk, **reason)

    for response in (
        as_clerk.get(url(delivery), follow=True),
        as_clerk.post(url(delivery), typed(delivery), follow=True),
    ):
        assert sentence in response.content.decode()
        assert response.redirect_chain[0][0] == delivery.get_absolute_url()
    assert not Invoice.objects.exists()


def test_other_kinds_have_no_such_page(as_clerk, company):
    assert as_clerk.get(url(TradeFactory(company=company))).status_code == 404


def test_a_draft_is_changed_and_thrown_away(as_clerk, clerk, order, delivery):
    draft = invoiced(delivery, by=clerk)
    edit = reverse("invoicing:invoice_edit", args=[draft.pk])
    line = draft.lines.get()
    fields = {"date": "2026-11-21", "payment_terms": draft.payment_terms_id, "version": 1}

    as_clerk.post(edit, fields | {f"quantity_{line.pk}": "4"})
    assert states(order, delivery) == ["partly_invoiced", "partly"]
    page = as_clerk.post(edit, fields | {"version": 2, f"quantity_{line.pk}": "11"})
    discarded = as_clerk.post(reverse("invoicing:invoice_discard", args=[draft.pk]))

    assert f'href="#id_quantity_{line.pk}"' in page.content.decode()
    assert "only 6 are left to invoice" in page.content.decode()
    assert page.context["form"].rows()[0].left == 10
    assert discarded.url == delivery.get_absolute_url()
    assert states(order, delivery) == ["open", "open"]


def test_the_pages_ask_as_often_however_many_lines_and_deliveries(as_clerk, clerk, company):
    number_trade(company)
    party = PartyFactory(company=company)
    counts = set()
    for size in (2, 8):
        for _ in range(size):
            last = delivered(OrderFactory(company=company, by=clerk, party=party), clerk)
        others = list(TradeDocument.objects.exclude(pk=last.pk).values_list("pk", flat=True))
        as_clerk.get(url(last))
        with CaptureQueriesContext(connection) as queries:
            as_clerk.get(url(last), {"others": others})
        counts.add(len(queries))
    assert len(counts) == 1, counts
