"""Advance invoices: asked for on an order, taken off its final invoices, credited."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User

from invoicing.advances import advance_room, advances_of_order, shares_of
from invoicing.exceptions import AdvancesOff, AdvanceTooLarge, CannotBeCredited, SettledTooMuch
from invoicing.models import Invoice
from invoicing.services.advances import create_advance
from invoicing.services.credit import credit_invoice
from invoicing.services.drafts import create_invoice_from_order, discard_draft
from invoicing.services.issue import issue_invoice
from numbering.models import Company
from orders.entries import OrderData
from orders.exceptions import EntryErrors, OrderClosed
from orders.models import Order
from orders.services.orders import cancel_order, save_order
from tests.factories import DAY, OrderFactory, PartyFactory, TaxRateFactory, line_data
from tests.invoicing.advances import advance, deducted, edited, final, give_advances

pytestmark = pytest.mark.usefixtures("advances_on")


@pytest.fixture
def advances_on(company: Company, administrator: User) -> None:
    give_advances(company, administrator)


@pytest.fixture
def order(company: Company, clerk: User) -> Order:
    """Ten chairs at 100, 25 %: 1000 net."""
    return OrderFactory(company=company, by=clerk)


def two_rates(company: Company, clerk: User) -> Order:
    """800 at 25 % and 200 at 12 %."""
    reduced = TaxRateFactory(company=company, code="12", percent=12)
    lines = [
        line_data(company, quantity=Decimal(8)),
        line_data(company, text="Book", quantity=Decimal(2), tax_rate=reduced),
    ]
    return OrderFactory(company=company, by=clerk, lines=lines)


def nets(invoice: Invoice) -> list[tuple[Decimal, Decimal, Decimal]]:
    """Percent, net and tax of each rate."""
    return [(one.percent, one.net, one.tax) for one in invoice.taxes.order_by("-percent")]


def test_wb12_an_advance_has_its_own_series_and_a_line_for_each_rate(
    company: Company, clerk: User
) -> None:
    order = two_rates(company, clerk)
    invoice = advance(order, clerk, percent=Decimal(30))

    assert (invoice.kind, str(invoice.number), invoice.number.register) == (
        "advance",
        "9900001",
        "advance_payment",
    )
    assert nets(invoice) == [(25, 240, 60), (12, 60, Decimal("7.20"))]
    assert {line.text for line in invoice.lines.all()} == {f"Advance on order {order.number}"}


def test_wb12_without_the_switch_there_are_no_advances(
    company: Company, clerk: User, order: Order
) -> None:
    company.advances_through_receivables = False
    company.save()

    with pytest.raises(AdvancesOff):
        create_advance(order=order, by=clerk, date=DAY, amount=Decimal(1))
    assert not advances_of_order(Order.objects.get(pk=order.pk)).can_ask


def test_the_line_of_an_advance_is_in_the_customers_language(company: Company, clerk: User) -> None:
    party = PartyFactory(company=company, language="de")
    order = OrderFactory(company=company, by=clerk, party=party)

    assert advance(order, clerk).lines.get().text == f"Anzahlung zum Auftrag {order.number}"
    assert final(order, clerk).lines.get(settles__isnull=False).text == (
        "Anzahlungsrechnung 9900001 vom 21.11.2026"
    )


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"amount": Decimal("1000.01")}, "amount"),
        ({"amount": Decimal(0)}, "amount"),
        ({"amount": Decimal("0.001")}, "amount"),
        ({"percent": Decimal(101)}, "percent"),
        ({"percent": Decimal(10), "amount": Decimal(10)}, "amount"),
        ({}, "amount"),
    ],
)
def test_an_advance_is_part_of_the_order(
    clerk: User, order: Order, facts: dict[str, Any], field: str
) -> None:
    with pytest.raises(AdvanceTooLarge) as refused:
        create_advance(order=order, by=clerk, date=DAY, **facts)
    assert refused.value.field == field


def test_several_advances_are_together_no_more_than_what_is_not_invoiced(
    clerk: User, order: Order
) -> None:
    create_advance(order=order, by=clerk, date=DAY, amount=Decimal(300))  # a draft counts
    advance(order, clerk, amount=Decimal(200))
    line = order.lines.get()
    create_invoice_from_order(order=order, by=clerk, date=DAY, quantities={line.pk: Decimal(4)})

    # 600 are not invoiced; 300 are asked for; the invoice took the 200 off already.
    assert sum(advance_room(order).values()) == 300
    with pytest.raises(AdvanceTooLarge, match=r"300\.00"):
        create_advance(order=order, by=clerk, date=DAY, amount=Decimal("300.01"))


def test_a_final_invoice_takes_the_advance_off(clerk: User, order: Order) -> None:
    advance(order, clerk, amount=Decimal(400))
    invoice = final(order, clerk)

    assert (invoice.net, invoice.tax, invoice.gross) == (600, 150, 750)
    assert deducted(invoice) == {"9900001": 400}
    standing = advances_of_order(order)
    assert (standing.issued, standing.settled, standing.left) == (400, 400, 0)


def test_a_draft_of_an_advance_is_not_taken_off(clerk: User, order: Order) -> None:
    create_advance(order=order, by=clerk, date=DAY, amount=Decimal(400))
    assert final(order, clerk).net == 1000


def test_part_invoices_take_off_what_they_can_the_oldest_first(clerk: User, order: Order) -> None:
    advance(order, clerk, amount=Decimal(250))
    advance(order, clerk, amount=Decimal(150))
    line = order.lines.get()

    parts = [final(order, clerk, {line.pk: Decimal(count)}) for count in (3, 2, 5)]

    assert [deducted(part) for part in parts] == [
        {"9900001": 250, "9900002": 50},
        {"9900002": 100},
        {},
    ]
    assert [part.net for part in parts] == [0, 100, 500]


def test_an_advance_is_settled_at_its_own_rate_only(company: Company, clerk: User) -> None:
    order = two_rates(company, clerk)
    advance(order, clerk, percent=Decimal(50))
    chairs, books = order.lines.in_order()

    assert nets(final(order, clerk, {books.pk: Decimal(2)})) == [(12, 100, 12)]
    assert nets(final(order, clerk, {chairs.pk: Decimal(8)})) == [(25, 400, 100)]


def test_the_clerk_changes_how_much_is_taken_off(clerk: User, order: Order) -> None:
    paid = advance(order, clerk, amount=Decimal(400))
    key = paid.lines.get().pk
    draft = create_invoice_from_order(order=order, by=clerk, date=DAY)

    draft = edited(draft, clerk, settlements={key: Decimal("150.50")})
    assert (draft.net, deducted(draft)) == (Decimal("849.50"), {"9900001": Decimal("150.50")})
    draft = edited(draft, clerk, settlements={key: Decimal(0)})
    assert (draft.net, deducted(draft)) == (1000, {})
    draft = edited(draft, clerk, settlements={key: Decimal(400)})
    assert (draft.net, deducted(draft)) == (600, {"9900001": 400})


@pytest.mark.parametrize("amount", [Decimal("400.01"), Decimal(-1), Decimal("0.001")])
def test_no_more_is_taken_off_than_is_left(clerk: User, order: Order, amount: Decimal) -> None:
    key = advance(order, clerk, amount=Decimal(400)).lines.get().pk
    draft = create_invoice_from_order(order=order, by=clerk, date=DAY)

    with pytest.raises(SettledTooMuch) as refused:
        edited(draft, clerk, settlements={key: amount})
    assert refused.value.facts["advance_line_id"] == key
    assert deducted(draft) == {"9900001": 400}


def test_no_more_is_taken_off_than_the_invoice_has(clerk: User, order: Order) -> None:
    key = advance(order, clerk, amount=Decimal(400)).lines.get().pk
    draft = create_invoice_from_order(order=order, by=clerk, date=DAY)
    line = draft.lines.get(settles=None)

    with pytest.raises(SettledTooMuch, match=r"300\.00"):
        edited(draft, clerk, quantities={line.pk: Decimal(3)}, settlements={key: Decimal(400)})
    draft = edited(draft, clerk, quantities={line.pk: Decimal(3)})
    assert (draft.net, deducted(draft)) == (0, {"9900001": 300})


def test_a_draft_thrown_away_frees_the_advance(clerk: User, order: Order) -> None:
    advance(order, clerk, amount=Decimal(400))
    discard_draft(invoice=create_invoice_from_order(order=order, by=clerk, date=DAY), by=clerk)

    assert advances_of_order(order).left == 400
    assert deducted(final(order, clerk)) == {"9900001": 400}


def test_crediting_a_final_invoice_gives_the_advance_back(clerk: User, order: Order) -> None:
    advance(order, clerk, amount=Decimal(400))
    invoice = final(order, clerk)

    draft = credit_invoice(invoice=invoice, by=clerk, date=DAY)
    assert (draft.net, advances_of_order(order).left) == (-600, 0)  # a draft may be thrown away
    issue_invoice(invoice=draft, by=clerk)
    assert advances_of_order(order).left == 400


def test_an_advance_is_credited_as_far_as_it_is_not_settled(clerk: User, order: Order) -> None:
    paid = advance(order, clerk, amount=Decimal(400))
    final(order, clerk, {order.lines.get().pk: Decimal(3)})

    credit = issue_invoice(invoice=credit_invoice(invoice=paid, by=clerk, date=DAY), by=clerk)

    assert (credit.kind, credit.net, credit.tax) == ("credit_note", -100, -25)
    standing = advances_of_order(order)
    assert (standing.settled, standing.credited, standing.left) == (300, 100, 0)
    with pytest.raises(CannotBeCredited):
        credit_invoice(invoice=paid, by=clerk, date=DAY)


def test_a_credited_advance_is_not_taken_off(clerk: User, order: Order) -> None:
    paid = advance(order, clerk, amount=Decimal(400))
    credit_invoice(invoice=paid, by=clerk, date=DAY)

    assert final(order, clerk).net == 1000


def test_an_order_with_an_advance_is_kept_with_its_customer(
    company: Company, clerk: User, order: Order
) -> None:
    paid = advance(order, clerk, amount=Decimal(400))

    with pytest.raises(OrderClosed, match="9900001"):
        cancel_order(order=order, by=clerk, reason="Withdrawn")
    other = OrderData(
        order_type=order.order_type, party=PartyFactory(company=company), date=order.date
    )
    line = order.lines.get()
    with pytest.raises(EntryErrors) as refused:
        save_order(
            company=company,
            by=clerk,
            data=other,
            lines=[line_data(company, id=line.pk)],
            order=order,
        )
    assert "party" in refused.value.fields
    issue_invoice(invoice=credit_invoice(invoice=paid, by=clerk, date=DAY), by=clerk)
    assert cancel_order(order=order, by=clerk, reason="Withdrawn").is_cancelled


@pytest.mark.parametrize(
    ("amount", "room", "shares"),
    [
        ("100", ("200", "200", "200"), ("33.34", "33.33", "33.33")),
        ("0.01", ("0.50", "99.50"), ("0", "0.01")),
        ("599.99", ("200", "200", "200"), ("200", "200", "199.99")),
        ("10", ("10", "0.01"), ("9.99", "0.01")),
    ],
)
def test_an_amount_is_shared_to_the_cent(
    amount: str, room: tuple[str, ...], shares: tuple[str, ...]
) -> None:
    found = shares_of(Decimal(amount), [Decimal(one) for one in room])

    assert found == [Decimal(one) for one in shares]
    assert sum(found) == Decimal(amount)
