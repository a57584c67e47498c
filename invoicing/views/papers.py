"""The papers of an invoice: shown, made, and handed out as they were kept."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from invoicing.choices import PaperKind
from invoicing.rendering import TEMPLATE, paper_context
from invoicing.services.papers import keep_papers, refuse_damaged
from invoicing.views.invoices import find_invoice
from numbering.access import EVERYONE, WRITERS, CompanyRequest, role_required
from numbering.exceptions import NumberingError


@role_required(*EVERYONE)
def invoice_print(request: CompanyRequest, pk: int) -> HttpResponse:
    """The invoice as paper for the browser to print, in the customer's language."""
    return render(request, TEMPLATE, paper_context(find_invoice(request, pk)))


@role_required(*EVERYONE)
def invoice_paper(request: CompanyRequest, pk: int, kind: str) -> HttpResponse:
    """A kept paper, byte for byte; 404 where it was not made yet.

    Raises PaperDamaged where the bytes are not those that were kept.
    """
    paper = get_object_or_404(find_invoice(request, pk).papers, kind=kind)
    refuse_damaged(paper)
    response = HttpResponse(bytes(paper.content), content_type=paper.media_type)
    is_attachment = paper.kind != PaperKind.PDF
    place = content_disposition_header(as_attachment=is_attachment, filename=paper.file_name)
    response["Content-Disposition"] = place or "inline"
    # Nobody may change it, so nobody has to ask for it twice; but it is nobody else's.
    response["Cache-Control"] = "private, max-age=31536000, immutable"
    return response


@role_required(*WRITERS)
@require_POST
def invoice_keep(request: CompanyRequest, pk: int) -> HttpResponse:
    """Make and keep the papers of an issued invoice that has none yet, and show the PDF."""
    invoice = find_invoice(request, pk)
    try:
        keep_papers(invoice=invoice, by=request.user)
    except NumberingError as error:
        messages.error(request, str(error))
        return redirect(invoice)
    return redirect("invoicing:invoice_paper", invoice.pk, PaperKind.PDF)
