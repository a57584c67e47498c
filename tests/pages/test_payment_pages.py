"""Recording, withdrawing and setting off payments on their pages."""

from __future__ import annotations

import pytest
from django.urls import reverse

from invoicing.models import Payment
from orders.models import OrderType
from tests.factories import DraftFactory, InvoiceFactory, OrderFactory
from tests.invoicing.settling import credited, invoice_like, pay, standing

TYPED = {"date": "2026-11-25", "amount": "250", "way": "bank", "text": "Statement 12"}


def url(name: str, document) -> str:
    return reverse(f"invoicing:{name}", args=[document.pk])


@pytest.fixture
def invoice(company, clerk):
    """99001 over 1250.00."""
    return InvoiceFactory(order=OrderFactory(company=company), by=clerk)


def test_the_amount_begins_with_what_is_open(as_clerk, invoice):
    pay(invoice, "1000.50")
    form = as_clerk.get(url("invoice_pay", invoice)).context["form"]
    assert form["amount"].value() == "249.50"


def test_a_payment_is_recorded_and_told_with_its_identifier(as_clerk, clerk, invoice):
    page = as_clerk.post(url("invoice_pay", invoice), TYPED, follow=True).content.decode()
    payment = Payment.objects.get()
    assert (str(payment), payment.amount, payment.text) == ("99001-00001", 250, "Statement 12")
    assert payment.created_by == clerk
    assert "Payment 99001-00001 of 250.00 DKK is recorded." in page
    for shown in ("partly paid", "1,000.00", "Statement 12", "bank transfer", "Karl Berg"):
        assert shown in page


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"amount": "1250,01"}, "amount", "Only 1,250.00 is open on 99001"),
        ({"amount": "much"}, "amount", "Enter a number."),
        ({"amount": ""}, "amount", "Type how much was paid."),
        ({"amount": "0"}, "amount", "Type an amount above 0."),
        ({"date": ""}, "date", "Type a date."),
        ({"way": "set_off"}, "way", "set_off"),
        ({"text": "x" * 201}, "text", "200"),
    ],
)
def test_what_is_refused_stands_at_its_field_and_nothing_typed_is_lost(
    as_clerk, invoice, changes, field, said
):
    typed = TYPED | changes
    response = as_clerk.post(url("invoice_pay", invoice), typed)
    form = response.context["form"]
    assert said in str(form.errors[field])
    assert {name: form[name].value() for name in typed} == typed
    assert standing(invoice) == (0, 1250, "open")


def test_oc03_a_draft_is_issued_by_paying_it(as_clerk, company, clerk):
    draft = DraftFactory(order=OrderFactory(company=company), by=clerk)
    asked = as_clerk.get(url("invoice_pay", draft)).content.decode()
    assert "recording its payment issues it" in asked
    assert "99001" in asked

    as_clerk.post(url("invoice_pay", draft), TYPED | {"amount": "1250"})

    draft.refresh_from_db()
    assert (draft.state, str(draft.number)) == ("issued", "99001")
    assert standing(draft) == (1250, 0, "paid")


def test_oc03_the_number_of_a_paid_draft_may_be_typed(as_clerk, company, clerk):
    series = OrderType.objects.get(company=company, slot=1).invoice_series
    series.manual_numbers = True
    series.save()
    draft = DraftFactory(order=OrderFactory(company=company), by=clerk)
    taken = InvoiceFactory(order=OrderFactory(company=company), by=clerk)
    typed = TYPED | {"number": str(taken.number)}

    refused = as_clerk.post(url("invoice_pay", draft), typed).content.decode()
    assert "99001" in refused
    draft.refresh_from_db()
    assert draft.number is None

    as_clerk.post(url("invoice_pay", draft), typed | {"number": "99500"})
    assert str(Payment.objects.get()) == "99500-00001"


