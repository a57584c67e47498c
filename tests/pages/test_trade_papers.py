"""The papers of trade documents: titled by kind, in the language of the other side."""

from __future__ import annotations

import pytest
from django.utils import translation

from orders.services.trade_steps import cancel_trade_document, convert
from orders.tradekinds import trade_kinds
from tests.factories import DAY, OrderFactory, PartyFactory, TradeFactory, number_kinds
from tests.pages.trade import page_of, text_of


@pytest.mark.parametrize("language", ["en", "da", "sv", "de", "pl", "fi"])
@pytest.mark.parametrize("kind", [kind.code for kind in trade_kinds()])
def test_ew12_every_kind_is_printed_under_its_title(as_auditor, company, kind, language):
    number_kinds(company, "supplier")
    party = PartyFactory(company=company, is_supplier=True, language=language)
    due = DAY if any(one.code == kind and one.due_label for one in trade_kinds()) else None
    document = TradeFactory(company=company, kind=kind, party=party, due_date=due)

    page = text_of(as_auditor.get(page_of(document, "print")))

    with translation.override(language):
        title, label = (
            str(document.trade_kind.title).replace("'", "&#x27;"),
            str(document.trade_kind.due_title),
        )
    assert f'<html lang="{language}">' in page
    assert f"<h1> {title} </h1>" in page
    assert label in page
    assert "1001" in page
    assert "Chair" in page


@pytest.mark.parametrize("kind", [kind.code for kind in trade_kinds()])
def test_prices_stand_where_the_declaration_says(as_clerk, company, kind):
    number_kinds(company, "supplier")
    party = PartyFactory(company=company, is_supplier=True)
    document = TradeFactory(company=company, kind=kind, party=party)

    page = text_of(as_clerk.get(page_of(document, "print")))

    assert ("1,250.00" in page) == document.trade_kind.prints_prices
    assert ("Price" in page) == document.trade_kind.prints_prices


def test_a_delivery_note_names_the_order_and_the_customer(as_clerk, clerk, company):
    number_kinds(company, "delivery")
    order = OrderFactory(company=company, your_reference="PO 4711")
    delivery = convert(source=order, into="delivery", by=clerk, date=DAY)

    page = text_of(as_clerk.get(page_of(delivery, "print")))

    for words in ("Delivery note", "Order number", "00001", "PO 4711", "Customer number"):
        assert words in page
    assert str(order.party.customer_number) in page


def test_a_purchase_order_bears_the_suppliers_number(as_clerk, company):
    number_kinds(company, "supplier", start="70001")
    supplier = PartyFactory(company=company, is_customer=False, is_supplier=True)
    order = TradeFactory(company=company, kind="purchase_order", party=supplier)

    page = text_of(as_clerk.get(page_of(order, "print")))

    assert "Supplier number" in page
    assert "70001" in page


def test_a_cancelled_document_says_so_on_its_paper(as_clerk, clerk, company):
    quote = TradeFactory(company=company)
    cancel_trade_document(document=quote, by=clerk, reason="Refused")

    assert "This document is cancelled." in text_of(as_clerk.get(page_of(quote, "print")))
