"""The payment reference of an invoice: chosen by company, country or customer, frozen at issue."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from invoicing.choices import InvoiceKind, PaymentScheme, ReferenceChoice
from invoicing.exceptions import ReferenceTooLong
from invoicing.models import BankDetails, CustomerReference, Invoice
from invoicing.services.bank_details import save_bank_details
from invoicing.services.credit import credit_invoice
from invoicing.services.drafts import discard_draft
from invoicing.services.issue import issue_invoice
from invoicing.services.numbers import draw_invoice_number
from numbering.models import Company, IssuedNumber, SeriesRelation
from numbering.services import assign_series, create_series
from orders.services.order_types import save_order_types
from tests.factories import (
    DAY,
    WINBAS_ROWS,
    DraftFactory,
    InvoiceFactory,
    OrderFactory,
    PartyFactory,
    PaymentTermsFactory,
    UserFactory,
)

IBANS = {
    "DK": "DK5000400440116243",
    "FI": "FI2112345600000785",
    "NO": "NO9386011117947",
    "BE": "BE31435411161155",
}
ACCOUNTS = {
    "bank_name": "Østbanken",
    "iban": IBANS["DK"],
    "bic": "DABADKKK",
    "bankgiro": "5402-9681",
    "fik_creditor": "81234567",
    "qr_iban": "CH44 3199 9123 0008 8901 2",
}


def set_up(company: Company, reference: str = ReferenceChoice.BY_COUNTRY, **changes: Any) -> None:
    """The company's accounts, with these changes."""
    known = BankDetails.objects.filter(company=company).first() or BankDetails(company=company)
    for field, value in {**ACCOUNTS, "reference": reference, **changes}.items():
        setattr(known, field, value)
    save_bank_details(known)


def issued(company: Company, by: User, country: str = "", **facts: Any) -> Invoice:
    """An invoice to a customer in this country."""
    party = PartyFactory(company=company, country=country)
    order = OrderFactory(company=company, by=by, party=party)
    return Invoice.objects.get(pk=InvoiceFactory(order=order, by=by, **facts).pk)


@pytest.mark.parametrize(
    ("country", "scheme", "printed"),
    [
        ("SE", PaymentScheme.OCR, "990010"),
        ("", PaymentScheme.FIK71, "+71<000000000990010+81234567<"),
        ("CH", PaymentScheme.QR, "00 00000 00000 00000 00009 90019"),
        ("DE", PaymentScheme.RF, "RF06 9900 1"),
        # No Norwegian, Finnish or Belgian account: the international reference.
        ("NO", PaymentScheme.RF, "RF06 9900 1"),
        ("FI", PaymentScheme.RF, "RF06 9900 1"),
        ("BE", PaymentScheme.RF, "RF06 9900 1"),
    ],
)
def test_nw12_the_customers_country_decides(
    company: Company, clerk: User, country: str, scheme: str, printed: str
) -> None:
    set_up(company)
    invoice = issued(company, clerk, country)
    assert str(invoice.number) == "99001"
    assert (invoice.payment_scheme, invoice.payment_reference_text) == (scheme, printed)


# Worked out by hand for invoice 99001.
@pytest.mark.parametrize(
    ("choice", "changes", "scheme", "reference"),
    [
        ("rf", {}, "rf", "RF0699001"),
        ("ocr", {}, "ocr", "990010"),
        ("ocr", {"ocr_length_digit": True}, "ocr_length", "9900176"),
        ("finnish", {"iban": IBANS["FI"]}, "fi", "990013"),
        ("finnish", {"iban": IBANS["FI"], "finnish_rf": True}, "fi_rf", "RF40990013"),
        ("kid", {"iban": IBANS["NO"]}, "kid10", "990010"),
        ("kid", {"iban": IBANS["NO"], "kid_check": "mod11"}, "kid11", "990019"),
        ("kid", {"iban": IBANS["NO"], "kid_length": 8}, "kid10", "00990010"),
        ("fik", {}, "fik71", "000000000990010"),
        ("fik", {"fik_card": "75"}, "fik75", "0000000000990010"),
        ("qr", {}, "qr", "000000000000000000000990019"),
        ("belgian", {"iban": IBANS["BE"]}, "be", "000009900161"),
    ],
)
def test_nw12_the_company_has_one_reference_for_all(
    company: Company, choice: str, changes: dict[str, Any], scheme: str, reference: str
) -> None:
    set_up(company, choice, **changes)
    invoice = issued(company, UserFactory(), "DE")
    assert (invoice.payment_scheme, invoice.payment_reference) == (scheme, reference)


def test_nw12_a_customer_has_another_reference_by_agreement(company: Company, clerk: User) -> None:
    set_up(company, ReferenceChoice.RF)
    order = OrderFactory(company=company, by=clerk)
    CustomerReference.objects.create(party=order.party, reference=ReferenceChoice.OCR)
    invoice = InvoiceFactory(order=order, by=clerk)
    assert invoice.payment_reference == "990010"


def test_nw12_without_a_setting_the_number_is_the_reference(company: Company, clerk: User) -> None:
    invoice = issued(company, clerk)
    assert (invoice.payment_scheme, invoice.payment_reference, invoice.accounts) == ("", "", [])


def test_nw12_the_accounts_are_frozen_with_the_reference(company: Company, clerk: User) -> None:
    set_up(company)
    invoice = issued(company, clerk, "SE")
    set_up(company, ReferenceChoice.RF, bank_name="Another", bankgiro="", iban=IBANS["FI"])
    invoice.refresh_from_db()
    assert invoice.seller_bank_name == "Østbanken"
    assert invoice.accounts == [
        ("IBAN", "DK50 0040 0440 1162 43"),
        ("BIC", "DABADKKK"),
        ("Bankgiro", "5402-9681"),
    ]
    for column in ("payment_reference", "payment_scheme", "seller_iban", "seller_bankgiro"):
        with (
            pytest.raises(DatabaseError, match="an issued invoice never changes"),
            transaction.atomic(),
        ):
            Invoice.objects.filter(pk=invoice.pk).update(**{column: "1"})


