"""E-invoices by EN 16931: Factur-X (ZUGFeRD) in the PDF, UBL beside it."""

from invoicing.einvoice.building import einvoice_of, read_einvoice
from invoicing.einvoice.cii import cii
from invoicing.einvoice.demands import is_wanted, lacking
from invoicing.einvoice.embedding import embedded
from invoicing.einvoice.model import EInvoice
from invoicing.einvoice.ubl import ubl

__all__ = [
    "EInvoice",
    "cii",
    "einvoice_of",
    "embedded",
    "is_wanted",
    "lacking",
    "read_einvoice",
    "ubl",
]
