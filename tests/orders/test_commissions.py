"""Commissions: what any documents are grouped by (easyWinArt)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from invoicing.services.credit import credit_invoice
from invoicing.services.drafts import create_invoice_from_order
from invoicing.services.issue import issue_invoice
from numbering.choices import State
from numbering.models import Company
from orders import grouping
from orders.entries import CommissionData, OrderData, TradeData
from orders.exceptions import DocumentClosed, DocumentFollowed, EntryErrors
from orders.grouping import documents_of, sums_of
from orders.models import Commission, Order, ProductionOrder
from orders.services.closing import close_card, reopen_card
from orders.services.commissions import cancel_commission, save_commission
from orders.services.orders import cancel_order, save_order
from orders.services.trade import save_trade_document
from tests.card_factories import CommissionFactory, RecordFactory
from tests.factories import DAY, ItemFactory, PartyFactory, line_data, number_kinds, order_type
from tests.orders.production import changed, for_stock, order_of, planned


@pytest.fixture
def job(company: Company) -> Commission:
    return CommissionFactory(company=company, name="Town hall")


@pytest.fixture
def enter(company: Company, clerk: User, job: Commission) -> Any:
    """`enter("sales_order")`: a document of a kind under the commission; ten pieces at 100."""
    party = PartyFactory(company=company, name="Acme", is_supplier=False)
    number_kinds(company, "voucher", start="V-1")

    def entered(kind: str, **head: Any) -> Any:
        facts = {"party": party, "date": DAY, "commission": job} | head
        entry = {"company": company, "by": clerk, "lines": [line_data(company)]}
        if kind == "sales_order":
            data = OrderData(order_type=order_type(company, 1), **facts)
            return save_order(data=data, **entry)
        number_kinds(company, kind, "supplier")
        if kind.startswith("purchase") or kind == "liability":
            facts["party"] = PartyFactory(company=company, name="Mill", is_supplier=True)
        return save_trade_document(data=TradeData(kind=kind, **facts), **entry)

    return entered


def shown(job: Commission) -> list[tuple[str, str, str]]:
    """What it is, its own number and its voucher number."""
    members, _more = documents_of(job)
    return [
        (str(one.document.label), str(one.document.number), str(one.voucher_number or ""))
        for one in members
    ]


def test_a_commission_has_a_number_of_its_own(job: Commission) -> None:
    assert str(job.number) == "1001"
    assert job.number.kind == "commission"


def test_ew09_a_commission_groups_documents_of_every_kind_with_both_numbers(
    company: Company, clerk: User, job: Commission, enter: Any
) -> None:
    for kind in ("sales_quote", "sales_order", "purchase_order"):
        enter(kind)
    order = enter("sales_order")
    draft = create_invoice_from_order(order=order, by=clerk, date=DAY)
    credit_invoice(invoice=issue_invoice(invoice=draft, by=clerk), by=clerk)
    RecordFactory(company=company, commission=job)
    number_kinds(company, "production_order")
    ProductionOrder.objects.create(
        company=company,
        date=DAY,
        title="Door",
        quantity=1,
        commission=job,
        created_by=clerk,
        updated_by=clerk,
    )
    enter("sales_order", commission=None)

    assert sorted(shown(job)) == [
        ("Case", "1001", ""),
        ("Credit note", "None", ""),
        ("Invoice", "99001", "V-5"),
        ("Order", "00001", "V-2"),
        ("Order", "00002", "V-4"),
        ("Production order", "1001", ""),
        ("Purchase order", "1001", "V-3"),
        ("Quote", "1001", "V-1"),
    ]


def test_every_model_with_a_key_to_a_commission_is_asked(job: Commission) -> None:
    keys = {relation.related_model._meta.label for relation in Commission._meta.related_objects}

    assert keys == {model._meta.label for model, _field in grouping._members()}
    assert {"orders.Order", "invoicing.Invoice", "orders.Record"} <= keys


def test_the_newest_come_first_page_by_page_in_few_queries(
    job: Commission, enter: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grouping, "PAGE", 3)
    entered = [enter("sales_order", date=DAY.replace(day=day)) for day in (3, 1, 2, 5, 4)]
    enter("sales_quote", date=DAY.replace(day=6))

    with CaptureQueriesContext(connection) as queries:
        first, more = documents_of(job)
    second, no_more = documents_of(job, 2)

    dates = [one.document.date.day for one in [*first, *second]]
    assert (dates, more, no_more) == ([6, 5, 4, 3, 2, 1], True, False)
    assert first[1].document == entered[3]
    assert len(queries) == 3


def test_sums_are_of_what_was_ordered_and_what_was_invoiced(
    clerk: User, job: Commission, enter: Any
) -> None:
    for kind in ("sales_quote", "sales_order", "purchase_order", "liability", "liability"):
        enter(kind)
    enter("purchase_credit_note")
    order = enter("sales_order")
    create_invoice_from_order(order=order, by=clerk, date=DAY)
    issued = create_invoice_from_order(order=enter("sales_order"), by=clerk, date=DAY)
    issue_invoice(invoice=issued, by=clerk)
    cancel_order(order=enter("sales_order"), by=clerk, reason="withdrawn")

    sums = sums_of(job)

    assert (sums["sales"].ordered, sums["sales"].invoiced) == (Decimal(3000), Decimal(1000))
    assert (sums["purchases"].ordered, sums["purchases"].invoiced) == (
        Decimal(1000),
        Decimal(1000),
    )


def test_a_closed_commission_takes_no_new_documents_and_keeps_those_it_has(
    company: Company, clerk: User, job: Commission, enter: Any
) -> None:
    order = enter("sales_order")
    record = RecordFactory(company=company, commission=job)
    closed = close_card(card=job, by=clerk)

    for kind in ("sales_order", "sales_quote"):
        with pytest.raises(EntryErrors, match="1001 is closed: reopen it") as caught:
            enter(kind, commission=closed)
        assert list(caught.value.fields) == ["commission"]
    with pytest.raises(EntryErrors, match="1001 is closed"):
        RecordFactory(company=company, commission=closed)
    kept = save_order(
        company=company,
        by=clerk,
        data=OrderData(order_type=order.order_type, party=order.party, date=DAY, commission=closed),
        lines=[line_data(company, id=order.lines.get().pk)],
        order=order,
    )
    reopen_card(card=closed, by=clerk)

    assert kept.commission == closed
    assert record.commission == closed
    assert enter("sales_order", commission=Commission.objects.get()).commission == job


def test_a_closed_commission_takes_no_production_either(
    company: Company, clerk: User, job: Commission
) -> None:
    number_kinds(company, "production_order")
    order = order_of(company, (ItemFactory(company=company), 3), commission=job)
    closed = close_card(card=job, by=clerk)

    with pytest.raises(EntryErrors, match="1001 is closed"):
        planned(order, clerk)
    with pytest.raises(EntryErrors, match="1001 is closed"):
        changed(for_stock(company, clerk, ItemFactory(company=company)), clerk, commission=closed)
    reopen_card(card=closed, by=clerk)

    assert [made.commission for made in planned(Order.objects.get(), clerk)] == [job]


def test_a_commission_is_changed_while_it_is_open(
    company: Company, clerk: User, job: Commission
) -> None:
    facts = {"company": company, "by": clerk, "data": CommissionData(name="Museum", date=DAY)}

    changed = save_commission(commission=job, **facts)
    closed = close_card(card=changed, by=clerk)

    assert (changed.name, str(changed.number)) == ("Museum", "1001")
    with pytest.raises(DocumentClosed, match="1001 is closed: reopen it"):
        save_commission(commission=closed, **facts)


def test_only_an_empty_commission_can_be_cancelled(
    company: Company, clerk: User, enter: Any, job: Commission
) -> None:
    enter("sales_quote")
    empty = CommissionFactory(company=company)

    with pytest.raises(DocumentFollowed, match="take them out of it first"):
        cancel_commission(commission=job, by=clerk, reason="mistake")
    cancelled = cancel_commission(commission=empty, by=clerk, reason="entered twice")

    assert cancelled.number.state == State.VOID
    with pytest.raises(EntryErrors, match="1002 is cancelled"):
        enter("sales_quote", commission=cancelled)


def test_mistakes_are_named_at_their_fields(company: Company, clerk: User) -> None:
    number_kinds(company, "commission")

    with pytest.raises(EntryErrors) as caught:
        save_commission(
            company=company,
            by=clerk,
            data=CommissionData(
                name="", date=DAY.replace(year=3000), party=PartyFactory(), text="x" * 2001
            ),
        )

    assert set(caught.value.fields) == {"name", "date", "party", "text"}
    assert not Commission.objects.exists()