def test_nw12_a_draft_follows_the_settings_until_it_is_issued(
    company: Company, clerk: User
) -> None:
    set_up(company, ReferenceChoice.RF)
    draft = DraftFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    assert (draft.payment_scheme, draft.payment_reference) == (PaymentScheme.RF, "")
    set_up(company, ReferenceChoice.OCR)
    assert issue_invoice(invoice=draft, by=clerk).payment_reference == "990010"


def test_nw12_a_qr_reference_is_paid_to_the_qr_iban(company: Company, clerk: User) -> None:
    set_up(company)
    assert issued(company, clerk, "CH").seller_iban == "CH4431999123000889012"
    assert issued(company, clerk, "DE").seller_iban == IBANS["DK"]


def test_nw12_a_number_drawn_early_or_typed_makes_the_reference(
    company: Company, clerk: User
) -> None:
    set_up(company, ReferenceChoice.OCR)
    early = DraftFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    early = draw_invoice_number(invoice=early, by=clerk)
    assert early.payment_reference == ""
    assert issue_invoice(invoice=early, by=clerk).payment_reference == "990010"


def test_nw12_what_is_not_to_be_paid_has_no_reference(company: Company, clerk: User) -> None:
    set_up(company)
    invoice = issued(company, clerk)
    note = issue_invoice(invoice=credit_invoice(invoice=invoice, by=clerk, date=DAY), by=clerk)
    cash = issued(
        company, clerk, payment_terms=PaymentTermsFactory(company=company, is_cash=True, days=0)
    )
    assert note.kind == InvoiceKind.CREDIT_NOTE
    assert cash.kind == InvoiceKind.CASH_NOTE
    for paid in (note, cash):
        assert (paid.payment_scheme, paid.payment_reference, paid.accounts) == ("", "", [])
        assert paid.seller_bank_name == ""


def test_nw12_numbers_with_the_same_digits_go_by_keys_of_their_own(
    company: Company, administrator: User, clerk: User
) -> None:
    """`A99001` would be 99001 without its letter, as the numbers of type 1 are."""
    set_up(company, ReferenceChoice.OCR)
    first = issued(company, clerk)
    assert first.payment_reference == "990010"
    other = create_series(company, "A", register="invoice", start="A99001", end="A99999")
    draft = DraftFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    SeriesRelation.objects.create(series=first.number.series, related=other)
    lettered = issue_invoice(invoice=draft, by=clerk, series=other)
    second = issued(company, clerk)
    keys = IssuedNumber.objects.in_bulk([lettered.number_id, second.number_id])
    assert [str(number) for number in keys.values()] == ["A99001", "99002"]
    for invoice in (lettered, second):
        assert invoice.payment_reference[:-1] == f"9{invoice.number_id:09}"


def test_nw12_the_same_text_in_another_year_has_another_reference(
    company: Company, clerk: User
) -> None:
    set_up(company, ReferenceChoice.RF)
    yearly = create_series(
        company, "Y", register="invoice", start="501", end="999", restart="fiscal_year"
    )
    assign_series(company, "invoice", yearly)
    save_order_types(
        company=company, rows=[replace(WINBAS_ROWS[0], own_invoice_series=False)], by=clerk
    )
    years = [issued(company, clerk, date=DAY.replace(year=year)) for year in (2025, 2026)]
    assert [str(invoice.number) for invoice in years] == ["501", "501"]
    assert len({invoice.payment_reference for invoice in years}) == 2


def test_nw12_two_invoices_cannot_have_one_reference(company: Company, clerk: User) -> None:
    set_up(company, ReferenceChoice.OCR)
    issued(company, clerk)
    draft = DraftFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invoice.objects.filter(pk=draft.pk).update(payment_reference="990010")


def test_nw12_a_number_without_room_is_told_and_nothing_is_issued(
    company: Company, clerk: User
) -> None:
    set_up(company, ReferenceChoice.KID, iban=IBANS["NO"], kid_length=6)
    create_series(company, "A", register="invoice", start="A99001", end="A99999")
    draft = DraftFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    with pytest.raises(ReferenceTooLong, match="99001 has no room in a payment reference of 6"):
        issue_invoice(invoice=draft, by=clerk)
    assert not IssuedNumber.objects.filter(company=company, text="99001").exists()
    discard_draft(invoice=draft, by=clerk)


@pytest.mark.parametrize("typed", ["+71<000000000990010+81234567<", "990010", "99 0010"])
def test_nw12_an_incoming_payment_finds_its_invoice(
    company: Company, clerk: User, typed: str
) -> None:
    set_up(company)
    invoice = issued(company, clerk)
    assert list(Invoice.objects.of(company).to_pay_with(typed)) == [invoice]
    assert not Invoice.objects.of(company).to_pay_with("990028").exists()


def test_nw12_references_cost_no_statement_more_however_many_lines_there_are(
    company: Company, clerk: User
) -> None:
    def statements() -> int:
        draft = DraftFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
        with CaptureQueriesContext(connection) as queries:
            issue_invoice(invoice=draft, by=clerk)
        return len(queries)

    statements()
    without = statements()
    set_up(company)
    for letter in "ABC":
        create_series(company, letter, register="invoice", start=f"{letter}1", end=f"{letter}9")
    assert statements() == without
