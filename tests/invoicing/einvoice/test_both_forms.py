"""nw13: e-invoices of every kind are valid by the official rules and say what was issued."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User

from invoicing.choices import InvoiceKind
from invoicing.einvoice import cii, is_wanted, lacking, read_einvoice, ubl
from invoicing.models import Invoice
from invoicing.services.issue import issue_invoice
from numbering.models import Company
from tests.factories import DAY
from tests.invoicing.deliveries import delivered, invoiced, number_trade
from tests.invoicing.einvoice.cases import BUYER, S25, SELLER, accounts, issued, model, order
from tests.invoicing.einvoice.official import complaints
from tests.invoicing.einvoice.reading import Reading, read_cii, read_ubl
from tests.invoicing.einvoice.rules import broken

KINDS = ("invoice", "credit_note", "part", "cash_note", "advance", "settled")
TYPE_CODES = {"invoice": "380", "cash_note": "380", "advance": "386", "settled": "380"}


@pytest.fixture
def company(company: Company) -> Company:
    """The company, with a bank account."""
    accounts(company, iban="DK5000400440116243", bic="DABADKKK")
    return company


def both(invoice: Invoice) -> Reading:
    """What both forms say; valid by schema, official rules and ours."""
    assert lacking(invoice) == []
    said = read_einvoice(invoice)
    forms = cii(said), ubl(said)
    for form in forms:
        assert complaints(form) == []
    read, same = read_cii(forms[0]), read_ubl(forms[1])
    assert read == same
    assert broken(read) == []
    return read


@pytest.mark.parametrize("kind", KINDS)
def test_nw13_every_kind_is_valid_and_says_what_was_issued(
    company: Company, clerk: User, kind: str
) -> None:
    invoice = issued(kind, company, clerk)

    read = both(invoice)

    head = read.head
    assert head["BT-1"] == str(invoice.number)
    assert head["BT-2"] == invoice.date.isoformat()
    assert head["BT-3"] == TYPE_CODES.get(kind, "381")
    assert head["BT-5"] == "DKK"
    assert [head[term] for term in ("BT-106", "BT-110", "BT-112")] == [
        invoice.printed_net,
        invoice.printed_tax,
        invoice.printed_gross,
    ]
    assert [(row["BT-119"], row["BT-116"], row["BT-117"]) for row in read.taxes] == [
        (row.percent, row.printed_net, row.printed_tax) for row in invoice.taxes.all()
    ]
    assert [(line["BT-153"], line["BT-131"]) for line in read.lines] == [
        (line.text, line.printed_amount) for line in invoice.lines.in_order()
    ]


def test_nw13_an_invoice_that_can_be_checked_by_hand(company: Company, clerk: User) -> None:
    """10 × 100 and 1 × 0 less 50.01 at 25 %; 0.333 × 7.1235 = 2.37 at 12 %; 1.5 × 612.4 at 5.5 %.

    949.99 × 25 % = 237.50; 2.37 × 12 % = 0.28; 918.60 × 5.5 % = 50.52. In all 1870.96 + 288.30.
    """
    read = both(issued("invoice", company, clerk))

    rows = [
        tuple(str(line.get(f"BT-{term}")) for term in (126, 129, 130, 146, 131, 151, 152))
        for line in read.lines
    ]
    assert rows == [
        ("1", "10", "H87", "100", "1000.00", "S", "25"),
        ("2", "0.333", "KGM", "7.1235", "2.37", "S", "12"),
        ("3", "1.5", "HUR", "612.4", "918.60", "S", "5.5"),
        ("4", "1", "XBX", "0", "0.00", "S", "25"),
        ("5", "-1", "C62", "50.005", "-50.01", "S", "25"),
    ]
    assert [(str(row["BT-116"]), str(row["BT-117"])) for row in read.taxes] == [
        ("949.99", "237.50"),
        ("2.37", "0.28"),
        ("918.60", "50.52"),
    ]
    assert [str(read.head[f"BT-{term}"]) for term in (106, 109, 110, 112, 115)] == [
        "1870.96",
        "1870.96",
        "288.30",
        "2159.26",
        "2159.26",
    ]


def test_nw13_seller_buyer_references_and_texts(company: Company, clerk: User) -> None:
    invoice = issued("invoice", company, clerk)

    head = both(invoice).head

    expected: dict[str, Any] = {
        "BT-9": invoice.due_date.isoformat(),
        "BT-10": "Eriksson",
        "BT-14": invoice.order_number,
        "BT-20": "30 days",
        "BT-22": "First line\nsecond & last",
        "BT-27": SELLER["name"],
        "BT-30": "12345674",
        "BT-30-scheme": "0184",
        "BT-31": "DK12345674",
        "BT-34": "12345674",
        "BT-34-scheme": "0184",
        "BT-35": SELLER["street"],
        "BT-37": SELLER["city"],
        "BT-38": SELLER["postcode"],
        "BT-40": "DK",
        "BT-41": "Berg",
        "BT-42": SELLER["phone"],
        "BT-43": SELLER["email"],
        "BT-44": BUYER["name"],
        "BT-46": invoice.buyer_number,
        "BT-48": "PL8567346215",
        "BT-49": "PL8567346215",
        "BT-49-scheme": "9945",
        "BT-50": BUYER["street"],
        "BT-52": BUYER["city"],
        "BT-53": BUYER["postcode"],
        "BT-55": "PL",
    }
    assert {term: head.get(term) for term in expected} == expected
    assert not {"BT-25", "BT-29", "BT-32", "BT-47", "BT-72", "BT-113"} & head.keys()


@pytest.mark.parametrize("kind", ["credit_note", "part"])
def test_nw13_a_credit_note_is_positive_and_names_what_it_credits(
    company: Company, clerk: User, kind: str
) -> None:
    note = issued(kind, company, clerk)
    credited = note.credits
    assert credited is not None

    read = both(note)

    assert note.gross < 0 < read.head["BT-112"]
    assert (read.head["BT-25"], read.head["BT-26"]) == (
        str(credited.number),
        credited.date.isoformat(),
    )
    assert read.head["BT-20"] == "To your credit"
    assert "BT-9" not in read.head
    assert read.payments == []
    # What was taken back before is charged again: against the side of the note.
    assert [line["BT-129"] for line in read.lines][-1] == Decimal(-1)


def test_nw13_a_cash_note_is_paid(company: Company, clerk: User) -> None:
    note = issued("cash_note", company, clerk)

    read = both(note)

    assert read.payments == [{"BT-81": "10"}]
    assert (read.head["BT-113"], read.head["BT-115"]) == (note.gross, Decimal(0))
    assert read.head["BT-20"] == "Paid in cash. Thank you."


def test_nw13_the_day_of_delivery_is_that_of_the_last_delivery(
    company: Company, clerk: User
) -> None:
    number_trade(company)
    of = order(company, clerk, date=DAY - datetime.timedelta(days=9))
    first = delivered(of, clerk, Chair=4)
    type(first).objects.filter(pk=first.pk).update(date=DAY - datetime.timedelta(days=5))
    last = delivered(of, clerk, Chair=6)
    type(last).objects.filter(pk=last.pk).update(date=DAY - datetime.timedelta(days=2))
    draft = invoiced(first, last, by=clerk)

    read = both(issue_invoice(invoice=draft, by=clerk))

    assert read.head["BT-72"] == "2026-11-19"
    assert "BT-80" not in read.head


def test_nw13_a_credit_note_may_name_an_invoice_of_an_old_system() -> None:
    said = model(("1", "100", "credit", S25), kind="credit_note", credited_number="OLD-7")

    read = read_cii(cii(said))

    assert read == read_ubl(ubl(said))
    assert read.head["BT-25"] == "OLD-7"
    assert "BT-26" not in read.head
    assert complaints(cii(said)) == complaints(ubl(said)) == []


@pytest.mark.parametrize("language", ["en", "da", "sv", "de", "pl", "fi"])
def test_nw13_in_every_language(company: Company, clerk: User, language: str) -> None:
    invoice = issued("credit_note", company, clerk, language=language)

    terms = both(invoice).head["BT-20"]

    assert (terms == "To your credit") == (language == "en")


def test_nw13_nobody_gets_one_inside_the_company(company: Company, clerk: User) -> None:
    invoice = issued("invoice", company, clerk)
    assert is_wanted(invoice)

    invoice.kind = InvoiceKind.INTERNAL_INVOICE
    assert not is_wanted(invoice)
    note = Invoice(kind=InvoiceKind.CREDIT_NOTE, credits=invoice)
    assert not is_wanted(note)


def test_nw13_it_stays_the_same_whatever_becomes_of_customer_and_company(
    company: Company, clerk: User
) -> None:
    invoice = issued("invoice", company, clerk)
    before = read_einvoice(invoice)

    type(company).objects.filter(pk=company.pk).update(name="New", country="SE", tax_id="")
    type(invoice.party).objects.filter(pk=invoice.party_id).update(name="New", country="SE")
    company.tax_rates.update(name="New", percent=1)

    assert read_einvoice(Invoice.objects.get(pk=invoice.pk)) == before


def test_nw13_reading_an_invoice_takes_the_same_few_queries(
    company: Company, clerk: User, django_assert_num_queries: Any
) -> None:
    invoice = issued("credit_note", company, clerk)

    with django_assert_num_queries(2):
        read_einvoice(invoice)
    with django_assert_num_queries(1):
        lacking(invoice)
