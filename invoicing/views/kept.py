"""What the page of an issued invoice shows of its papers and of the mails that they went with."""

from __future__ import annotations

from typing import Any

from invoicing.choices import PaperKind
from invoicing.models import Invoice
from numbering.pdf import pdf_problem


def papers_facts(invoice: Invoice) -> dict[str, Any]:
    """The kept papers without their bytes; where there is no PDF, why none could be made."""
    papers = list(invoice.papers.without_content().select_related("made_by").order_by("pk"))
    has_pdf = any(paper.kind == PaperKind.PDF for paper in papers)
    return {
        "papers": papers,
        "has_pdf": has_pdf,
        "mails": invoice.mails.select_related("created_by").newest_first(),
        "pdf_problem": "" if has_pdf else pdf_problem(),
    }
