"""What the page of an issued invoice shows of its papers and of the mails that they went with."""

from __future__ import annotations

from typing import Any

from invoicing.choices import PaperKind
from invoicing.einvoice import is_wanted, lacking
from invoicing.models import Invoice
from numbering.pdf import pdf_problem


def papers_facts(invoice: Invoice) -> dict[str, Any]:
    """The kept papers without their bytes; where there is no PDF, why none could be made, and
    where there is no e-invoice, what is missing for one.
    """
    papers = list(invoice.papers.without_content().select_related("made_by").order_by("pk"))
    kinds = {paper.kind for paper in papers}
    has_pdf = PaperKind.PDF in kinds
    return {
        "papers": papers,
        "has_pdf": has_pdf,
        "mails": invoice.mails.select_related("created_by").newest_first(),
        "pdf_problem": "" if has_pdf else pdf_problem(),
        "einvoice_lacking": [] if PaperKind.UBL in kinds else einvoice_lacking(invoice),
    }


def einvoice_lacking(invoice: Invoice) -> list[str]:
    """What is missing for the e-invoice of an invoice or draft that gets one."""
    return lacking(invoice) if is_wanted(invoice) else []
