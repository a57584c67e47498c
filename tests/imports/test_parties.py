"""The address book in files: three numbers, which of them finds a party, which are drawn."""

from __future__ import annotations

import pytest

from numbering.choices import ManualRange
from numbering.models import IssuedNumber, SeriesAssignment
from numbering.services import assign_series, create_series, find_series
from orders.entries import PartyData
from orders.models import Party
from orders.services.parties import save_party
from tests.imports.files import numbers, problems, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def company(company):
    """Customers 10001–19999 and suppliers 70001–79999, typed or drawn; addresses 1, 2, …"""
    customers = find_series(company, "customer")
    customers.manual_numbers, customers.manual_range = True, ManualRange.INSIDE
    customers.save()
    customers.lines.update(last_number=19999)
    suppliers = create_series(
        company,
        "SUPPLIER",
        register="supplier",
        start="70001",
        end="79999",
        manual_numbers=True,
        manual_range=ManualRange.INSIDE,
    )
    assign_series(company, "supplier", suppliers)
    assign_series(company, "address", create_series(company, "ADR", register="address", start="1"))
    return company


@pytest.fixture
def acme(company, clerk):
    """Address 1, customer 10001."""
    data = PartyData(name="Acme", is_customer=True, city="Aarhus", language="da")
    return save_party(company=company, by=clerk, data=data)


def test_ew06_a_file_gives_customer_and_supplier_numbers_or_they_are_drawn(company, clerk):
    report = run(
        company,
        clerk,
        "parties",
        [
            "name,customer,supplier,customer number,supplier number",
            "Both,yes,yes,10007,70009",
            "Customer,yes,no,,",
            "By its number,,,10001,",
            "Neither,no,,,",
        ],
    )

    assert report.is_done
    found = [
        (party.name, *(str(getattr(party, name) or "") for name in NUMBERS))
        for party in Party.objects.order_by("pk")
    ]
    assert found == [
        ("Both", "1", "10007", "70009"),
        ("Customer", "2", "10002", ""),
        ("By its number", "3", "10001", ""),
        ("Neither", "4", "", ""),
    ]


NUMBERS = ("number", "customer_number", "supplier_number")


@pytest.mark.parametrize(
    ("typed", "column", "sentence"),
    [
        ("20001,", "customer number", "type a number within 10001–19999"),
        (",10001", "supplier number", "type a number within 70001–79999"),
        (",7", "supplier number", "type a number within 70001–79999"),
    ],
)
def test_ew06_typed_numbers_must_lie_in_the_range_also_in_a_file(
    company, clerk, typed, column, sentence
):
    rows = ["name,customer number,supplier number", f"Acme,{typed}", "Other,10001,"]

    for dry_run in (True, False):
        ((row, told_at, told),) = problems(run(company, clerk, "parties", rows, dry_run=dry_run))
        assert (row, told_at) == (2, column)
        assert sentence in told
    assert Party.objects.count() == IssuedNumber.objects.count() == 0


@pytest.mark.parametrize("key", ["address number,1", "customer number,10001"])
def test_a_party_is_found_by_any_of_its_numbers(company, clerk, acme, key):
    head, number = key.split(",")

    report = run(company, clerk, "parties", [f"{head},town", f"{number},Odense"])

    acme.refresh_from_db()
    assert report.summary == "1 changed"
    assert (acme.name, acme.city, acme.version) == ("Acme", "Odense", 2)


def test_who_becomes_a_supplier_gets_that_number_too(company, clerk, acme):
    dry = run(company, clerk, "parties", ["number,supplier", "1,ja"], dry_run=True)
    report = run(company, clerk, "parties", ["number,supplier", "1,ja"])

    (change,) = dry.entries[0].changes
    assert (change.label, change.old, change.new) == ("Supplier", "no", "yes")
    assert numbers(dry) == numbers(report) == ["70001"]
    acme.refresh_from_db()
    assert [str(getattr(acme, name)) for name in NUMBERS] == ["1", "10001", "70001"]


def test_numbers_of_two_parties_in_one_row_are_refused(company, clerk, acme):
    other = save_party(
        company=company, by=clerk, data=PartyData(name="Other AB", is_supplier=True, language="sv")
    )

    report = run(
        company,
        clerk,
        "parties",
        [
            "address number,customer number,supplier number,name",
            f"1,10001,{other.supplier_number},Acme",
            "2,,,Other AB",
            ",10001,,Again",
        ],
    )

    assert problems(report) == [
        (2, "supplier number", "70001 is the number of Other AB; the row is about Acme."),
        (4, "customer number", "Row 2 has 10001 already: one of the two is too many."),
        (4, "", "Row 2 is this party, too."),
    ]


def test_a_number_once_given_cannot_be_changed(company, clerk, acme):
    report = run(company, clerk, "parties", ["address number,customer number,name", "1,10005,Acme"])

    assert problems(report) == [
        (2, "customer number", "The number 10001 is given already: it cannot be changed.")
    ]


def test_a_number_for_somebody_who_is_no_customer_is_refused(company, clerk):
    report = run(company, clerk, "parties", ["name,customer,customer number", "Acme,no,10005"])

    assert [(row, column) for row, column, _told in problems(report)] == [(2, "customer number")]


def test_without_a_series_each_row_says_who_can_help(company, clerk):
    SeriesAssignment.objects.filter(kind="supplier").delete()

    report = run(company, clerk, "parties", ["name,supplier", "Acme,yes", "Other,no"])

    ((row, column, told),) = problems(report)
    assert (row, column) == (2, "supplier number")
    assert "an administrator can choose one" in told


def test_what_cannot_be_is_told_at_its_column(company, clerk):
    report = run(
        company,
        clerk,
        "parties",
        [
            "name,e-mail,country,language",
            "Acme,no mail,dk,Danish",
            "Other,,Denmark,da",
            "Third,,,klingon",
        ],
    )

    assert [(row, column) for row, column, _told in problems(report)] == [
        (2, "e-mail"),
        (3, "country"),
        (4, "language"),
    ]


def test_new_parties_speak_the_companys_language_unless_the_file_says_another(company, clerk):
    run(company, clerk, "parties", ["name,language", "Acme,", "Other,sv", "Third,German"])

    assert list(Party.objects.order_by("pk").values_list("language", flat=True)) == [
        company.language,
        "sv",
        "de",
    ]


def test_numbers_that_do_not_suit_the_ledger_are_told_once(company, clerk):
    company.ledger_account_digits = 6
    company.save()

    report = run(company, clerk, "parties", ["name,customer", "A,yes", "B,yes"], dry_run=True)

    (warning,) = report.warnings
    assert warning.startswith("10001 has 5 digits; for bookkeeping")
