"""The screen on which administrators design print forms."""

from __future__ import annotations

import html
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from numbering.models import Company
from orders.models import Logo, OrderType, PrintForm, PrintLayout, PrintText
from orders.paperkinds import papers
from tests.factories import ItemFactory, WinbasCompanyFactory
from tests.print_forms import picture, print_form
from tests.settings.conftest import posted_form

LIST = reverse("admin:orders_printform_changelist")
ADD = reverse("admin:orders_printform_add")
PREVIEW = reverse("admin:orders_printform_preview")


def change_url(form: PrintForm, screen: str = "change") -> str:
    return reverse(f"admin:orders_printform_{screen}", args=[form.pk])


def typed(office: Client, url: str, **fields: Any) -> dict[str, Any]:
    """The form as shown, with these fields typed over; None clears a tick."""
    data = posted_form(office.get(url).context["form"]) | fields
    return {name: value for name, value in data.items() if value is not None}


def upload(content: bytes, name: str = "logo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def shown(response: Any) -> str:
    """The page with what lies in its frame."""
    return html.unescape(response.content.decode())


def test_wb19_a_form_is_saved_with_logo_columns_and_texts(
    office: Client, company: Company, administrator: User
) -> None:
    slot = OrderType.objects.get(company=company, slot=1)
    data = typed(
        office,
        ADD,
        paper="invoice",
        order_type=slot.pk,
        own_columns="on",
        columns=["text", "position", "amount"],
        logo_use="own",
        logo=upload(picture()),
        logo_width=55,
        colour=" 183E5C",
        closing_sv="Tack för köpet",
        foot_all="Since 1987",
    )

    page = office.post(ADD, data, follow=True)

    form = PrintForm.objects.get(company=company)
    assert (form.paper, form.order_type, form.columns) == ("invoice", slot, "text,position,amount")
    assert (form.colour, form.logo_width) == ("#183e5c", 55)
    assert form.logo is not None
    assert (form.logo.name, form.logo.width) == ("logo.png", 120)
    texts = {row.language: (row.closing, row.foot) for row in form.texts.all()}
    assert texts == {"sv": ("Tack för köpet", ""), "": ("", "Since 1987")}
    assert form.history.get().history_user == administrator
    assert "Invoices of every kind · 1 Faktura" in page.content.decode()
    assert "data:image/png" in page.content.decode()


def test_wb19_saving_what_is_shown_changes_nothing(office: Client, company: Company) -> None:
    form = print_form(
        company, "invoice", columns="amount,text", logo=picture(), texts={"sv": {"intro": "Hej"}}
    )
    before = [list(model.objects.values()) for model in (PrintForm, PrintText, PrintLayout, Logo)]

    office.post(change_url(form), typed(office, change_url(form)))

    after = [list(model.objects.values()) for model in (PrintForm, PrintText, PrintLayout, Logo)]
    assert after == before


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"paper": "invoice"}, "paper", "There is a form for this already"),
        ({"paper": "letter"}, "paper", "letter"),
        ({"colour": "teal"}, "colour", "Type a colour as #"),
        ({"colour": "#ffff00"}, "colour", "too light"),
        ({"logo_width": "91"}, "logo_width", "90"),
        ({"own_columns": "on", "columns": []}, "columns", "Tick the columns"),
        ({"own_columns": "on", "columns": ["item"]}, "columns", "Keep the column Text"),
        ({"logo_use": "own"}, "logo", "Choose a picture"),
        ({"logo_use": "own", "logo": upload(b"<svg/>")}, "logo", "no whole PNG or JPEG"),
        ({"intro_sv": "x" * 2001}, "intro_sv", "2000"),
        ({"logo_key": "forged"}, "logo", "choose it again"),
    ],
)
def test_wb19_bad_input_is_named_at_its_field_and_nothing_typed_is_lost(
    office: Client, company: Company, fields: dict[str, Any], field: str, words: str
) -> None:
    print_form(company, "invoice")
    data = typed(office, ADD, **{"paper": "delivery", "foot_da": "Siden 1987", **fields})

    page = office.post(ADD, data)

    errors = page.context["form"].errors
    assert list(errors) == [field]
    assert words in str(errors[field])
    assert "Siden 1987" in page.content.decode()
    assert PrintForm.objects.count() == 1
    assert not PrintText.objects.exists()
    assert not Logo.objects.exists()


def test_wb19_a_chosen_picture_outlives_a_refusal(office: Client, company: Company) -> None:
    wrong = typed(office, ADD, logo_use="own", logo=upload(picture()), colour="#ffff00")
    page = office.post(ADD, wrong)
    key = page.context["kept_logo"].key
    assert "logo.png is chosen" in page.content.decode()

    mended = typed(office, ADD, logo_use="own", logo_key=key, colour="#183e5c")
    office.post(ADD, mended)

    form = PrintForm.objects.get()
    assert form.logo is not None
    assert form.logo.name == "logo.png"


