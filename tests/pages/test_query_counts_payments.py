"""The pages of payments, open items and reminders ask the same number of questions."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import InvoiceFactory, OrderFactory, PartyFactory
from tests.invoicing.settling import credited, invoice_like, pay, reminded
from tests.pages.test_query_counts import asked

# The user, the roles, the company, the session and the two of the menu are among them.
LISTS = {
    "invoicing:payment_list": 8,
    "invoicing:open_items": 10,
    "invoicing:open_customers": 8,
    "invoicing:reminder_list": 8,
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list(name, as_clerk, clerk, company, levels):
    for _ in range(2):
        for _ in range(6):
            order = OrderFactory(company=company, party=PartyFactory(company=company))
            invoice = InvoiceFactory(order=order, by=clerk)
            pay(invoice, 250)
            reminded(invoice)

        statements = asked(as_clerk, reverse(name))

        assert len(statements) == LISTS[name], "\n".join(statements)


def test_the_payments_of_an_invoice(as_clerk, clerk, company):
    counts = set()
    for size in (2, 9):
        invoice = InvoiceFactory(order=OrderFactory(company=company), by=clerk)
        credited(invoice, 1)
        for _ in range(size):
            pay(invoice, 10)
        counts.add(len(asked(as_clerk, reverse("invoicing:invoice_detail", args=[invoice.pk]))))

    assert len(counts) == 1, counts


def test_what_a_credit_is_set_off_against(as_clerk, clerk, company):
    invoice = InvoiceFactory(order=OrderFactory(company=company), by=clerk)
    pay(invoice)
    page = reverse("invoicing:invoice_set_off", args=[credited(invoice, 5).pk])
    counts = set()
    for _ in range(2):
        for _ in range(4):
            invoice_like(invoice)
        counts.add(len(asked(as_clerk, page)))

    assert len(counts) == 1, counts


def test_the_proposals_of_reminders(as_clerk, clerk, company, levels):
    counts = set()
    for _ in range(2):
        for _ in range(4):
            invoice_like(InvoiceFactory(order=OrderFactory(company=company), by=clerk))
        page = reverse("invoicing:reminder_new") + "?on=2027-01-10"
        counts.add(len(asked(as_clerk, page)))

    assert len(counts) == 1, counts
