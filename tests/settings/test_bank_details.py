"""Bank details and payment references: one screen for the company, one row for a customer."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from invoicing.models import BankDetails, CustomerReference, Invoice
from numbering.models import Company
from numbering.services import create_series
from tests.factories import PartyFactory
from tests.settings.conftest import posted_form

SCREEN = reverse("admin:invoicing_bankdetails_changelist")
SAMPLES = reverse("admin:invoicing_bankdetails_samples")
CUSTOMER = reverse("admin:invoicing_customerreference_add")
NORWEGIAN = "NO93 8601 1117 947"


def typed(office: Client, **fields: Any) -> dict[str, Any]:
    """The form as shown, with these fields typed over."""
    page = office.get(SCREEN, follow=True)
    return posted_form(page.context["adminform"].form) | fields


def save(office: Client, **fields: Any) -> Any:
    url = office.get(SCREEN).headers["Location"]
    return office.post(url, typed(office, **fields), follow=True)


def test_nw12_accounts_are_saved_however_they_are_typed(office: Client, company: Company) -> None:
    page = save(office, iban=" dk50 00400440116243", bankgiro="54029681", reference="rf")

    details = BankDetails.objects.get(company=company)
    assert (details.iban, details.bankgiro) == ("DK5000400440116243", "54029681")
    shown = page.content.decode()
    assert "DK50 0040 0440 1162 43" in shown
    assert "5402-9681" in shown
    assert "RF06 9900 1" in shown, "the reference of invoice 99001, which is next"


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"iban": "DK5000400440116244"}, "iban", "This is no IBAN"),
        ({"bic": "DABA"}, "bic", "This is no BIC"),
        ({"bankgiro": "5402-9682"}, "bankgiro", "A digit is wrong or missing"),
        ({"reference": "rf"}, "iban", "For an RF reference, type the IBAN"),
        ({"reference": "kid", "iban": "DK5000400440116243"}, "iban", "it begins with NO"),
        ({"reference": "fik"}, "fik_creditor", "type the creditor number"),
        ({"reference": "qr"}, "qr_iban", "type the QR-IBAN"),
        ({"reference": "ocr"}, "bankgiro", "type a Bankgiro or Plusgiro number"),
        ({"kid_length": 30}, "kid_length", "25"),
        (
            {"reference": "kid", "iban": NORWEGIAN, "kid_length": 5},
            "kid_length",
            "Number 99999 of series INVOICE-1 needs a KID of 6 digits",
        ),
    ],
)
def test_nw12_what_cannot_be_is_told_at_its_field(
    office: Client, fields: dict[str, Any], field: str, words: str
) -> None:
    page = save(office, bank_name="Østbanken", **fields)

    errors = page.context["adminform"].form.errors
    assert list(errors) == [field]
    assert words in str(errors[field])
    assert "Østbanken" in page.content.decode(), "nothing typed is lost"
    assert not BankDetails.objects.exists()


def test_nw12_a_kid_has_room_for_keys_where_digits_are_not_enough(
    office: Client, company: Company
) -> None:
    create_series(company, "A", register="invoice", start="A99001", end="A99999")
    settings = {"reference": "kid", "iban": NORWEGIAN}

    page = save(office, **settings, kid_length=8)
    assert "needs a KID of 11 digits" in page.content.decode()

    page = save(office, **settings, kid_length=11)
    assert "A99001–A99999" in page.content.decode(), "whose digits are those of another series"


def test_nw12_the_samples_follow_what_is_typed_and_save_nothing(
    office: Client, company: Company
) -> None:
    form = typed(office, reference="by_country", iban=NORWEGIAN, bankgiro="5402-9681")

    page = office.post(SAMPLES, form).content.decode()

    assert page.index("990010") < page.index("RF06 9900 1")
    assert "NO" in page
    assert not BankDetails.objects.exists()
    assert "no IBAN" in office.post(SAMPLES, form | {"iban": "1"}).content.decode()
    assert "invoice number" in office.post(SAMPLES, form | {"reference": "none"}).content.decode()
    assert office.get(SAMPLES).status_code == 405


def test_nw12_a_company_has_one_set_of_details(office: Client, company: Company) -> None:
    save(office, bank_name="Østbanken")
    save(office, bank_name="Vestbanken")

    assert BankDetails.objects.get(company=company).bank_name == "Vestbanken"
    assert office.get(reverse("admin:invoicing_bankdetails_add")).status_code == 403
    key = BankDetails.objects.get().pk
    assert office.get(reverse("admin:invoicing_bankdetails_delete", args=[key])).status_code == 403


def test_nw12_every_change_is_in_the_history(office: Client, administrator: User) -> None:
    save(office, bank_name="Østbanken")
    save(office, bank_name="Vestbanken")

    details = BankDetails.objects.get()
    assert [one.history_user for one in details.history.all()] == [administrator] * 2
    url = reverse("admin:invoicing_bankdetails_history", args=[details.pk])
    page = office.get(url).content.decode()
    assert "Østbanken" in page
    assert "Vestbanken" in page


def test_nw12_a_customer_gets_a_reference_by_agreement(office: Client, company: Company) -> None:
    party = PartyFactory(company=company, name="Kunde Eins")
    save(office, iban=NORWEGIAN)

    office.post(CUSTOMER, {"party": party.pk, "reference": "rf"})

    assert CustomerReference.objects.get(party=party).reference == "rf"
    rows = office.get(reverse("admin:invoicing_customerreference_changelist")).content.decode()
    assert "Kunde Eins" in rows
    page = save(office, iban="")
    assert "There are customers with this payment reference" in page.content.decode()


def test_nw12_an_agreed_reference_needs_its_account(office: Client, company: Company) -> None:
    party = PartyFactory(company=company)

    page = office.post(CUSTOMER, {"party": party.pk, "reference": "fik"})

    assert "type the creditor number. That is done in Settings" in page.content.decode()
    assert not CustomerReference.objects.exists()


def test_nw12_only_administrators_set_bank_details(
    client: Client, clerk: User, auditor: User, outsider: User, company: Company
) -> None:
    details = BankDetails.objects.create(company=company)
    change = reverse("admin:invoicing_bankdetails_change", args=[details.pk])
    for person in (clerk, auditor, outsider):
        client.force_login(person)
        assert client.get(change).status_code == 403
        assert client.post(change, {"bank_name": "X"}).status_code == 403
        assert client.post(SAMPLES, {}).status_code == 403
    assert not Invoice.objects.exists()


def test_nw12_the_settings_lead_there(office: Client) -> None:
    page = office.get(reverse("admin:index")).content.decode()
    assert page.count("Bank details") == 1
    assert "Payment references of customers" in page