def test_a_paid_invoice_is_not_offered_for_payment(as_clerk, invoice):
    pay(invoice)
    assert as_clerk.get(url("invoice_pay", invoice)).url == invoice.get_absolute_url()
    again = as_clerk.post(url("invoice_pay", invoice), TYPED)
    assert "99001 is paid" in again.content.decode()
    assert "/pay/" not in as_clerk.get(invoice.get_absolute_url()).content.decode()


def test_a_payment_is_withdrawn_with_a_reason(as_clerk, invoice):
    payment = pay(invoice)
    address = url("payment_withdraw", payment)
    assert "Type a reason" in as_clerk.post(address, {"reason": ""}).content.decode()
    page = as_clerk.post(address, {"reason": "Bounced"}, follow=True).content.decode()
    assert "Payment 99001-00001 is withdrawn." in page
    assert "withdraws 99001-00001" in page
    assert "Bounced" in page
    assert standing(invoice) == (0, 1250, "open")
    assert "withdrawn already" in as_clerk.post(address, {"reason": "x"}).content.decode()


def test_a_credit_is_set_off_oldest_first(as_clerk, invoice):
    pay(invoice)
    credit_note = credited(invoice, 10)
    others = [invoice_like(invoice) for _ in range(2)]
    pay(others[0], 500)
    page = as_clerk.get(url("invoice_set_off", credit_note))
    rows = page.context["form"].rows()
    assert [row.field.value() for row in rows] == ["750.00", "500.00"]

    amounts = {f"amount_{other.pk}": "750" for other in others}
    refused = as_clerk.post(url("invoice_set_off", credit_note), {"date": "2026-11-25"} | amounts)
    assert "1,500.00 is more than the 1,250.00" in refused.content.decode()

    amounts[f"amount_{others[1].pk}"] = "500"
    as_clerk.post(url("invoice_set_off", credit_note), {"date": "2026-11-25"} | amounts)
    assert standing(credit_note) == (-1250, 0, "paid")
    assert standing(others[0]) == (1250, 0, "paid")
    assert standing(others[1]) == (500, 750, "partly")


def test_more_than_is_open_on_a_line_is_told_at_the_line(as_clerk, invoice):
    pay(invoice)
    credit_note, other = credited(invoice, 10), invoice_like(invoice)
    pay(other, 1000)
    typed = {"date": "2026-11-25", f"amount_{other.pk}": "251"}
    form = as_clerk.post(url("invoice_set_off", credit_note), typed).context["form"]
    assert "Only 250.00 is open" in str(form.errors[f"amount_{other.pk}"])


def test_the_list_of_payments(as_clerk, invoice):
    pay(invoice, 100, way="card")
    pay(invoice_like(invoice), 200)
    address = reverse("invoicing:payment_list")

    def found(**query: str) -> list[str]:
        return [str(row.item) for row in as_clerk.get(address, query).context["list"]["rows"]]

    assert found() == ["99002-00001", "99001-00001"]
    assert found(way="card") == ["99001-00001"]
    assert found(q="99002") == ["99002-00001"]
    assert found(q=invoice.buyer_name, date_to="2026-11-20") == []
    assert "300.00" in as_clerk.get(address).content.decode()


def test_the_invoice_list_is_narrowed_by_how_far_invoices_are_paid(as_clerk, invoice):
    part, full = invoice_like(invoice), invoice_like(invoice)
    pay(part, 250)
    pay(full)
    address = reverse("invoicing:invoice_list")

    def found(state: str) -> set[str]:
        rows = as_clerk.get(address, {"state": state}).context["list"]["rows"]
        return {str(row.item.number) for row in rows}

    assert found("open") == {"99001"}
    assert found("partly") == {"99002"}
    assert found("paid") == {"99003"}
    assert found("issued") == {"99001", "99002", "99003"}
    assert found("overdue") == set()
    as_clerk.get(address, {"columns": "1", "show": ["paid", "open"]})
    page = as_clerk.get(address).content.decode()
    assert "1,500.00" in page
    assert "2,250.00" in page
