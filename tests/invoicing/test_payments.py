"""What customers pay: in parts, before the invoice is sent, too much, by mistake."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, IntegrityError, transaction

from invoicing.exceptions import NotCollected, NothingToPay, PaidTooMuch, PaymentKept
from invoicing.models import Invoice, InvoiceBalance, Payment
from invoicing.services.credit import credit_invoice
from invoicing.services.issue import issue_invoice
from invoicing.services.payments import withdraw_payment
from numbering.exceptions import RuleError, SeriesNotAssigned
from numbering.models import Company, IssuedNumber, NumberSeries
from numbering.services import assign_series, create_series
from orders.exceptions import EntryErrors
from orders.models import OrderType
from tests.factories import DAY, DraftFactory, InvoiceFactory, OrderFactory, PaymentTermsFactory
from tests.invoicing.settling import credited, invoice_like, pay, standing


@pytest.fixture
def invoice(company: Company, clerk: User) -> Invoice:
    """99001 over 1250.00."""
    return InvoiceFactory(order=OrderFactory(company=company, by=clerk), by=clerk)


def test_bc10_payments_are_the_invoices_number_and_six_characters(invoice: Invoice) -> None:
    identifiers = [str(pay(invoice, amount)) for amount in (500, 500, 250)]
    assert identifiers == ["99001-00001", "99001-00002", "99001-00003"]
    assert {len(one) - len(str(invoice.number)) for one in identifiers} == {6}


def test_bc10_the_longest_number_and_its_suffix_have_twenty_characters(
    company: Company, clerk: User
) -> None:
    longest = create_series(company, "LONG", register="invoice", start="ABC-000000001")
    _in_shared_series(company, longest)
    invoice = InvoiceFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    assert str(pay(invoice)) == "ABC-000000001-00001"
    assert len(str(pay(invoice_like(invoice)))) <= 20


def test_bc10_numbers_of_two_registers_share_their_suffixes(company: Company, clerk: User) -> None:
    """An invoice and a credit note may have one number: no identifier is given twice."""
    _in_shared_series(company, create_series(company, "INV", register="invoice", start="700001"))
    credit_notes = create_series(company, "CREDIT", register="credit_note", start="700001")
    assign_series(company, "credit_note", credit_notes)
    invoice = InvoiceFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    pay(invoice, 1000)
    credit_note = issue_invoice(invoice=credit_invoice(invoice=invoice, by=clerk), by=clerk)
    assert str(credit_note.number) == str(invoice.number) == "700001"
    assert list(Payment.objects.order_by("pk").values_list("identifier", flat=True)) == [
        "700001-00001",
        "700001-00002",
        "700001-00003",
    ]


def test_an_invoice_paid_in_parts(invoice: Invoice) -> None:
    """Worked example: 1250.00; 400.00 and 250.50 leave 599.50."""
    assert standing(invoice) == (0, 1250, "open")
    pay(invoice, 400)
    assert standing(invoice) == (400, 850, "partly")
    pay(invoice, "250.50")
    assert standing(invoice) == (Decimal("650.50"), Decimal("599.50"), "partly")
    assert pay(invoice).amount == Decimal("599.50")
    assert standing(invoice) == (1250, 0, "paid")


def test_more_than_is_open_is_refused(invoice: Invoice) -> None:
    pay(invoice, 1000)
    with pytest.raises(PaidTooMuch, match=r"Only 250\.00 is open on 99001") as refused:
        pay(invoice, "250.01")
    assert refused.value.field == "amount"
    pay(invoice)
    with pytest.raises(NothingToPay, match="99001 is paid"):
        pay(invoice, 1)
    assert standing(invoice) == (1250, 0, "paid")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"amount": 0}, "amount"),
        ({"amount": -5}, "amount"),
        ({"amount": "1.005"}, "amount"),
        ({"way": "barter"}, "way"),
        ({"way": "set_off"}, "way"),
        ({"text": "x" * 201}, "text"),
        ({"date": DAY.replace(year=1)}, "date"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    invoice: Invoice, facts: dict[str, object], field: str
) -> None:
    with pytest.raises(RuleError) as refused:
        pay(invoice, **facts)
    assert refused.value.field == field
    assert standing(invoice) == (0, 1250, "open")


def test_oc03_paying_a_draft_issues_it(company: Company, clerk: User) -> None:
    draft = DraftFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    payment = pay(draft, 250, by=clerk)
    draft.refresh_from_db()
    assert (draft.state, str(draft.number), draft.issued_by) == ("issued", "99001", clerk)
    assert str(payment) == "99001-00001"
    assert standing(draft) == (250, 1000, "partly")


def test_oc03_what_cannot_be_paid_is_not_issued_either(company: Company, clerk: User) -> None:
    draft = DraftFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    with pytest.raises(PaidTooMuch):
        pay(draft, 2000, by=clerk)
    OrderType.objects.filter(company=company, slot=1).update(invoice_series=None)
    with pytest.raises(SeriesNotAssigned):
        pay(draft, by=clerk)
    draft.refresh_from_db()
    assert (draft.state, draft.number) == ("draft", None)
    assert not IssuedNumber.objects.filter(register="invoice").exists()
    assert not InvoiceBalance.objects.exists()


def test_a_cash_note_is_paid_as_it_is_issued(company: Company, clerk: User) -> None:
    cash = PaymentTermsFactory(company=company, is_cash=True)
    order = OrderFactory(company=company, by=clerk)
    note = InvoiceFactory(order=order, by=clerk, payment_terms=cash)
    payment = note.payments.get()
    assert (str(payment), payment.amount, payment.way) == ("99001-00001", 1250, "cash")
    assert standing(note) == (1250, 0, "paid")


def test_a_cash_note_paid_by_card_is_paid_once(company: Company, clerk: User) -> None:
    cash = PaymentTermsFactory(company=company, is_cash=True)
    order = OrderFactory(company=company, by=clerk)
    draft = DraftFactory(order=order, by=clerk, payment_terms=cash)
    assert pay(draft, by=clerk, way="card").way == "card"
    assert draft.payments.count() == 1


def test_an_internal_invoice_is_not_paid(company: Company, clerk: User) -> None:
    OrderType.objects.filter(company=company, slot=1).update(is_internal=True)
    invoice = InvoiceFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    for internal in (invoice, credited(invoice, 1)):
        with pytest.raises(NotCollected):
            pay(internal)
    assert not InvoiceBalance.objects.exists()


def test_a_payment_recorded_by_mistake_is_withdrawn(invoice: Invoice, clerk: User) -> None:
    mistaken = pay(invoice, 1000)
    undone = withdraw_payment(payment=mistaken, by=clerk, reason="Another customer's")
    assert (str(undone), undone.amount, undone.text) == ("99001-00002", -1000, "Another customer's")
    assert standing(invoice) == (0, 1250, "open")
    for payment in (mistaken, undone):
        with pytest.raises(PaymentKept):
            withdraw_payment(payment=payment, by=clerk, reason="Again")
    with pytest.raises(EntryErrors):
        withdraw_payment(payment=pay(invoice), by=clerk, reason=" ")


@pytest.mark.parametrize("change", ["amount", "delete"])
def test_a_payment_never_changes(invoice: Invoice, change: str) -> None:
    payments = Payment.objects.filter(pk=pay(invoice).pk)
    act = payments.delete if change == "delete" else partial(payments.update, amount=1)
    with pytest.raises(DatabaseError, match="a payment never changes"), transaction.atomic():
        act()


def test_the_database_takes_no_more_than_the_total(invoice: Invoice) -> None:
    balances = InvoiceBalance.objects.filter(invoice=invoice)
    for change in ({"open": -1}, {"open": 1251}, {"state": "paid"}, {"open": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            balances.update(**change)
    with pytest.raises(DatabaseError, match="follows its invoice"), transaction.atomic():
        balances.update(gross=9999, open=9999)
    assert standing(invoice) == (0, 1250, "open")


def _in_shared_series(company: Company, series: NumberSeries) -> None:
    """Let type 1 take its invoice numbers from this series, credit notes from theirs."""
    OrderType.objects.filter(company=company, slot=1).update(own_invoice_series=False)
    assign_series(company, "invoice", series)
