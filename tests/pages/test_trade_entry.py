"""Entering and changing trade documents: the same entry as orders, with what the kind has."""

from __future__ import annotations

import pytest
from django.urls import reverse

from numbering.models import Department, IssuedNumber
from numbering.services import assign_series, create_series, find_series
from orders.choices import OpenState
from orders.models import Commission, Order, TradeDocument, UserStockLocation
from orders.tradekinds import trade_kinds
from tests.factories import (
    DAY,
    OrderFactory,
    PartyFactory,
    StockLocationFactory,
    number_kinds,
)
from tests.pages.trade import new, text_of, typed_document

QUOTE = new("sales_quote")


@pytest.fixture
def quoting(company):
    """A company that numbers quotes and purchase orders."""
    number_kinds(company, "sales_quote", "purchase_order", "supplier")
    return company


@pytest.mark.parametrize("kind", [kind.code for kind in trade_kinds()])
def test_ew12_every_kind_is_entered_on_the_same_page(as_clerk, company, kind):
    number_kinds(company, kind, "supplier")
    party = PartyFactory(company=company, is_supplier=True)

    page = text_of(as_clerk.post(new(kind), typed_document(party), follow=True))

    document = TradeDocument.objects.get()
    assert (document.kind, str(document.number), document.gross) == (kind, "1001", 1250)
    assert f"{document.label} 1001 is saved." in page


def test_opening_the_page_draws_nothing(as_clerk, quoting):
    before = IssuedNumber.objects.count()

    page = text_of(as_clerk.get(QUOTE))

    assert "Next from SALES_QUOTE" in page
    assert "1001" in page
    assert IssuedNumber.objects.count() == before


def test_the_second_date_is_there_where_the_kind_has_one(as_clerk, quoting):
    number_kinds(quoting, "delivery")

    assert "Valid until" in text_of(as_clerk.get(QUOTE))
    assert "Deliver by" in text_of(as_clerk.get(new("purchase_order")))
    assert 'name="due_date"' not in text_of(as_clerk.get(new("delivery")))
    as_clerk.post(QUOTE, typed_document(PartyFactory(company=quoting), due_date="2026-12-31"))
    assert str(TradeDocument.objects.get().due_date) == "2026-12-31"


def test_the_stock_location_is_picked_where_goods_move(as_clerk, clerk, quoting):
    number_kinds(quoting, "delivery")
    StockLocationFactory(company=quoting, name="Hall", is_default=True)
    van = StockLocationFactory(company=quoting, name="Van")
    UserStockLocation.objects.create(company=quoting, user=clerk, location=van)

    assert 'name="stock_location"' not in text_of(as_clerk.get(QUOTE))
    page = text_of(as_clerk.get(new("delivery")))
    assert f'<option value="{van.pk}" selected>Van</option>' in page


def test_the_department_is_asked_for_where_the_company_has_some(as_clerk, quoting):
    assert 'name="department"' not in text_of(as_clerk.get(QUOTE))
    Department.objects.create(company=quoting, code="WS", name="Workshop")
    assert 'name="department"' in text_of(as_clerk.get(QUOTE))


def test_kb05_the_number_field_follows_the_department(as_clerk, quoting):
    workshop = Department.objects.create(company=quoting, code="WS", name="Workshop")
    own = create_series(quoting, "PO-WS", register="purchase_order", start="WS-01")
    assign_series(quoting, "purchase_order", own, department=workshop)
    rule = reverse("orders:trade_rule", args=["purchase_order"])
    supplier = PartyFactory(company=quoting, is_supplier=True)

    general = text_of(as_clerk.get(rule, {"date": DAY}))
    of_workshop = text_of(as_clerk.get(rule, {"date": DAY, "department": workshop.pk}))
    as_clerk.post(
        new("purchase_order"), typed_document(supplier, department=workshop.pk), follow=True
    )

    assert "1001" in general
    assert "WS-01" in of_workshop
    assert str(TradeDocument.objects.get().number) == "WS-01"


def test_a_number_is_typed_where_the_series_says_so(as_clerk, quoting):
    series = find_series(quoting, "sales_quote")
    series.manual_numbers = True
    series.save()
    party = PartyFactory(company=quoting)

    assert 'name="number"' in text_of(as_clerk.get(QUOTE))
    as_clerk.post(QUOTE, typed_document(party, number="1017"))
    refused = text_of(as_clerk.post(QUOTE, typed_document(party, number="1017")))

    assert str(TradeDocument.objects.get().number) == "1017"
    assert "1017" in refused
    assert "One field needs your attention" in refused


def test_without_a_series_an_administrator_is_led_to_set_up_and_a_clerk_is_told(
    as_administrator, as_clerk, company
):
    setup = reverse("numbering:setup", args=["sales_quote"])

    assert as_administrator.get(QUOTE).url == f"{setup}?next=%2Fdocuments%2Fsales_quote%2Fnew%2F"
    told = text_of(as_clerk.get(QUOTE))
    assert "Who can help" in told or "Anna Berg" in told
    party = PartyFactory(company=company)
    refused = text_of(as_clerk.post(QUOTE, typed_document(party)))
    assert "No number series is set for Quotes" in refused
    assert "PO 4711" in refused


