"""nw13: the PDF of an invoice has the XML inside, and nothing is fetched to put it there."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

import pytest
from facturx import get_facturx_xml_from_pdf, get_level
from lxml import etree
from pypdf import PdfReader

from invoicing.choices import InvoiceKind
from invoicing.einvoice import cii, einvoice_of, embedded
from numbering.pdf import render_pdf
from tests.invoicing.einvoice.cases import S25, unsaved

PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
FACTURX = "{urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#}"
DC = "{http://purl.org/dc/elements/1.1/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


@cache
def paper() -> bytes:
    """A paper as it is drawn."""
    return render_pdf('<html lang="da"><title>x</title><h1>Rechnung 99001 – żółć</h1></html>')


def made(**facts: Any) -> tuple[bytes, bytes]:
    """The e-invoice and its XML."""
    invoice, lines, taxes = unsaved([("1", "100", "debit", S25)], **facts)
    xml = cii(einvoice_of(invoice, lines, taxes))
    return embedded(paper(), xml, invoice), xml


def test_nw13_the_xml_is_read_back_byte_for_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    monkeypatch.setattr("socket.socket.connect", lambda *arguments: opened.append(arguments))

    pdf, xml = made()

    assert PdfReader(BytesIO(pdf)).attachments == {"factur-x.xml": [xml]}
    name, read = get_facturx_xml_from_pdf(pdf, check_xsd=True)
    assert (name, read) == ("factur-x.xml", xml)
    assert get_level(etree.fromstring(read), "factur-x") == "en16931"
    assert opened == []


def test_nw13_it_is_still_a_pdf_for_the_archive() -> None:
    reader = PdfReader(BytesIO(made()[0]))
    root: Any = reader.trailer["/Root"]

    (file,) = root["/AF"]
    assert file.get_object()["/AFRelationship"] == "/Alternative"
    assert root["/OutputIntents"]
    assert "Rechnung 99001 – żółć" in reader.pages[0].extract_text()
    told = etree.fromstring(root["/Metadata"].get_object().get_data())
    assert (_text(told, f"{PDFA}part"), _text(told, f"{PDFA}conformance")) == ("3", "B")
    assert _text(told, f"{FACTURX}ConformanceLevel") == "EN 16931"
    assert _text(told, f"{FACTURX}DocumentFileName") == "factur-x.xml"
    assert _text(told, f"{DC}title//{RDF}li") == "Invoice 99001"


@pytest.mark.parametrize(
    ("language", "kind", "title"),
    [
        ("de", InvoiceKind.INVOICE, "Rechnung"),
        ("sv", InvoiceKind.CREDIT_NOTE, "Kreditfaktura"),
        ("pl", InvoiceKind.ADVANCE, "Faktura zaliczkowa"),
        ("fi", InvoiceKind.CASH_NOTE, "Käteislasku"),
    ],
)
def test_nw13_it_says_what_it_is_whose_and_in_which_language(
    language: str, kind: str, title: str
) -> None:
    reader = PdfReader(BytesIO(made(language=language, kind=kind)[0]))

    assert reader.metadata is not None
    assert reader.metadata.title == f"{title} 99001"
    assert reader.metadata.author == "Nordisk Træ & Søn ApS"
    assert reader.trailer["/Root"]["/Lang"] == language


def _text(told: etree._Element, path: str) -> str:
    return str(told.find(f".//{path}").text)
