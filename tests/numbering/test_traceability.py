"""From a number to its document and back."""

from __future__ import annotations

from numbering.kinds import documents_of
from numbering.models import IssuedNumber
from tests.factories import OrderFactory, WinbasCompanyFactory


def test_kb08_from_the_document_to_its_number_and_back(db: None) -> None:
    order = OrderFactory(company=WinbasCompanyFactory())

    number = IssuedNumber.objects.get(register="order")
    assert order.number == number
    assert (number.kind, number.document_date) == ("sales_order", order.date)
    assert number.issued_by == order.created_by
    assert documents_of(number.kind, [number.pk]) == {number.pk: order}


def test_kb08_many_numbers_lead_to_their_documents_in_one_query(
    db: None, django_assert_num_queries: object
) -> None:
    company = WinbasCompanyFactory()
    orders = [OrderFactory(company=company) for _ in range(3)]
    keys = [order.number_id for order in orders]

    with django_assert_num_queries(1):  # type: ignore[operator]
        assert documents_of("sales_order", keys) == dict(zip(keys, orders, strict=True))


def test_kb08_a_kind_without_documents_leads_nowhere(db: None) -> None:
    assert documents_of("finance_voucher", [1]) == {}
    assert documents_of("unheard_of", [1]) == {}
