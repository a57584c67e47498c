"""Which print form a paper has (Winbas: forms for each order type), and what cannot be saved."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from numbering.exceptions import NumberingError
from numbering.models import Company
from orders.models import Logo, PrintForm, PrintLayout
from orders.services.layouts import Layouts
from orders.services.order_types import delete_order_type
from orders.services.print_forms import delete_print_form, save_print_form
from tests.factories import OrderTypeRow, WinbasCompanyFactory, order_type, save_order_types
from tests.print_forms import picture, print_form

ALL = {"": {"closing": "For everybody"}}


def layout(company: Company, paper: str, slot: int | None = None, language: str = "en") -> Any:
    key = None if slot is None else order_type(company, slot).pk
    return Layouts(company).resolve(paper, key, language)


def test_wb19_without_forms_papers_have_the_built_in_look(company: Company) -> None:
    assert layout(company, "invoice", 1) is None


def test_wb19_type_beats_paper_beats_company(company: Company) -> None:
    print_form(company, texts={"": {"closing": "company"}})
    assert layout(company, "invoice", 1).closing == "company"

    print_form(company, "invoice", texts={"": {"closing": "paper"}})
    assert layout(company, "invoice", 1).closing == "paper"
    assert layout(company, "order_confirmation", 1).closing == "company"

    print_form(company, "", 1, texts={"": {"closing": "type"}})
    assert layout(company, "invoice", 1).closing == "type"

    print_form(company, "invoice", 1, texts={"": {"closing": "type and paper"}})
    assert layout(company, "invoice", 1).closing == "type and paper"
    assert layout(company, "invoice", 2).closing == "paper"
    assert layout(company, "invoice").closing == "paper"


def test_wb19_kinds_of_invoices_go_by_the_invoices_form(company: Company) -> None:
    print_form(company, "invoice", texts={"": {"closing": "any invoice"}})
    print_form(company, "credit_note", texts={"": {"closing": "credit"}})

    assert layout(company, "cash_note").closing == "any invoice"
    assert layout(company, "credit_note").closing == "credit"
    assert layout(company, "reminder") is None


def test_wb19_a_form_leaves_open_what_it_does_not_say(company: Company) -> None:
    print_form(
        company,
        logo=picture(),
        logo_width=60,
        colour="#183e5c",
        columns="text,amount",
        texts={"": {"foot": "since 1987", "closing": "Thank you"}},
    )
    print_form(company, "invoice", texts={"sv": {"closing": "Tack"}})

    swedish, danish = (layout(company, "invoice", 1, language) for language in ("sv", "da"))

    assert (swedish.closing, danish.closing) == ("Tack", "Thank you")
    assert swedish.foot == "since 1987"
    assert (swedish.colour, swedish.logo_width, swedish.columns) == ("#183e5c", 60, "text,amount")
    assert swedish.logo is not None


def test_wb19_the_texts_language_goes_before_all_languages_within_a_form(company: Company) -> None:
    print_form(company, texts={"de": {"intro": "Firma"}, "": {"intro": "company"}})
    print_form(company, "invoice", texts={"": {"intro": "paper"}})

    assert layout(company, "invoice", language="de").intro == "paper"
    assert layout(company, "delivery", language="de").intro == "Firma"


def test_wb19_no_logo_is_said_too(company: Company) -> None:
    print_form(company, logo=picture())
    print_form(company, "delivery", logo_use="none")

    assert layout(company, "invoice").logo is not None
    assert layout(company, "delivery").logo is None


def test_wb19_a_paper_without_prices_has_none_of_their_columns(company: Company) -> None:
    print_form(company, columns="amount,position,text,price")

    assert layout(company, "delivery").columns == "position,text"
    assert layout(company, "invoice").columns == "amount,position,text,price"


def test_wb19_forms_of_another_company_are_not_ours(company: Company) -> None:
    print_form(WinbasCompanyFactory(code="OTHER"), texts=ALL)
    assert layout(company, "invoice") is None


def test_wb19_layouts_are_stored_with_the_forms_and_each_once(
    company: Company, django_assert_num_queries: Any
) -> None:
    form = print_form(company, texts=ALL | {"sv": {"closing": "För alla"}})
    stored = set(PrintLayout.objects.values_list("digest", flat=True))

    layouts = Layouts(company)
    with django_assert_num_queries(3):  # forms, texts, layouts
        found = [
            layouts.of(paper, key, language)
            for paper in ("invoice", "credit_note", "cash_note")
            for key in (None, 1, 2)
            for language in ("en", "sv", "da")
        ]
    assert {one.digest for one in found if one} <= stored
    save_print_form(form, texts={})
    assert set(PrintLayout.objects.values_list("digest", flat=True)) == stored


def test_wb19_a_layout_that_nobody_stored_is_stored_when_a_document_needs_it(
    company: Company,
) -> None:
    PrintForm.objects.create(company=company, colour="#101010")

    found = Layouts(company).of("invoice", None, "en")

    assert found is not None
    assert found.pk is not None


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"paper": "letter"}, "paper"),
        ({"paper": "invoice"}, "paper"),
        ({"paper": "reminder", "slot": 1}, "order_type"),
        ({"paper": "delivery", "columns": "text,price"}, "columns"),
        ({"paper": "delivery", "columns": "item,quantity"}, "columns"),
        ({"paper": "delivery", "colour": "red"}, "colour"),
        ({"paper": "delivery", "colour": "#ffff00"}, "colour"),
        ({"paper": "delivery", "logo_width": 91}, "logo_width"),
        ({"paper": "delivery", "logo_use": "own"}, "logo"),
        ({"paper": "delivery", "texts": {"sv": {"intro": "x" * 2001}}}, "intro_sv"),
        ({"paper": "delivery", "texts": {"": {"foot": "x" * 401}}}, "foot_all"),
    ],
)
def test_wb19_what_cannot_be_is_named_at_its_field(
    company: Company, facts: dict[str, Any], field: str
) -> None:
    print_form(company, "invoice", texts=ALL)
    with pytest.raises(NumberingError) as refusal:
        print_form(company, **facts)
    assert refusal.value.field == field
    assert PrintForm.objects.count() == 1, "nothing is half-saved"


def test_wb19_an_order_type_of_another_company_is_refused(company: Company) -> None:
    foreign = order_type(WinbasCompanyFactory(code="OTHER"), 1)
    with pytest.raises(NumberingError) as refusal:
        save_print_form(PrintForm(company=company, order_type=foreign), texts={})
    assert refusal.value.field == "order_type"


def test_wb19_a_deleted_form_leaves_the_more_general_one(company: Company) -> None:
    print_form(company, texts=ALL)
    form = print_form(company, "invoice", texts={"": {"closing": "invoice"}})

    delete_print_form(form)

    assert layout(company, "invoice").closing == "For everybody"


def test_wb19_a_type_that_was_never_used_goes_with_its_form(company: Company, clerk: Any) -> None:
    save_order_types(company=company, rows=[OrderTypeRow(slot=11, description="X")], by=clerk)
    print_form(company, "invoice", 11, texts=ALL)

    delete_order_type(order_type=order_type(company, 11), by=clerk)

    assert not PrintForm.objects.exists()


@pytest.mark.parametrize("table", ["orders_printlayout", "orders_logo"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET digest = 'x'", "DELETE FROM {}"])
def test_wb19_the_database_keeps_layouts_and_logos(
    company: Company, table: str, statement: str
) -> None:
    print_form(company, logo=picture())
    before = [list(model.objects.values()) for model in (PrintLayout, Logo)]
    with (
        pytest.raises(DatabaseError, match="never changes"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))
    assert [list(model.objects.values()) for model in (PrintLayout, Logo)] == before
