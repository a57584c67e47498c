"""nw09 on the screen: file, columns, dry run, takeover; who may, and what is found afterwards."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from numbering.models import IssuedNumber, OldDocument
from tests.imports.files import workbook_of

PAGE = reverse("numbering:takeover")
LINES = "Belegnr;Tag;Kunde;Betrag\nRE-00007;01.03.2025;Holm ApS;1250,50\nOLD-1;2.3.2025;Acme;3"


@pytest.fixture
def office(client, administrator) -> Client:
    client.force_login(administrator)
    return client


def upload(office: Client, content: str | bytes = LINES, name: str = "old.csv"):
    raw = content.encode() if isinstance(content, str) else content
    return office.post(PAGE, {"file": SimpleUploadedFile(name, raw)})


def chosen(page, **columns: str) -> dict[str, str]:
    """The form of the columns as it is shown, with others chosen."""
    form = page.context["columns"]
    shown = {name: form[name].value() or "" for name in form.fields}
    return {"upload": page.context["upload"].key, **shown, **columns}


def test_nw09_a_file_is_taken_over_in_four_steps(office, invoices):
    columns = upload(office)
    assert columns.context["columns"].initial == {"number": "0", "party": "2", "amount": "3"}
    assert "RE-00007" in columns.content.decode()
    unsaid = office.post(PAGE, chosen(columns, place="kind:invoice"))
    assert "Tell which column it is." in unsaid.content.decode()
    data = chosen(columns, date="1", place="kind:invoice")

    looked = office.post(PAGE, data)

    text = looked.content.decode()
    assert "2 new numbers" in text
    assert "RE-00008" in text
    assert not IssuedNumber.objects.exists()
    agreed = data | {"import": "yes", "expected": looked.context["report"].fingerprint}
    done = office.post(PAGE, agreed, follow=True)
    assert done.redirect_chain[0][0] == f"{reverse('numbering:register')}?origin=imported"
    told = [str(message) for message in done.context["messages"]]
    assert told == ["Taken over: 2 new numbers.", "The next number of RE is RE-00008."]
    again = office.post(PAGE, agreed, follow=True)
    assert "no longer kept" in again.content.decode()
    assert IssuedNumber.objects.count() == 2


def test_nw09_an_old_number_leads_an_auditor_to_its_document(
    client, auditor, outsider, run, invoices
):
    run(LINES.replace("Tag", "Datum").split("\n"), kind="invoice")
    number = IssuedNumber.objects.get(text="OLD-1")
    client.force_login(auditor)

    page = client.get(number.get_absolute_url()).content.decode()
    assert "Document of the old system" in page
    assert "Acme" in page
    hits = client.get(reverse("search"), {"q": "Holm"}).content.decode()
    assert "RE-00007" in hits
    found = client.get(reverse("search"), {"q": "OLD-1"})
    assert found.url == number.get_absolute_url()
    client.force_login(outsider)
    assert client.get(number.get_absolute_url()).status_code == 404
    assert "RE-00007" not in client.get(reverse("search"), {"q": "Holm"}).content.decode()


def test_nw09_faults_are_shown_with_their_rows_and_there_is_no_button(office, invoices):
    columns = upload(office, "number;kind;date\nRE-1 2;invoice;2025-01-01\nRE-3;what;2025-01-01")

    page = office.post(PAGE, chosen(columns))

    text = page.content.decode()
    assert [fault.row for fault in page.context["report"].faults] == [2, 3]
    assert "There is no kind or number series “what” here." in text
    assert 'name="import"' not in text
    back = office.post(PAGE, chosen(columns) | {"columns": "yes"})
    assert back.context["columns"]["number"].value() == "0"


def test_nw09_a_workbook_is_as_good(office, invoices):
    sheet = workbook_of(["Number", "Kind", "Date"], ["RE-00003", "invoice", "2025-01-01"])

    page = office.post(PAGE, chosen(upload(office, sheet, "old.xlsx")))

    assert page.context["report"].new == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [("", "The file is empty"), ("number;date\n", "no rows beneath"), (b"PK\x03\x04", "be read")],
)
def test_nw09_a_file_that_cannot_be_read_is_told_at_the_field(office, content, sentence):
    page = upload(office, content)
    if page.context["columns"] is not None:
        page = office.post(PAGE, chosen(page))

    assert sentence in page.content.decode()
    assert not OldDocument.objects.exists()


def test_nw09_larger_files_are_for_the_command(office, monkeypatch):
    monkeypatch.setattr("numbering.views.takeover.MOST_ROWS", 1)

    page = office.post(PAGE, chosen(upload(office), date="1", place="kind:invoice"))

    assert "manage.py take_over" in page.content.decode()


def test_nw09_one_column_is_one_thing(office):
    page = office.post(PAGE, chosen(upload(office), date="0"))

    assert "This column is the Number already." in page.content.decode()


def test_nw09_only_administrators_enter(client, clerk, auditor, outsider):
    assert client.get(PAGE).url.startswith(reverse("login"))
    assert client.post(PAGE).status_code == 401
    for person in (clerk, auditor, outsider):
        client.force_login(person)
        assert client.get(PAGE).status_code == client.post(PAGE).status_code == 403


def test_nw09_the_way_there_is_in_the_settings(office):
    assert PAGE in office.get(reverse("admin:index")).content.decode()
    assert office.get(PAGE).status_code == 200


def test_nw09_a_file_of_somebody_else_is_not_to_be_had(office, client, invoices, outsider):
    key = upload(office).context["upload"].key
    outsider.groups.set(type(outsider.groups.first()).objects.filter(name="Administrators"))
    client.force_login(outsider)

    assert "no longer kept" in client.post(PAGE, {"upload": key}).content.decode()
