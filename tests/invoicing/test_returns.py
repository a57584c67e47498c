"""What came back is credited once: by its return, or from its invoice, and never by both."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.auth.models import User

from invoicing.entries import InvoiceData
from invoicing.exceptions import CannotBeCredited
from invoicing.models import Invoice
from invoicing.selectors import creditable_lines, draft_lines
from invoicing.services.credit import credit_invoice
from invoicing.services.drafts import create_invoice_from_order, discard_draft, save_draft
from invoicing.services.issue import issue_invoice
from numbering.models import Company
from orders.models import Order, TaxRate, TradeDocument
from tests.factories import DAY, OrderFactory
from tests.invoicing.deliveries import delivered, invoiced, made_of, number_trade


@pytest.fixture
def order(company: Company, clerk: User) -> Order:
    """Ten chairs at 100, tax 25 %."""
    number_trade(company)
    return OrderFactory(company=company, by=clerk)


@pytest.fixture
def delivery(order: Order, clerk: User) -> TradeDocument:
    return delivered(order, clerk)


def issued(delivery: TradeDocument, by: User) -> Invoice:
    return issue_invoice(invoice=invoiced(delivery, by=by), by=by)


def returned(delivery: TradeDocument, by: User, chairs: int) -> TradeDocument:
    return made_of(delivery, "return_delivery", by, Chair=chairs)


def left(invoice: Invoice) -> list[Decimal]:
    return [quantity for _line, quantity in creditable_lines(invoice)]


def test_a_return_credits_the_invoice_of_its_goods(delivery: TradeDocument, clerk: User) -> None:
    invoice = issued(delivery, clerk)

    credit = invoiced(returned(delivery, clerk, 3), by=clerk)

    assert (credit.kind, credit.credits, credit.credited_number) == (
        "credit_note",
        invoice,
        "99001",
    )
    assert left(invoice) == [7]
    discard_draft(invoice=credit, by=clerk)
    assert left(invoice) == [10]


def test_what_was_credited_from_the_invoice_is_not_credited_by_a_return(
    delivery: TradeDocument, clerk: User
) -> None:
    invoice = issued(delivery, clerk)
    credit_invoice(invoice=invoice, by=clerk, date=DAY)

    with pytest.raises(CannotBeCredited, match="only 0 are left to credit"):
        invoiced(returned(delivery, clerk, 1), by=clerk)
    assert Invoice.objects.count() == 2


def test_of_an_invoice_only_what_did_not_come_back_is_left_to_credit(
    delivery: TradeDocument, clerk: User
) -> None:
    invoice = issued(delivery, clerk)
    invoiced(returned(delivery, clerk, 4), by=clerk)

    credit = credit_invoice(invoice=invoice, by=clerk, date=DAY)

    assert [line.quantity for line in credit.lines.all()] == [6]


def test_a_draft_for_a_return_cannot_grow_over_what_is_left(
    delivery: TradeDocument, clerk: User
) -> None:
    invoice = issued(delivery, clerk)
    draft = invoiced(
        back := returned(delivery, clerk, 8),
        by=clerk,
        quantities={back.lines.get().pk: Decimal(2)},
    )
    credit_invoice(
        invoice=invoice, by=clerk, date=DAY, quantities={invoice.lines.get().pk: Decimal(5)}
    )
    line = draft.lines.get()
    data = InvoiceData(date=DAY, payment_terms=draft.payment_terms)

    assert draft_lines(draft) == [(line, 5)]
    with pytest.raises(CannotBeCredited, match="only 5 are left"):
        save_draft(invoice=draft, by=clerk, data=data, quantities={line.pk: Decimal(6)})
    save_draft(invoice=draft, by=clerk, data=data, quantities={line.pk: Decimal(5)})


def test_goods_invoiced_by_their_order_are_credited_on_that_invoice(
    order: Order, delivery: TradeDocument, clerk: User
) -> None:
    invoice = issue_invoice(
        invoice=create_invoice_from_order(order=order, by=clerk, date=DAY), by=clerk
    )

    credit = invoiced(returned(delivery, clerk, 1), by=clerk)

    assert credit.credits == invoice


def test_a_return_of_what_is_not_invoiced_yet_credits_freely(
    delivery: TradeDocument, clerk: User
) -> None:
    invoiced(delivery, by=clerk)  # a draft only

    credit = invoiced(returned(delivery, clerk, 1), by=clerk)

    assert (credit.kind, credit.credits, credit.gross) == ("credit_note", None, Decimal(-125))


def test_the_credit_keeps_the_tax_rate_of_its_invoice(delivery: TradeDocument, clerk: User) -> None:
    invoice = issued(delivery, clerk)
    TaxRate.objects.filter(company=delivery.company, code="25").update(percent=20)

    credit = invoiced(returned(delivery, clerk, 2), by=clerk)

    assert (invoice.tax, credit.tax) == (Decimal(250), Decimal(-50))
