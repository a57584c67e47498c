"""An issued invoice keeps the layout that it was issued with; everything else has today's."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from invoicing.models import Invoice
from invoicing.rendering import paper_html
from invoicing.services.credit import credit_invoice
from invoicing.services.deliveries import create_invoice_from_trade
from invoicing.services.issue import issue_invoice
from numbering.models import Company
from numbering.pdf import render_pdf
from orders.models import Order, PrintForm
from orders.services.layouts import texts_of
from orders.services.print_forms import delete_print_form, save_print_form
from orders.services.trade_steps import convert
from tests.factories import (
    DAY,
    DraftFactory,
    InvoiceFactory,
    OrderFactory,
    PartyFactory,
    TradeFactory,
    number_kinds,
)
from tests.invoicing.settling import reminded
from tests.print_forms import picture, print_form


@pytest.fixture
def order(company: Company, clerk: User) -> Order:
    return OrderFactory(company=company, by=clerk)


@pytest.fixture
def as_clerk(client: Client, clerk: User) -> Client:
    client.force_login(clerk)
    return client


def paper(client: Client, document: object, name: str = "invoicing:invoice_print") -> str:
    return client.get(reverse(name, args=[document.pk])).content.decode()  # type: ignore[attr-defined]


def heads(page: str) -> list[str]:
    return re.findall(r"<th[^>]*>([^<]+)</th>", page.split("<tbody>", maxsplit=1)[0])


def change(form: PrintForm, text: str) -> None:
    save_print_form(form, texts=texts_of(form) | {"": {"closing": text}})


def test_wb19_an_issued_invoice_keeps_its_layout(
    as_clerk: Client, company: Company, clerk: User, order: Order
) -> None:
    form = print_form(
        company, "invoice", texts={"": {"closing": "Old terms"}}, logo=picture(), columns="text"
    )
    issued = InvoiceFactory(order=order, by=clerk)
    before = paper(as_clerk, issued)
    assert "Old terms" in before

    form.columns, form.logo_use, form.colour = "text,amount", "none", "#101010"
    change(form, "New terms")
    assert paper(as_clerk, issued) == before
    delete_print_form(form)
    assert paper(as_clerk, issued) == before


def test_wb19_a_draft_shows_what_it_would_be_issued_with(
    as_clerk: Client, company: Company, clerk: User, order: Order
) -> None:
    form = print_form(company, "invoice", texts={"": {"closing": "Old terms"}})
    draft = DraftFactory(order=order, by=clerk)

    change(form, "New terms")

    assert "New terms" in paper(as_clerk, draft)
    issued = issue_invoice(invoice=draft, by=clerk)
    assert issued.print_layout is not None
    assert issued.print_layout.closing == "New terms"


def test_wb19_the_layout_follows_kind_type_and_language(
    company: Company, clerk: User, order: Order
) -> None:
    print_form(company, "invoice", 1, texts={"": {"closing": "type 1"}, "sv": {"closing": "typ 1"}})
    print_form(company, "credit_note", 1, texts={"": {"closing": "credit"}})
    party = PartyFactory(company=company, language="sv")
    swedish = InvoiceFactory(order=OrderFactory(company=company, by=clerk, party=party), by=clerk)
    english = InvoiceFactory(order=order, by=clerk)
    credit = issue_invoice(invoice=credit_invoice(invoice=english, by=clerk), by=clerk)

    found = [one.print_layout.closing for one in (swedish, english, credit)]  # type: ignore[union-attr]
    assert found == ["typ 1", "type 1", "credit"]


@pytest.mark.parametrize("name", ["print_layout", "delivery_numbers"])
def test_wb19_nobody_gives_an_issued_invoice_another_layout(
    company: Company, clerk: User, order: Order, name: str
) -> None:
    print_form(company, texts={"": {"closing": "x"}})
    issued = InvoiceFactory(order=order, by=clerk)
    value = {"print_layout": None, "delivery_numbers": "1"}[name]
    with (
        pytest.raises(DatabaseError, match="an issued invoice never changes"),
        transaction.atomic(),
    ):
        Invoice.objects.filter(pk=issued.pk).update(**{name: value})


def test_wb19_a_reminder_keeps_its_layout(
    as_clerk: Client, company: Company, clerk: User, order: Order, levels: object
) -> None:
    form = print_form(company, "reminder", texts={"": {"closing": "Old words of _objref"}})
    reminder = reminded(InvoiceFactory(order=order, by=clerk))
    change(form, "New words")

    page = paper(as_clerk, reminder, "invoicing:reminder_print")
    assert f"Old words of {reminder.number}" in page
    with pytest.raises(DatabaseError, match="stays as it was made"), transaction.atomic():
        type(reminder).objects.filter(pk=reminder.pk).update(print_layout=None)


def test_wb19_columns_stand_in_the_order_of_the_form(
    as_clerk: Client, company: Company, clerk: User, order: Order
) -> None:
    assert heads(paper(as_clerk, order, "orders:order_print")) == [
        *("Item", "Text", "Quantity", "Unit", "Price", "Tax", "Amount")
    ]
    print_form(company, columns="position,amount,text")

    for page in (
        paper(as_clerk, order, "orders:order_print"),
        paper(as_clerk, DraftFactory(order=order, by=clerk)),
    ):
        assert heads(page) == ["Pos.", "Amount", "Text"]
        cells = re.findall(r"<td[^>]*>([^<]*)</td>", page)
        assert cells[:3] == ["1", "1,000.00", "Chair"]


def test_wb19_texts_say_number_and_internal_id(
    as_clerk: Client, company: Company, order: Order
) -> None:
    print_form(company, "order_confirmation", texts={"": {"intro": "Order _objref (_ref)"}})
    page = paper(as_clerk, order, "orders:order_print")
    assert f"Order {order.number} ({order.internal_id})" in page


def test_wb19_text_is_never_markup(as_clerk: Client, company: Company, order: Order) -> None:
    print_form(company, texts={"": {"intro": "<script>alert(1)</script>"}})
    page = paper(as_clerk, order, "orders:order_print")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_wb19_the_look_comes_as_a_style_sheet_in_the_papers_language(
    as_clerk: Client, company: Company, order: Order
) -> None:
    print_form(company, colour="#183e5c", logo=picture(), logo_width=55)
    page = paper(as_clerk, order, "orders:order_print")
    assert 'src="data:image/png;base64,' in page
    assert "<style" not in page

    address = reverse("orders:paper_style", args=["sv", "183e5c-55"])
    assert address.replace("/sv/", "/en/") in page
    sheet = as_clerk.get(address).content.decode()
    assert "--accent: #183e5c; --logo-width: 55mm" in sheet
    assert '"Sida " counter(page) " av " counter(pages)' in sheet
    for wrong in ("xx/183e5c-55", "sv/183e5c-99", "sv/red-55", "sv/183e5c-5"):
        assert as_clerk.get(f"/papers/{wrong}.css").status_code == 404


def test_wb19_a_pdf_has_all_in_itself(company: Company, clerk: User, order: Order) -> None:
    print_form(company, colour="#183e5c", logo=picture(), texts={"": {"foot": "Since 1987"}})
    html = paper_html(InvoiceFactory(order=order, by=clerk))

    assert "--accent: #183e5c" in html
    assert "/papers/" not in html
    assert "data-print" not in html
    assert render_pdf(html).startswith(b"%PDF-")


def test_wb19_an_invoice_names_the_deliveries_it_is_made_of(
    as_clerk: Client, company: Company, clerk: User
) -> None:
    number_kinds(company, "invoice", start="S-1")
    number_kinds(company, "delivery", start="D-1")
    party = PartyFactory(company=company)
    deliveries = [
        TradeFactory(company=company, by=clerk, kind="delivery", party=party) for _ in range(2)
    ]
    draft = create_invoice_from_trade(documents=deliveries, by=clerk, date=DAY)

    invoice = issue_invoice(invoice=draft, by=clerk)

    assert invoice.delivery_numbers == "D-1, D-2"
    assert "D-1, D-2" in paper(as_clerk, invoice)


def test_wb19_an_order_types_delivery_note_has_its_form(
    as_clerk: Client, company: Company, clerk: User, order: Order
) -> None:
    number_kinds(company, "delivery")
    print_form(company, "delivery", 1, texts={"": {"intro": "Handle with care"}})
    delivery = convert(source=order, into="delivery", by=clerk, date=DAY)
    free = TradeFactory(company=company, by=clerk, kind="delivery")

    def page(document: object) -> str:
        key = document.pk  # type: ignore[attr-defined]
        return as_clerk.get(reverse("orders:trade_print", args=["delivery", key])).content.decode()

    assert "Handle with care" in page(delivery)
    assert "Handle with care" not in page(free)
