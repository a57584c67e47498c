"""The import page: look first, then import; nothing uploaded is lost, nothing saved unseen."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from numbering.exceptions import SeriesBusy
from numbering.models import IssuedNumber
from numbering.pages.uploads import kept_upload
from numbering.services import assign_series, create_series
from orders.models import Item, Party
from orders.views import imports
from tests.factories import ItemFactory, PartyFactory
from tests.fixtures.company import PASSWORD

ITEMS = reverse("orders:import", args=["items"])
HEAD = "item number,text,unit,price,tax code"


@pytest.fixture
def as_clerk(client, clerk) -> Client:
    client.force_login(clerk)
    return client


def csv_file(*lines: str, name: str = "items.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "\n".join(lines).encode())


def look(client: Client, *lines: str, url: str = ITEMS):
    return client.post(url, {"file": csv_file(*lines)})


def fields_of(page) -> dict[str, str]:
    """The hidden fields of the button that imports."""
    found = re.findall(r'name="(upload|expected)"\s+value="([^"]+)"', page.content.decode())
    return {**dict(found), "import": "yes"}


def test_a_file_is_looked_at_first_and_imported_on_a_second_press(as_clerk, company):
    stored = ItemFactory(company=company, text="Plank")
    same = ItemFactory(company=company, text="Beam")

    looked = look(
        as_clerk,
        HEAD,
        f"{stored.number},Oak plank,pcs,100,25",
        f"{same.number},Beam,pcs,100,25",
        ",New one,m,1,25",
        "X-7,Typed,m,1,25",
    )
    page = looked.content.decode()
    before = (Item.objects.count(), IssuedNumber.objects.count())
    done = as_clerk.post(ITEMS, fields_of(looked), follow=True)

    assert "2 new, 1 changed, 1 unchanged" in page
    assert '<span class="old">Plank</span>' in page
    assert '<span class="new">Oak plank</span>' in page
    assert "will be drawn" in page
    assert '<span class="num" title="item number">X-7</span>' in page
    assert "1 number will be drawn, item number: 1003 as things stand." in page
    assert before == (2, 2)
    assert done.redirect_chain[-1][0] == reverse("orders:item_list")
    told = [str(message) for message in done.context["messages"]]
    assert told == [
        "Imported: 2 new, 1 changed, 1 unchanged.",
        "1 number drawn, item number: 1003.",
    ]
    assert sorted(str(item.number) for item in Item.objects.all()) == [
        *("1001", "1002", "1003", "X-7"),
    ]


def test_while_others_write_the_file_is_kept_to_be_looked_at_again(as_clerk, company, monkeypatch):
    def busy(**_facts):
        raise SeriesBusy("Others are saving at the same time: nothing is lost.")

    with monkeypatch.context() as patched:
        patched.setattr(imports, "import_table", busy)
        page = look(as_clerk, HEAD, ",New one,m,1,25")
    again = as_clerk.post(ITEMS, {"upload": page.context["upload"].key})

    assert "Others are saving at the same time" in page.content.decode()
    assert "Look at items.csv again" in page.content.decode()
    assert "1 new" in again.content.decode()


def test_a_file_much_too_large_is_not_even_read(as_clerk, company):
    large = SimpleUploadedFile("large.csv", b"x" * (5 * 1024 * 1024 + 1))
    sessions = Session.objects.count()

    page = as_clerk.post(ITEMS, {"file": large}).content.decode()

    assert "The file is larger than 5 MB" in page
    assert Session.objects.count() == sessions


def test_mistakes_come_first_and_there_is_nothing_to_press(as_clerk, company):
    looked = look(as_clerk, HEAD, ",Good,m,1,25", ",Bad,m,abc,25")
    page = looked.content.decode()

    assert "1 new, 1 with errors" in page
    assert page.index("“abc” is not a number.") < page.index("Good")
    assert 'name="import"' not in page
    again = as_clerk.post(ITEMS, {"upload": looked.context["upload"].key})
    assert "“abc” is not a number." in again.content.decode()
    forced = as_clerk.post(
        ITEMS, {"file": csv_file(HEAD, ",Good,m,1,25"), "import": "yes", "expected": ""}
    )
    assert "Nothing is saved yet." in forced.content.decode()
    assert Item.objects.count() == 0


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([], "The file is empty"),
        (["colour,size", "red,1"], "The first row must hold the names of the columns"),
        (["\x00\x01"], "neither a CSV file nor a workbook"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_at_its_field(as_clerk, company, lines, sentence):
    page = look(as_clerk, *lines).content.decode()

    assert sentence in page
    assert 'href="#id_file"' in page


def test_without_a_file_the_page_asks_for_one(as_clerk, company):
    assert "Choose a file." in as_clerk.post(ITEMS).content.decode()


def test_what_changed_meanwhile_is_shown_once_more(as_clerk, company):
    item = ItemFactory(company=company, text="Plank")
    looked = look(as_clerk, HEAD, f"{item.number},Oak plank,pcs,100,25")
    Item.objects.filter(pk=item.pk).update(text="Beam")

    again = as_clerk.post(ITEMS, fields_of(looked))

    assert "something else would happen by now" in again.content.decode()
    assert '<span class="old">Beam</span>' in again.content.decode()
    assert Item.objects.get().text == "Beam"
    as_clerk.post(ITEMS, fields_of(again))
    assert Item.objects.get().text == "Oak plank"


def test_a_file_that_was_imported_is_not_kept(as_clerk, company):
    sessions = Session.objects.count()
    looked = look(as_clerk, HEAD, ",New one,m,1,25")
    kept = Session.objects.count()

    as_clerk.post(ITEMS, fields_of(looked))
    twice = as_clerk.post(ITEMS, fields_of(looked), follow=True).content.decode()

    assert (kept, Session.objects.count()) == (sessions + 1, sessions)
    assert "The file is no longer kept" in twice
    assert Item.objects.count() == 1


def test_of_two_presses_at_once_one_imports(as_clerk, company, monkeypatch):
    looked = look(as_clerk, HEAD, ",New one,m,1,25")
    found = kept_upload

    def and_meanwhile(request, key):
        """The other press comes after this one has found the file."""
        upload = found(request, key)
        monkeypatch.setattr(imports, "kept_upload", found)
        as_clerk.post(ITEMS, fields_of(looked))
        return upload

    monkeypatch.setattr(imports, "kept_upload", and_meanwhile)
    late = as_clerk.post(ITEMS, fields_of(looked), follow=True).content.decode()

    assert "This file is imported already." in late
    assert Item.objects.count() == 1


def test_the_file_of_somebody_else_is_not_shown(as_clerk, company, administrator):
    looked = look(as_clerk, HEAD, ",Secret,m,1,25")
    other = Client()
    other.force_login(administrator)

    for key in (looked.context["upload"].key, "made-up"):
        page = other.post(ITEMS, {"upload": key}).content.decode()
        assert "Secret" not in page
        assert "The file is no longer kept" in page


def test_after_a_lost_login_the_file_is_still_there(as_clerk, clerk, company):
    looked = look(as_clerk, HEAD, ",New one,m,1,25")
    sent = fields_of(looked)
    as_clerk.logout()

    asked = as_clerk.post(ITEMS, sent)
    kept = re.search(r'name="kept"\s+value="([^"]+)"', asked.content.decode())[1]
    back = as_clerk.post(
        reverse("login"), {"username": "karl", "password": PASSWORD, "kept": kept}, follow=True
    ).content.decode()
    again = as_clerk.post(ITEMS, {"upload": sent["upload"]})

    assert "Look at items.csv again" in back
    assert "1 new" in again.content.decode()
    assert Item.objects.count() == 0


@pytest.mark.parametrize("subject", ["parties", "items", "orders"])
@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_a_template_can_be_looked_at_as_it_is(as_clerk, company, subject, name):
    PartyFactory(company=company)
    ItemFactory(company=company)
    response = as_clerk.get(reverse("orders:import_template", args=[subject, name]))
    file = SimpleUploadedFile(f"template.{name}", b"".join(response.streaming_content))

    page = as_clerk.post(reverse("orders:import", args=[subject]), {"file": file}).content.decode()

    assert "1 new" in page
    assert 'name="import"' in page


@pytest.mark.parametrize("name", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["en", "da"])
def test_what_is_exported_is_edited_and_imported(as_clerk, company, clerk, name, language):
    """Whatever a text looks like, what nobody touched is unchanged."""
    assign_series(company, "address", create_series(company, "ADR", register="address", start="01"))
    company.refresh_from_db()
    PartyFactory(company=company, name="=SUM(A1)", street="-Aby", tax_id="'quoted", city="+1;2,3")
    PartyFactory(company=company, name="Untouched", postcode="01067")
    as_clerk.cookies["django_language"] = language
    url = reverse("orders:export", args=["parties", name])

    content = b"".join(as_clerk.get(url).streaming_content)
    if name == "csv":
        edited = content.replace(b"01067", b"01069")
    else:
        book = load_workbook(BytesIO(content))
        (cell,) = [cell for row in book.active for cell in row if cell.value == "01067"]
        cell.value, file = "01069", BytesIO()
        book.save(file)
        edited = file.getvalue()
    looked = as_clerk.post(
        reverse("orders:import", args=["parties"]),
        {"file": SimpleUploadedFile(f"parties.{name}", edited)},
    )
    as_clerk.post(reverse("orders:import", args=["parties"]), fields_of(looked))

    changes = [entry.changes for entry in looked.context["report"].entries]
    assert [len(one) for one in changes] == [0, 1]
    assert [party.postcode for party in Party.objects.order_by("pk")] == ["", "01069"]


def test_items_come_back_as_they_went(as_clerk, company):
    ItemFactory(company=company, price="1.2345", text="@work", unit="m²")
    ItemFactory(company=company, price="1000.5", typed_number="-77")
    as_clerk.cookies["django_language"] = "de"

    for name in ("csv", "xlsx"):
        exported = as_clerk.get(reverse("orders:export", args=["items", name]))
        file = SimpleUploadedFile(f"items.{name}", b"".join(exported.streaming_content))
        report = as_clerk.post(ITEMS, {"file": file}).context["report"]
        assert [entry.changes for entry in report.entries] == [[], []]
        assert report.counts["unchanged"] == 2


def test_lists_lead_to_the_import_and_only_writers_see_it(client, clerk, auditor, company):
    for person, is_shown in ((clerk, True), (auditor, False)):
        client.force_login(person)
        for subject, name in (("parties", "party"), ("items", "item"), ("orders", "order")):
            page = client.get(reverse(f"orders:{name}_list")).content.decode()
            assert (reverse("orders:import", args=[subject]) in page) == is_shown


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("import", ["invoices"]),
        ("import_template", ["items", "ods"]),
        ("export", ["items", "ods"]),
        ("export", ["orders", "csv"]),
    ],
)
def test_what_cannot_be_imported_or_exported_is_not_found(as_clerk, company, name, args):
    assert as_clerk.get(reverse(f"orders:{name}", args=args)).status_code == 404
