"""The PDF of an invoice is made when it is issued, once, and kept as it was made."""

from __future__ import annotations

import re
from hashlib import sha256
from io import BytesIO

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, transaction
from pypdf import PdfReader

from invoicing.exceptions import NotIssued
from invoicing.models import Invoice, KeptPaper
from invoicing.services import papers
from invoicing.services.issue import issue_invoice
from invoicing.services.papers import keep_papers
from invoicing.services.payments import record_payment
from numbering.models import Company, NumberSeries
from numbering.pdf import PdfUnavailable
from tests.factories import (
    DAY,
    DraftFactory,
    InvoiceFactory,
    OrderFactory,
    PartyFactory,
    UserFactory,
    WinbasCompanyFactory,
    line_data,
)
from tests.together import PEOPLE, at_once


def text_of(paper: KeptPaper) -> str:
    """What the PDF says, without what typesetting does to spaces."""
    pages = PdfReader(BytesIO(paper.content)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


@pytest.fixture
def invoice(company: Company, clerk: User) -> Invoice:
    """An issued invoice whose papers were not made."""
    return InvoiceFactory(order=OrderFactory(company=company, by=clerk), by=clerk)


@pytest.mark.django_db(transaction=True)
def test_oc03_issuing_makes_the_pdf_and_keeps_it_with_its_hash() -> None:
    company, clerk = WinbasCompanyFactory(), UserFactory()
    draft = DraftFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    issue_invoice(invoice=draft, by=clerk)
    kept = KeptPaper.objects.get(kind="pdf")
    assert (kept.invoice_id, kept.made_by) == (draft.pk, clerk)
    assert kept.sha256 == sha256(kept.content).hexdigest()
    assert kept.size == len(kept.content)
    assert "99001" in text_of(kept)


@pytest.mark.django_db(transaction=True)
def test_oc03_paying_a_draft_makes_its_pdf_too() -> None:
    company, clerk = WinbasCompanyFactory(), UserFactory()
    draft = DraftFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    record_payment(invoice=draft, by=clerk, date=DAY)
    assert KeptPaper.objects.get(kind="pdf").invoice_id == draft.pk


@pytest.mark.django_db(transaction=True)
def test_an_invoice_is_issued_where_no_pdf_can_be_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking(html: str) -> bytes:
        raise PdfUnavailable("Install libpango.")

    monkeypatch.setattr(papers, "render_pdf", lacking)
    company, clerk = WinbasCompanyFactory(), UserFactory()
    draft = DraftFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    issued = issue_invoice(invoice=draft, by=clerk)
    assert str(issued.number) == "99001"
    assert not KeptPaper.objects.exists()
    monkeypatch.undo()
    assert "99001" in text_of(keep_papers(invoice=issued, by=clerk)["pdf"])


@pytest.mark.django_db(transaction=True)
def test_two_who_make_it_at_once_keep_one() -> None:
    company, clerk = WinbasCompanyFactory(), UserFactory()
    draft = DraftFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    issued = issue_invoice(invoice=draft, by=clerk, with_papers=False)
    assert at_once(lambda _: keep_papers(invoice=issued, by=clerk)) == [None] * PEOPLE
    assert KeptPaper.objects.filter(kind="pdf").count() == 1


def test_it_is_never_made_again(
    invoice: Invoice, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = keep_papers(invoice=invoice, by=clerk)["pdf"]
    Company.objects.filter(pk=invoice.company_id).update(name="Another name")
    monkeypatch.delattr(papers, "render_pdf")
    after = keep_papers(invoice=Invoice.objects.get(pk=invoice.pk), by=UserFactory())["pdf"]
    assert (after.pk, bytes(after.content)) == (before.pk, bytes(before.content))
    assert after.made_by == clerk


def test_what_was_not_made_at_issue_shows_what_was_frozen_then(
    invoice: Invoice, clerk: User
) -> None:
    seller, buyer = invoice.seller_name, invoice.buyer_name
    Company.objects.filter(pk=invoice.company_id).update(name="Renamed")
    type(invoice.party).objects.filter(pk=invoice.party_id).update(name="Moved")
    said = text_of(keep_papers(invoice=Invoice.objects.get(pk=invoice.pk), by=clerk)["pdf"])
    assert seller in said
    assert buyer in said
    assert "Renamed" not in said
    assert "Moved" not in said


def test_a_draft_has_none(company: Company, clerk: User) -> None:
    draft = DraftFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    with pytest.raises(NotIssued, match="issue it first"):
        keep_papers(invoice=draft, by=clerk)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE invoicing_keptpaper SET content = '\\x00'",
        "UPDATE invoicing_keptpaper SET sha256 = sha256",
        "DELETE FROM invoicing_keptpaper",
    ],
)
def test_the_database_keeps_it(invoice: Invoice, clerk: User, sql: str) -> None:
    before = keep_papers(invoice=invoice, by=clerk)["pdf"]
    with (
        pytest.raises(DatabaseError, match="a kept paper never changes"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert KeptPaper.objects.get(kind="pdf").sha256 == before.sha256


TITLES = {
    "en": "Invoice 99001",
    "da": "Faktura 99001",
    "sv": "Faktura 99001",
    "de": "Rechnung 99001",
    "pl": "Faktura 99001",
    "fi": "Lasku 99001",
}


@pytest.mark.parametrize("language", TITLES)
def test_wb16_the_pdf_is_in_the_customers_language(
    company: Company, clerk: User, language: str
) -> None:
    party = PartyFactory(company=company, language=language, name="Żółć & Söhne Ærø")
    lines = [line_data(company, text=f"Position {number}") for number in range(1, 41)]
    order = OrderFactory(company=company, by=clerk, party=party, lines=lines)
    kept = keep_papers(invoice=InvoiceFactory(order=order, by=clerk), by=clerk)["pdf"]
    reader = PdfReader(BytesIO(kept.content))
    assert reader.metadata is not None
    assert reader.metadata.title == TITLES[language]
    assert reader.trailer["/Root"]["/Lang"] == language  # type: ignore[index]
    assert kept.file_name == f"{TITLES[language]}.pdf"
    assert len(reader.pages) == 2
    said = text_of(kept)
    assert "Żółć & Söhne Ærø" in said
    assert "Position 40" in said


def test_a_number_with_signs_that_files_cannot_have(company: Company, clerk: User) -> None:
    NumberSeries.objects.filter(register="invoice").update(manual_numbers=True)
    draft = DraftFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    issued = issue_invoice(invoice=draft, by=clerk, typed_number="F/2026:7")
    kept = keep_papers(invoice=issued, by=clerk)["pdf"]
    assert kept.file_name.endswith(" F-2026-7.pdf")
