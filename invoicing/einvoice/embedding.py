"""The PDF that is a Factur-X e-invoice: the paper with the XML inside."""

from __future__ import annotations

from django.utils import translation

from invoicing.models import Invoice
from invoicing.papers import PAPER_TITLES

# What ZUGFeRD wants of this profile: the XML says the same as the paper.
RELATION = "alternative"


def embedded(pdf: bytes, xml: bytes, invoice: Invoice) -> bytes:
    """Put the XML of `cii` into a PDF/A-3, and say what it is, whose, and in which language.

    Nothing is checked and nothing is fetched: the XML goes in byte for byte.
    """
    # Loaded when first needed: few requests make a PDF.
    from facturx import generate_from_binary  # noqa: PLC0415

    with translation.override(invoice.language):
        title = str(PAPER_TITLES[invoice.kind])
    made = generate_from_binary(
        pdf,
        xml,
        flavor="factur-x",
        level="en16931",
        check_xsd=False,
        pdf_metadata={
            "author": invoice.seller_name,
            "title": f"{title} {invoice.number}",
            "subject": f"{invoice.seller_name}: {title} {invoice.number}",
            "keywords": f"{title}, Factur-X",
        },
        lang=invoice.language,
        afrelationship=RELATION,
    )
    return bytes(made)