def test_a_series_of_one_department_is_enough_to_begin(as_administrator, company):
    workshop = Department.objects.create(company=company, code="WS", name="Workshop")
    own = create_series(company, "Q-WS", register="sales_quote", start="WS-01")
    assign_series(company, "sales_quote", own, department=workshop)

    assert as_administrator.get(QUOTE).status_code == 200


def test_what_was_typed_waits_while_the_numbering_is_set_up(as_administrator, company):
    typed = typed_document(PartyFactory(company=company), detour="1")

    away = as_administrator.post(QUOTE, typed)
    number_kinds(company, "sales_quote")
    back = text_of(as_administrator.get(QUOTE))

    assert "/setup/" in away.url or "setup" in away.url
    assert "PO 4711" in back
    assert TradeDocument.objects.count() == 0


def test_the_picker_offers_who_the_kind_is_made_with(as_clerk, quoting):
    number_kinds(quoting, "address", start="A1")
    customer = PartyFactory(company=quoting, name="Nord Kunde")
    supplier = PartyFactory(
        company=quoting, name="Nord Leverandør", is_customer=False, is_supplier=True
    )
    prospect = PartyFactory(company=quoting, name="Nord Prospect", is_customer=False)
    search = reverse("orders:party_search")

    def found(**query) -> dict[int, str]:
        answer = as_clerk.get(search, {"q": "nord"} | query).json()
        return {row["id"]: row["number"] for row in answer}

    assert found() == {customer.pk: str(customer.customer_number)}
    assert found(**{"with": "suppliers"}) == {supplier.pk: str(supplier.supplier_number)}
    everybody = found(**{"with": "everybody"})
    assert everybody.keys() == {customer.pk, supplier.pk, prospect.pk}
    assert everybody[prospect.pk] == str(prospect.number)
    assert f'data-picker="{search}?with=suppliers"' in text_of(as_clerk.get(new("purchase_order")))


def test_a_supplier_may_be_typed_by_number(as_clerk, quoting):
    supplier = PartyFactory(company=quoting, is_customer=False, is_supplier=True)
    typed = typed_document(supplier, party="", party_text=str(supplier.supplier_number))

    as_clerk.post(new("purchase_order"), typed)

    assert TradeDocument.objects.get().party == supplier


def test_a_customer_is_no_party_of_a_purchase(as_clerk, quoting):
    page = text_of(
        as_clerk.post(new("purchase_order"), typed_document(PartyFactory(company=quoting)))
    )

    assert "pick another one" in page
    assert not TradeDocument.objects.exists()


def test_ew09_orders_and_trade_documents_are_put_under_an_open_commission(
    as_clerk, clerk, quoting, typed_order
):
    number_kinds(quoting, "commission", start="K1")
    assert 'name="commission"' not in text_of(as_clerk.get(QUOTE))
    harbour, done = (
        Commission(company=quoting, name=name, date=DAY, created_by=clerk, updated_by=clerk)
        for name in ("Harbour hall", "Harbour done")
    )
    done.state = OpenState.CLOSED
    for commission in (harbour, done):
        commission.save(by=clerk)

    offered = as_clerk.get(reverse("orders:commission_search"), {"q": "harbour"}).json()
    party = PartyFactory(company=quoting)
    as_clerk.post(QUOTE, typed_document(party, commission=harbour.pk))
    as_clerk.post(reverse("orders:order_new"), typed_order(commission_text="K1", commission=""))
    refused = text_of(as_clerk.post(QUOTE, typed_document(party, commission=done.pk)))

    assert [(row["number"], row["name"]) for row in offered] == [("K1", "Harbour hall")]
    assert TradeDocument.objects.get().commission == harbour
    assert Order.objects.get().commission == harbour
    assert "This commission is closed" in refused


@pytest.mark.parametrize("source", ["", "x", "t", "t0", "o99999999999999999999", "t1\x00"])
def test_odd_sources_of_lines_are_refused_or_left_out(as_clerk, quoting, source):
    typed = typed_document(PartyFactory(company=quoting), **{"lines-0-source": source})

    assert as_clerk.post(QUOTE, typed).status_code in (200, 302)


def test_a_new_document_can_begin_with_a_party(as_clerk, quoting):
    party = PartyFactory(company=quoting, name="Lund Byggeri")

    assert f'name="party" value="{party.pk}"' in text_of(as_clerk.get(f"{QUOTE}?party={party.pk}"))
    for odd in ("abc", "0", "9" * 30):
        assert as_clerk.get(f"{QUOTE}?party={odd}").status_code == 200


def test_orders_keep_their_own_customer_only(as_clerk, company, typed_order):
    prospect = PartyFactory(company=company, is_customer=False)

    page = text_of(as_clerk.post(reverse("orders:order_new"), typed_order(party=prospect.pk)))

    assert "pick another one" in page
    assert OrderFactory(company=company).party.is_customer
