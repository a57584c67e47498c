"""The papers of an invoice on its page: shown with their fingerprints, made, handed out."""

from __future__ import annotations

import pytest
from django.db import connection
from django.urls import reverse

from invoicing.models import Invoice, KeptPaper
from invoicing.services.papers import keep_papers
from numbering import pdf
from numbering.triggers import lifted
from tests.factories import DraftFactory, InvoiceFactory, OrderFactory


@pytest.fixture
def invoice(company, clerk) -> Invoice:
    """An issued invoice whose papers were not made."""
    return InvoiceFactory(order=OrderFactory(company=company, by=clerk), by=clerk)


def paper_url(invoice: Invoice, kind: str = "pdf") -> str:
    return reverse("invoicing:invoice_paper", args=[invoice.pk, kind])


def test_it_is_made_by_a_click_and_shown(as_clerk, invoice):
    assert "Make PDF" in as_clerk.get(invoice.get_absolute_url()).content.decode()
    answer = as_clerk.post(reverse("invoicing:invoice_keep", args=[invoice.pk]))
    assert answer.url == paper_url(invoice)
    shown = as_clerk.get(answer.url)
    assert shown["Content-Type"] == "application/pdf"
    assert shown["Content-Disposition"] == 'inline; filename="Invoice 99001.pdf"'
    assert shown.content == bytes(KeptPaper.objects.get(kind="pdf").content)


def test_the_page_says_what_is_kept(as_auditor, invoice, clerk):
    kept = keep_papers(invoice=invoice, by=clerk)["pdf"]
    page = as_auditor.get(invoice.get_absolute_url()).content.decode()
    assert kept.sha256 in page
    assert paper_url(invoice) in page
    assert as_auditor.get(paper_url(invoice)).status_code == 200


def test_what_was_not_made_is_not_found_and_reading_makes_nothing(as_clerk, invoice):
    assert as_clerk.get(paper_url(invoice)).status_code == 404
    assert as_clerk.get(reverse("invoicing:invoice_keep", args=[invoice.pk])).status_code == 405
    assert not KeptPaper.objects.exists()


def test_an_auditor_makes_none_but_prints_from_the_browser(as_auditor, invoice):
    assert as_auditor.post(reverse("invoicing:invoice_keep", args=[invoice.pk])).status_code == 403
    page = as_auditor.get(invoice.get_absolute_url()).content.decode()
    assert "Make PDF" not in page
    assert reverse("invoicing:invoice_print", args=[invoice.pk]) in page


def test_where_no_pdf_can_be_drawn_the_packages_are_named(as_clerk, invoice, monkeypatch):
    def lacking():
        raise pdf.PdfUnavailable("Install libpango.")

    monkeypatch.setattr(pdf, "_weasyprint", lacking)
    page = as_clerk.get(invoice.get_absolute_url()).content.decode()
    assert "Install libpango." in page
    assert reverse("invoicing:invoice_print", args=[invoice.pk]) in page
    answer = as_clerk.post(reverse("invoicing:invoice_keep", args=[invoice.pk]), follow=True)
    assert "Install libpango." in answer.content.decode()


def test_a_draft_offers_no_pdf(as_clerk, company, clerk):
    draft = DraftFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    answer = as_clerk.post(reverse("invoicing:invoice_keep", args=[draft.pk]), follow=True)
    assert "issue it first" in answer.content.decode()


def test_a_paper_that_was_changed_is_not_handed_out(as_auditor, invoice, clerk):
    keep_papers(invoice=invoice, by=clerk)
    with lifted(connection):
        KeptPaper.objects.update(content=b"%PDF-forged")
    answer = as_auditor.get(paper_url(invoice))
    assert answer.status_code == 422
    assert "does not fit its SHA-256" in answer.content.decode()


def test_nobody_elses_papers_are_found(as_outsider, invoice, clerk):
    keep_papers(invoice=invoice, by=clerk)
    assert as_outsider.get(paper_url(invoice)).status_code == 404
