"""Many drafts are issued together: numbered by date, then entry, and frozen as one by one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.auth.models import User

from invoicing.models import Invoice, Payment
from invoicing.services.batch import MOST_TOGETHER, issue_invoices, read_batch
from invoicing.services.credit import credit_invoice
from invoicing.services.issue import issue_invoice
from invoicing.services.numbers import draw_invoice_number
from numbering.exceptions import RuleError
from numbering.models import Company
from numbering.services import assign_series, claim, create_series
from numbering.transactions import write
from orders.models import TaxRate
from tests.factories import (
    DraftFactory,
    InvoiceFactory,
    OrderFactory,
    PaymentTermsFactory,
    line_data,
)
from tests.invoicing.batches import draft, drawn, numbers, stored, together
from tests.invoicing.settling import pay, standing


def test_numbers_follow_the_dates_then_the_order_of_entry(company: Company, clerk: User) -> None:
    drafts = [draft(company, clerk, days=days) for days in (3, 0, 3, 1, 0)]
    result = together(reversed(drafts), clerk)
    assert numbers(drafts) == ["99004", "99001", "99005", "99003", "99002"]
    assert [str(one.number) for one in result.issued] == [f"9900{n}" for n in range(1, 6)]
    assert result.refusals == []


def test_kinds_that_share_a_series_follow_the_order_of_entry_too(
    company: Company, clerk: User
) -> None:
    """Worked example: invoice, credit note, invoice of one day are 99002, 99003 and 99004."""
    first = InvoiceFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    before = draft(company, clerk)
    note = credit_invoice(invoice=first, by=clerk, date=first.date)
    after = draft(company, clerk)
    together([note, after, before], clerk)
    assert numbers([first, before, note, after]) == ["99001", "99002", "99003", "99004"]
    assert Invoice.objects.get(pk=note.pk).number.kind == "credit_note"


def test_each_type_draws_from_its_own_series(company: Company, clerk: User) -> None:
    drafts = [draft(company, clerk, slot=slot) for slot in (1, 2, 1, 2)]
    together(drafts, clerk)
    assert numbers(drafts) == ["99001", "90001", "99002", "90002"]


def test_the_result_is_that_of_issuing_one_by_one(company: Company, clerk: User) -> None:
    cash = PaymentTermsFactory(company=company, is_cash=True, days=0)
    voucher = create_series(company, "VOUCHER", register="voucher", start="5001")
    assign_series(company, "voucher", voucher)
    paid = InvoiceFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    pay(paid, 1000)

    def some_of_each() -> list[Invoice]:
        order = OrderFactory(company=company, by=clerk, lines=_lines(company))
        invoice = InvoiceFactory(order=order, by=clerk)
        return [
            DraftFactory(order=OrderFactory(company=company, by=clerk), by=clerk),
            draft(company, clerk, payment_terms=cash),
            credit_invoice(invoice=invoice, by=clerk, date=invoice.date),
            draft(company, clerk, slot=2),
        ]

    single, many = some_of_each(), some_of_each()
    for party in {one.party for one in (*single, *many)}:
        party.name, party.language = "Changed since", "sv"
        party.save()
    TaxRate.objects.filter(company=company).update(percent=Decimal(26))
    for one in single:
        issue_invoice(invoice=one, by=clerk, with_papers=False)
    together(many, clerk)

    apart = (
        *("number_id", "voucher_number_id", "number__text", "voucher_number__text"),
        *("order_id", "order_number", "party_id", "buyer_number", "credits_id", "credited_number"),
        *("order_line_id", "identifier", "counterpart_id"),
    )
    assert stored(many, apart=apart) == stored(single, apart=apart)
    assert _rates(many) == _rates(single)
    for one, other in zip(single, many, strict=True):
        assert standing(one) == standing(other)
    vouchers = [int(str(Invoice.objects.get(pk=one.pk).voucher_number)) for one in (*single, *many)]
    assert vouchers == list(range(vouchers[0], vouchers[0] + 8))


def test_cash_notes_are_paid_as_they_are_issued(company: Company, clerk: User) -> None:
    cash = PaymentTermsFactory(company=company, is_cash=True, days=0)
    notes = [draft(company, clerk, payment_terms=cash) for _ in range(3)]
    together(notes, clerk)
    assert [standing(one) for one in notes] == [(1250, 0, "paid")] * 3
    identifiers = Payment.objects.order_by("identifier").values_list("identifier", flat=True)
    assert list(identifiers) == ["99001-00001", "99002-00001", "99003-00001"]


def test_credit_notes_of_one_invoice_take_from_it_one_after_the_other(
    company: Company, clerk: User
) -> None:
    """Worked example: 1250.00, of which 375.00 is paid; 500.00 and 625.00 are credited.

    The first takes 500.00 of the 875.00 open, the second 375.00; 250.00 of it goes back.
    """
    invoice = InvoiceFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    pay(invoice, 375)
    line = invoice.lines.get().pk
    notes = [
        credit_invoice(invoice=invoice, by=clerk, quantities={line: Decimal(quantity)})
        for quantity in (4, 5)
    ]
    together(notes, clerk)
    assert [standing(one) for one in notes] == [(-500, 0, "paid"), (-375, -250, "partly")]
    assert standing(invoice) == (1250, 0, "paid")
    on_it = Payment.objects.filter(invoice=invoice).order_by("identifier")
    assert [(one.identifier, one.amount) for one in on_it] == [
        ("99001-00001", 375),
        ("99001-00002", 500),
        ("99001-00003", 375),
    ]
    assert [str(one.other_side.invoice.number) for one in on_it[1:]] == ["99002", "99003"]


def test_a_number_drawn_early_stays(company: Company, clerk: User) -> None:
    first, early, last = (draft(company, clerk) for _ in range(3))
    draw_invoice_number(invoice=early, by=clerk)
    together([first, early, last], clerk)
    assert numbers([first, early, last]) == ["99002", "99001", "99003"]
    assert drawn(company) == ["99001", "99002", "99003"]


def test_the_numbers_are_known_before_they_are_drawn(company: Company, clerk: User) -> None:
    drafts = [draft(company, clerk, slot=1 + n % 2, days=n % 3) for n in range(7)]
    keys = [one.pk for one in drafts]
    foreseen = read_batch(company=company, keys=keys, by=clerk).numbers
    assert drawn(company) == []
    together(drafts, clerk)
    assert numbers(drafts) == [foreseen[key] for key in keys]


def test_a_line_is_moved_over_numbers_that_are_taken(company: Company, clerk: User) -> None:
    other = create_series(company, "OLD", register="invoice", start="", manual_numbers=True)
    day = draft(company, clerk).date
    with write():
        claim("99002", company=company, kind="invoice", on=day, by=clerk, series=other)
    drafts = [draft(company, clerk) for _ in range(3)]
    together(drafts, clerk)
    assert numbers(drafts) == ["99001", "99003", "99004"]


def test_a_batch_has_an_upper_limit_and_is_not_empty(company: Company, clerk: User) -> None:
    with pytest.raises(RuleError, match="Pick the drafts"):
        issue_invoices(company=company, keys=[], by=clerk)
    with pytest.raises(RuleError, match="2001 drafts are more than the 2000"):
        issue_invoices(company=company, keys=range(MOST_TOGETHER + 1), by=clerk)


def test_what_is_issued_together_is_frozen(company: Company, clerk: User) -> None:
    drafts = [draft(company, clerk) for _ in range(2)]
    together(drafts, clerk)
    for one in drafts:
        found = Invoice.objects.get(pk=one.pk)
        assert (found.state, found.issued_by, found.version) == ("issued", clerk, 2)
        assert found.issued_at == found.updated_at


def _lines(company: Company) -> list[object]:
    return [line_data(company, text="Desk", price=Decimal("12.34")), line_data(company)]


def _rates(invoices: list[Invoice]) -> list[list[Decimal]]:
    return [
        [tax.percent for tax in Invoice.objects.get(pk=one.pk).taxes.order_by("percent")]
        for one in invoices
    ]
