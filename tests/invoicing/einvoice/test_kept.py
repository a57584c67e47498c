"""nw13: issuing keeps the e-invoice in the PDF and beside it, or the page says what is missing."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from facturx import get_facturx_xml_from_pdf

from invoicing.models import Invoice
from invoicing.services.issue import issue_invoice
from invoicing.services.papers import keep_papers
from numbering.models import Company
from tests.factories import DraftFactory, InvoiceFactory, OrderFactory, PartyFactory
from tests.invoicing.einvoice.official import complaints
from tests.invoicing.einvoice.reading import read_cii, read_ubl


@pytest.fixture
def draft(company: Company, clerk: User) -> Invoice:
    """A draft that an e-invoice can be made of."""
    party = PartyFactory(company=company, by=clerk, country="PL", tax_id="PL8567346215")
    return DraftFactory(order=OrderFactory(company=company, by=clerk, party=party), by=clerk)


def test_nw13_the_xml_lies_in_the_pdf_and_beside_it(draft: Invoice, clerk: User) -> None:
    kept = keep_papers(invoice=issue_invoice(invoice=draft, by=clerk), by=clerk)

    assert set(kept) == {"pdf", "cii", "ubl"}
    cii, ubl = bytes(kept["cii"].content), bytes(kept["ubl"].content)
    assert get_facturx_xml_from_pdf(bytes(kept["pdf"].content))[1] == cii
    assert read_cii(cii) == read_ubl(ubl)
    assert complaints(cii) == complaints(ubl) == []
    assert all(paper.is_whole for paper in kept.values())


def test_nw13_the_xml_is_handed_out_as_a_file(
    client: Client, draft: Invoice, clerk: User, auditor: User
) -> None:
    issued = issue_invoice(invoice=draft, by=clerk)
    keep_papers(invoice=issued, by=clerk)
    client.force_login(auditor)

    for kind in ("cii", "ubl"):
        answer = client.get(reverse("invoicing:invoice_paper", args=[issued.pk, kind]))

        assert answer["Content-Type"] == "application/xml"
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer.content.startswith(b"<?xml")


def test_nw13_a_draft_says_what_is_missing_before_it_is_too_late(
    client: Client, company: Company, clerk: User
) -> None:
    party = PartyFactory(company=company, by=clerk, name="Kowalski", country="")
    order = OrderFactory(company=company, by=clerk, party=party)
    draft = DraftFactory(order=order, by=clerk)
    client.force_login(clerk)

    page = client.get(draft.get_absolute_url()).content.decode()

    assert "Kowalski has no country: write it on the customer&#x27;s page." in page
    issued = issue_invoice(invoice=draft, by=clerk)
    assert set(keep_papers(invoice=issued, by=clerk)) == {"pdf"}
    page = client.get(draft.get_absolute_url()).content.decode()
    assert "There is no e-invoice of this invoice." in page
    assert "Kowalski has no country" in page


def test_nw13_where_nothing_is_missing_nothing_is_said(
    client: Client, draft: Invoice, clerk: User
) -> None:
    client.force_login(clerk)

    assert "e-invoice" not in client.get(draft.get_absolute_url()).content.decode()
    keep_papers(invoice=issue_invoice(invoice=draft, by=clerk), by=clerk)
    page = client.get(draft.get_absolute_url()).content.decode()
    assert "no e-invoice" not in page
    assert "Factur-X XML" in page


def test_nw13_inside_the_company_there_is_none(
    client: Client, company: Company, clerk: User
) -> None:
    order = OrderFactory(company=company, by=clerk)
    order.order_type.is_internal = True
    order.order_type.save()
    issued = InvoiceFactory(order=order, by=clerk)
    client.force_login(clerk)

    assert set(keep_papers(invoice=issued, by=clerk)) == {"pdf"}
    assert "e-invoice" not in client.get(issued.get_absolute_url()).content.decode()