def test_wb19_the_preview_shows_what_is_typed_and_saves_nothing(
    office: Client, company: Company
) -> None:
    ItemFactory(company=company, text="Oak table")
    form = print_form(company, "invoice", texts={"": {"intro": "Stored words"}})
    data = typed(
        office,
        change_url(form),
        form_key=form.pk,
        preview_language="sv",
        intro_all="Typed words of _objref",
        own_columns="on",
        columns=["amount", "text"],
        logo_use="own",
        logo=upload(picture()),
        colour="#183e5c",
    )
    before = [list(model.objects.values()) for model in (PrintForm, PrintText, PrintLayout, Logo)]

    with CaptureQueriesContext(connection) as queries:
        page = shown(office.post(PREVIEW, data))

    assert "Faktura" in page
    assert "Typed words of 90001" in page
    assert "Stored words" not in page
    assert page.index(">Belopp<") < page.index(">Benämning<")
    assert "data:image/png" in page
    assert "/papers/sv/183e5c-40.css" in page
    assert company.name in page
    assert "Oak table" in page
    assert "data-print" not in page
    written = [one["sql"] for one in queries if one["sql"].startswith(("INSERT", "UPDATE", "DEL"))]
    assert written == []
    after = [list(model.objects.values()) for model in (PrintForm, PrintText, PrintLayout, Logo)]
    assert after == before


@pytest.mark.parametrize("language", ["en", "fi"])
def test_wb19_every_paper_has_a_preview(office: Client, company: Company, language: str) -> None:
    for paper in papers():
        for slot in (None, OrderType.objects.get(company=company, slot=1).pk):
            data = {
                "paper": paper.code,
                "order_type": slot or "",
                "logo_use": "inherit",
                "logo_side": "left",
                "logo_width": "40",
                "foot_all": f"Foot of {paper.code}",
                "preview_language": language,
            }
            page = shown(office.post(PREVIEW, data))
            assert f"Foot of {paper.code}" in page
            assert f'<html lang="{language}">' in page
            assert company.name in page


def test_wb19_the_preview_tells_what_is_wrong_and_shows_the_rest(office: Client) -> None:
    data = typed(office, ADD, colour="#ffff00", foot_all="Since 1987", preview_paper="delivery")
    page = shown(office.post(PREVIEW, data))
    assert "too light" in page
    assert "Delivery note" in page
    assert "Since 1987" in page
    assert office.get(PREVIEW).status_code == 405


def test_wb19_the_history_tells_old_and_new_of_form_and_texts(
    office: Client, company: Company
) -> None:
    form = print_form(company, "invoice", columns="text,amount", texts={"": {"closing": "Old"}})
    url = change_url(form)
    changed = typed(office, url, columns=["position", "text"], closing_all="New", own_columns="on")
    office.post(url, changed)

    page = office.get(change_url(form, "history")).content.decode()
    for words in ("Text, Amount", "Position, Text", "Old", "New", "All languages"):
        assert words in page


def test_wb19_a_form_is_deleted(office: Client, company: Company) -> None:
    form = print_form(company, "invoice", texts={"": {"closing": "x"}})
    office.post(change_url(form, "delete"))
    assert not PrintForm.objects.exists()


def test_wb19_the_list_tells_the_forms_apart(
    office: Client, company: Company, django_assert_max_num_queries: Any
) -> None:
    print_form(company, logo=picture())
    print_form(company, "invoice", 1, texts={"sv": {"intro": "Hej"}, "": {"foot": "x"}})
    with CaptureQueriesContext(connection) as few:
        page = office.get(LIST).content.decode()
    for words in ("All papers", "Invoices of every kind", "1 Faktura", "All languages, Swedish"):
        assert words in page
    for paper in ("delivery", "order_confirmation", "reminder"):
        print_form(company, paper, texts={"": {"foot": "x"}})
    with django_assert_max_num_queries(len(few)):
        office.get(LIST)
    assert page.count(">Print forms<") >= 1
    assert "Print forms" in office.get(reverse("admin:index")).content.decode()


def test_wb19_only_administrators_design_print_forms(
    client: Client, clerk: User, auditor: User, outsider: User, company: Company
) -> None:
    form = print_form(company, "invoice")
    for person in (clerk, auditor, outsider):
        client.force_login(person)
        for url in (LIST, ADD, change_url(form), change_url(form, "delete")):
            assert client.get(url).status_code == 403
            assert client.post(url, {"colour": "#000000"}).status_code == 403
        assert client.post(PREVIEW, {}).status_code == 403
    form.refresh_from_db()
    assert form.colour == ""


def test_wb19_another_companys_forms_are_not_there(office: Client) -> None:
    foreign = print_form(WinbasCompanyFactory(code="OTHER"), "invoice")
    for screen in ("change", "delete", "history"):
        assert office.get(change_url(foreign, screen)).status_code == 404
    assert office.post(PREVIEW, {"form_key": foreign.pk}).status_code == 404
    assert office.post(PREVIEW, {"form_key": "x"}).status_code == 404
