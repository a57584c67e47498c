"""The papers of issued invoices, byte for byte as they were kept."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from ninja import Router

from invoicing.api.invoices import find_invoice
from invoicing.api.outs import PaperListOut, paper_out
from invoicing.choices import PaperKind
from invoicing.services.papers import refuse_damaged
from numbering.api.auth import ApiRequest
from numbering.api.fields import Key
from numbering.api.operations import hands_out, reads
from numbering.api.problems import Refused
from numbering.choices import ApiScope

router = Router(tags=["Invoices"])


@reads(router, "/invoices/{int:invoice_id}/papers", scope=ApiScope.INVOICES_READ)
def list_papers(request: ApiRequest, invoice_id: Key) -> PaperListOut:
    """What is kept of an invoice: its PDF, and the e-invoice where there is one.

    They are made once, as the invoice is issued; none of a draft.
    """
    papers = find_invoice(request.company, invoice_id).papers.without_content()
    rows = papers.select_related("invoice__number").order_by("pk")
    return PaperListOut(items=[paper_out(row) for row in rows])


@hands_out(
    router,
    "/invoices/{int:invoice_id}/papers/{kind}",
    scope=ApiScope.INVOICES_READ,
    media_types=["application/pdf", "application/xml"],
)
def read_paper(request: ApiRequest, invoice_id: Key, kind: PaperKind) -> HttpResponse:
    """A paper of an invoice, byte for byte as it was kept."""
    papers = find_invoice(request.company, invoice_id).papers.select_related("invoice__number")
    paper = papers.filter(kind=kind).order_by("pk").first()
    if paper is None:
        raise Refused("NotFound")
    refuse_damaged(paper)
    response = HttpResponse(bytes(paper.content), content_type=paper.media_type)
    name = content_disposition_header(as_attachment=True, filename=paper.file_name)
    response["Content-Disposition"] = name or "attachment"
    return response
