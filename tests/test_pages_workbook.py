"""Every list as a workbook: numbers are texts, amounts and days are cells of their kind."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from numbering.pages import export
from tests.factories import DAY, OrderFactory, PartyFactory

LIST = reverse("orders:order_list")
PARTIES = reverse("orders:party_list")


def cells_of(response) -> list[list]:
    """The cells of the only sheet, row by row."""
    book = load_workbook(BytesIO(b"".join(response.streaming_content)))
    return [list(row) for row in book.active.iter_rows()]


@pytest.fixture
def as_auditor(client, auditor):
    client.force_login(auditor)
    return client


def test_a_list_is_exported_as_a_workbook(as_auditor, company):
    OrderFactory(company=company, date=DAY)

    response = as_auditor.get(LIST, {"export": "xlsx"})
    head, row = cells_of(response)

    assert response["Content-Disposition"].endswith('.xlsx"')
    found = {label.value: cell for label, cell in zip(head, row, strict=True)}
    assert (found["Number"].value, found["Number"].data_type) == ("00001", "s")
    assert (found["Total"].value, found["Total"].data_type) == (1250, "n")
    assert found["Date"].value.date() == DAY
    assert found["State"].value == "open"


@pytest.mark.parametrize("name", ["=1+1", "#N/A", "+1", "-A1", "@A1", "a\x0bb"])
def test_no_text_becomes_a_formula(as_auditor, company, name):
    PartyFactory(company=company, name=name)

    _head, row = cells_of(as_auditor.get(PARTIES, {"export": "xlsx"}))

    assert (name.replace("\x0b", ""), "s") in [(cell.value, cell.data_type) for cell in row]


def test_a_workbook_holds_the_rows_found_and_the_columns_shown(as_auditor, company):
    PartyFactory(company=company, name="Acme")
    PartyFactory(company=company, name="Other")
    as_auditor.get(PARTIES, {"columns": "1"})

    head, *rows = cells_of(as_auditor.get(PARTIES, {"export": "xlsx", "q": "acme"}))

    assert [cell.value for cell in head] == [
        *("Name", "Customer", "Supplier", "Postcode", "Town", "Country"),
    ]
    assert [row[0].value for row in rows] == ["Acme"]


def test_too_many_rows_for_a_workbook_are_told(as_auditor, company, monkeypatch):
    monkeypatch.setattr(export, "MOST_WORKBOOK_ROWS", 1)
    PartyFactory(company=company)
    PartyFactory(company=company)

    page = as_auditor.get(PARTIES, {"export": "xlsx"}, follow=True).content.decode()

    assert "More than 1 rows: narrow the list, or export it as CSV." in page
    assert as_auditor.get(PARTIES, {"export": "csv"}).streaming
