"""The papers of an issued invoice: made once, and kept."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from invoicing.choices import PaperKind
from invoicing.einvoice import cii, embedded, is_wanted, lacking, read_einvoice, ubl
from invoicing.exceptions import NotIssued, PaperDamaged
from invoicing.models import Invoice, KeptPaper
from invoicing.models.keptfiles import KeptFile
from invoicing.rendering import paper_html
from numbering.pdf import PdfUnavailable, render_pdf
from numbering.transactions import write


def keep_papers(*, invoice: Invoice, by: User) -> dict[str, KeptPaper]:
    """The papers of an issued invoice by their kind; made and kept if they are not yet.

    Everything on them was frozen at issue, so it does not matter when they are made; two who make
    them at once keep one. Raises NotIssued, and PdfUnavailable where this machine cannot draw.
    """
    if not invoice.is_issued:
        raise NotIssued(_("A draft has no paper yet: issue it first."))
    kept = kept_papers(invoice)
    if PaperKind.PDF in kept:
        return kept
    # Drawn outside the transaction: nobody waits for a lock meanwhile.
    made = _make(invoice)
    for paper in made:
        paper.made_by = by
    with write():
        KeptPaper.objects.bulk_create(made, ignore_conflicts=True)
    return kept_papers(invoice)


def kept_papers(invoice: Invoice) -> dict[str, KeptPaper]:
    """What is kept of an invoice, by kind."""
    papers = invoice.papers.select_related("invoice__number").order_by("pk")
    return {paper.kind: paper for paper in papers}


def refuse_damaged(paper: KeptFile) -> None:
    """Hand nothing out that is not what was kept. Raises PaperDamaged."""
    if not paper.is_whole:
        raise PaperDamaged(
            _(
                "%(paper)s is not the file that was kept: it does not fit its SHA-256 %(hash)s."
                " Somebody changed the database; take the file from a backup."
            )
            % {"paper": paper.file_name, "hash": paper.sha256}
        )


def keep_after_commit(invoice: Invoice, by: User) -> None:
    """Make the papers once the invoice is surely issued: drawing must not hold its number's
    counter, and an invoice is issued even where its PDF cannot be drawn.
    """

    def keep() -> None:  # a partial has no name, and Django logs the name of what fails
        _keep_if_possible(invoice, by)

    transaction.on_commit(keep, robust=True)


def _keep_if_possible(invoice: Invoice, by: User) -> None:
    try:
        keep_papers(invoice=invoice, by=by)
    except PdfUnavailable:
        return  # the invoice's page says so, and offers to make it


def _make(invoice: Invoice) -> list[KeptPaper]:
    """The PDF with the e-invoice inside and beside it, where one can be made of the invoice."""
    drawn = render_pdf(paper_html(invoice))
    if not is_wanted(invoice) or lacking(invoice):
        return [KeptPaper.of(invoice, PaperKind.PDF, drawn)]
    said = read_einvoice(invoice)
    xml = cii(said)
    return [
        KeptPaper.of(invoice, PaperKind.PDF, embedded(drawn, xml, invoice)),
        KeptPaper.of(invoice, PaperKind.CII, xml),
        KeptPaper.of(invoice, PaperKind.UBL, ubl(said)),
    ]
